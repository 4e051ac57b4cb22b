//! Calls of SPOT, of what earns it, and of what it is good for.

use super::{Entry, entries};
use crate::one_door::{
	cast::Cast,
	world::{LATER, NEXT_ROUND, ROUND, STREAM, announce, pass},
};
use frame_support::BoundedVec;
use hotpot_primitives::time::MINUTE;
use hotpot_runtime::Runtime;
use pallet_loyalty::Observation;

/// SPOT of the holder that the owner converts: one THP's worth.
pub const CONVERTED: u32 = 10;

/// Calls of SPOT and loyalty.
pub fn calls_of_loyalty() -> Vec<Entry> {
	type Call = pallet_loyalty::Call<Runtime>;

	let (who, from, to) = (Cast::Holder.account(), LATER - 2 * MINUTE, LATER);
	let observation = Observation::Watched { who, stream: STREAM, from, to };
	let settings = pallet_spot::Call::<Runtime>::set_settings { settings: Default::default() };
	let calls = [Call::feed { observation }, Call::set_settings { settings: Default::default() }];
	[entries([settings]), entries(calls)].concat()
}

/// Calls of the conversion.
pub fn calls_of_conversion() -> Vec<Entry> {
	type Call = pallet_conversion::Call<Runtime>;

	let pairs = vec![(Cast::Holder.account(), CONVERTED)];
	entries([
		Call::convert { pairs: BoundedVec::truncate_from(pairs), rate: 10 },
		Call::set_consent { consents: true },
		Call::set_settings { settings: Default::default() },
	])
}

/// Calls of the distribution.
pub fn calls_of_distribution() -> Vec<Entry> {
	type Call = pallet_distribution::Call<Runtime>;

	let announced = || announce(NEXT_ROUND);
	let due = || {
		announce(NEXT_ROUND);
		pass(NEXT_ROUND);
	};
	let holders = vec![Cast::Holder.account()];
	let calls = entries([
		Call::announce { opens_at: NEXT_ROUND },
		Call::claim { round: ROUND },
		Call::push { round: ROUND, holders: BoundedVec::truncate_from(holders) },
		Call::reclaim { round: ROUND },
		Call::set_settings { settings: Default::default() },
	]);
	let later = vec![Entry::given(Call::cancel {}, announced), Entry::given(Call::open {}, due)];
	[calls, later].concat()
}
