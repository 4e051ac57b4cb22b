//! Rule 16: one SPOT for every fifth visit.

use crate::{mock::*, *};
use alloc::vec::Vec;
use hotpot_primitives::{
	NodeId, TillId,
	time::{DAY, HOUR, local_day},
	traits::{Award, AwardSource, MaturedCheck},
};

fn unpaid(who: AccountId) -> u32 {
	Loyalty::progress(who).visits
}

#[test]
fn matured_should_pay_every_fifth_visit() {
	ExtBuilder::default().execute(|| {
		for n in 1..=12 {
			mature(ALICE, check(n, n));
			assert_eq!((spot(ALICE), unpaid(ALICE)), (n / 5, n % 5));
		}
		assert_eq!(spot(BOB), 0);
	});
}

#[test]
fn matured_should_tell_each_visit_and_name_the_check_as_evidence() {
	ExtBuilder::default().execute(|| {
		let visits = (1..=5).map(|n| check(n, 10 + n));
		visits.clone().for_each(|check| mature(ALICE, check));
		let told = |(unpaid, check): (u32, MaturedCheck)| Event::VisitCounted {
			who: ALICE,
			till: check.till,
			sequence: check.sequence,
			node: check.node,
			day: check.day,
			unpaid,
		};
		let unpaid = [1, 2, 3, 4, 0];
		let expected: Vec<_> = unpaid.into_iter().zip(visits).map(told).collect();
		assert_eq!(events(), expected);
		let evidence = evidence::visit(TillId(5), 15);
		let award = Award { source: AwardSource::Visit, evidence, amount: 1, at: NOON };
		assert_eq!(Awards::get(evidence), Some((ALICE, award, 1)));
	});
}

#[test]
fn matured_should_count_one_visit_a_restaurant_and_local_day() {
	ExtBuilder::default().execute(|| {
		mature(ALICE, check(1, 1));
		let before = events();
		mature(ALICE, check(1, 2));
		mature(ALICE, MaturedCheck { till: TillId(9), ..check(1, 3) });
		assert_eq!((unpaid(ALICE), events()), (1, before));
		// The day is the restaurant's, whatever the clock of the chain says.
		mature(ALICE, MaturedCheck { day: check(1, 4).day - 1, ..check(1, 4) });
		assert_eq!(unpaid(ALICE), 2);
		mature(ALICE, check(2, 1));
		mature(BOB, check(1, 5));
		assert_eq!((unpaid(ALICE), unpaid(BOB)), (3, 1));
		pass(DAY);
		mature(ALICE, check(1, 6));
		mature(ALICE, check(2, 2));
		assert_eq!((spot(ALICE), unpaid(ALICE)), (1, 0));
	});
}

#[test]
fn matured_should_not_count_a_check_below_ten_gel() {
	ExtBuilder::default().execute(|| {
		mature(ALICE, MaturedCheck { tetri: 999, ..check(1, 1) });
		mature(ALICE, MaturedCheck { tetri: 0, ..check(1, 2) });
		assert_eq!((unpaid(ALICE), events().len()), (0, 0));
		assert!(!Visitors::<Test>::contains_key(ALICE));
		mature(ALICE, check(1, 3));
		assert_eq!(unpaid(ALICE), 1);
	});
}

#[test]
fn matured_should_date_the_award_by_the_sale() {
	ExtBuilder::default().execute(|| {
		let late: Vec<_> = (1..=5).map(|n| check(n, 1)).collect();
		pass(20 * DAY);
		late.iter().for_each(|check| mature(ALICE, *check));
		assert_eq!(Earned::get((ALICE, local_day(NOON, 0))), Some(1));
	});
}

#[test]
fn matured_should_not_date_an_award_in_the_future() {
	ExtBuilder::default().execute(|| {
		for n in 1..=5 {
			mature(ALICE, MaturedCheck { sold_at: NOON + HOUR, ..check(n, 1) });
		}
		assert_eq!(spot(ALICE), 1);
	});
}

#[test]
fn matured_should_not_count_a_sale_before_the_window() {
	ExtBuilder::default().execute(|| {
		let (first, second) = (check(1, 1), check(2, 1));
		pass(30 * DAY);
		mature(ALICE, first);
		assert_eq!(unpaid(ALICE), 1, "the last moment");
		pass(1);
		mature(ALICE, second);
		assert_eq!(unpaid(ALICE), 1);
	});
}

#[test]
fn matured_should_drop_what_is_above_the_cap_and_go_on() {
	ExtBuilder::default().execute(|| {
		visit_many(ALICE, 1, 53);
		assert_eq!((spot(ALICE), unpaid(ALICE)), (CAP, 3));
		assert_eq!(events().len(), 53);
		visit_many(ALICE, 54, 2);
		assert_eq!((spot(ALICE), unpaid(ALICE)), (CAP, 0), "dropped, not kept");
	});
}

#[test]
fn matured_should_keep_the_visits_for_the_next_award_when_one_fails() {
	ExtBuilder::default().execute(|| {
		IsStuck::set(true);
		visit_many(ALICE, 1, 7);
		assert_eq!((spot(ALICE), unpaid(ALICE)), (0, 7));
		IsStuck::set(false);
		visit_many(ALICE, 8, 3);
		assert_eq!((spot(ALICE), unpaid(ALICE)), (2, 0));
	});
}

#[test]
fn matured_should_follow_the_settings() {
	let settings = |settings: &mut Settings| {
		settings.min_check = 5_000;
		settings.visits_per_spot = 2;
	};
	ExtBuilder::default().settings(settings).execute(|| {
		mature(ALICE, check(1, 1));
		assert_eq!(unpaid(ALICE), 0);
		mature(ALICE, MaturedCheck { tetri: 5_000, ..check(1, 1) });
		mature(ALICE, MaturedCheck { tetri: 5_000, ..check(2, 1) });
		assert_eq!((spot(ALICE), unpaid(ALICE)), (1, 0));
	});
}

#[test]
fn visits_should_be_forgotten_only_when_their_checks_no_longer_count() {
	ExtBuilder::default().execute(|| {
		let first = check(1, 1);
		mature(ALICE, first);
		pass(30 * DAY);
		mature(ALICE, MaturedCheck { sequence: 2, ..first });
		assert_eq!(unpaid(ALICE), 1, "still known");
		mature(ALICE, check(2, 1));
		assert_eq!(Loyalty::visits(ALICE).len(), 2);
		pass(2 * DAY);
		mature(ALICE, check(2, 2));
		mature(ALICE, MaturedCheck { sequence: 3, ..first });
		assert_eq!(Loyalty::visits(ALICE).len(), 2, "forgotten");
		assert_eq!(unpaid(ALICE), 3, "and not counted again");
	});
}

#[test]
fn visits_should_always_count_when_there_is_no_room_to_remember_more() {
	ExtBuilder::default().execute(|| {
		let first = check(1, 1);
		for _ in 0..5 {
			visit_many(ALICE, 1, 40);
			pass(DAY);
		}
		assert_eq!(spot(ALICE), 40);
		assert!(Loyalty::visits(ALICE).len() <= MAX_VISITS as usize);
		// What was forgotten for want of room does not count again.
		mature(ALICE, MaturedCheck { sequence: 2, ..first });
		assert_eq!((spot(ALICE), unpaid(ALICE)), (40, 0));
	});
}

#[test]
fn a_visitor_should_never_count_a_visit_twice_when_a_day_alone_is_too_much() {
	let visit = |day, node| Visit { day, node: NodeId(node) };
	let mut visitor = Visitor::default();
	let mut counted = 0;
	for node in (0..200).chain(0..200) {
		if let Some(after) = visitor.clone().visiting(visit(100, node), 0) {
			(visitor, counted) = (after, counted + 1);
		}
	}
	assert_eq!((counted, visitor.unpaid, visitor.first_day), (64, 64, 0));
	let next = visitor.visiting(visit(101, 1), 0).expect("the next day counts");
	assert_eq!((next.recent.len(), next.first_day), (1, 101));
	assert_eq!(next.visiting(visit(100, 1), 0), None);
}
