//! What a transfer costs through the door, against one past it. `scripts/bench door` runs this under
//! callgrind, which counts the instructions inside the two functions by their names.

use crate::{
	NOW, ext,
	people::{account, attest, origin},
};
use frame_support::{
	assert_ok,
	traits::{
		UnfilteredDispatchable,
		fungible::{Inspect, Mutate},
	},
};
use hotpot_primitives::{Balance, money::THP};
use hotpot_runtime::{
	Runtime, RuntimeCall, RuntimeOrigin, configs::franchise::Thp, constants::THP_ASSET,
	genesis::DEVELOPMENT,
};
use std::hint::black_box;

/// What each of the two has, in THP base units: above the floor of the holders' cap, so that it is
/// asked.
const HELD: Balance = 1_000_000 * THP;
/// Transfers that each way makes.
const TRANSFERS: u32 = 100;

#[inline(never)]
fn past_the_door(call: RuntimeCall, by: RuntimeOrigin) {
	// Two functions of one body would become one.
	black_box("past");
	repeat(call, by);
}

#[inline(never)]
fn through_the_door(call: RuntimeCall, by: RuntimeOrigin) {
	black_box("through");
	repeat(call, by);
}

#[inline(always)]
fn repeat(call: RuntimeCall, by: RuntimeOrigin) {
	for _ in 0..TRANSFERS {
		assert_ok!(call.clone().dispatch_bypass_filter(by.clone()));
	}
}

#[test]
fn a_transfer_should_arrive_either_way() {
	ext(DEVELOPMENT).execute_with(|| {
		pallet_timestamp::Now::<Runtime>::put(NOW);
		for (path, person) in [("//nino", "nino"), ("//luka", "luka")] {
			assert_ok!(attest(path, person, 1));
			assert_ok!(Thp::mint_into(&account(path), HELD));
		}
		// So that nobody comes near the holders' cap.
		assert_ok!(Thp::mint_into(&account("//ana"), 2 * HELD));
		let (to, by) = (account("//luka"), origin("//nino"));
		let target = to.clone().into();
		let past = pallet_assets::Call::transfer { id: THP_ASSET, target, amount: THP };
		past_the_door(past.into(), by.clone());
		let through = pallet_compliance::Call::transfer { to, amount: THP };
		through_the_door(through.into(), by);
		let sent = 2 * THP * Balance::from(TRANSFERS);
		assert_eq!(Thp::balance(&account("//luka")), HELD + sent);
	});
}
