//! Votes, quorums, liars.

use crate::{mock::*, *};
use alloc::{collections::BTreeSet, vec};
use frame_support::assert_noop;
use hotpot_primitives::observations::Kind;
use sp_core::H256;
use sp_runtime::{
	DispatchError,
	traits::{BlakeTwo256, Hash},
	transaction_validity::InvalidTransaction,
};

fn applied(claim: TestClaim, votes: u32, quorum: u32) -> Event<Test> {
	Event::Applied { fact: claim.fact(), claim, votes, quorum }
}

#[test]
fn quorum_should_be_two_thirds_rounded_up() {
	let quorums = [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (32, 22)];
	for (authorities, expected) in quorums {
		assert_eq!(quorum(authorities), expected, "{authorities} authorities");
	}
	// Two claims never have a quorum each.
	assert!((1..=MAX_AUTHORITIES).all(|size| 2 * quorum(size) > size));
}

#[test]
fn vote_should_apply_when_a_quorum_makes_the_same_claim() {
	for (validators, needed) in [(1, 1), (2, 2), (3, 2), (4, 3), (32, 22)] {
		ExtBuilder::default().validators(validators).execute(|| {
			let early: vec::Vec<u8> = (0..needed - 1).collect();
			votes(&early, &deposit());
			assert_eq!(Told::get(), []);
			votes(&[needed - 1], &deposit());
			assert_eq!(Told::get(), [deposit()]);
			assert_eq!(news(), [applied(deposit(), needed.into(), needed.into())]);
			assert!(open_facts().is_empty());
			assert!(Observations::is_applied(deposit().fact()));
		});
	}
}

#[test]
fn vote_should_tell_who_voted_for_what_when_it_is_counted() {
	ExtBuilder::default().execute(|| {
		votes(&[2], &deposit());
		let expected = Event::Voted {
			fact: deposit().fact(),
			kind: Kind::TonDeposit,
			authority: key(2),
			claim: BlakeTwo256::hash_of(&deposit()).0,
			votes: 1,
			quorum: 3,
		};
		assert_eq!(events(), [expected]);
		assert!(Observations::has_voted(key(2), deposit().fact()));
		assert!(!Observations::has_voted(key(1), deposit().fact()));
	});
}

#[test]
fn every_kind_should_be_applied_when_a_quorum_agrees() {
	ExtBuilder::default().execute(|| {
		let claims = [deposit(), watched(START - 90_000), liked(50), streamed(START - 90_000)];
		for claim in &claims {
			votes(&[0, 1, 2], claim);
		}
		assert_eq!(Told::get(), claims);
	});
}

/// F25.
#[test]
fn one_liar_should_have_no_effect_when_there_are_3_or_4_validators() {
	for validators in [3, 4] {
		for turn in 0..validators {
			ExtBuilder::default().validators(validators).execute(|| {
				let (truth, lie) = (deposit(), deposit_of(3, 9_000_000_000));
				// The liar, 0, invents something too.
				votes(&[0], &deposit_of(77, 1));
				for n in 0..validators {
					let voter = (n + validators - turn) % validators;
					let claim = if voter == 0 { &lie } else { &truth };
					if !Observations::is_applied(truth.fact()) {
						votes(&[voter], claim);
					}
				}
				assert_eq!(Told::get(), alloc::slice::from_ref(&truth));
				assert_eq!(open_facts(), [deposit_of(77, 1).fact()]);
				assert_eq!(Observations::pause_of(Kind::TonDeposit), None);
			});
		}
	}
}

#[test]
fn a_dead_validator_should_stop_nothing_when_there_are_3_or_4() {
	ExtBuilder::default().validators(3).execute(|| {
		votes(&[0, 2], &deposit());
		assert_eq!(Told::get(), [deposit()]);
	});
	ExtBuilder::default().validators(4).execute(|| {
		votes(&[1, 2, 3], &deposit());
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn the_minority_should_be_told_of_when_a_fact_is_applied() {
	ExtBuilder::default().execute(|| {
		let lie = deposit_of(3, 1);
		votes(&[3], &lie);
		votes(&[0, 1, 2], &deposit());
		let fact = deposit().fact();
		let outvoted = Event::Outvoted { fact, authority: key(3), claim: lie };
		assert_eq!(news(), [outvoted, applied(deposit(), 3, 3)]);
	});
}

#[test]
fn vote_should_be_refused_when_the_fact_was_applied() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1, 2], &deposit());
		for claim in [deposit(), deposit_of(3, 1)] {
			assert_noop!(vote(3, claim), custom(refusal::ALREADY_APPLIED));
		}
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn a_block_should_refuse_the_same_transaction_when_it_comes_twice() {
	ExtBuilder::default().execute(|| {
		let transaction = sign(0, unsigned(0, deposit()));
		assert_eq!(apply(transaction.clone()), Ok(Ok(())));
		assert_eq!(apply(transaction.clone()), refused(refusal::ALREADY_VOTED));
		votes(&[1, 2], &deposit());
		assert_eq!(apply(transaction), refused(refusal::ALREADY_APPLIED));
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn vote_should_be_refused_when_the_authority_voted_whatever_for() {
	ExtBuilder::default().execute(|| {
		votes(&[0], &deposit());
		assert_noop!(vote(0, deposit()), custom(refusal::ALREADY_VOTED));
		assert_noop!(vote(0, deposit_of(3, 1)), custom(refusal::ALREADY_VOTED));
	});
}

#[test]
fn vote_should_be_refused_when_the_number_is_of_no_authority() {
	ExtBuilder::default().execute(|| {
		let vote = Vote { authority_index: 4, ..unsigned(0, deposit()) };
		assert_eq!(apply(sign(0, vote)), refused(refusal::UNKNOWN_AUTHORITY));
		let vote = Vote { authority_index: u32::MAX, ..unsigned(0, deposit()) };
		assert_eq!(apply(sign(0, vote)), refused(refusal::UNKNOWN_AUTHORITY));
	});
}

#[test]
fn vote_should_be_refused_when_it_is_of_another_session() {
	ExtBuilder::default().execute(|| {
		let of = |session| sign(0, Vote { session, ..unsigned(0, deposit()) });
		assert_eq!(apply(of(6)), Err(invalid(InvalidTransaction::Stale)));
		assert_eq!(apply(of(8)), Err(invalid(InvalidTransaction::Future)));
		assert_eq!(Verified::get(), 0);
	});
}

#[test]
fn vote_should_be_refused_when_somebody_else_signed_it() {
	ExtBuilder::default().execute(|| {
		let bad_proof = Err(invalid(InvalidTransaction::BadProof));
		assert_eq!(apply(sign(1, unsigned(0, deposit()))), bad_proof);
		// What was signed is another claim, session or number.
		let signed = unsigned(0, deposit());
		let RuntimeCall::Observations(Call::vote { signature, .. }) = sign(0, signed.clone())
		else {
			panic!("a vote")
		};
		let others = [
			Vote { claim: deposit_of(3, 1), ..signed.clone() },
			Vote { authority_index: 1, ..signed },
		];
		for vote in others {
			let signature = signature.clone();
			let call = RuntimeCall::Observations(Call::vote { vote, signature });
			assert_eq!(apply(call), bad_proof);
		}
		assert!(open_facts().is_empty());
	});
}

#[test]
fn vote_should_be_refused_when_it_was_signed_for_another_chain() {
	ExtBuilder::default().execute(|| {
		frame_system::BlockHash::<Test>::insert(0, H256([1; 32]));
		let call = sign(0, unsigned(0, deposit()));
		frame_system::BlockHash::<Test>::insert(0, GENESIS);
		assert_eq!(apply(call), Err(invalid(InvalidTransaction::BadProof)));
	});
}

#[test]
fn vote_should_be_refused_when_its_sender_is_an_account_or_root() {
	ExtBuilder::default().execute(|| {
		let RuntimeCall::Observations(Call::vote { vote, signature }) =
			sign(0, unsigned(0, deposit()))
		else {
			panic!("a vote")
		};
		for origin in [owner(), stranger(), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let result = Observations::vote(origin, vote.clone(), signature.clone());
			assert_noop!(result, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn the_pool_should_know_a_vote_by_fact_and_authority() {
	ExtBuilder::default().execute(|| {
		let of = |n, claim| validate(sign(n, unsigned(n, claim))).expect("a good vote");
		let valid = of(0, deposit());
		assert_eq!(valid.priority, PRIORITY);
		assert!(valid.propagate);
		assert_eq!(valid.longevity, authorizing::LONGEVITY);
		assert_eq!(valid.requires, vec::Vec::<vec::Vec<u8>>::new());
		// Another claim about the fact takes its place; nothing else of this fact does.
		assert_eq!(valid.provides.len(), 2);
		assert_eq!(of(0, deposit_of(3, 1)).provides, valid.provides);
		let other = of(1, deposit()).provides;
		assert!(other.iter().all(|tag| !valid.provides.contains(tag)));
	});
}

/// A liar could otherwise fill every pool with votes that are good one by one.
#[test]
fn the_pool_should_hold_64_votes_of_an_authority_at_most() {
	ExtBuilder::default().execute(|| {
		let (mut facts, mut slots) = (BTreeSet::new(), BTreeSet::new());
		for n in 0..=255 {
			let valid = validate(sign(0, unsigned(0, deposit_of(n, 1)))).expect("a good vote");
			let [fact, slot] = valid.provides.try_into().expect("two tags");
			facts.insert(fact);
			slots.insert(slot);
		}
		assert_eq!((facts.len(), slots.len()), (256, 64));
	});
}

#[test]
fn what_the_listener_did_should_be_undone_when_it_does_not_take_it() {
	ExtBuilder::default().execute(|| {
		ListenerFails::set(Some(DispatchError::Unavailable));
		votes(&[0, 1, 2], &deposit());
		assert_eq!(Told::get(), []);
		let fact = deposit().fact();
		let failed = Event::ApplyFailed { fact, error: DispatchError::Unavailable };
		assert_eq!(news(), [applied(deposit(), 3, 3), failed]);
		// It is not told again.
		ListenerFails::set(None);
		assert_eq!(vote(3, deposit()), refused(refusal::ALREADY_APPLIED));
		assert_eq!(Told::get(), []);
	});
}
