//! Rule 15: SPOT is burned by conversion only, which asks here.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	time::DAY,
	traits::{OnStanding, SpotMutate},
};

#[test]
fn burn_should_take_exactly_that_away() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 30);
		events();
		assert_ok!(Spot::burn(&ALICE, 10));
		assert_eq!(events(), [Event::Burned { who: ALICE, amount: 10 }]);
		assert_eq!(spot(ALICE), 20);
		assert_ok!(Spot::burn(&ALICE, 20));
		assert_eq!(spot(ALICE), 0);
		assert_eq!(Assets::total_supply(SPOT_ASSET), 0);
	});
}

#[test]
fn burn_should_fail_when_the_account_has_less() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 30);
		for amount in [31, u32::MAX] {
			assert_noop!(Spot::burn(&ALICE, amount), Error::<Test>::ExceedsBalance);
		}
		assert_noop!(Spot::burn(&GUEST, 1), Error::<Test>::ExceedsBalance);
	});
}

#[test]
fn burn_should_fail_when_nothing_would_be_taken() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 30);
		assert_noop!(Spot::burn(&ALICE, 0), Error::<Test>::AmountZero);
	});
}

#[test]
fn burn_should_fail_when_the_ledger_refuses() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 30);
		assert_ok!(Assets::freeze_asset(RuntimeOrigin::signed(ASSET_OWNER), SPOT_ASSET));
		assert_noop!(Spot::burn(&ALICE, 1), Error::<Test>::LedgerRefused);
	});
}

#[test]
fn burn_should_leave_no_room_in_the_day_of_what_it_takes() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(ALICE, 10, NOON));
		assert_ok!(Spot::burn(&ALICE, 10));
		assert_ok!(earn(ALICE, 1, NOON), 0);
		pass(DAY);
		assert_ok!(earn(ALICE, 10, now()), 10);
	});
}

#[test]
fn burn_should_forget_an_account_when_nothing_is_left_of_it() {
	ExtBuilder::default().execute(|| {
		give(GUEST, 5);
		assert_ok!(Spot::burn(&GUEST, 5));
		assert_eq!(Spot::holder(GUEST), None);
		give(ALICE, 5);
		Spot::unverified(&ALICE);
		assert_ok!(Spot::burn(&ALICE, 5));
		assert_eq!(Spot::holder(ALICE), None);
	});
}
