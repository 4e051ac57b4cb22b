//! Rule 16: one SPOT for a streaming session of at least 15 observed minutes.

use crate::{closing::MAX_CLOSED_PER_BLOCK, mock::*, *};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use hotpot_primitives::{
	time::{DAY, HOUR, MINUTE, local_day},
	traits::{Award, AwardSource},
};

fn session(who: AccountId) -> Option<Session> {
	Loyalty::progress(who).session
}

/// A session of 20 observed minutes that begins now; the clock goes on to its end.
fn whole_session(who: AccountId, table: u32) {
	let from = Timestamp::get();
	pass(20 * MINUTE);
	assert_ok!(stream(who, table, from, from + 20 * MINUTE));
	pass(25 * MINUTE);
	idle();
}

#[test]
fn streamed_should_open_a_session_when_there_is_none() {
	ExtBuilder::default().execute(|| {
		let from = NOON - 5 * MINUTE;
		assert_ok!(stream(ALICE, TABLE, from, NOON));
		let closes_at = from + 45 * MINUTE;
		let opened = Session {
			node: NODE,
			table: TABLE,
			started_at: from,
			closes_at,
			seen_until: NOON,
			observed: 5 * MINUTE,
		};
		assert_eq!(session(ALICE), Some(opened));
		assert_eq!(Loyalty::table_free_from(NODE, TABLE), closes_at);
		let (who, node, table) = (ALICE, NODE, TABLE);
		assert_eq!(
			events(),
			[
				Event::SessionOpened { who, node, table, started_at: from, closes_at },
				Event::Streamed { who, node, table, from, to: NOON, observed: 5 * MINUTE },
			]
		);
	});
}

#[test]
fn the_chain_should_close_a_session_at_45_minutes_and_pay_it() {
	ExtBuilder::default().execute(|| {
		pass(15 * MINUTE);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + 15 * MINUTE));
		pass(30 * MINUTE - 1);
		idle();
		assert!(session(ALICE).is_some(), "a millisecond too early");
		pass(1);
		idle();
		assert_eq!((session(ALICE), spot(ALICE)), (None, 1));
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 1);
		assert_eq!(
			last_event(),
			Event::SessionClosed {
				who: ALICE,
				node: NODE,
				table: TABLE,
				started_at: NOON,
				observed: 15 * MINUTE,
				spot: 1,
			}
		);
		let evidence = evidence::session(NODE, TABLE, NOON);
		let at = NOON + 45 * MINUTE;
		let award = Award { source: AwardSource::Session, evidence, amount: 1, at };
		assert_eq!(Awards::get(evidence), Some((ALICE, award, 1)));
	});
}

#[test]
fn a_session_should_not_pay_when_less_than_15_minutes_were_observed() {
	ExtBuilder::default().execute(|| {
		pass(45 * MINUTE);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + 10 * MINUTE));
		assert_ok!(stream(ALICE, TABLE, NOON + 40 * MINUTE, NOON + 45 * MINUTE - 1));
		idle();
		assert_eq!((session(ALICE), spot(ALICE)), (None, 0));
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 0);
		assert_eq!(
			last_event(),
			Event::SessionClosed {
				who: ALICE,
				node: NODE,
				table: TABLE,
				started_at: NOON,
				observed: 15 * MINUTE - 1,
				spot: 0,
			}
		);
	});
}

#[test]
fn streamed_should_add_up_observed_time_only() {
	ExtBuilder::default().execute(|| {
		pass(40 * MINUTE);
		for minute in [0, 10, 12, 30] {
			let from = NOON + minute * MINUTE;
			assert_ok!(stream(ALICE, TABLE, from, from + 2 * MINUTE));
		}
		assert_eq!(session(ALICE).map(|session| session.observed), Some(8 * MINUTE));
	});
}

#[test]
fn streamed_should_not_count_what_is_behind_the_end() {
	ExtBuilder::default().execute(|| {
		pass(2 * HOUR);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + 2 * HOUR));
		let seen = session(ALICE).expect("it is not closed yet");
		assert_eq!((seen.observed, seen.seen_until), (45 * MINUTE, NOON + 45 * MINUTE));
		idle();
		assert_eq!(spot(ALICE), 1, "one session, however long the interval");
	});
}

#[test]
fn streamed_should_close_the_last_session_itself_when_the_chain_did_not_yet() {
	ExtBuilder::default().execute(|| {
		pass(2 * HOUR);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + 20 * MINUTE));
		assert_ok!(stream(ALICE, TABLE + 1, NOON + 45 * MINUTE, NOON + HOUR));
		assert_eq!(spot(ALICE), 1);
		assert_eq!(session(ALICE).map(|session| session.table), Some(TABLE + 1));
		idle();
		assert_eq!((session(ALICE), spot(ALICE)), (None, 2));
	});
}

#[test]
fn a_fourth_session_of_a_day_should_not_pay() {
	ExtBuilder::default().execute(|| {
		for paid in [1, 2, 3, 3, 3] {
			whole_session(ALICE, TABLE);
			assert_eq!((spot(ALICE), Loyalty::progress(ALICE).paid_sessions), (paid, paid));
		}
		pass(DAY);
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 0);
		whole_session(ALICE, TABLE);
		assert_eq!((spot(ALICE), Loyalty::progress(ALICE).paid_sessions), (4, 1));
	});
}

#[test]
fn ten_one_second_streams_should_pay_nothing() {
	ExtBuilder::default().execute(|| {
		for n in 0..10 {
			let from = NOON + n * MINUTE;
			Timestamp::set_timestamp(from + 1_000);
			assert_ok!(stream(ALICE, TABLE, from, from + 1_000));
		}
		pass(HOUR);
		idle();
		assert_eq!(spot(ALICE), 0);
		assert_eq!(Streamers::<Test>::get(ALICE).and_then(|streamer| streamer.session), None);
	});
}

#[test]
fn a_session_should_be_of_the_day_on_which_it_ends() {
	ExtBuilder::default().execute(|| {
		pass(12 * HOUR - 20 * MINUTE);
		whole_session(ALICE, TABLE);
		let day = local_day(NOON, 0);
		assert_eq!((Earned::get((ALICE, day)), Earned::get((ALICE, day + 1))), (None, Some(1)));
	});
}

#[test]
fn a_session_should_be_of_that_day_even_when_it_is_closed_late() {
	ExtBuilder::default().execute(|| {
		pass(11 * HOUR);
		let from = Timestamp::get();
		pass(2 * HOUR);
		assert_ok!(stream(ALICE, TABLE, from, from + 20 * MINUTE));
		idle();
		let day = local_day(NOON, 0);
		assert_eq!((Earned::get((ALICE, day)), Earned::get((ALICE, day + 1))), (Some(1), None));
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 0);
	});
}

#[test]
fn a_session_should_be_closed_without_pay_when_the_award_fails() {
	ExtBuilder::default().execute(|| {
		IsStuck::set(true);
		whole_session(ALICE, TABLE);
		assert_eq!((session(ALICE), spot(ALICE)), (None, 0));
		assert_eq!(Loyalty::progress(ALICE).paid_sessions, 0);
	});
}

#[test]
fn the_hook_should_close_at_most_50_sessions_a_block_the_earliest_first() {
	ExtBuilder::default().execute(|| {
		for n in 0..60 {
			let who = 1_000 + n;
			let from = NOON - MINUTE - n;
			assert_ok!(stream(who, n as u32, from, NOON));
		}
		pass(HOUR);
		idle();
		let left: alloc::collections::BTreeSet<_> =
			Closing::<Test>::iter_keys().map(|(_, who)| who).collect();
		assert_eq!(MAX_CLOSED_PER_BLOCK, 50);
		assert_eq!(left, (1_000..1_010).collect(), "those that began last");
		idle();
		assert_eq!(Closing::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn the_hook_should_close_nothing_when_there_is_no_weight() {
	ExtBuilder::default().execute(|| {
		assert_ok!(stream(ALICE, TABLE, NOON - MINUTE, NOON));
		pass(HOUR);
		assert_eq!(Loyalty::on_idle(1, Weight::zero()), Weight::zero());
		// Room for the search, and for nothing found.
		let search = Weight::from_parts(1, 0);
		assert_eq!(Loyalty::on_idle(1, search), search);
		assert!(session(ALICE).is_some());
		assert_eq!(Loyalty::on_idle(1, search * 2), search * 2);
		assert_eq!(session(ALICE), None);
	});
}
