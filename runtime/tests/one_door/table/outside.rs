//! Calls of what validators see outside the chain.

use super::{Entry, entries};
use crate::one_door::cast::Cast;
use frame_support::assert_ok;
use hotpot_primitives::observations::{Claim, FactId, ForeignAccount, Kind};
use hotpot_runtime::{Deposits, Observations, Runtime, RuntimeOrigin};
use pallet_observations::{Candidate, OpenFact, Settings};

const SHOP: ForeignAccount = ForeignAccount::Tron([2; 20]);
const FACT: FactId = [8; 32];

/// Calls of votes and facts, but for the vote.
pub fn calls_of_observations() -> Vec<Entry> {
	type Call = pallet_observations::Call<Runtime>;

	let kind = Kind::Liked;
	let calls = entries([
		Call::set_settings { kind, settings: Settings::of(kind) },
		Call::set_paused { kind, paused: true },
	]);
	[calls, vec![Entry::given(Call::drop_fact { fact: FACT }, dispute)]].concat()
}

/// The only authority's fact is disputed.
fn dispute() {
	let authority = Observations::authorities().remove(0);
	let claim = Claim::Liked { who: Cast::Holder.account(), post: [1; 32], likes: 10 };
	let voters = vec![authority.clone()].try_into().expect("one fits");
	let open = OpenFact {
		kind: Kind::Liked,
		opened_by: authority,
		opened_at: 0,
		expires_at: u64::MAX,
		is_disputed: true,
		candidates: vec![Candidate { claim, voters }].try_into().expect("one fits"),
	};
	pallet_observations::OpenFacts::<Runtime>::insert(FACT, open);
}

/// Calls of deposits.
pub fn calls_of_deposits() -> Vec<Entry> {
	type Call = pallet_deposits::Call<Runtime>;

	let watched = || {
		let beneficiary = Cast::Holder.account();
		assert_ok!(Deposits::watch(RuntimeOrigin::root(), SHOP, beneficiary, 1));
	};
	let beneficiary = Cast::Holder.account();
	let calls = entries([
		Call::watch { account: SHOP, beneficiary, purpose: 1 },
		Call::set_settings { settings: Default::default() },
	]);
	[calls, vec![Entry::given(Call::retire { account: SHOP }, watched)]].concat()
}
