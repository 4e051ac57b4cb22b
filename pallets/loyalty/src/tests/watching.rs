//! Rule 16: one SPOT for every full 120 minutes watched.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	Moment,
	time::{DAY, HOUR, MINUTE},
	traits::{Award, AwardSource, Standing},
};

const OTHER_STREAM: [u8; 32] = [9; 32];

fn unpaid(who: AccountId) -> Moment {
	Loyalty::progress(who).watched
}

#[test]
fn watched_should_pay_every_full_120_minutes_and_carry_the_rest() {
	ExtBuilder::default().execute(|| {
		let start = NOON - 10 * HOUR;
		assert_ok!(watch(ALICE, start, start + 119 * MINUTE));
		assert_eq!((spot(ALICE), unpaid(ALICE)), (0, 119 * MINUTE));
		let (from, to) = (start + 119 * MINUTE, start + 121 * MINUTE);
		assert_ok!(watch(ALICE, from, to));
		assert_eq!((spot(ALICE), unpaid(ALICE)), (1, MINUTE));
		let evidence = evidence::watch(&ALICE, STREAM, from, to);
		let award = Award { source: AwardSource::Watch, evidence, amount: 1, at: to };
		assert_eq!(Awards::get(evidence), Some((ALICE, award, 1)));
		assert_ok!(watch(ALICE, start + 121 * MINUTE, start + 500 * MINUTE));
		assert_eq!((spot(ALICE), unpaid(ALICE)), (4, 20 * MINUTE));
	});
}

#[test]
fn watched_should_tell_what_counted() {
	ExtBuilder::default().execute(|| {
		let told = |since, from, to, unpaid| {
			assert_ok!(watch(ALICE, from, to));
			let event = Event::Watched { who: ALICE, stream: STREAM, since, from, to, unpaid };
			assert_eq!(last_event(), event);
		};
		let start = NOON - 5 * HOUR;
		told(start, start, start + MINUTE, MINUTE);
		// A pause of 30 minutes belongs to the view, a longer one ends it. Neither counts.
		told(start, start + 31 * MINUTE, start + 32 * MINUTE, 2 * MINUTE);
		let next = start + 62 * MINUTE + 1;
		told(next, next, next + MINUTE, 3 * MINUTE);
		assert_ok!(watch_stream(ALICE, OTHER_STREAM, next + MINUTE, next + 2 * MINUTE));
		let view = View { stream: OTHER_STREAM, since: next + MINUTE, until: next + 2 * MINUTE };
		let watcher = Watcher { view, unpaid: 4 * MINUTE };
		assert_eq!(Watchers::<Test>::get(ALICE), Some(watcher), "another stream is another view");
	});
}

#[test]
fn watched_should_fail_when_it_is_shorter_than_30_seconds() {
	ExtBuilder::default().execute(|| {
		let start = NOON - HOUR;
		for time in [0, 1, 29_999] {
			assert_noop!(watch(ALICE, start, start + time), Error::<Test>::TooShort);
		}
		assert_noop!(watch(ALICE, start, start - HOUR), Error::<Test>::TooShort);
		assert_ok!(watch(ALICE, start, start + 30_000));
	});
}

#[test]
fn watched_should_fail_when_it_ends_in_the_future() {
	ExtBuilder::default().execute(|| {
		for to in [NOON + 1, Moment::MAX] {
			assert_noop!(watch(ALICE, NOON - HOUR, to), Error::<Test>::InFuture);
		}
		assert_ok!(watch(ALICE, NOON - HOUR, NOON));
	});
}

#[test]
fn watched_should_fail_when_it_began_too_long_ago() {
	ExtBuilder::default().execute(|| {
		let oldest = NOON - 7 * DAY;
		for from in [0, oldest - 1] {
			assert_noop!(watch(ALICE, from, oldest + HOUR), Error::<Test>::TooOld);
		}
		assert_ok!(watch(ALICE, oldest, oldest + HOUR));
	});
}

#[test]
fn watched_should_fail_when_it_overlaps_what_was_told_before() {
	ExtBuilder::default().execute(|| {
		let start = NOON - 5 * HOUR;
		assert_ok!(watch(ALICE, start, start + HOUR));
		let overlaps =
			[(start, start + HOUR), (start + 59 * MINUTE, start + 2 * HOUR), (start - HOUR, start)];
		for (from, to) in overlaps {
			assert_noop!(watch(ALICE, from, to), Error::<Test>::Overlaps);
			// Nobody watches two streams at a time.
			assert_noop!(watch_stream(ALICE, OTHER_STREAM, from, to), Error::<Test>::Overlaps);
		}
		assert_ok!(watch(BOB, start, start + HOUR));
		assert_ok!(watch(ALICE, start + HOUR, start + 2 * HOUR));
		assert_eq!((spot(ALICE), spot(BOB)), (1, 0));
	});
}

#[test]
fn watched_should_be_cut_at_the_cap_of_the_day() {
	ExtBuilder::default().execute(|| {
		assert_ok!(watch(ALICE, NOON - 2 * DAY, NOON - MINUTE));
		assert_eq!((spot(ALICE), unpaid(ALICE)), (CAP, 119 * MINUTE));
	});
}

#[test]
fn watched_should_fail_as_a_whole_when_the_award_fails() {
	ExtBuilder::default().execute(|| {
		IsStuck::set(true);
		let failed = sp_runtime::DispatchError::Unavailable;
		assert_noop!(watch(ALICE, NOON - 3 * HOUR, NOON), failed);
		assert_ok!(watch(ALICE, NOON - HOUR, NOON));
	});
}

#[test]
fn watched_should_be_the_persons_of_an_account_that_was_left() {
	ExtBuilder::default().execute(|| {
		Left::insert(OLD, ALICE);
		assert_ok!(watch(OLD, NOON - 2 * HOUR, NOON));
		assert_eq!((spot(OLD), spot(ALICE)), (0, 1));
	});
}

#[test]
fn watched_should_fail_when_the_person_is_suspended() {
	ExtBuilder::default().execute(|| {
		Standings::insert(ALICE, Standing::Suspended);
		assert_noop!(watch(ALICE, NOON - HOUR, NOON), Error::<Test>::Suspended);
		for standing in [Standing::Pending, Standing::Expired, Standing::Rejected] {
			Standings::insert(BOB, standing);
			pass(HOUR);
			let now = Timestamp::get();
			assert_ok!(watch(BOB, now - HOUR, now));
		}
		assert_eq!(spot(BOB), 1, "whoever is not verified earns too");
	});
}
