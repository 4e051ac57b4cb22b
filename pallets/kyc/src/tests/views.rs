//! What people and their tools read.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::assert_ok;
use hotpot_primitives::{
	VerifierId,
	traits::{Level, Standing},
};

#[test]
fn nothing_should_be_known_of_unknown_accounts() {
	ExtBuilder::default().execute(|| {
		let stranger = || account(77);
		assert_eq!(Kyc::identity(stranger()), None);
		assert_eq!(Kyc::record(stranger()), None);
		assert_eq!(Kyc::person(person(77)), None);
		assert_eq!(Kyc::nonce(stranger()), 0);
		assert_eq!(Kyc::closed_account(stranger()), None);
		assert_eq!(Kyc::verifier(stranger()), None);
		assert!(Kyc::roles_of(stranger()).is_empty());
		assert_eq!(Kyc::free_calls_left(stranger()), 0);
	});
}

#[test]
fn identity_should_apply_the_clock() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let standing = || Kyc::identity(account(GUEST)).map(|identity| identity.standing);
		assert_eq!(standing(), Some(Standing::Verified));
		Timestamp::set_timestamp(NOON + YEAR);
		assert_eq!(standing(), Some(Standing::Expired));
	});
}

#[test]
fn nonce_should_count_changes_of_the_persons_standing() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_eq!(Kyc::nonce(account(GUEST)), 1);
		verify(GUEST);
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		assert_ok!(Kyc::reinstate(signed(OFFICER), account(GUEST)));
		assert_eq!(Kyc::nonce(account(GUEST)), 3);
		assert_eq!(Kyc::person(person(GUEST)).map(|person| person.nonce), Some(3));
	});
}

#[test]
fn can_attest_should_say_what_the_call_would() {
	ExtBuilder::default().execute(|| {
		let attestation = passed(GUEST);
		let signature = sign(VERIFIER, &Kyc::attestation_payload(attestation.clone()));
		let ask =
			|verifier| Kyc::can_attest(attestation.clone(), account(verifier), signature.clone());
		assert_ok!(ask(VERIFIER));
		assert_eq!(ask(SECOND), Err(Error::<Test>::BadSignature.into()));
		assert_eq!(ask(GUEST), Err(Error::<Test>::UnknownVerifier.into()));
		assert_eq!(Kyc::identity(account(GUEST)), None, "asking changes nothing");
	});
}

#[test]
fn payloads_should_be_what_the_readme_says() {
	ExtBuilder::default().execute(|| {
		let genesis = System::block_hash(0u64);
		let attestation = passed(GUEST);
		assert_eq!(
			Kyc::attestation_payload(attestation.clone()),
			[&b"hotpot/attest/1"[..], genesis.as_bytes(), &attestation.encode()].concat()
		);
		verify(GUEST);
		let (account, old) = (account(GUEST), account(OTHER));
		assert_eq!(
			Kyc::link_payload(account.clone(), old.clone()),
			[
				&b"hotpot/link/1"[..],
				genesis.as_bytes(),
				&old.encode(),
				&account.encode(),
				&1u32.encode(),
			]
			.concat()
		);
	});
}

#[test]
fn pages_should_hold_at_most_100_verifiers() {
	ExtBuilder::default().execute(|| {
		for n in 100..=230 {
			let licence = licence(Level::Basic, false);
			assert_ok!(Kyc::register_verifier(RuntimeOrigin::root(), account(n), licence));
		}
		assert_eq!(Kyc::verifiers_from(VerifierId(1)).len(), 100);
		assert_eq!(Kyc::verifiers_from(VerifierId(101)).len(), 35);
		assert!(Kyc::verifiers_from(VerifierId(u32::MAX)).is_empty());
	});
}
