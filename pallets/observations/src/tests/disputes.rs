//! Facts that can't be agreed on.

use crate::{mock::*, *};
use alloc::vec;
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{observations::Kind, time::DAY};
use sp_runtime::DispatchError;

const KIND: Kind = Kind::TonDeposit;

/// Three validators that see three different things.
fn dispute() {
	for (validator, amount) in [(0, 1), (1, 2), (2, 3)] {
		votes(&[validator], &deposit_of(3, amount));
	}
}

#[test]
fn a_fact_should_be_disputed_only_when_no_claim_can_reach_a_quorum() {
	ExtBuilder::default().validators(4).execute(|| {
		// 1 : 1, two left: 3 of one are possible.
		votes(&[0], &deposit_of(3, 1));
		votes(&[1], &deposit_of(3, 2));
		assert_eq!(news(), []);
		// 1 : 2, one left: 3 of one are possible.
		votes(&[2], &deposit_of(3, 2));
		assert_eq!(news(), []);
		// 2 : 2.
		votes(&[3], &deposit_of(3, 1));
		let fact = deposit().fact();
		let cause = PauseCause::Dispute(fact);
		let disputed = Event::Disputed { fact, kind: KIND };
		assert_eq!(news(), [disputed, Event::Paused { kind: KIND, cause }]);
		assert_eq!(Observations::pause_of(KIND), Some(cause));
		assert!(Told::get().is_empty());
	});
}

#[test]
fn a_fact_should_be_disputed_before_the_last_vote_when_that_could_not_decide() {
	ExtBuilder::default().validators(4).execute(|| {
		dispute();
		assert!(matches!(news()[..], [Event::Disputed { .. }, Event::Paused { .. }]));
	});
}

#[test]
fn a_dispute_should_pause_its_kind_and_no_other() {
	ExtBuilder::default().validators(3).execute(|| {
		dispute();
		assert_eq!(vote(0, deposit_of(9, 1)), refused(refusal::PAUSED));
		votes(&[0, 1], &liked(50));
		assert_eq!(Told::get(), [liked(50)]);
		let paused: vec::Vec<_> =
			Kind::ALL.into_iter().filter(|kind| Observations::pause_of(*kind).is_some()).collect();
		assert_eq!(paused, [KIND]);
	});
}

#[test]
fn a_disputed_fact_should_stay_until_the_owner_drops_it() {
	ExtBuilder::default().validators(3).execute(|| {
		dispute();
		let fact = deposit().fact();
		pass(100 * DAY);
		idle(3);
		assert_eq!(open_facts(), [fact]);
		assert_ok!(Observations::set_paused(owner(), KIND, false));
		assert_eq!(news().pop(), Some(Event::Resumed { kind: KIND }));
		// Others go on; this one does not, whoever votes.
		votes(&[0, 1], &deposit_of(9, 1));
		enter_session(8, &[0, 1, 2, 3]);
		assert_eq!(vote(3, deposit()), refused(refusal::DISPUTED));
		assert_ok!(Observations::drop_fact(owner(), fact));
		assert_eq!(news().pop(), Some(Event::Dropped { fact, kind: KIND }));
		assert!(open_facts().is_empty());
		// It is voted on anew.
		votes(&[0, 1, 3], &deposit());
		assert_eq!(Told::get(), [deposit_of(9, 1), deposit()]);
	});
}

#[test]
fn the_first_dispute_should_stand_as_the_cause_when_a_second_one_follows() {
	ExtBuilder::default().validators(3).execute(|| {
		votes(&[0], &deposit_of(9, 1));
		votes(&[1], &deposit_of(9, 2));
		dispute();
		assert_ok!(Observations::set_paused(owner(), KIND, false));
		assert_ok!(Observations::set_paused(owner(), KIND, true));
		assert_eq!(Observations::pause_of(KIND), Some(PauseCause::Owner));
		assert_noop!(Observations::set_paused(owner(), KIND, true), Error::<Test>::AlreadyPaused);
		assert_ok!(Observations::set_paused(owner(), KIND, false));
		votes(&[2], &deposit_of(9, 3));
		let cause = PauseCause::Dispute(deposit_of(9, 1).fact());
		assert_eq!(Observations::pause_of(KIND), Some(cause));
	});
}

#[test]
fn drop_fact_should_fail_when_the_fact_is_not_disputed_or_not_there() {
	ExtBuilder::default().execute(|| {
		let fact = deposit().fact();
		assert_noop!(Observations::drop_fact(owner(), fact), Error::<Test>::NotFound);
		votes(&[0], &deposit());
		assert_noop!(Observations::drop_fact(owner(), fact), Error::<Test>::NotDisputed);
		assert_noop!(Observations::drop_fact(stranger(), fact), DispatchError::BadOrigin);
	});
}

#[test]
fn two_validators_that_disagree_should_dispute_at_once() {
	ExtBuilder::default().validators(2).execute(|| {
		votes(&[0], &deposit_of(3, 1));
		votes(&[1], &deposit_of(3, 2));
		assert!(matches!(news()[..], [Event::Disputed { .. }, Event::Paused { .. }]));
	});
}
