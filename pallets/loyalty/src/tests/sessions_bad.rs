//! Rule 16: one session at a time a person and a table; bad observations.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	Moment,
	time::{DAY, HOUR, MINUTE},
	traits::Standing,
};

#[test]
fn streamed_should_fail_when_the_person_has_a_session_at_another_table() {
	ExtBuilder::default().execute(|| {
		pass(HOUR);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + MINUTE));
		let end = NOON + 45 * MINUTE;
		for from in [NOON - MINUTE, NOON, NOON + MINUTE, end - 1] {
			let refused = Error::<Test>::SessionOpen;
			assert_noop!(stream(ALICE, TABLE + 1, from, from + MINUTE), refused);
		}
		assert_ok!(stream(ALICE, TABLE + 1, end, end + MINUTE));
	});
}

#[test]
fn streamed_should_fail_when_the_table_has_another_persons_session() {
	ExtBuilder::default().execute(|| {
		pass(HOUR);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + MINUTE));
		let end = NOON + 45 * MINUTE;
		for from in [NOON - MINUTE, NOON, NOON + MINUTE, end - 1] {
			assert_noop!(stream(BOB, TABLE, from, from + MINUTE), Error::<Test>::TableBusy);
		}
		idle();
		assert_noop!(stream(BOB, TABLE, NOON, NOON + MINUTE), Error::<Test>::TableBusy);
		assert_ok!(stream(BOB, TABLE, end, end + MINUTE));
	});
}

#[test]
fn streamed_should_fail_when_it_overlaps_what_was_told_before() {
	ExtBuilder::default().execute(|| {
		pass(HOUR);
		assert_ok!(stream(ALICE, TABLE, NOON + MINUTE, NOON + 2 * MINUTE));
		for from in [NOON, NOON + MINUTE, NOON + 2 * MINUTE - 1] {
			let refused = Error::<Test>::Overlaps;
			assert_noop!(stream(ALICE, TABLE, from, from + MINUTE), refused);
		}
		assert_ok!(stream(ALICE, TABLE, NOON + 2 * MINUTE, NOON + 3 * MINUTE));
	});
}

#[test]
fn streamed_should_fail_when_the_chain_closed_the_session() {
	ExtBuilder::default().execute(|| {
		pass(MINUTE);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + MINUTE));
		pass(HOUR);
		idle();
		let late = NOON + 2 * MINUTE;
		assert_noop!(stream(ALICE, TABLE, late, late + MINUTE), Error::<Test>::Overlaps);
		assert_noop!(stream(ALICE, TABLE + 1, late, late + MINUTE), Error::<Test>::Overlaps);
	});
}

#[test]
fn streamed_should_change_nothing_when_it_fails_behind_a_session_that_is_over() {
	ExtBuilder::default().execute(|| {
		pass(2 * HOUR);
		assert_ok!(stream(ALICE, TABLE, NOON, NOON + 20 * MINUTE));
		assert_ok!(stream(BOB, TABLE + 1, NOON + 30 * MINUTE, NOON + 31 * MINUTE));
		let from = NOON + 45 * MINUTE;
		assert_noop!(stream(ALICE, TABLE + 1, from, from + MINUTE), Error::<Test>::TableBusy);
		assert_eq!(spot(ALICE), 0);
	});
}

#[test]
fn streamed_should_fail_when_it_lasts_no_time() {
	ExtBuilder::default().execute(|| {
		for to in [NOON - HOUR, NOON - 2 * HOUR] {
			assert_noop!(stream(ALICE, TABLE, NOON - HOUR, to), Error::<Test>::TooShort);
		}
	});
}

#[test]
fn streamed_should_fail_when_it_is_in_the_future_or_too_old() {
	ExtBuilder::default().execute(|| {
		for to in [NOON + 1, Moment::MAX] {
			assert_noop!(stream(ALICE, TABLE, NOON - 1, to), Error::<Test>::InFuture);
		}
		let oldest = NOON - 7 * DAY;
		assert_noop!(stream(ALICE, TABLE, oldest - 1, oldest), Error::<Test>::TooOld);
		assert_ok!(stream(ALICE, TABLE, oldest, oldest + 1));
	});
}

#[test]
fn streamed_should_fail_when_the_person_is_suspended() {
	ExtBuilder::default().execute(|| {
		Standings::insert(ALICE, Standing::Suspended);
		assert_noop!(stream(ALICE, TABLE, NOON - 1, NOON), Error::<Test>::Suspended);
	});
}
