//! Rules 7, 8 and 13 over random lives.

use crate::{mock::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::storage::with_storage_layer;
use hotpot_primitives::{
	PersonId,
	time::DAY,
	traits::{FreeCalls, KycInspect, KycMutate, Level, RiskBand, Role, Scope, Standing},
};
use proptest::prelude::*;
use sp_runtime::MultiSignature;

/// Accounts and persons of the random lives.
const ACCOUNTS: core::ops::Range<u8> = 40..46;
const PERSONS: core::ops::Range<u8> = 40..44;

/// One thing that somebody does. Many are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Attest { verifier: u8, account: u8, person: u8, outcome: Outcome, risky: bool, days: u64 },
	Replay { index: prop::sample::Index },
	Clear { verifier: u8, account: u8 },
	Suspend { by: u8, account: u8 },
	Reinstate { account: u8 },
	Revoke { by: u8, account: u8 },
	Link { account: u8, old: u8 },
	Rebind { from: u8, to: u8 },
	Grant { account: u8, days: u64 },
	Consume { account: u8 },
	Stop { verifier: u8 },
	Start { verifier: u8 },
	Pass { days: u64 },
}

fn outcome() -> impl Strategy<Value = Outcome> {
	prop_oneof![
		6 => Just(Outcome::Passed),
		2 => Just(Outcome::Hit),
		1 => Just(Outcome::Rejected),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let supervisor = prop_oneof![Just(OFFICER), VERIFIER..=THIRD];
	prop_oneof![
		8 => (VERIFIER..=SMALL, ACCOUNTS, PERSONS, outcome(), any::<bool>(), 1u64..=365).prop_map(
			|(verifier, account, person, outcome, risky, days)| {
				Step::Attest { verifier, account, person, outcome, risky, days }
			}
		),
		2 => any::<prop::sample::Index>().prop_map(|index| Step::Replay { index }),
		6 => (VERIFIER..=SMALL, ACCOUNTS)
			.prop_map(|(verifier, account)| Step::Clear { verifier, account }),
		1 => (supervisor.clone(), ACCOUNTS).prop_map(|(by, account)| Step::Suspend { by, account }),
		2 => ACCOUNTS.prop_map(|account| Step::Reinstate { account }),
		1 => (supervisor, ACCOUNTS).prop_map(|(by, account)| Step::Revoke { by, account }),
		3 => (ACCOUNTS, ACCOUNTS).prop_map(|(account, old)| Step::Link { account, old }),
		1 => (ACCOUNTS, ACCOUNTS).prop_map(|(from, to)| Step::Rebind { from, to }),
		1 => (ACCOUNTS, 1u64..40).prop_map(|(account, days)| Step::Grant { account, days }),
		2 => ACCOUNTS.prop_map(|account| Step::Consume { account }),
		1 => (VERIFIER..=SMALL).prop_map(|verifier| Step::Stop { verifier }),
		1 => (VERIFIER..=SMALL).prop_map(|verifier| Step::Start { verifier }),
		4 => prop_oneof![4 => 0u64..3, 1 => 20u64..200].prop_map(|days| Step::Pass { days }),
	]
}

/// What somebody may have kept of what was signed.
type Kept = Vec<(Attestation<AccountId>, u8, MultiSignature)>;

fn hand_in(
	(attestation, verifier, signature): &(Attestation<AccountId>, u8, MultiSignature),
) -> bool {
	let verifier = account(*verifier);
	Kyc::attest(signed(ANYBODY), attestation.clone(), verifier, signature.clone()).is_ok()
}

fn take(step: Step, applied: &mut Kept) {
	let root = RuntimeOrigin::root;
	let _ = match step {
		Step::Attest { verifier, account: n, person: p, outcome, risky, days } => {
			let risk = if risky { RiskBand::High } else { RiskBand::Low };
			let attestation = Attestation {
				account: account(n),
				outcome,
				risk,
				level: Level::Basic,
				expires_at: now() + days * DAY,
				..passed(p)
			};
			let signature = sign(verifier, &Kyc::attestation_payload(attestation.clone()));
			let kept = (attestation, verifier, signature);
			if hand_in(&kept) {
				applied.push(kept);
			}
			Ok(())
		}
		Step::Replay { index } => {
			if !applied.is_empty() {
				assert!(!hand_in(index.get(applied)), "what was applied applies again");
			}
			Ok(())
		}
		Step::Clear { verifier, account: n } => Kyc::clear_hit(signed(verifier), account(n)),
		Step::Suspend { by, account: n } => Kyc::suspend(signed(by), account(n), REASON),
		Step::Reinstate { account: n } => Kyc::reinstate(signed(OFFICER), account(n)),
		Step::Revoke { by, account: n } => Kyc::revoke(signed(by), account(n), REASON),
		Step::Link { account: n, old } => {
			let signature = sign(old, &Kyc::link_payload(account(n), account(old)));
			let can = Kyc::can_link(account(n), account(old), signature.clone());
			let done = Kyc::link(signed(n), account(old), signature);
			assert_eq!(can.is_ok(), done.is_ok(), "the feeless check decides");
			done
		}
		Step::Rebind { from, to } => {
			let (from, to) = (account(from), account(to));
			let can = Kyc::can_rebind(&from, &to);
			let done = with_storage_layer(|| Kyc::rebind(&from, &to));
			assert_eq!(can.is_ok(), done.is_ok(), "what is asked first decides");
			done
		}
		Step::Grant { account: n, days } => {
			let end = Some(now() + days * DAY);
			Kyc::grant_role(root(), account(n), Role::Observer, Scope::Network, end)
		}
		Step::Consume { account: n } => {
			<Kyc as FreeCalls<_>>::consume(&account(n));
			Ok(())
		}
		Step::Stop { verifier } => Kyc::set_verifier_status(root(), account(verifier), false),
		Step::Start { verifier } => Kyc::set_verifier_status(root(), account(verifier), true),
		Step::Pass { days } => {
			pass(days * DAY);
			Ok(())
		}
	};
}

/// Rules 7 and 8, as anybody outside sees them.
fn assert_one_account_a_person() {
	let mut bound = BTreeMap::<PersonId, u8>::new();
	for n in ACCOUNTS {
		let Some(identity) = <Kyc as KycInspect<_>>::identity(&account(n)) else { continue };
		if matches!(identity.standing, Standing::Verified | Standing::Pending) {
			assert_eq!(bound.insert(identity.person, n), None, "a person has two accounts");
			assert!(identity.expires_at > now());
		}
		assert!(identity.standing == Standing::Verified || Kyc::free_calls_left(account(n)) == 0);
	}
}

fn nonces() -> Vec<u32> {
	PERSONS.map(|p| Kyc::person(person(p)).map_or(0, |person| person.nonce)).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn a_person_should_have_one_account_and_nothing_signed_should_count_twice(
		steps in prop::collection::vec(step(), 1..80),
	) {
		ExtBuilder::default().execute(|| {
			for n in ACCOUNTS {
				Held::mutate(|held| held.insert(account(n), 1));
			}
			let mut applied = Kept::new();
			let mut before = nonces();
			for step in steps {
				take(step, &mut applied);
				assert_sound();
				assert_one_account_a_person();
				let after = nonces();
				assert!(before.iter().zip(&after).all(|(a, b)| a <= b), "nonces only grow");
				before = after;
			}
			let held: u64 = Held::get().values().sum();
			assert_eq!(held, ACCOUNTS.len() as u64, "what moves is conserved");
			pass(2 * YEAR);
			pass(0);
			assert!(Counted::get().is_empty(), "everything ends");
		});
	}

	#[test]
	fn a_changed_byte_should_break_an_attestation(
		position in any::<prop::sample::Index>(),
		flip in 1u8..,
	) {
		use codec::{Decode, Encode};
		ExtBuilder::default().execute(|| {
			let attestation = passed(GUEST);
			let signature = sign(VERIFIER, &Kyc::attestation_payload(attestation.clone()));
			let mut bytes = attestation.encode();
			let at = position.index(bytes.len());
			bytes[at] ^= flip;
			if let Ok(changed) = Attestation::decode(&mut &bytes[..]) {
				assert!(!hand_in(&(changed, VERIFIER, signature)));
			}
		});
	}

	#[test]
	fn the_queue_should_be_in_order_of_time(moments in prop::collection::vec(any::<u64>(), 1..50)) {
		sp_io::TestExternalities::default().execute_with(|| {
			for (n, at) in (0u8..).zip(&moments) {
				Due::<Test>::insert((at.to_be_bytes(), account(n)), ());
			}
			let mut sorted = moments.clone();
			sorted.sort_unstable();
			let queued: Vec<_> =
				Due::<Test>::iter_keys().map(|(at, _)| u64::from_be_bytes(at)).collect();
			assert_eq!(queued, sorted);
		});
	}
}
