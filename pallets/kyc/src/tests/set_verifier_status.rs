//! Rule 8: verifiers are stopped.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::traits::Standing;
use sp_runtime::DispatchError;

fn set(n: u8, is_active: bool) -> DispatchResult {
	Kyc::set_verifier_status(RuntimeOrigin::root(), account(n), is_active)
}

#[test]
fn set_verifier_status_should_stop_a_verifier_and_let_it_go_on() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(set(VERIFIER, false));
		let verifier = account(VERIFIER);
		assert_eq!(last_event(), Event::VerifierStatusChanged { verifier, is_active: false });
		assert_noop!(submit(VERIFIER, passed(OTHER)), Error::<Test>::VerifierInactive);
		let identity = Kyc::identity(account(GUEST)).expect("attested");
		assert_eq!(identity.standing, Standing::Verified, "what it attested stays");
		assert_ok!(set(VERIFIER, true));
		verify(OTHER);
	});
}

#[test]
fn set_verifier_status_should_fail_when_nothing_would_change() {
	ExtBuilder::default().execute(|| {
		assert_noop!(set(VERIFIER, true), Error::<Test>::StatusUnchanged);
		assert_ok!(set(VERIFIER, false));
		assert_noop!(set(VERIFIER, false), Error::<Test>::StatusUnchanged);
		assert_noop!(set(GUEST, false), Error::<Test>::UnknownVerifier);
		assert_noop!(
			Kyc::set_verifier_status(signed(OFFICER), account(VERIFIER), true),
			DispatchError::BadOrigin
		);
	});
}
