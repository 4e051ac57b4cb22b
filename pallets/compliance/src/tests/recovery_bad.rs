//! Rule 13: recoveries that must not be.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	time::DAY,
	traits::{Level, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

fn request(verifier: AccountId, old: AccountId, new: AccountId) -> DispatchResult {
	Compliance::request_recovery(RuntimeOrigin::signed(verifier), old, new, REASON)
}

fn complete(old: AccountId) -> DispatchResult {
	Compliance::complete_recovery(RuntimeOrigin::signed(GUEST), old)
}

#[test]
fn request_recovery_should_fail_on_bad_input() {
	ExtBuilder::default().execute(|| {
		let verifier = || RuntimeOrigin::signed(VERIFIER);
		assert_noop!(
			Compliance::request_recovery(verifier(), ALICE, NEW, [0; 32]),
			Error::<Test>::MissingReason
		);
		assert_noop!(request(VERIFIER, ALICE, ALICE), Error::<Test>::SameAccount);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				Compliance::request_recovery(origin, ALICE, NEW, REASON),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn request_recovery_should_fail_for_whoever_is_no_verifier_of_that_level() {
	ExtBuilder::default().execute(|| {
		for stranger in [ALICE, NEW, COMPLIANCE, BASIC_VERIFIER] {
			assert_noop!(request(stranger, ALICE, NEW), Error::<Test>::NotLicensed);
		}
		verify(ALICE, |identity| identity.level = Level::Basic);
		assert_ok!(request(BASIC_VERIFIER, ALICE, NEW));
	});
}

#[test]
fn request_recovery_should_fail_when_there_is_no_person_to_move() {
	ExtBuilder::default().execute(|| {
		mint(GUEST, THP);
		assert_noop!(request(VERIFIER, GUEST, NEW), Error::<Test>::NotRecoverable);
		assert_noop!(request(VERIFIER, POOL, NEW), Error::<Test>::NotRecoverable);
		for standing in [Standing::Pending, Standing::Rejected, Standing::Unknown] {
			set_standing(ALICE, standing);
			assert_noop!(request(VERIFIER, ALICE, NEW), Error::<Test>::NotRecoverable);
		}
	});
}

#[test]
fn request_recovery_should_fail_when_the_new_account_is_not_new() {
	ExtBuilder::default().execute(|| {
		assert_noop!(request(VERIFIER, ALICE, BOB), Error::<Test>::NewAccountKnown);
		assert_noop!(request(VERIFIER, ALICE, POOL), Error::<Test>::IsPot);
		mint(GUEST, 1);
		assert_noop!(request(VERIFIER, ALICE, GUEST), Error::<Test>::NewAccountNotEmpty);
		ClosedAccounts::insert(NEW, ALICE);
		assert_noop!(request(VERIFIER, ALICE, NEW), DispatchError::Other("closed"));
		ClosedAccounts::remove(NEW);
		assert_ok!(request(VERIFIER, BOB, NEW));
		assert_noop!(request(VERIFIER, ALICE, NEW), Error::<Test>::NewAccountTaken);
	});
}

#[test]
fn request_recovery_should_fail_during_a_recovery() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_noop!(request(VERIFIER, ALICE, GUEST), Error::<Test>::RecoveryOpen);
		assert_noop!(request(OTHER_VERIFIER, ALICE, NEW), Error::<Test>::RecoveryOpen);
		pass(DAY);
		assert_noop!(request(VERIFIER, ALICE, GUEST), Error::<Test>::RecoveryOpen);
	});
}

#[test]
fn veto_recovery_should_fail_for_a_stranger() {
	ExtBuilder::default().execute(|| {
		let now = Timestamp::get();
		let veto = |who| Compliance::veto_recovery(RuntimeOrigin::signed(who), now);
		assert_noop!(veto(ALICE), Error::<Test>::NoRecovery);
		assert_ok!(request(VERIFIER, ALICE, NEW));
		for stranger in [BOB, NEW, VERIFIER, COMPLIANCE] {
			assert_noop!(veto(stranger), Error::<Test>::NoRecovery);
		}
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Compliance::veto_recovery(origin, now), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn veto_recovery_should_fail_when_it_was_signed_against_an_earlier_request() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		let earlier = Timestamp::get();
		assert_ok!(Compliance::cancel_recovery(officer(), ALICE));
		pass(1);
		assert_ok!(request(VERIFIER, ALICE, NEW));
		let veto = || Compliance::veto_recovery(RuntimeOrigin::signed(ALICE), earlier);
		assert_noop!(veto(), Error::<Test>::NoRecovery);
	});
}

#[test]
fn cancel_recovery_should_be_compliances_and_of_an_open_one() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Compliance::cancel_recovery(officer(), ALICE), Error::<Test>::NoRecovery);
		assert_ok!(request(VERIFIER, ALICE, NEW));
		let strangers = [ALICE, VERIFIER, NEW].map(RuntimeOrigin::signed);
		for origin in strangers.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
			assert_noop!(Compliance::cancel_recovery(origin, ALICE), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn complete_recovery_should_fail_when_none_is_open_or_nobody_signs() {
	ExtBuilder::default().execute(|| {
		assert_noop!(complete(ALICE), Error::<Test>::NoRecovery);
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		assert_noop!(complete(NEW), Error::<Test>::NoRecovery);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Compliance::complete_recovery(origin, ALICE), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn complete_recovery_should_fail_while_paused() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		assert_ok!(Compliance::set_paused(officer(), true));
		assert_noop!(complete(ALICE), Error::<Test>::Paused);
		assert_ok!(Compliance::set_paused(officer(), false));
		assert_ok!(complete(ALICE));
	});
}

#[test]
fn complete_recovery_should_fail_when_the_verifier_lost_its_licence() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		Verifiers::remove(VERIFIER);
		assert_noop!(complete(ALICE), Error::<Test>::NotLicensed);
		assert!(Compliance::recovery_of(ALICE).is_some_and(|status| !status.can_complete));
	});
}

#[test]
fn complete_recovery_should_fail_when_the_person_was_rejected_meanwhile() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		set_standing(ALICE, Standing::Rejected);
		assert_noop!(complete(ALICE), Error::<Test>::NotRecoverable);
	});
}

#[test]
fn complete_recovery_should_change_nothing_when_the_person_can_not_move() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		verify(NEW, |_| ());
		assert_noop!(complete(ALICE), DispatchError::Other("known"));
	});
}

#[test]
fn complete_recovery_should_change_nothing_when_another_holding_can_not_move() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		AreHoldingsStuck::set(true);
		assert_noop!(complete(ALICE), DispatchError::Other("stuck"));
		AreHoldingsStuck::set(false);
		assert_ok!(complete(ALICE));
	});
}

#[test]
fn complete_recovery_should_change_nothing_when_the_ledger_would_lose_thp() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		mint(POOL, u128::MAX - 3 * HELD);
		assert_noop!(complete(ALICE), Error::<Test>::LedgerRefused);
		assert_eq!((thp(ALICE), thp(NEW)), (HELD, 0));
	});
}
