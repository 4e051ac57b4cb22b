//! Votes that are refused before anything is verified, and floods of them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	Moment,
	observations::{Claim, Comment, Deposit, ForeignAccount, Kind, Token},
	time::{DAY, MINUTE},
};
use sp_runtime::transaction_validity::InvalidTransaction;

fn deposit_with(change: impl FnOnce(&mut Deposit)) -> TestClaim {
	let Claim::Deposit(mut deposit) = deposit() else { panic!("a deposit") };
	change(&mut deposit);
	Claim::Deposit(deposit)
}

/// A watched interval, or a session, of these times.
fn of_times(from: Moment, to: Moment) -> [TestClaim; 2] {
	let Claim::Streamed { who, node, table, .. } = streamed(0) else { panic!("a stream") };
	let seen = Claim::Watched { who, stream: [4; 32], from, to };
	[seen, Claim::Streamed { who, node, table, from, to }]
}

/// Refused by pool and block alike, without a look at the signature, and without a trace.
fn assert_cheaply_refused(claim: TestClaim, code: u8) {
	Verified::set(0);
	let call = sign(0, unsigned(0, claim));
	assert_eq!(validate(call.clone()), Err(custom(code)));
	assert_noop!(apply(call), custom(code));
	assert_eq!(Verified::get(), 0);
}

#[test]
fn vote_should_be_refused_when_a_deposit_contradicts_itself() {
	ExtBuilder::default().execute(|| {
		let tron = ForeignAccount::Tron([1; 20]);
		let bad = [
			deposit_with(|deposit| deposit.amount = 0),
			deposit_with(|deposit| deposit.to = tron),
			deposit_with(|deposit| deposit.from = tron),
			deposit_with(|deposit| deposit.token = Token::UsdtTron),
		];
		for claim in bad {
			assert_cheaply_refused(claim, refusal::UNSOUND);
		}
	});
}

#[test]
fn vote_should_be_refused_when_nothing_was_seen() {
	ExtBuilder::default().execute(|| {
		assert_cheaply_refused(liked(0), refusal::UNSOUND);
		for claim in of_times(START, START).into_iter().chain(of_times(START, START - 1)) {
			assert_cheaply_refused(claim, refusal::UNSOUND);
		}
	});
}

#[test]
fn vote_should_be_refused_when_it_is_of_a_time_to_come() {
	ExtBuilder::default().execute(|| {
		let late = START + MINUTE + 1;
		assert_cheaply_refused(deposit_with(|deposit| deposit.at = late), refusal::IN_FUTURE);
		for claim in of_times(START, late) {
			assert_cheaply_refused(claim, refusal::IN_FUTURE);
		}
		votes(&[0], &deposit_with(|deposit| deposit.at = late - 1));
		of_times(START, late - 1).iter().for_each(|claim| votes(&[0], claim));
	});
}

#[test]
fn vote_should_be_refused_when_what_guests_did_is_too_long_ago() {
	ExtBuilder::default().execute(|| {
		let last = START - EVIDENCE_AGE;
		for claim in of_times(last, START) {
			assert_cheaply_refused(claim, refusal::TOO_OLD);
		}
		of_times(last + 1, START).iter().for_each(|claim| votes(&[0], claim));
		// A deposit is never too old.
		votes(&[0], &deposit_with(|deposit| deposit.at = 0));
	});
}

#[test]
fn vote_should_be_refused_when_a_deposit_reached_nobody_here() {
	ExtBuilder::default().execute(|| {
		let other = ForeignAccount::Ton { workchain: -1, id: [1; 32] };
		assert_cheaply_refused(deposit_with(|deposit| deposit.to = other), refusal::NOT_WATCHED);
	});
}

#[test]
fn vote_should_be_refused_when_the_kind_is_paused_and_others_go_on() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Observations::set_paused(owner(), Kind::TonDeposit, true));
		assert_cheaply_refused(deposit(), refusal::PAUSED);
		votes(&[0, 1, 2], &liked(50));
		assert_eq!(Told::get(), [liked(50)]);
		assert_ok!(Observations::set_paused(owner(), Kind::TonDeposit, false));
		votes(&[0], &deposit());
	});
}

/// A call that the filter refuses fails in a block without a trace, and could be sent for ever.
#[test]
fn vote_should_be_refused_when_the_filter_would_refuse_the_call() {
	ExtBuilder::default().execute(|| {
		IsSafeMode::set(true);
		assert_cheaply_refused(deposit(), refusal::FILTERED);
		IsSafeMode::set(false);
		votes(&[0], &deposit());
	});
}

#[test]
fn a_comment_should_be_part_of_the_claim() {
	ExtBuilder::default().validators(3).execute(|| {
		let comment = Comment::try_from(b"deal 7".to_vec()).expect("short");
		votes(&[0], &deposit());
		votes(&[1], &deposit_with(|deposit| deposit.comment = comment));
		assert!(Told::get().is_empty());
	});
}

/// F25: whoever can't sign can have a node verify one signature a transaction, and only if the rest
/// could be true.
#[test]
fn a_flood_of_forged_votes_should_leave_nothing_and_cost_a_signature_at_most() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1, 2], &deposit());
		votes(&[0], &deposit_of(4, 1));
		Verified::set(0);
		let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
		let stranger = 200;
		let forged = |vote: VoteOf<Test>| apply(sign(stranger, vote)).expect_err("forged");
		for n in 0..200u8 {
			// Applied, voted for, of no authority, of a session that is over, not watched.
			forged(unsigned(n % 4, deposit()));
			forged(unsigned(0, deposit_of(4, n.into())));
			forged(Vote { authority_index: 4 + u32::from(n), ..unsigned(0, deposit_of(n, 1)) });
			forged(Vote { session: 6, ..unsigned(0, deposit_of(n, 1)) });
			let elsewhere = ForeignAccount::Ton { workchain: 0, id: [n.max(2); 32] };
			forged(unsigned(0, deposit_with(|deposit| deposit.to = elsewhere)));
		}
		assert_eq!(Verified::get(), 0);
		// What could be true is verified, once each, and refused.
		for n in 10..210u8 {
			let refusal = forged(unsigned(1, deposit_of(n, 1)));
			assert_eq!(refusal, invalid(InvalidTransaction::BadProof));
		}
		assert_eq!(Verified::get(), 200);
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
	});
}

#[test]
fn what_an_authorized_vote_needs_should_be_checked_in_the_block_again() {
	ExtBuilder::default().execute(|| {
		let call = sign(0, unsigned(0, deposit()));
		assert_ok!(validate(call.clone()));
		WatchedAccounts::remove(ours());
		assert_eq!(apply(call.clone()), refused(refusal::NOT_WATCHED));
		WatchedAccounts::insert(ours(), ());
		pass(DAY);
		assert_eq!(apply(call), Ok(Ok(())));
	});
}

/// Were a vote ever dispatched without `AuthorizeCall`, the same would be refused.
#[test]
fn dispatch_should_refuse_what_authorize_refuses_but_for_the_signature() {
	ExtBuilder::default().execute(|| {
		let dispatch = |claim| {
			let RuntimeCall::Observations(Call::vote { vote, signature }) =
				sign(0, unsigned(0, claim))
			else {
				panic!("a vote")
			};
			let origin = frame_system::RawOrigin::Authorized.into();
			Observations::vote(origin, vote, signature)
		};
		assert_noop!(dispatch(liked(0)), Error::<Test>::Unsound);
		assert_ok!(dispatch(deposit()));
		assert_noop!(dispatch(deposit()), Error::<Test>::AlreadyVoted);
		votes(&[1, 2], &deposit());
		assert_noop!(dispatch(deposit()), Error::<Test>::AlreadyApplied);
		assert_ok!(Observations::set_paused(owner(), Kind::Liked, true));
		assert_noop!(dispatch(liked(1)), Error::<Test>::Paused);
	});
}
