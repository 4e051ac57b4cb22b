//! Rule 8: THP of a person that links another account of its own, and what claims may bring.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	Balance,
	time::DAY,
	traits::{MoveHoldings, Standing, ThpRoom},
};

/// Refused by the check and by the move alike.
fn assert_refused(from: AccountId, to: AccountId, error: Error<Test>) {
	assert_eq!(Compliance::can_move(&from, &to), Err(error.into()));
	let error = Compliance::can_move(&from, &to).expect_err("it was refused a line above");
	assert_noop!(Compliance::move_holdings(&from, &to), error);
}

#[test]
fn move_holdings_should_move_everything_past_the_limits() {
	let limits = |settings: &mut Settings| {
		settings.max_transfer = 1;
		settings.max_daily = 1;
		settings.cap_floor = 0;
	};
	ExtBuilder::default().settings(limits).execute(|| {
		let amount = 5 * HELD;
		mint(GUEST, amount);
		assert_ok!(Compliance::can_move(&GUEST, &ALICE));
		assert_ok!(Compliance::move_holdings(&GUEST, &ALICE));
		assert_eq!(last_event(), Event::HoldingsMoved { from: GUEST, to: ALICE, amount });
		assert_eq!((thp(GUEST), thp(ALICE)), (0, HELD + amount));
	});
}

#[test]
fn move_holdings_should_succeed_when_there_is_nothing() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::move_holdings(&GUEST, &ALICE));
		assert_eq!(last_event(), Event::HoldingsMoved { from: GUEST, to: ALICE, amount: 0 });
		assert_eq!(Freezes::<Test>::iter().count() + Outflows::<Test>::iter_values().count(), 0);
	});
}

#[test]
fn move_holdings_should_take_frozen_amounts_and_sent_amounts_along() {
	ExtBuilder::default().execute(|| {
		assert_ok!(send(ALICE, CAROL, 3 * THP));
		assert_ok!(send(BOB, CAROL, 4 * THP));
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, 5 * THP));
		assert_ok!(Compliance::set_frozen_amount(officer(), BOB, 6 * THP));
		assert_ok!(Compliance::move_holdings(&ALICE, &BOB));
		assert_eq!(Compliance::freeze_of(BOB).amount, 11 * THP);
		assert_eq!(Compliance::freeze_of(ALICE), Freeze::default());
		assert_eq!(Compliance::limits_of(BOB).used, 7 * THP);
		assert_eq!(Outflows::<Test>::get(ALICE), None);
	});
}

#[test]
fn move_holdings_should_fail_when_the_old_account_is_frozen() {
	ExtBuilder::default().execute(|| {
		mint(GUEST, THP);
		assert_ok!(Compliance::freeze(officer(), GUEST, REASON));
		assert_refused(GUEST, ALICE, Error::SenderFrozen);
		assert_ok!(Compliance::unfreeze(officer(), GUEST));
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::move_holdings(&GUEST, &ALICE));
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::SenderFrozen);
	});
}

#[test]
fn move_holdings_should_fail_during_a_recovery_of_either_side() {
	ExtBuilder::default().execute(|| {
		let verifier = RuntimeOrigin::signed(VERIFIER);
		assert_ok!(Compliance::request_recovery(verifier, ALICE, NEW, REASON));
		assert_refused(ALICE, BOB, Error::RecoveryOpen);
		assert_refused(GUEST, ALICE, Error::RecoveryOpen);
		assert_refused(NEW, BOB, Error::RecoveryOpen);
		assert_refused(GUEST, NEW, Error::RecoveryOpen);
	});
}

#[test]
fn move_holdings_should_fail_on_bad_input() {
	ExtBuilder::default().execute(|| {
		assert_refused(ALICE, ALICE, Error::SameAccount);
		assert_refused(POOL, ALICE, Error::IsPot);
		assert_refused(ALICE, POOL, Error::IsPot);
		assert_ok!(Compliance::set_paused(officer(), true));
		assert_refused(GUEST, ALICE, Error::Paused);
		assert_ok!(Compliance::set_paused(officer(), false));
		mint(POOL, Balance::MAX - 3 * HELD);
		assert_refused(ALICE, BOB, Error::LedgerRefused);
	});
}

#[test]
fn room_should_be_everything_for_the_verified_and_the_rest_of_the_cap_for_others() {
	ExtBuilder::default().execute(|| {
		let cap = 1_000 * THP;
		assert_eq!(Compliance::room(&ALICE), Balance::MAX);
		assert_eq!(Compliance::room(&POOL), Balance::MAX);
		assert_eq!(Compliance::room(&GUEST), cap);
		mint(GUEST, 400 * THP);
		assert_eq!(Compliance::room(&GUEST), 600 * THP);
		mint(GUEST, 700 * THP);
		assert_eq!(Compliance::room(&GUEST), 0);
		pass(365 * DAY);
		assert_eq!(Compliance::room(&ALICE), 0, "an expired person holds more than the cap");
		for standing in [Standing::Pending, Standing::Rejected, Standing::Suspended] {
			set_standing(GUEST, standing);
			assert_eq!(Compliance::room(&GUEST), 0);
		}
		set_standing(GUEST, Standing::Verified);
		assert_eq!(Compliance::room(&GUEST), Balance::MAX);
		change_settings(|settings| settings.unverified_cap = 2_000 * THP);
		assert_eq!(Compliance::room(&NEW), 2_000 * THP);
	});
}
