//! Rule 8: what was signed once counts once, here, and in time.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{time::DAY, traits::KycMutate};
use sp_core::H256;
use sp_runtime::{DispatchResult, MultiSignature};

/// An attestation and its signature, as somebody may keep them.
type Kept = (Attestation<AccountId>, MultiSignature);

fn keep(attestation: Attestation<AccountId>) -> Kept {
	let signature = sign(VERIFIER, &Kyc::attestation_payload(attestation.clone()));
	(attestation, signature)
}

fn hand_in((attestation, signature): &Kept) -> DispatchResult {
	Kyc::attest(signed(ANYBODY), attestation.clone(), account(VERIFIER), signature.clone())
}

#[test]
fn an_attestation_of_another_genesis_should_be_refused() {
	ExtBuilder::default().execute(|| {
		let attestation = passed(GUEST);
		let signed_for = |genesis: H256| {
			let context = payloads::ATTESTATION_CONTEXT;
			let payload = (context, genesis, &attestation).encode();
			(attestation.clone(), sign(VERIFIER, &payload))
		};
		let other = signed_for(H256::repeat_byte(1));
		assert_noop!(hand_in(&other), Error::<Test>::BadSignature);
		assert_ok!(hand_in(&signed_for(System::block_hash(0u64))));
	});
}

#[test]
fn an_attestation_of_another_purpose_should_be_refused() {
	ExtBuilder::default().execute(|| {
		let attestation = passed(GUEST);
		let genesis = System::block_hash(0u64);
		let payload = (payloads::LINK_CONTEXT, genesis, &attestation).encode();
		let kept = (attestation, sign(VERIFIER, &payload));
		assert_noop!(hand_in(&kept), Error::<Test>::BadSignature);
	});
}

#[test]
fn an_attestation_should_be_refused_after_its_end() {
	ExtBuilder::default().execute(|| {
		let kept = keep(Attestation { expires_at: NOON + DAY, ..passed(GUEST) });
		pass(DAY - 1);
		let early = keep(Attestation { expires_at: NOON + DAY, ..passed(OTHER) });
		assert_ok!(hand_in(&early));
		pass(1);
		assert_noop!(hand_in(&kept), Error::<Test>::AttestationExpired);
	});
}

#[test]
fn an_attestation_should_be_refused_a_second_time() {
	ExtBuilder::default().execute(|| {
		let kept = keep(passed(GUEST));
		assert_ok!(hand_in(&kept));
		assert_noop!(hand_in(&kept), Error::<Test>::WrongNonce);
		verify(GUEST);
		assert_noop!(hand_in(&kept), Error::<Test>::WrongNonce);
	});
}

#[test]
fn an_attestation_kept_back_should_be_refused_after_a_suspension_or_revocation() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let renewal = keep(passed(GUEST));
		assert_ok!(Kyc::revoke(signed(OFFICER), account(GUEST), REASON));
		assert_noop!(hand_in(&renewal), Error::<Test>::WrongNonce);
		verify(GUEST);
		let renewal = keep(passed(GUEST));
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		assert_ok!(Kyc::reinstate(signed(OFFICER), account(GUEST)));
		assert_noop!(hand_in(&renewal), Error::<Test>::WrongNonce);
	});
}

/// A person has two accounts attested at once and hands in one. When that is revoked, the other must
/// not help.
#[test]
fn an_attestation_of_the_persons_other_account_should_be_refused_after_a_revocation() {
	ExtBuilder::default().execute(|| {
		let other = keep(Attestation { account: account(OTHER), ..passed(GUEST) });
		verify(GUEST);
		assert_ok!(Kyc::revoke(signed(OFFICER), account(GUEST), REASON));
		assert_noop!(hand_in(&other), Error::<Test>::WrongNonce);
	});
}

#[test]
fn an_attestation_kept_back_should_be_refused_after_recovery() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let renewal = keep(passed(GUEST));
		let new = keep(Attestation { account: account(FRESH), ..passed(GUEST) });
		assert_ok!(Kyc::rebind(&account(GUEST), &account(FRESH)));
		assert_noop!(hand_in(&renewal), Error::<Test>::WrongNonce);
		assert_noop!(hand_in(&new), Error::<Test>::WrongNonce);
	});
}

#[test]
fn an_attestation_should_be_refused_when_one_word_of_it_changed() {
	use hotpot_primitives::{
		CountryCode,
		traits::{Level, RiskBand},
	};
	type Change = fn(&mut Attestation<AccountId>);
	let changes: [Change; 8] = [
		|a| a.account = account(OTHER),
		|a| a.person = person(OTHER),
		|a| a.outcome = Outcome::Rejected,
		|a| a.level = Level::Premium,
		|a| a.risk = RiskBand::Medium,
		|a| a.jurisdiction = CountryCode(*b"US"),
		|a| a.commitment = [4; 32],
		|a| a.expires_at -= 1,
	];
	ExtBuilder::default().execute(|| {
		for change in changes {
			let (mut attestation, signature) = keep(passed(GUEST));
			change(&mut attestation);
			assert_noop!(hand_in(&(attestation, signature)), Error::<Test>::BadSignature);
		}
	});
}
