//! Rule 8: verifiers are registered.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{VerifierId, traits::Level};
use sp_runtime::DispatchError;

#[test]
fn register_verifier_should_give_numbers_from_one_and_a_licence() {
	ExtBuilder::default().execute(|| {
		let licence = licence(Level::Enhanced, true);
		assert_ok!(Kyc::register_verifier(RuntimeOrigin::root(), account(OTHER), licence));
		let verifier = account(OTHER);
		assert_eq!(last_event(), Event::VerifierRegistered { verifier, licence });
		let stored = Verifier { key: account(OTHER), licence, is_active: true, persons: 0 };
		assert_eq!(Kyc::verifier(account(OTHER)), Some(stored));
		let numbers = |from| Kyc::verifiers_from(from).into_iter().map(|(id, _)| id.0);
		assert!(numbers(VerifierId(0)).eq(1..=5));
		assert!(numbers(VerifierId(4)).eq(4..=5));
	});
}

#[test]
fn register_verifier_should_fail_when_the_key_or_the_licence_is_not_good() {
	ExtBuilder::default().execute(|| {
		let good = licence(Level::Basic, false);
		let register =
			|n, licence| Kyc::register_verifier(RuntimeOrigin::root(), account(n), licence);
		assert_noop!(register(VERIFIER, good), Error::<Test>::AlreadyRegistered);
		let empty = Licence { max_persons: 0, ..good };
		assert_noop!(register(OTHER, empty), Error::<Test>::InvalidLicence);
		for origin in [signed(VERIFIER), signed(OFFICER)] {
			assert_noop!(
				Kyc::register_verifier(origin, account(OTHER), good),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn register_verifier_should_fail_when_the_numbers_are_used_up() {
	ExtBuilder::default().build().execute_with(|| {
		NextVerifierId::<Test>::put(VerifierId(u32::MAX));
		let licence = licence(Level::Basic, false);
		assert_noop!(
			Kyc::register_verifier(RuntimeOrigin::root(), account(OTHER), licence),
			Error::<Test>::TooManyIds
		);
	});
}
