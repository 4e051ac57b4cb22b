//! Rule 8: what was given is taken back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::traits::Standing;
use sp_runtime::DispatchError;

fn revoke(who: u8, n: u8) -> DispatchResult {
	Kyc::revoke(signed(who), account(n), REASON)
}

fn standing(n: u8) -> Option<Standing> {
	Kyc::identity(account(n)).map(|identity| identity.standing)
}

#[test]
fn revoke_should_reject_when_compliance_or_its_verifier_says_so() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(revoke(VERIFIER, GUEST));
		assert_eq!(last_event(), Event::Revoked { account: account(GUEST), reason: REASON });
		assert_eq!(standing(GUEST), Some(Standing::Rejected));
		hit(OTHER);
		assert_ok!(revoke(OFFICER, OTHER));
		assert_eq!(standing(OTHER), Some(Standing::Rejected));
		pass(YEAR);
		assert_eq!(standing(OTHER), Some(Standing::Rejected), "nothing is left to expire");
	});
}

#[test]
fn revoke_should_keep_the_person_known() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(revoke(VERIFIER, GUEST));
		let kept = Kyc::person(person(GUEST)).expect("it is never forgotten");
		assert_eq!((kept.account, kept.nonce, kept.has_hit), (account(GUEST), 2, false));
	});
}

#[test]
fn revoke_should_fail_when_a_verifier_would_undo_a_suspension() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		assert_noop!(revoke(VERIFIER, GUEST), Error::<Test>::AccountSuspended);
		assert_ok!(revoke(OFFICER, GUEST));
	});
}

#[test]
fn revoke_should_fail_when_the_caller_did_not_attest_and_is_not_compliance() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		for who in [SECOND, GUEST, FRANCHISEE] {
			assert_noop!(revoke(who, GUEST), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			Kyc::revoke(RuntimeOrigin::root(), account(GUEST), REASON),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn revoke_should_fail_when_there_is_nothing_to_take() {
	ExtBuilder::default().execute(|| {
		assert_noop!(revoke(OFFICER, GUEST), Error::<Test>::NotFound);
		verify(GUEST);
		assert_ok!(revoke(OFFICER, GUEST));
		assert_noop!(revoke(OFFICER, GUEST), Error::<Test>::AlreadyRejected);
	});
}
