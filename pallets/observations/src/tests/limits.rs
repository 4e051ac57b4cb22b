//! What one authority can do at most.

use crate::{mock::*, *};
use hotpot_primitives::observations::{Claim, Kind};

const KIND: Kind = Kind::TonDeposit;
const FEW: Settings = Settings { time_to_live: 600_000, max_open: 3, max_votes: 5 };

fn few() -> ExtBuilder {
	ExtBuilder::default().settings(KIND, FEW)
}

#[test]
fn an_authority_should_open_no_more_facts_than_its_limit() {
	few().execute(|| {
		(0..3).for_each(|n| votes(&[0], &deposit_of(n, 1)));
		Verified::set(0);
		assert_eq!(vote(0, deposit_of(3, 1)), refused(refusal::TOO_MANY_OPEN));
		assert_eq!(Verified::get(), 0);
		// Others may, and it may vote on theirs.
		votes(&[1, 0], &deposit_of(3, 1));
		assert_eq!(Observations::tally(key(0), KIND), Tally { session: 7, votes: 4, open: 3 });
		assert_eq!(Observations::tally(key(1), KIND), Tally { session: 7, votes: 1, open: 1 });
	});
}

#[test]
fn an_authority_should_open_further_facts_when_earlier_ones_are_closed() {
	few().execute(|| {
		(0..3).for_each(|n| votes(&[0], &deposit_of(n, 1)));
		votes(&[1, 2], &deposit_of(0, 1));
		votes(&[0], &deposit_of(4, 1));
		assert_eq!(vote(0, deposit_of(5, 1)), refused(refusal::TOO_MANY_OPEN));
		pass(FEW.time_to_live);
		idle(1);
		votes(&[0], &deposit_of(5, 1));
	});
}

#[test]
fn an_authority_should_have_no_more_votes_in_a_session_than_its_limit() {
	few().execute(|| {
		(0..3).for_each(|n| votes(&[1, 0], &deposit_of(n, 1)));
		(3..5).for_each(|n| votes(&[2, 0], &deposit_of(n, 1)));
		votes(&[3], &deposit_of(5, 1));
		Verified::set(0);
		assert_eq!(vote(0, deposit_of(5, 1)), refused(refusal::TOO_MANY_VOTES));
		assert_eq!(Verified::get(), 0);
		// Of another kind it may.
		votes(&[0], &liked(50));
		enter_session(8, &[0, 1, 2, 3]);
		votes(&[0], &deposit_of(5, 1));
		assert_eq!(Observations::tally(key(0), KIND).votes, 1);
	});
}

/// A liar alone: the state that it takes is bounded, and goes away by itself.
#[test]
fn a_liar_should_not_fill_the_state() {
	ExtBuilder::default().execute(|| {
		let mut taken = 0;
		for n in 0..400u32 {
			let mut post = [0; 32];
			post[..4].copy_from_slice(&n.to_le_bytes());
			let lie = Claim::Liked { who: GUEST, post, likes: 1_000_000 };
			taken += u32::from(vote(0, lie) == Ok(Ok(())));
		}
		assert_eq!(taken, Settings::of(Kind::Liked).max_open);
		assert_eq!(open_facts().len(), 256);
		pass(Settings::of(Kind::Liked).time_to_live);
		idle(33);
		assert!(open_facts().is_empty());
		assert!(Told::get().is_empty());
	});
}
