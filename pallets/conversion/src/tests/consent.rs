//! Rule 18: a holder lets the owner convert its SPOT.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use hotpot_primitives::traits::{FreeCalls, MoveHoldings, Standing};
use sp_runtime::{DispatchError, DispatchResult};

fn set_consent(who: AccountId, consents: bool) -> DispatchResult {
	Conversion::set_consent(RuntimeOrigin::signed(who), consents)
}

fn is_feeless(who: AccountId, consents: bool) -> bool {
	Call::<Test>::set_consent { consents }.is_feeless(&RuntimeOrigin::signed(who))
}

#[test]
fn set_consent_should_be_kept_until_it_is_withdrawn() {
	ExtBuilder::default().execute(|| {
		assert!(Conversion::consents(ALICE));
		assert_ok!(set_consent(ALICE, false));
		assert_eq!(last_event(), Event::ConsentChanged { who: ALICE, consents: false });
		assert!(!Conversion::consents(ALICE));
		assert_ok!(set_consent(ALICE, true));
		assert_eq!(last_event(), Event::ConsentChanged { who: ALICE, consents: true });
		assert_ok!(convert([(ALICE, 10)]));
		assert!(Conversion::consents(ALICE), "a conversion does not use it up");
	});
}

#[test]
fn set_consent_should_fail_when_it_says_nothing_new() {
	ExtBuilder::default().execute(|| {
		assert_noop!(set_consent(ALICE, true), Error::<Test>::ConsentUnchanged);
		assert_noop!(set_consent(GUEST, false), Error::<Test>::ConsentUnchanged);
	});
}

#[test]
fn set_consent_should_fail_when_the_signer_is_not_verified_and_consents() {
	ExtBuilder::default().execute(|| {
		assert_noop!(set_consent(GUEST, true), Error::<Test>::NotVerified);
		Standings::insert(ALICE, Standing::Expired);
		assert_ok!(set_consent(ALICE, false));
		assert_noop!(set_consent(ALICE, true), Error::<Test>::NotVerified);
	});
}

#[test]
fn set_consent_should_be_signed() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert!(!Call::<Test>::set_consent { consents: false }.is_feeless(&origin));
			assert_noop!(Conversion::set_consent(origin, false), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn set_consent_should_be_feeless_exactly_when_it_would_succeed_and_a_free_call_is_left() {
	ExtBuilder::default().execute(|| {
		assert!(is_feeless(ALICE, false));
		assert!(!is_feeless(ALICE, true), "it says nothing new");
		assert!(!is_feeless(GUEST, true), "nobody's account has no free calls");
		for _ in 0..20 {
			KycRegistry::consume(&ALICE);
		}
		assert!(!is_feeless(ALICE, false), "no free call is left");
		assert_ok!(set_consent(ALICE, false));
	});
}

#[test]
fn a_consent_should_end_with_its_account() {
	ExtBuilder::default().execute(|| {
		assert_ok!(set_consent(BOB, false));
		assert_ok!(Conversion::can_move(&ALICE, &BOB));
		assert_ok!(Conversion::move_holdings(&ALICE, &BOB));
		assert_eq!(last_event(), Event::ConsentChanged { who: ALICE, consents: false });
		assert!(!Conversion::consents(ALICE) && !Conversion::consents(BOB));
		let before = events();
		assert_ok!(Conversion::move_holdings(&GUEST, &CAROL));
		assert_eq!(events(), before, "there was none to end");
		assert!(Conversion::consents(CAROL), "its own consent holds");
	});
}
