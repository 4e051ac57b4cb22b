//! Announcing a round.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{time::DAY, traits::RoundInspect};
use sp_runtime::DispatchError;

#[test]
fn announce_should_set_both_dates_when_the_notice_is_long_enough() {
	ExtBuilder::default().execute(|| {
		assert!(!Distribution::is_announced());
		let opens_at = START + 7 * DAY;
		assert_eq!(Distribution::earliest_opening(), opens_at);
		assert_ok!(Distribution::announce(owner(), opens_at));
		let anyone_from = opens_at + 30 * DAY;
		assert_eq!(Distribution::announcement(), Some(Announcement { opens_at, anyone_from }));
		assert_eq!(last_event(), Event::RoundAnnounced { round: 1, opens_at, anyone_from });
		assert!(Distribution::is_announced());
	});
}

#[test]
fn announce_should_fail_when_a_round_is_announced() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Distribution::announce(owner(), START + 7 * DAY));
		assert_noop!(
			Distribution::announce(owner(), START + 8 * DAY),
			Error::<Test>::AlreadyAnnounced
		);
	});
}

#[test]
fn announce_should_fail_when_the_notice_is_too_short() {
	ExtBuilder::default().execute(|| {
		for opens_at in [0, START, START + 7 * DAY - 1] {
			assert_noop!(Distribution::announce(owner(), opens_at), Error::<Test>::NoticeTooShort);
		}
	});
}

#[test]
fn announce_should_fail_when_the_notice_is_too_long() {
	ExtBuilder::default().execute(|| {
		for opens_at in [START + 90 * DAY + 1, u64::MAX] {
			assert_noop!(Distribution::announce(owner(), opens_at), Error::<Test>::NoticeTooLong);
		}
		assert_ok!(Distribution::announce(owner(), START + 90 * DAY));
	});
}

#[test]
fn announce_should_fail_when_the_last_record_date_is_too_near() {
	ExtBuilder::default().execute(|| {
		open();
		let opened_at = round(1).opened_at;
		pass(300 * DAY);
		assert_eq!(Distribution::earliest_opening(), opened_at + 365 * DAY);
		assert_noop!(
			Distribution::announce(owner(), opened_at + 365 * DAY - 1),
			Error::<Test>::IntervalNotOver
		);
		assert_ok!(Distribution::announce(owner(), opened_at + 365 * DAY));
	});
}

#[test]
fn announce_should_leave_holders_their_time_when_the_interval_was_shortened() {
	ExtBuilder::default().execute(|| {
		open();
		let shorter =
			Settings { min_interval: 10 * DAY, reclaim_period: DAY, ..Distribution::settings() };
		assert_ok!(Distribution::set_settings(owner(), shorter));
		pass(100 * DAY);
		let reclaims_at = round(1).opened_at + 180 * DAY;
		assert_noop!(
			Distribution::announce(owner(), reclaims_at - 1),
			Error::<Test>::IntervalNotOver
		);
		assert_ok!(Distribution::announce(owner(), reclaims_at));
	});
}

#[test]
fn announce_should_fail_when_the_numbers_are_used_up() {
	ExtBuilder::default().build().execute_with(|| {
		RoundCount::<Test>::put(u32::MAX);
		assert_noop!(
			Distribution::announce(owner(), START + 7 * DAY),
			Error::<Test>::TooManyRounds
		);
	});
}

#[test]
fn announce_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [stranger(), RuntimeOrigin::signed(CAROL), RuntimeOrigin::none()] {
			assert_noop!(Distribution::announce(origin, START + 7 * DAY), DispatchError::BadOrigin);
		}
	});
}
