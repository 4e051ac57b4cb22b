//! Rule 13: a person who lost its key gets its things back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use hotpot_primitives::{
	Moment,
	time::{DAY, HOUR},
	traits::{KycInspect, Standing, ThpRoom},
};
use sp_runtime::DispatchResult;

fn request(verifier: AccountId, old: AccountId, new: AccountId) -> DispatchResult {
	Compliance::request_recovery(RuntimeOrigin::signed(verifier), old, new, REASON)
}

fn veto(old: AccountId) -> DispatchResult {
	Compliance::veto_recovery(RuntimeOrigin::signed(old), requested_at(old))
}

/// When the open recovery of an account was requested; now if there is none.
fn requested_at(old: AccountId) -> Moment {
	Recoveries::<Test>::get(old).map_or(Timestamp::get(), |recovery| recovery.requested_at)
}

fn complete(old: AccountId) -> DispatchResult {
	Compliance::complete_recovery(RuntimeOrigin::signed(GUEST), old)
}

/// Has another verifier examine the person again.
fn reverify(who: AccountId, verifier: AccountId) {
	let (identity, _) = Persons::get(who).expect("the person is known");
	Persons::insert(who, (identity, verifier));
}

fn is_veto_feeless(old: AccountId) -> bool {
	Call::<Test>::veto_recovery { requested_at: requested_at(old) }
		.is_feeless(&RuntimeOrigin::signed(old))
}

#[test]
fn request_recovery_should_freeze_the_old_account() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_eq!(
			last_event(),
			Event::RecoveryRequested {
				old: ALICE,
				new: NEW,
				verifier: VERIFIER,
				reason: REASON,
				requested_at: NOON,
				completes_at: NOON + DAY,
				can_veto: true,
			}
		);
		let recovery = Recovery {
			new: NEW,
			verifier: VERIFIER,
			reason: REASON,
			requested_at: NOON,
			completes_at: NOON + DAY,
		};
		assert_eq!(
			Compliance::recovery_of(ALICE),
			Some(RecoveryStatus { recovery, can_veto: true, can_complete: false })
		);
		assert_eq!(Compliance::recovery_to(NEW), Some(ALICE));
		let reason = Reason::RecoveryOpen { side: Side::Sender };
		assert_eq!(Compliance::why_not(ALICE, BOB, THP), [Refusal::from(reason)]);
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::RecoveryOpen);
		let reason = Reason::RecoveryOpen { side: Side::Receiver };
		assert_eq!(Compliance::why_not(BOB, ALICE, THP), [Refusal::from(reason)]);
		assert_noop!(send(BOB, ALICE, THP), Error::<Test>::RecoveryOpen);
		assert_eq!(last_action().kind, ActionKind::RecoveryRequest);
	});
}

#[test]
fn complete_recovery_should_move_everything_of_the_person() {
	ExtBuilder::default().execute(|| {
		Points::insert(ALICE, 7);
		assert_ok!(send(ALICE, BOB, THP));
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, 2 * THP));
		let before = KycRegistry::identity(&ALICE);
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(DAY);
		assert_ok!(complete(ALICE));
		let amount = HELD - THP;
		assert_eq!(last_event(), Event::RecoveryCompleted { old: ALICE, new: NEW, amount });
		assert_eq!((thp(ALICE), thp(NEW)), (0, amount));
		assert_eq!((Points::get(ALICE), Points::get(NEW)), (None, Some(7)));
		assert_eq!((KycRegistry::identity(&ALICE), KycRegistry::identity(&NEW)), (None, before));
		assert_eq!(Compliance::freeze_of(ALICE), Freeze::default());
		let frozen = Freeze { whole: true, recovery: false, amount: 2 * THP };
		assert_eq!(Compliance::freeze_of(NEW), frozen, "a court's freeze is not escaped");
		assert_eq!(Compliance::limits_of(NEW).used, THP, "nor is a limit");
		assert_eq!(Compliance::recovery_of(ALICE), None);
		assert_eq!(Compliance::recovery_to(NEW), None);
		let action = last_action();
		assert_eq!((action.account, action.counterparty), (Some(ALICE), Some(NEW)));
		assert_eq!((action.kind, action.amount), (ActionKind::RecoveryCompletion, amount));

		assert_noop!(send(NEW, BOB, THP), Error::<Test>::SenderFrozen);
		assert_ok!(Compliance::unfreeze(officer(), NEW));
		assert_ok!(send(NEW, BOB, THP));
		assert_noop!(complete(ALICE), Error::<Test>::NoRecovery);
	});
}

#[test]
fn complete_recovery_should_work_for_a_person_with_nothing() {
	ExtBuilder::default().execute(|| {
		verify(GUEST, |_| ());
		assert_ok!(request(VERIFIER, GUEST, NEW));
		pass(DAY);
		assert_ok!(complete(GUEST));
		assert_eq!(last_event(), Event::RecoveryCompleted { old: GUEST, new: NEW, amount: 0 });
		assert!(KycRegistry::is_verified(&NEW));
		assert_eq!(Outflows::<Test>::iter_values().count() + Freezes::<Test>::iter().count(), 0);
	});
}

#[test]
fn complete_recovery_should_take_what_strangers_sent_to_the_new_account_meanwhile() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		mint(NEW, THP);
		pass(DAY);
		assert_ok!(complete(ALICE));
		assert_eq!(thp(NEW), HELD + THP, "a claim for the new account can't hold a person up");
	});
}

#[test]
fn complete_recovery_should_take_what_came_to_the_old_account_meanwhile() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_eq!(Compliance::room(&ALICE), u128::MAX, "claims go on");
		mint(ALICE, THP);
		pass(DAY);
		assert_ok!(complete(ALICE));
		assert_eq!(thp(NEW), HELD + THP);
	});
}

#[test]
fn complete_recovery_should_keep_a_suspended_person_suspended() {
	ExtBuilder::default().execute(|| {
		for standing in [Standing::Suspended, Standing::Expired] {
			set_standing(ALICE, standing);
			assert_ok!(request(VERIFIER, ALICE, NEW));
			pass(DAY);
			assert_ok!(complete(ALICE));
			assert_eq!(KycRegistry::standing(&NEW), standing);
			assert_noop!(send(NEW, BOB, THP), Error::<Test>::SenderNotVerified);
			// Back to the beginning, for the next standing.
			Persons::remove(NEW);
			ClosedAccounts::remove(ALICE);
			assert_ok!(Compliance::force_transfer(officer(), NEW, BOB, HELD, REASON));
			mint(ALICE, HELD);
		}
	});
}

#[test]
fn complete_recovery_should_wait_for_the_delay() {
	ExtBuilder::default().settings(|settings| settings.recovery_delay = 2 * HOUR).execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		// What was promised at the request holds, whatever the setting becomes.
		change_settings(|settings| settings.recovery_delay = HOUR);
		pass(2 * HOUR - 1);
		assert_noop!(complete(ALICE), Error::<Test>::TooEarly);
		pass(1);
		assert!(Compliance::recovery_of(ALICE).is_some_and(|status| status.can_complete));
		assert_ok!(complete(ALICE));
	});
}

#[test]
fn veto_recovery_should_end_the_request_and_free_the_account() {
	ExtBuilder::default().execute(|| {
		assert!(!is_veto_feeless(ALICE));
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert!(is_veto_feeless(ALICE));
		FreeLeft::set(0);
		assert!(is_veto_feeless(ALICE), "a veto is free whatever else was");
		assert_ok!(veto(ALICE));
		assert_eq!(last_event(), Event::RecoveryVetoed { old: ALICE, verifier: VERIFIER });
		assert_eq!(last_action().kind, ActionKind::RecoveryVeto);
		assert_eq!(Compliance::recovery_of(ALICE), None);
		assert_eq!(Compliance::recovery_to(NEW), None);
		assert_eq!(Freezes::<Test>::iter().count(), 0);
		assert_ok!(send(ALICE, BOB, THP));
		pass(DAY);
		assert_noop!(complete(ALICE), Error::<Test>::NoRecovery);
	});
}

#[test]
fn veto_recovery_should_work_until_the_recovery_is_completed() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		pass(30 * DAY);
		assert_ok!(veto(ALICE));
	});
}

#[test]
fn veto_and_cancel_should_leave_compliances_freeze() {
	ExtBuilder::default().execute(|| {
		let frozen = Freeze { whole: true, recovery: false, amount: THP };
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, THP));
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_ok!(veto(ALICE));
		assert_eq!(Compliance::freeze_of(ALICE), frozen);
		reverify(ALICE, OTHER_VERIFIER);
		assert_ok!(request(OTHER_VERIFIER, ALICE, NEW));
		assert_ok!(Compliance::cancel_recovery(officer(), ALICE));
		assert_eq!(Compliance::freeze_of(ALICE), frozen);
	});
}

#[test]
fn unfreeze_should_not_end_a_recovery() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_noop!(Compliance::unfreeze(officer(), ALICE), Error::<Test>::NotFrozen);
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::unfreeze(officer(), ALICE));
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::RecoveryOpen);
	});
}

#[test]
fn a_second_request_should_come_from_another_verifier_and_not_be_vetoed() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_ok!(veto(ALICE));
		assert_noop!(request(VERIFIER, ALICE, NEW), Error::<Test>::VerifierVetoed);
		assert_noop!(request(OTHER_VERIFIER, ALICE, NEW), Error::<Test>::NotReverified);
		reverify(ALICE, OTHER_VERIFIER);
		assert_noop!(request(VERIFIER, ALICE, NEW), Error::<Test>::VerifierVetoed);
		assert_ok!(request(OTHER_VERIFIER, ALICE, NEW));
		assert!(matches!(last_event(), Event::RecoveryRequested { can_veto: false, .. }));
		assert!(!is_veto_feeless(ALICE));
		assert_noop!(veto(ALICE), Error::<Test>::AlreadyVetoed);
		assert!(Compliance::recovery_of(ALICE).is_some_and(|status| !status.can_veto));
		pass(DAY);
		assert_ok!(complete(ALICE));
		assert_eq!(Vetoes::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancel_recovery_should_free_the_account_and_restore_the_veto() {
	ExtBuilder::default().execute(|| {
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_ok!(veto(ALICE));
		reverify(ALICE, OTHER_VERIFIER);
		assert_ok!(request(OTHER_VERIFIER, ALICE, NEW));
		assert_ok!(Compliance::cancel_recovery(officer(), ALICE));
		assert_eq!(last_event(), Event::RecoveryCancelled { old: ALICE, verifier: OTHER_VERIFIER });
		assert_eq!(last_action().kind, ActionKind::RecoveryCancel);
		assert_ok!(send(ALICE, BOB, THP));
		assert_ok!(request(VERIFIER, ALICE, NEW));
		assert_ok!(veto(ALICE));
	});
}
