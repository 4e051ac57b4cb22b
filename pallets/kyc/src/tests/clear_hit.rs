//! Rule 8: two of n clear a hit.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::traits::{Level, Standing};
use sp_runtime::DispatchError;

fn clear(verifier: u8, n: u8) -> DispatchResult {
	Kyc::clear_hit(signed(verifier), account(n))
}

fn standing(n: u8) -> Option<Standing> {
	Kyc::identity(account(n)).map(|identity| identity.standing)
}

fn cleared(verifier: u8, missing: u8) -> Event<Test> {
	Event::HitCleared { account: account(GUEST), verifier: account(verifier), missing }
}

#[test]
fn clear_hit_should_verify_when_two_others_cleared() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		assert_ok!(clear(SECOND, GUEST));
		assert_eq!(last_event(), cleared(SECOND, 1));
		assert_eq!(standing(GUEST), Some(Standing::Pending));
		assert_ok!(clear(THIRD, GUEST));
		assert_eq!(last_event(), cleared(THIRD, 0));
		assert_eq!(standing(GUEST), Some(Standing::Verified));
		verify(GUEST);
		assert_eq!(standing(GUEST), Some(Standing::Verified), "what was cleared is forgotten");
	});
}

#[test]
fn clear_hit_should_follow_the_setting() {
	ExtBuilder::default().settings(|s| s.clearances_needed = 1).execute(|| {
		hit(GUEST);
		assert_ok!(clear(SECOND, GUEST));
		assert_eq!(standing(GUEST), Some(Standing::Verified));
	});
	ExtBuilder::default().settings(|s| s.clearances_needed = 4).execute(|| {
		hit(GUEST);
		assert_ok!(clear(SECOND, GUEST));
		let settings = Settings { clearances_needed: 1, ..Settings::default() };
		assert_ok!(Kyc::set_settings(RuntimeOrigin::root(), settings));
		assert_eq!(standing(GUEST), Some(Standing::Pending));
		assert_ok!(clear(THIRD, GUEST));
		assert_eq!(standing(GUEST), Some(Standing::Verified));
	});
}

#[test]
fn clear_hit_should_fail_when_the_verifier_may_not() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		assert_noop!(clear(OTHER, GUEST), Error::<Test>::UnknownVerifier);
		assert_noop!(clear(SMALL, GUEST), Error::<Test>::MayNotClear);
		assert_noop!(clear(VERIFIER, GUEST), Error::<Test>::OwnAttestation);
		assert_ok!(clear(SECOND, GUEST));
		assert_noop!(clear(SECOND, GUEST), Error::<Test>::AlreadyCleared);
		let root = RuntimeOrigin::root();
		assert_ok!(Kyc::set_verifier_status(root, account(THIRD), false));
		assert_noop!(clear(THIRD, GUEST), Error::<Test>::VerifierInactive);
		assert_noop!(
			Kyc::clear_hit(RuntimeOrigin::root(), account(GUEST)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn clear_hit_should_fail_when_nothing_is_pending() {
	ExtBuilder::default().execute(|| {
		assert_noop!(clear(SECOND, GUEST), Error::<Test>::NotFound);
		verify(GUEST);
		assert_noop!(clear(SECOND, GUEST), Error::<Test>::NotPending);
		hit(OTHER);
		Timestamp::set_timestamp(NOON + YEAR);
		assert_noop!(clear(SECOND, OTHER), Error::<Test>::RecordExpired);
		pass(0);
		assert_noop!(clear(SECOND, OTHER), Error::<Test>::NotPending);
	});
}

#[test]
fn a_clearance_should_not_count_when_its_verifier_lost_the_licence() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		assert_ok!(clear(SECOND, GUEST));
		let root = RuntimeOrigin::root;
		assert_ok!(Kyc::set_licence(root(), account(SECOND), licence(Level::Premium, false)));
		assert_ok!(clear(THIRD, GUEST));
		assert_eq!(last_event(), cleared(THIRD, 1));
		assert_ok!(Kyc::set_licence(root(), account(SECOND), licence(Level::Premium, true)));
		assert_ok!(clear(SECOND, GUEST));
		assert_eq!(standing(GUEST), Some(Standing::Verified));
	});
}

#[test]
fn clearances_should_begin_anew_when_the_account_is_attested_anew() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		assert_ok!(clear(SECOND, GUEST));
		hit(GUEST);
		assert_ok!(clear(THIRD, GUEST));
		assert_eq!(last_event(), cleared(THIRD, 1));
	});
}
