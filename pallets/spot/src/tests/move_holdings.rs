//! Rules 8 and 13: a person's SPOT on another account.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	time::DAY,
	traits::{MoveHoldings, OnStanding, SpotFigures, SpotMutate},
};
use proptest::prelude::*;
use sp_runtime::DispatchError;

/// Refused by the check and by the move alike.
fn assert_refused(from: AccountId, to: AccountId, error: Error<Test>) {
	let error = DispatchError::from(error);
	assert_eq!(Spot::can_move(&from, &to), Err(error));
	assert_noop!(Spot::move_holdings(&from, &to), error);
}

/// Moves, and gives how much was dropped.
fn moved(from: AccountId, to: AccountId) -> u32 {
	events();
	assert_ok!(Spot::can_move(&from, &to));
	let amount = spot(from);
	assert_ok!(Spot::move_holdings(&from, &to));
	assert_eq!(spot(from), 0);
	match events()[..] {
		[Event::HoldingsMoved { from: left, to: kept, amount: all, dropped }] => {
			assert_eq!((left, kept, all), (from, to, amount));
			dropped
		}
		ref others => panic!("{others:?}"),
	}
}

#[test]
fn move_holdings_should_move_everything() {
	ExtBuilder::default().execute(|| {
		give(GUEST, 7);
		give(ALICE, 20);
		assert_ok!(earn(GUEST, 4, NOON));
		assert_eq!(moved(GUEST, ALICE), 0);
		assert_eq!((spot(ALICE), Spot::holder(GUEST)), (31, None));
		assert_eq!(Spot::figures(), SpotFigures { holders: 1, median: 31, above: 0 });
		assert_ok!(earn(ALICE, 10, NOON), 6);
	});
}

#[test]
fn move_holdings_should_do_nothing_when_there_is_nothing() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 20);
		events();
		assert_ok!(Spot::can_move(&GUEST, &ALICE));
		assert_ok!(Spot::move_holdings(&GUEST, &ALICE));
		assert_ok!(Spot::move_holdings(&GUEST, &NEW));
		assert!(events().is_empty());
		assert_eq!((Spot::holder(GUEST), Spot::holder(NEW)), (None, None));
	});
}

#[test]
fn move_holdings_should_drop_what_both_earned_above_the_cap_of_a_day() {
	ExtBuilder::default().execute(|| {
		for (who, today, yesterday) in [(GUEST, 10, 2), (ALICE, 8, 3)] {
			assert_ok!(earn(who, today, NOON));
			assert_ok!(earn(who, yesterday, NOON - DAY));
		}
		assert_eq!(moved(GUEST, ALICE), 8);
		assert_eq!(spot(ALICE), 15);
		assert_ok!(earn(ALICE, 1, NOON), 0);
		assert_ok!(earn(ALICE, 9, NOON - DAY), 5);
	});
}

#[test]
fn move_holdings_should_keep_the_cap_over_many_accounts() {
	ExtBuilder::default().execute(|| {
		for guest in 100..110 {
			assert_ok!(earn(guest, 3, NOON));
			let _ = moved(guest, ALICE);
		}
		assert_eq!(spot(ALICE), 10);
	});
}

#[test]
fn move_holdings_should_not_cut_what_one_account_earned_under_a_higher_cap() {
	ExtBuilder::default().settings(|settings| settings.daily_cap = 20).execute(|| {
		assert_ok!(earn(ALICE, 20, NOON));
		assert_ok!(earn(GUEST, 1, NOON));
		CurrentSettings::<Test>::mutate(|settings| settings.daily_cap = 10);
		assert_eq!(moved(GUEST, ALICE), 1);
		assert_eq!(spot(ALICE), 20);
	});
}

#[test]
fn move_holdings_should_take_from_the_kept_account_when_the_rest_was_converted() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(GUEST, 10, NOON));
		assert_ok!(earn(ALICE, 10, NOON));
		assert_ok!(Spot::burn(&GUEST, 8));
		assert_eq!(moved(GUEST, ALICE), 10);
		assert_eq!(spot(ALICE), 2, "20 were earned, 10 too many; 8 are gone already");
	});
}

#[test]
fn move_holdings_should_drop_no_more_than_there_is() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(GUEST, 10, NOON));
		assert_ok!(earn(ALICE, 10, NOON));
		assert_ok!(Spot::burn(&GUEST, 10));
		assert_ok!(Spot::burn(&ALICE, 7));
		assert_eq!(moved(GUEST, ALICE), 3);
		assert_eq!(spot(ALICE), 0);
		assert_eq!(Spot::figures(), SpotFigures::default());
	});
}

#[test]
fn move_holdings_should_not_know_days_before_the_last_32() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(GUEST, 10, NOON));
		assert_ok!(earn(ALICE, 10, NOON));
		pass(32 * DAY);
		assert_eq!(moved(GUEST, ALICE), 0);
		assert_eq!(spot(ALICE), 20);
	});
}

#[test]
fn move_holdings_should_drop_what_is_above_the_largest_balance() {
	ExtBuilder::default().execute(|| {
		give(GUEST, 600_000);
		give(ALICE, 500_000);
		assert_eq!(moved(GUEST, ALICE), 100_000);
		assert_eq!(spot(ALICE), MAX_BALANCE);
		CurrentSettings::<Test>::mutate(|settings| settings.max_balance = 1_000);
		give(GUEST, 5);
		assert_eq!(moved(GUEST, ALICE), 5);
		assert_eq!(spot(ALICE), MAX_BALANCE, "it had that before");
	});
}

#[test]
fn move_holdings_should_leave_the_standing_with_the_account() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		assert_eq!(moved(ALICE, GUEST), 0);
		assert!(Spot::holder(ALICE).is_some_and(|holder| holder.is_verified));
		assert_eq!(Spot::figures(), SpotFigures::default());
		assert_eq!(moved(GUEST, BOB), 0);
		assert_eq!(Spot::figures(), SpotFigures { holders: 1, median: 10, above: 0 });
	});
}

#[test]
fn move_holdings_should_keep_the_figures_when_a_person_recovers() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		give(BOB, 2_000);
		give(CAROL, 30_000);
		let figures = Spot::figures();
		Spot::unverified(&BOB);
		Spot::verified(&NEW);
		assert_eq!(moved(BOB, NEW), 0);
		assert_eq!(Spot::figures(), figures);
		assert_eq!(Spot::holder(BOB), None);
	});
}

#[test]
fn move_holdings_should_fail_when_both_are_one_account() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		assert_refused(ALICE, ALICE, Error::SameAccount);
	});
}

#[test]
fn move_holdings_should_fail_when_the_ledger_refuses() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		give(GUEST, 10);
		let owner = || RuntimeOrigin::signed(ASSET_OWNER);
		assert_ok!(Assets::freeze(owner(), SPOT_ASSET, GUEST));
		assert_refused(GUEST, ALICE, Error::LedgerRefused);
		assert_ok!(Assets::thaw(owner(), SPOT_ASSET, GUEST));
		assert_ok!(Assets::block(owner(), SPOT_ASSET, ALICE));
		assert_refused(GUEST, ALICE, Error::LedgerRefused);
		assert_ok!(Assets::thaw(owner(), SPOT_ASSET, ALICE));
		assert_ok!(Assets::freeze_asset(owner(), SPOT_ASSET));
		assert_refused(GUEST, ALICE, Error::LedgerRefused);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Rule 8: whatever its accounts earned, and in whatever order they are linked, a person keeps
	/// at most 10 SPOT of a day.
	#[test]
	fn a_person_should_keep_at_most_the_cap_of_every_day(
		steps in prop::collection::vec((0u64..5, 0u64..4, 1u32..=12, any::<bool>()), 1..60),
	) {
		ExtBuilder::default().execute(|| {
			for (guest, back, amount, link) in steps {
				let guest = 100 + guest;
				assert_ok!(earn(guest, amount, NOON - back * DAY));
				if link {
					assert_ok!(Spot::move_holdings(&guest, &ALICE));
				}
			}
			for guest in 100..105 {
				assert_ok!(Spot::move_holdings(&guest, &ALICE));
			}
			let days = Holders::<Test>::get(ALICE).days;
			let earned = (0..4).map(|back| days.on(20_000 - back));
			assert!(earned.clone().all(|earned| earned <= 10));
			assert_eq!(earned.map(u32::from).sum::<u32>(), spot(ALICE));
		});
	}
}
