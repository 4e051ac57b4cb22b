//! Sessions that change while validators vote.

use crate::{mock::*, *};
use frame_support::traits::OneSessionHandler;
use hotpot_primitives::observations::{Claim, Deposit, ForeignAccount, Kind};
use sp_runtime::{BoundToRuntimeAppPublic, BuildStorage, transaction_validity::InvalidTransaction};

#[test]
fn genesis_should_begin_with_the_keys_of_its_session() {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
	sp_io::TestExternalities::new(storage.expect("genesis is valid")).execute_with(|| {
		let keys = [(0u64, key(0)), (1, key(1))];
		let validators = keys.iter().map(|(account, key)| (account, key.clone()));
		<Observations as OneSessionHandler<AccountId>>::on_genesis_session(validators);
		assert_eq!(Observations::authorities(), [key(0), key(1)]);
	});
	fn is_bound<T: BoundToRuntimeAppPublic<Public = Counted>>() {}
	is_bound::<Observations>();
}

#[test]
fn a_33rd_authority_should_have_no_vote() {
	let all: alloc::vec::Vec<u8> = (0..40).collect();
	ExtBuilder::default().execute(|| {
		enter_session(8, &all);
		assert_eq!(Observations::authorities().len(), 32);
		let vote = Vote { authority_index: 32, ..unsigned(0, deposit()) };
		assert_eq!(apply(sign(32, vote)), refused(refusal::UNKNOWN_AUTHORITY));
	});
}

#[test]
fn a_key_that_stands_twice_should_have_one_vote() {
	ExtBuilder::default().execute(|| {
		enter_session(8, &[0, 1, 1, 2]);
		assert_eq!(Observations::authorities(), [key(0), key(1), key(2)]);
	});
}

#[test]
fn votes_should_count_on_when_their_authorities_stay() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[3, 2, 1, 0]);
		votes(&[2], &deposit());
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn a_vote_that_waited_should_be_refused_when_the_session_changed() {
	ExtBuilder::default().execute(|| {
		let waits = sign(0, unsigned(0, deposit()));
		enter_session(8, &[0, 1, 2, 3]);
		assert_eq!(apply(waits), Err(invalid(InvalidTransaction::Stale)));
	});
}

#[test]
fn votes_should_count_no_more_when_their_authorities_left() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[2, 3, 4, 5]);
		votes(&[2], &deposit());
		votes(&[3], &deposit());
		assert!(Told::get().is_empty());
		// Nor can they be given any more.
		assert_eq!(vote(0, deposit_of(9, 1)), refused(refusal::UNKNOWN_AUTHORITY));
		votes(&[5], &deposit());
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn votes_should_count_again_when_their_authorities_return() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[2, 3, 4, 5]);
		enter_session(9, &[0, 1, 2, 3]);
		assert_eq!(vote(0, deposit()), refused(refusal::ALREADY_VOTED));
		votes(&[2], &deposit());
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn the_hook_should_apply_a_fact_when_a_smaller_session_agrees_on_it() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[0, 1, 2]);
		assert!(Told::get().is_empty());
		idle(1);
		assert_eq!(Told::get(), [deposit()]);
		let fact = deposit().fact();
		assert_eq!(news(), [Event::Applied { fact, claim: deposit(), votes: 2, quorum: 2 }]);
	});
}

#[test]
fn the_hook_should_not_apply_what_could_not_be_voted_for() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[0, 1, 2]);
		WatchedAccounts::remove(ours());
		idle(2);
		assert_eq!(open_facts(), [deposit().fact()]);
		WatchedAccounts::insert(ours(), ());
		Pauses::<Test>::insert(Kind::TonDeposit, PauseCause::Owner);
		idle(2);
		assert!(Told::get().is_empty());
		Pauses::<Test>::remove(Kind::TonDeposit);
		idle(2);
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn a_vote_should_not_apply_what_others_agreed_on_when_that_could_not_be_voted_for() {
	ExtBuilder::default().execute(|| {
		let elsewhere = ForeignAccount::Ton { workchain: -1, id: [1; 32] };
		WatchedAccounts::insert(elsewhere, ());
		let Claim::Deposit(deposit_here) = deposit() else { panic!("a deposit") };
		let there: TestClaim = Claim::Deposit(Deposit { to: elsewhere, ..deposit_here });
		votes(&[0, 1], &there);
		enter_session(8, &[0, 1, 2]);
		WatchedAccounts::remove(elsewhere);
		votes(&[2], &deposit());
		assert!(Told::get().is_empty());
		assert_eq!(news(), []);
		WatchedAccounts::insert(elsewhere, ());
		idle(1);
		assert_eq!(Told::get(), [there]);
	});
}

#[test]
fn the_hook_should_find_a_dispute_when_a_smaller_session_can_not_agree() {
	ExtBuilder::default().execute(|| {
		votes(&[0], &deposit_of(3, 1));
		votes(&[1], &deposit_of(3, 2));
		enter_session(8, &[0, 1]);
		idle(1);
		let fact = deposit().fact();
		let kind = Kind::TonDeposit;
		let cause = PauseCause::Dispute(fact);
		assert_eq!(news(), [Event::Disputed { fact, kind }, Event::Paused { kind, cause }]);
		idle(2);
		assert_eq!(news().len(), 2);
	});
}

#[test]
fn a_session_without_authorities_should_agree_on_nothing() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[]);
		idle(2);
		assert_eq!(open_facts(), [deposit().fact()]);
		assert_eq!(news(), []);
	});
}

#[test]
fn votes_of_those_that_left_should_make_room_when_a_fact_has_32() {
	let first: alloc::vec::Vec<u8> = (0..32).collect();
	let second: alloc::vec::Vec<u8> = (20..52).collect();
	ExtBuilder::default().execute(|| {
		enter_session(8, &first);
		for n in 0..21 {
			votes(&[n], &deposit());
		}
		for n in 21..30 {
			votes(&[n], &deposit_of(3, n.into()));
		}
		enter_session(9, &second);
		// 20 makes the claim, and 21 to 29 others: 22 are left.
		for n in 30..51 {
			assert!(Told::get().is_empty(), "before {n}");
			votes(&[n], &deposit());
		}
		assert_eq!(Told::get(), [deposit()]);
		let outvoted = news().into_iter().filter(|event| matches!(event, Event::Outvoted { .. }));
		assert_eq!(outvoted.count(), 9);
	});
}

#[test]
fn tallies_should_be_forgotten_when_an_authority_left_and_its_facts_are_closed() {
	ExtBuilder::default().execute(|| {
		votes(&[0], &deposit());
		votes(&[0], &liked(50));
		votes(&[1, 2], &liked(50));
		votes(&[1], &deposit());
		let tallies = || Tallies::<Test>::iter().count();
		assert_eq!(tallies(), 5);
		enter_session(8, &[2, 3, 4]);
		// Of 0 the deposit is open; of 1 nothing.
		assert_eq!(tallies(), 2);
		assert_eq!(Observations::tally(key(0), Kind::TonDeposit).open, 1);
		pass(Settings::of(Kind::TonDeposit).time_to_live);
		idle(1);
		assert_eq!(tallies(), 1);
	});
}
