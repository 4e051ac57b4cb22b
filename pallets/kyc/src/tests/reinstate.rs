//! Rule 8: Compliance ends a suspension.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::{time::DAY, traits::Standing};
use sp_runtime::DispatchError;

fn reinstate(n: u8) -> DispatchResult {
	Kyc::reinstate(signed(OFFICER), account(n))
}

fn reinstated(n: u8, standing: Standing) {
	assert_ok!(Kyc::suspend(signed(OFFICER), account(n), REASON));
	assert_ok!(reinstate(n));
	assert_eq!(last_event(), Event::Reinstated { account: account(n), standing });
	assert_eq!(Kyc::identity(account(n)).map(|identity| identity.standing), Some(standing));
}

#[test]
fn reinstate_should_give_back_what_the_account_would_be_without() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		reinstated(GUEST, Standing::Verified);
		hit(OTHER);
		reinstated(OTHER, Standing::Pending);
		pass(YEAR);
		reinstated(GUEST, Standing::Expired);
		assert_eq!(record(GUEST).state, State::Expired, "it does not count for a moment");
	});
}

#[test]
fn reinstate_should_not_give_a_person_back_what_it_left() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(YEAR);
		assert_ok!(submit(VERIFIER, Attestation { account: account(OTHER), ..passed(GUEST) }));
		reinstated(GUEST, Standing::Expired);
		assert_eq!(record(OTHER).state, State::Verified);
	});
}

#[test]
fn a_reinstated_account_should_expire_at_its_old_end() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(100 * DAY);
		reinstated(GUEST, Standing::Verified);
		pass(YEAR - 100 * DAY);
		assert_eq!(last_event(), Event::Expired { account: account(GUEST) });
	});
}

#[test]
fn reinstate_should_fail_when_compliance_does_not_say_so() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(Kyc::suspend(signed(VERIFIER), account(GUEST), REASON));
		for origin in [signed(VERIFIER), signed(GUEST), RuntimeOrigin::root()] {
			assert_noop!(Kyc::reinstate(origin, account(GUEST)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn reinstate_should_fail_when_the_account_is_not_held() {
	ExtBuilder::default().execute(|| {
		assert_noop!(reinstate(GUEST), Error::<Test>::NotFound);
		verify(GUEST);
		assert_noop!(reinstate(GUEST), Error::<Test>::NotSuspended);
	});
}
