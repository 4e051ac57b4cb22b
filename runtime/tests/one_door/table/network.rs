//! Calls of the brakes, the owner, restaurants and checks.

use super::{Entry, entries};
use crate::{
	NOW,
	one_door::{
		cast::{CLAIMABLE, Cast, HEIGHT},
		world::{GAP, HELD, LAST, VOIDABLE, done},
	},
	record_checks,
};
use hotpot_primitives::{
	NodeId, TillId,
	time::local_day,
	traits::{Status, TillLimits},
};
use hotpot_runtime::{AccountId, Runtime};
use pallet_checks::VoidReason;
use pallet_tx_pause::RuntimeCallNameOf;

const NODE: NodeId = NodeId(1);
const TILL: TillId = TillId(1);

/// Calls of safe mode and of pauses.
pub fn calls_of_brakes() -> Vec<Entry> {
	type Call = pallet_safe_mode::Call<Runtime>;
	type Pause = pallet_tx_pause::Call<Runtime>;

	let in_safe_mode = || done(Call::force_enter {}, Cast::Owner.origin());
	let paused = || done(Pause::pause { full_name: harmless() }, Cast::Owner.origin());
	let (account, block) = (Cast::Delegate.account(), HEIGHT);
	vec![
		Entry::new(Call::force_enter {}),
		Entry::given(Call::force_extend {}, in_safe_mode),
		Entry::given(Call::force_exit {}, in_safe_mode),
		Entry::new(Call::force_slash_deposit { account: account.clone(), block }),
		Entry::new(Call::force_release_deposit { account, block }),
		Entry::new(Pause::pause { full_name: harmless() }),
		Entry::given(Pause::unpause { ident: harmless() }, paused),
	]
}

/// The name of a call that nobody misses.
fn harmless() -> RuntimeCallNameOf<Runtime> {
	let bytes = |name: &str| name.as_bytes().to_vec().try_into().expect("short enough");
	(bytes("System"), bytes("remark"))
}

/// Calls of the network owner.
pub fn calls_of_owner() -> Vec<Entry> {
	type Call = pallet_owner::Call<Runtime>;

	let stalled = pallet_grandpa::Call::note_stalled { delay: 10, best_finalized_block_number: 0 };
	entries([
		Call::enact { call: Box::new(stalled.into()) },
		Call::cancel { id: 0 },
		Call::transfer_ownership { to: Cast::Guest.account() },
		Call::accept_ownership {},
	])
}

/// Calls of restaurants and tills.
pub fn calls_of_franchise() -> Vec<Entry> {
	type Call = pallet_franchise::Call<Runtime>;

	let restaurant = pallet_franchise::Nodes::<Runtime>::get(NODE).expect("it is open");
	let (node, till) = (NODE, TILL);
	let limits = TillLimits { per_check: 1_000, per_day: 10_000 };
	entries([
		Call::register_node {
			franchisee: Cast::Holder.account(),
			profile: restaurant.profile,
			daily_accrual_cap: 1,
		},
		Call::set_node_status { node, status: Status::Suspended },
		Call::set_daily_accrual_cap { node, cap: 1 },
		Call::approve_till { node, key: AccountId::new([12; 32]), limits },
		Call::set_till_limits { till, limits },
		Call::set_till_status { till, status: Status::Closed },
	])
}

/// Calls of checks.
pub fn calls_of_checks() -> Vec<Entry> {
	type Call = pallet_checks::Call<Runtime>;

	let till = TILL;
	let claim = |destination: Cast| Call::claim {
		till,
		sequence: CLAIMABLE,
		destination: destination.account(),
	};
	let calls = entries([
		claim(Cast::Guest),
		claim(Cast::Holder),
		Call::void { till, sequence: VOIDABLE, reason: VoidReason::Duplicate },
		Call::quarantine { till, range: None },
		Call::lift_quarantine { till, range: Some(HELD) },
		Call::close_gap { till, first: GAP },
		Call::post_z_total { node: NODE, day: local_day(NOW, 240), tetri: 1 },
		Call::set_settings { settings: Default::default() },
		Call::collect {},
	]);
	[calls, entries([record_checks(LAST + 1, 1)])].concat()
}
