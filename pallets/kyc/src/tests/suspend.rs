//! Rules 8 and 9: accounts are held.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::traits::Standing;
use sp_runtime::DispatchError;

fn suspend(who: u8, n: u8) -> DispatchResult {
	Kyc::suspend(signed(who), account(n), REASON)
}

fn standing(n: u8) -> Option<Standing> {
	Kyc::identity(account(n)).map(|identity| identity.standing)
}

#[test]
fn suspend_should_hold_an_account_when_compliance_or_its_verifier_says_so() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(suspend(OFFICER, GUEST));
		assert_eq!(last_event(), Event::Suspended { account: account(GUEST), reason: REASON });
		assert_eq!(standing(GUEST), Some(Standing::Suspended));
		hit(OTHER);
		assert_ok!(suspend(VERIFIER, OTHER));
		assert_eq!(standing(OTHER), Some(Standing::Suspended));
	});
}

#[test]
fn suspend_should_hold_an_account_that_expired_and_past_any_expiry() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		verify(OTHER);
		assert_ok!(suspend(OFFICER, OTHER));
		pass(YEAR);
		assert_ok!(suspend(OFFICER, GUEST));
		assert_eq!(standing(GUEST), Some(Standing::Suspended));
		assert_eq!(standing(OTHER), Some(Standing::Suspended));
	});
}

#[test]
fn suspend_should_fail_when_the_caller_did_not_attest_and_is_not_compliance() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		for who in [SECOND, GUEST, FRANCHISEE] {
			assert_noop!(suspend(who, GUEST), Error::<Test>::NotAuthorized);
		}
		let root = RuntimeOrigin::root();
		assert_noop!(Kyc::suspend(root, account(GUEST), REASON), DispatchError::BadOrigin);
		assert_ok!(Kyc::set_verifier_status(RuntimeOrigin::root(), account(VERIFIER), false));
		assert_noop!(suspend(VERIFIER, GUEST), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn suspend_should_fail_when_there_is_nothing_to_hold() {
	ExtBuilder::default().execute(|| {
		assert_noop!(suspend(OFFICER, GUEST), Error::<Test>::NotFound);
		verify(GUEST);
		assert_ok!(suspend(OFFICER, GUEST));
		assert_noop!(suspend(OFFICER, GUEST), Error::<Test>::AccountSuspended);
		assert_ok!(Kyc::revoke(signed(OFFICER), account(GUEST), REASON));
		assert_noop!(suspend(OFFICER, GUEST), Error::<Test>::AlreadyRejected);
	});
}
