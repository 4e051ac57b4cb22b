//! Rules 7 and 8: what verifiers say.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	CountryCode,
	time::DAY,
	traits::{KycInspect, KycMutate, Level, RiskBand, Standing},
};
use sp_runtime::DispatchError;

fn standing(n: u8) -> Standing {
	<Kyc as KycInspect<_>>::standing(&account(n))
}

fn refused(change: impl FnOnce(&mut Attestation<AccountId>), error: Error<Test>) {
	let mut attestation = passed(GUEST);
	change(&mut attestation);
	assert_noop!(submit(VERIFIER, attestation), error);
}

#[test]
fn attest_should_verify_an_account_when_the_person_passed() {
	ExtBuilder::default().execute(|| {
		assert_eq!(standing(GUEST), Standing::Unknown);
		let level = Level::Enhanced;
		let attestation = Attestation { level, risk: RiskBand::Medium, ..passed(GUEST) };
		assert_ok!(submit(VERIFIER, attestation));
		assert_eq!(
			last_event(),
			Event::Attested {
				account: account(GUEST),
				verifier: account(VERIFIER),
				person: person(GUEST),
				level,
				standing: Standing::Verified,
				expires_at: NOON + YEAR,
			}
		);
		let identity = Kyc::identity(account(GUEST)).expect("it was attested");
		assert_eq!((identity.person, identity.level), (person(GUEST), level));
		assert_eq!((identity.risk, identity.jurisdiction), (RiskBand::Medium, CountryCode(*b"GE")));
		assert_eq!((identity.standing, identity.expires_at), (Standing::Verified, NOON + YEAR));
		assert!(<Kyc as KycInspect<_>>::is_verified(&account(GUEST)));
		assert_eq!(record(GUEST).commitment, [5; 32]);
		assert_eq!(Kyc::verifier_of(&account(GUEST)), Some(account(VERIFIER)));
		assert_eq!(Kyc::verifier(account(VERIFIER)).map(|v| v.persons), Some(1));
	});
}

#[test]
fn attest_should_accept_what_wallets_wrap() {
	ExtBuilder::default().execute(|| {
		let attestation = passed(GUEST);
		let payload = Kyc::attestation_payload(attestation.clone());
		let signature = sign(VERIFIER, &payloads::wrapped(&payload));
		assert!(payloads::wrapped(&payload).starts_with(b"<Bytes>hotpot/attest/1"));
		assert_ok!(Kyc::attest(signed(ANYBODY), attestation, account(VERIFIER), signature));
		assert_eq!(standing(GUEST), Standing::Verified);
	});
}

#[test]
fn attest_should_wait_when_there_is_a_hit_or_a_high_risk() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		assert_eq!(standing(GUEST), Standing::Pending);
		assert!(!<Kyc as KycInspect<_>>::is_verified(&account(GUEST)));
		assert_ok!(submit(VERIFIER, Attestation { risk: RiskBand::High, ..passed(OTHER) }));
		assert_eq!(standing(OTHER), Standing::Pending);
	});
}

#[test]
fn attest_should_make_a_verified_account_wait_when_a_hit_is_found() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		hit(GUEST);
		assert_eq!(standing(GUEST), Standing::Pending);
	});
}

#[test]
fn attest_should_not_forget_a_hit() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		verify(GUEST);
		assert_eq!(standing(GUEST), Standing::Pending);
		assert_ok!(submit(VERIFIER, Attestation { outcome: Outcome::Rejected, ..passed(GUEST) }));
		let elsewhere = Attestation { account: account(FRESH), ..passed(GUEST) };
		assert_ok!(submit(SECOND, elsewhere));
		assert_eq!(standing(FRESH), Standing::Pending);
	});
}

#[test]
fn attest_should_reject_when_the_person_did_not_pass() {
	ExtBuilder::default().execute(|| {
		let rejection = || Attestation { outcome: Outcome::Rejected, ..passed(GUEST) };
		assert_ok!(submit(VERIFIER, rejection()));
		assert!(matches!(last_event(), Event::Attested { standing: Standing::Rejected, .. }));
		assert_eq!(standing(GUEST), Standing::Rejected);
		verify(GUEST);
		assert_eq!(standing(GUEST), Standing::Verified);
		assert_ok!(submit(VERIFIER, rejection()));
		assert_eq!(standing(GUEST), Standing::Rejected);
	});
}

#[test]
fn attest_should_fail_when_another_verifier_takes_away_what_one_gave() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let rejection = || Attestation { outcome: Outcome::Rejected, ..passed(GUEST) };
		assert_noop!(submit(SECOND, rejection()), Error::<Test>::NotAuthorized);
		pass(YEAR);
		assert_ok!(submit(SECOND, rejection()));
	});
}

#[test]
fn attest_should_renew_and_change_level_and_verifier() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(300 * DAY);
		assert_ok!(submit(SECOND, Attestation { level: Level::Premium, ..passed(GUEST) }));
		let record = record(GUEST);
		assert_eq!((record.level, record.expires_at), (Level::Premium, now() + YEAR));
		assert_eq!(Kyc::verifier_of(&account(GUEST)), Some(account(SECOND)));
		assert_eq!(Kyc::verifier(account(VERIFIER)).map(|v| v.persons), Some(0));
		assert_eq!(Kyc::verifier(account(SECOND)).map(|v| v.persons), Some(1));
		pass(300 * DAY);
		assert_eq!(standing(GUEST), Standing::Verified);
	});
}

#[test]
fn attest_should_revive_what_expired() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(YEAR);
		assert_eq!(standing(GUEST), Standing::Expired);
		verify(GUEST);
		assert_eq!(standing(GUEST), Standing::Verified);
	});
}

#[test]
fn attest_should_fail_when_the_verifier_is_unknown_or_stopped() {
	ExtBuilder::default().execute(|| {
		assert_noop!(submit(OTHER, passed(GUEST)), Error::<Test>::UnknownVerifier);
		let stop = Kyc::set_verifier_status(RuntimeOrigin::root(), account(VERIFIER), false);
		assert_ok!(stop);
		assert_noop!(submit(VERIFIER, passed(GUEST)), Error::<Test>::VerifierInactive);
	});
}

#[test]
fn attest_should_fail_when_the_signature_is_not_of_these_words() {
	ExtBuilder::default().execute(|| {
		let attestation = passed(GUEST);
		let payload = Kyc::attestation_payload(attestation.clone());
		let attest = |signature| {
			Kyc::attest(signed(ANYBODY), attestation.clone(), account(VERIFIER), signature)
		};
		let wrong = DispatchError::from(Error::<Test>::BadSignature);
		assert_noop!(attest(sign(SECOND, &payload)), wrong);
		assert_noop!(attest(sign(VERIFIER, &payload[1..])), wrong);
		assert_noop!(attest(sign(VERIFIER, b"")), wrong);
		assert_noop!(
			Kyc::attest(
				RuntimeOrigin::none(),
				passed(GUEST),
				account(VERIFIER),
				sign(VERIFIER, &payload)
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn attest_should_fail_when_level_is_above_the_licence() {
	ExtBuilder::default().execute(|| {
		for level in [Level::Enhanced, Level::Premium] {
			let attestation = Attestation { level, ..passed(GUEST) };
			assert_noop!(submit(SMALL, attestation), Error::<Test>::LevelAboveLicence);
		}
		assert_ok!(submit(SMALL, passed(GUEST)));
	});
}

#[test]
fn attest_should_fail_when_the_words_are_malformed() {
	ExtBuilder::default().execute(|| {
		for country in [*b"ge", *b"G1", [0, 0], [0xff, 0xff]] {
			refused(|a| a.jurisdiction = CountryCode(country), Error::InvalidCountry);
		}
		refused(|a| a.commitment = [0; 32], Error::InvalidCommitment);
		refused(|a| a.expires_at = NOON, Error::AttestationExpired);
		refused(|a| a.expires_at = 0, Error::AttestationExpired);
		refused(|a| a.expires_at = NOON + YEAR + 1, Error::ValidityTooLong);
		refused(|a| a.expires_at = u64::MAX, Error::ValidityTooLong);
		refused(|a| a.nonce = 1, Error::WrongNonce);
	});
}

#[test]
fn attest_should_fail_when_the_person_has_another_account() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let second = || Attestation { account: account(OTHER), ..passed(GUEST) };
		assert_noop!(submit(VERIFIER, second()), Error::<Test>::PersonTaken);
		assert_noop!(submit(SECOND, second()), Error::<Test>::PersonTaken);
		hit(GUEST);
		assert_noop!(submit(SECOND, second()), Error::<Test>::PersonTaken);
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		pass(2 * YEAR);
		assert_noop!(submit(SECOND, second()), Error::<Test>::PersonTaken);
	});
}

#[test]
fn attest_should_fail_when_the_account_is_another_persons() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let taken = || Attestation { account: account(GUEST), ..passed(OTHER) };
		assert_noop!(submit(VERIFIER, taken()), Error::<Test>::AccountTaken);
		pass(YEAR);
		assert_noop!(submit(VERIFIER, taken()), Error::<Test>::AccountTaken);
	});
}

#[test]
fn attest_should_move_a_person_when_nothing_binds_it_to_its_account() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		// The hook has not come to it: the old account is expired by the move.
		Timestamp::set_timestamp(NOON + YEAR);
		assert_ok!(submit(SECOND, Attestation { account: account(OTHER), ..passed(GUEST) }));
		assert!(events().contains(&Event::Expired { account: account(GUEST) }));
		assert_eq!((standing(GUEST), standing(OTHER)), (Standing::Expired, Standing::Verified));
		let back = || Attestation { account: account(GUEST), ..passed(GUEST) };
		assert_noop!(submit(VERIFIER, back()), Error::<Test>::PersonTaken);
		assert_ok!(Kyc::revoke(signed(OFFICER), account(OTHER), REASON));
		assert_ok!(submit(VERIFIER, back()));
		assert_eq!(standing(GUEST), Standing::Verified);
		let person = Kyc::person(person(GUEST)).expect("known");
		assert_eq!(person.account, account(GUEST));
	});
}

#[test]
fn attest_should_fail_when_the_account_is_suspended_or_closed() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(Kyc::suspend(signed(VERIFIER), account(GUEST), REASON));
		for outcome in [Outcome::Passed, Outcome::Hit, Outcome::Rejected] {
			let renewal = Attestation { outcome, ..passed(GUEST) };
			assert_noop!(submit(VERIFIER, renewal), Error::<Test>::AccountSuspended);
		}
		assert_ok!(Kyc::rebind(&account(GUEST), &account(OTHER)));
		assert_noop!(submit(VERIFIER, passed(GUEST)), Error::<Test>::AccountClosed);
	});
}

#[test]
fn attest_should_fail_when_the_verifier_has_as_many_persons_as_it_may() {
	ExtBuilder::default().execute(|| {
		let few = Licence { max_persons: 2, ..licence(Level::Premium, true) };
		assert_ok!(Kyc::set_licence(RuntimeOrigin::root(), account(VERIFIER), few));
		verify(GUEST);
		assert_ok!(submit(VERIFIER, Attestation { outcome: Outcome::Rejected, ..passed(OTHER) }));
		assert_noop!(submit(VERIFIER, passed(FRESH)), Error::<Test>::TooManyPersons);
		// Renewals go on, and whoever goes to another verifier makes room.
		verify(GUEST);
		assert_ok!(submit(SECOND, passed(GUEST)));
		verify(FRESH);
	});
}

#[test]
fn attest_should_fail_when_the_nonces_are_used_up() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		Persons::<Test>::mutate_extant(person(GUEST), |person| person.nonce = u32::MAX);
		assert_noop!(submit(VERIFIER, passed(GUEST)), Error::<Test>::TooManyIds);
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		assert_eq!(Kyc::nonce(account(GUEST)), u32::MAX);
	});
}
