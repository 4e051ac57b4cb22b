//! Rule 13: what a court orders.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{Balance, CountryCode, traits::Standing};
use sp_runtime::DispatchError;

fn force(from: AccountId, to: AccountId, amount: Balance) -> sp_runtime::DispatchResult {
	Compliance::force_transfer(officer(), from, to, amount, REASON)
}

#[test]
fn force_transfer_should_move_what_nothing_else_moves() {
	ExtBuilder::default().settings(|settings| settings.max_transfer = 1).execute(|| {
		set_standing(ALICE, Standing::Suspended);
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, HELD));
		assert_ok!(Compliance::freeze(officer(), BOB, REASON));
		assert_ok!(Compliance::set_paused(officer(), true));
		assert_ok!(force(ALICE, BOB, HELD));
		assert_eq!(
			last_event(),
			Event::ForceTransferred { from: ALICE, to: BOB, amount: HELD, reason: REASON }
		);
		assert_eq!((thp(ALICE), thp(BOB)), (0, 2 * HELD));
		assert_eq!(Outflows::<Test>::iter_values().count(), 0, "it uses up nobody's limit");
		assert_eq!(
			last_action(),
			Action {
				kind: ActionKind::ForcedTransfer,
				account: Some(ALICE),
				counterparty: Some(BOB),
				amount: HELD,
				reason: Some(REASON),
				at: NOON,
			}
		);
	});
}

#[test]
fn force_transfer_should_reach_pots_and_take_from_guests() {
	ExtBuilder::default().execute(|| {
		mint(GUEST, THP);
		assert_ok!(force(GUEST, POOL, THP));
		assert_eq!(thp(POOL), THP);
	});
}

#[test]
fn force_transfer_should_fail_without_the_role() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Compliance::force_transfer(origin, ALICE, BOB, THP, REASON),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn force_transfer_should_fail_on_bad_input() {
	ExtBuilder::default().execute(|| {
		assert_noop!(
			Compliance::force_transfer(officer(), ALICE, BOB, THP, [0; 32]),
			Error::<Test>::MissingReason
		);
		assert_noop!(force(ALICE, BOB, 0), Error::<Test>::AmountZero);
		assert_noop!(force(ALICE, ALICE, THP), Error::<Test>::SameAccount);
		assert_noop!(force(ALICE, BOB, HELD + 1), Error::<Test>::ExceedsBalance);
		assert_noop!(force(GUEST, BOB, 1), Error::<Test>::ExceedsBalance);
		mint(POOL, THP);
		assert_noop!(force(POOL, BOB, THP), Error::<Test>::IsPot);
	});
}

#[test]
fn force_transfer_should_fail_when_the_receiver_is_not_verified() {
	ExtBuilder::default().execute(|| {
		assert_noop!(force(ALICE, GUEST, THP), Error::<Test>::ReceiverNotVerified);
		set_standing(BOB, Standing::Expired);
		assert_noop!(force(ALICE, BOB, THP), Error::<Test>::ReceiverNotVerified);
	});
}

#[test]
fn force_transfer_should_not_ask_for_the_country() {
	ExtBuilder::default().execute(|| {
		verify(BOB, |identity| identity.jurisdiction = CountryCode(*b"KP"));
		assert_ok!(force(ALICE, BOB, THP));
	});
}

#[test]
fn force_transfer_should_fail_when_the_ledger_would_lose_it() {
	ExtBuilder::default().execute(|| {
		mint(POOL, Balance::MAX - 3 * HELD);
		assert_noop!(force(ALICE, BOB, THP), Error::<Test>::LedgerRefused);
	});
}
