//! Rules 8 and 13: what a person earned half of moves along.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::{
	NodeId,
	time::{DAY, HOUR, MINUTE},
};

/// No trace of an account.
fn is_gone(who: AccountId) -> bool {
	!Visitors::<Test>::contains_key(who)
		&& !Watchers::<Test>::contains_key(who)
		&& !Streamers::<Test>::contains_key(who)
		&& Closing::<Test>::iter_keys().all(|(_, account)| account != who)
}

#[test]
fn move_holdings_should_move_everything_to_a_new_account() {
	ExtBuilder::default().execute(|| {
		visit_many(OLD, 1, 4);
		assert_ok!(watch(OLD, NOON - HOUR, NOON));
		assert_ok!(stream(OLD, TABLE, NOON - 20 * MINUTE, NOON));
		let (progress, visits) = (Loyalty::progress(OLD), Loyalty::visits(OLD));
		move_to(OLD, ALICE);
		assert_eq!(last_event(), Event::ProgressMoved { from: OLD, to: ALICE });
		assert!(is_gone(OLD));
		assert_eq!((Loyalty::progress(ALICE), Loyalty::visits(ALICE)), (progress, visits));
		visit_many(ALICE, 5, 1);
		pass(HOUR);
		assert_ok!(watch(ALICE, NOON, NOON + HOUR));
		idle();
		assert_eq!(spot(ALICE), 3, "the fifth visit, the second hour, the session");
	});
}

#[test]
fn move_holdings_should_say_nothing_when_there_is_nothing() {
	ExtBuilder::default().execute(|| {
		visit_many(ALICE, 1, 1);
		let before = (events(), Loyalty::progress(ALICE));
		move_to(OLD, ALICE);
		assert_eq!((events(), Loyalty::progress(ALICE)), before);
	});
}

#[test]
fn move_holdings_should_add_up_visits_and_pay_with_the_next_one() {
	ExtBuilder::default().execute(|| {
		visit_many(OLD, 1, 4);
		visit_many(ALICE, 11, 4);
		move_to(OLD, ALICE);
		assert_eq!((spot(ALICE), Loyalty::progress(ALICE).visits), (0, 8));
		visit_many(ALICE, 21, 1);
		assert_eq!((spot(ALICE), Loyalty::progress(ALICE).visits), (1, 4));
		visit_many(ALICE, 22, 1);
		assert_eq!((spot(ALICE), Loyalty::progress(ALICE).visits), (2, 0));
	});
}

#[test]
fn move_holdings_should_count_a_visit_of_both_accounts_once() {
	ExtBuilder::default().execute(|| {
		visit_many(OLD, 1, 3);
		visit_many(ALICE, 2, 3);
		move_to(OLD, ALICE);
		let nodes: alloc::vec::Vec<_> =
			Loyalty::visits(ALICE).into_iter().map(|visit| visit.node).collect();
		assert_eq!(nodes, [1, 2, 3, 4].map(NodeId));
		assert_eq!(Loyalty::progress(ALICE).visits, 4);
		// A late check of either counts no more.
		mature(ALICE, check(1, 99));
		mature(ALICE, check(4, 99));
		assert_eq!(Loyalty::progress(ALICE).visits, 4);
	});
}

#[test]
fn move_holdings_should_not_take_back_what_was_paid() {
	ExtBuilder::default().execute(|| {
		visit_many(OLD, 1, 5);
		visit_many(ALICE, 1, 6);
		assert_eq!((spot(OLD), spot(ALICE)), (1, 1));
		move_to(OLD, ALICE);
		assert_eq!(Loyalty::progress(ALICE).visits, 0);
	});
}

#[test]
fn move_holdings_should_keep_the_latest_visits_when_there_is_no_room_for_all() {
	ExtBuilder::default().execute(|| {
		for day in 0..2 {
			visit_many(OLD, 1, 30);
			visit_many(ALICE, 101, 30);
			pass(day * DAY + DAY);
		}
		move_to(OLD, ALICE);
		let visits = Loyalty::visits(ALICE);
		let day = Loyalty::visits(ALICE).last().map(|visit| visit.day);
		assert_eq!(visits.len(), 60);
		assert!(visits.iter().all(|visit| Some(visit.day) == day));
		let visitor = Visitors::<Test>::get(ALICE).expect("it visited");
		assert_eq!(Some(visitor.first_day), day);
	});
}

#[test]
fn move_holdings_should_add_up_time_and_go_on_behind_the_later_view() {
	ExtBuilder::default().execute(|| {
		assert_ok!(watch(OLD, NOON - 3 * HOUR, NOON - 100 * MINUTE));
		assert_ok!(watch(ALICE, NOON - 5 * HOUR, NOON - 200 * MINUTE));
		move_to(OLD, ALICE);
		let watcher = Watchers::<Test>::get(ALICE).expect("it watched");
		assert_eq!(watcher.unpaid, 180 * MINUTE);
		assert_eq!(watcher.view.until, NOON - 100 * MINUTE);
		assert!(watch(ALICE, NOON - 110 * MINUTE, NOON).is_err());
		assert_ok!(watch(ALICE, NOON - 100 * MINUTE, NOON - 40 * MINUTE));
		assert_eq!((spot(ALICE), Loyalty::progress(ALICE).watched), (2, 0));
	});
}

#[test]
fn move_holdings_should_end_the_session_of_the_account_that_is_left_when_both_stream() {
	ExtBuilder::default().execute(|| {
		assert_ok!(stream(OLD, TABLE, NOON - 16 * MINUTE, NOON));
		assert_ok!(stream(ALICE, TABLE + 1, NOON - 10 * MINUTE, NOON));
		let own = Loyalty::progress(ALICE).session;
		move_to(OLD, ALICE);
		assert!(is_gone(OLD));
		assert_eq!(spot(ALICE), 1);
		assert_eq!(Loyalty::progress(ALICE).session, own);
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 1);
		let told = events();
		let closed = told.iter().find(|event| matches!(event, Event::SessionClosed { .. }));
		assert_eq!(
			closed,
			Some(&Event::SessionClosed {
				who: ALICE,
				node: NODE,
				table: TABLE,
				started_at: NOON - 16 * MINUTE,
				observed: 16 * MINUTE,
				spot: 1,
			})
		);
		pass(HOUR);
		idle();
		assert_eq!(spot(ALICE), 1, "ten minutes of its own do not pay");
	});
}

#[test]
fn move_holdings_should_count_paid_sessions_of_both_accounts() {
	ExtBuilder::default().execute(|| {
		for (who, table, sessions) in [(OLD, 1, 2u64), (ALICE, 2, 1)] {
			for n in 0..sessions {
				let from = NOON + n * HOUR;
				Timestamp::set_timestamp(from + HOUR);
				assert_ok!(stream(who, table, from, from + 20 * MINUTE));
				idle();
			}
		}
		move_to(OLD, ALICE);
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 3);
		let from = NOON + 3 * HOUR;
		Timestamp::set_timestamp(from + HOUR);
		assert_ok!(stream(ALICE, 3, from, from + 20 * MINUTE));
		idle();
		assert_eq!(spot(ALICE), 1, "three of the day paid before");
	});
}

#[test]
fn move_holdings_should_forget_sessions_that_the_other_account_outlived() {
	for (before, later) in [(OLD, ALICE), (ALICE, OLD)] {
		ExtBuilder::default().execute(|| {
			for (who, from) in [(before, NOON), (later, NOON + DAY), (later, NOON + DAY + HOUR)] {
				Timestamp::set_timestamp(from + HOUR);
				assert_ok!(stream(who, TABLE, from, from + 20 * MINUTE));
				idle();
			}
			move_to(OLD, ALICE);
			assert_eq!(Loyalty::progress(ALICE).paid_sessions, 2);
		});
	}
}

#[test]
fn move_holdings_should_not_let_a_person_stream_again_before_either_session_ends() {
	ExtBuilder::default().execute(|| {
		assert_ok!(stream(OLD, TABLE, NOON - MINUTE, NOON));
		assert_ok!(stream(ALICE, TABLE + 1, NOON - 30 * MINUTE, NOON));
		move_to(OLD, ALICE);
		pass(HOUR);
		// Her own session goes on, and its end does not free her from the other one's.
		assert_ok!(stream(ALICE, TABLE + 1, NOON, NOON + MINUTE));
		idle();
		let own_end = NOON + 15 * MINUTE;
		assert!(stream(ALICE, TABLE + 2, own_end, own_end + MINUTE).is_err());
		let end = NOON + 44 * MINUTE;
		assert_ok!(stream(ALICE, TABLE + 2, end, end + MINUTE));
	});
}
