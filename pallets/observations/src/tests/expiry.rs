//! What the hook does.

use crate::{mock::*, *};
use frame_support::{traits::Hooks, weights::Weight};
use hotpot_primitives::{observations::Kind, time::DAY};

const TTL: u64 = Settings::of(Kind::TonDeposit).time_to_live;

#[test]
fn a_fact_should_expire_when_its_time_is_over() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		pass(TTL - 1);
		idle(2);
		assert_eq!(news(), []);
		pass(1);
		// Its own clock counts, not the hook.
		assert_eq!(vote(2, deposit()), refused(refusal::EXPIRED));
		idle(1);
		let fact = deposit().fact();
		assert_eq!(news(), [Event::Expired { fact, kind: Kind::TonDeposit }]);
		assert!(open_facts().is_empty());
		assert_eq!(Observations::tally(key(0), Kind::TonDeposit).open, 0);
		// The old votes are gone; it can be agreed on anew.
		votes(&[2, 0], &deposit());
		assert!(Told::get().is_empty());
		votes(&[1], &deposit());
		assert_eq!(Told::get(), [deposit()]);
	});
}

#[test]
fn kinds_should_expire_by_their_own_times() {
	ExtBuilder::default().execute(|| {
		votes(&[0], &deposit());
		votes(&[0], &liked(1));
		pass(DAY);
		idle(1);
		assert_eq!(open_facts(), [deposit().fact()]);
	});
}

#[test]
fn a_paused_fact_should_expire_too() {
	ExtBuilder::default().execute(|| {
		votes(&[0], &deposit());
		Pauses::<Test>::insert(Kind::TonDeposit, PauseCause::Owner);
		pass(TTL);
		idle(1);
		assert!(open_facts().is_empty());
	});
}

#[test]
fn the_hook_should_look_at_8_facts_a_block_and_go_on_where_it_was() {
	ExtBuilder::default().execute(|| {
		(0..20).for_each(|n| votes(&[0], &deposit_of(n, 1)));
		pass(TTL);
		for left in [12, 4, 0, 0] {
			idle(1);
			assert_eq!(open_facts().len(), left);
		}
		assert!(!SweptTo::<Test>::exists());
		// What is not due is passed by.
		(0..20).for_each(|n| votes(&[0], &deposit_of(n, 1)));
		idle(2);
		assert!(SweptTo::<Test>::exists());
		idle(1);
		assert!(!SweptTo::<Test>::exists());
		assert_eq!(open_facts().len(), 20);
	});
}

#[test]
fn the_hook_should_stay_within_the_weight_that_is_left() {
	ExtBuilder::default().execute(|| {
		(0..5).for_each(|n| votes(&[0], &deposit_of(n, 1)));
		pass(TTL);
		// One for the look, one each for the facts; the mock's weights are 1.
		for (weight, left) in [(0, 5), (1, 5), (2, 4), (4, 1)] {
			let remaining = Weight::from_parts(weight, 0);
			let used = Observations::on_idle(1, remaining);
			assert!(used.all_lte(remaining));
			assert_eq!(open_facts().len(), left, "with {weight}");
		}
	});
}

#[test]
fn what_guests_did_should_be_forgotten_when_it_can_not_be_told_again() {
	ExtBuilder::default().execute(|| {
		let from = START - DAY;
		let claims = [watched(from), streamed(from), deposit(), liked(50)];
		for claim in &claims {
			votes(&[0, 1, 2], claim);
		}
		let until = |claim: &TestClaim| {
			Observations::applied(claim.fact()).map(|memory| (memory.applied_at, memory.until))
		};
		assert_eq!(until(&claims[0]), Some((START, Some(from + EVIDENCE_AGE))));
		assert_eq!(until(&claims[1]), Some((START, Some(from + EVIDENCE_AGE))));
		assert_eq!(until(&claims[2]), Some((START, None)));
		assert_eq!(until(&claims[3]), Some((START, None)));
		pass(EVIDENCE_AGE - DAY - 1);
		idle(1);
		for claim in &claims {
			assert_eq!(vote(3, claim.clone()), refused(refusal::ALREADY_APPLIED));
		}
		pass(1);
		idle(1);
		assert_eq!(Applied::<Test>::iter_keys().count(), 2);
		assert_eq!(vote(3, watched(from)), refused(refusal::TOO_OLD));
		assert_eq!(vote(3, streamed(from)), refused(refusal::TOO_OLD));
		pass(10_000 * DAY);
		idle(5);
		assert_eq!(vote(3, deposit()), refused(refusal::ALREADY_APPLIED));
		assert_eq!(vote(3, liked(50)), refused(refusal::ALREADY_APPLIED));
	});
}

#[test]
fn the_hook_should_forget_32_facts_a_block_the_earliest_first() {
	ExtBuilder::default().execute(|| {
		for n in 0..40u64 {
			votes(&[0, 1, 2], &watched(START - 90_000 - n * 1_000));
		}
		pass(EVIDENCE_AGE);
		idle(1);
		assert_eq!(Applied::<Test>::iter_keys().count(), 8);
		assert!(Observations::is_applied(watched(START - 90_000).fact()));
		idle(1);
		assert_eq!(Applied::<Test>::iter_keys().count(), 0);
		assert_eq!(Forgetting::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn the_hook_should_apply_a_fact_only_when_the_weight_suffices() {
	ExtBuilder::default().execute(|| {
		votes(&[0, 1], &deposit());
		enter_session(8, &[0, 1, 2]);
		// A look, a fact, a look behind it, and what a deposit weighs in the mock.
		for (weight, told) in [(12, 0), (13, 1)] {
			// From the first fact on.
			SweptTo::<Test>::kill();
			let remaining = Weight::from_parts(weight, 0);
			assert!(Observations::on_idle(1, remaining).all_lte(remaining));
			assert_eq!(Told::get().len(), told, "with {weight}");
		}
	});
}
