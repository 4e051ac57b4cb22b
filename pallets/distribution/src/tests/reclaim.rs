//! Closing a round whose time is over.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::time::DAY;
use sp_runtime::DispatchError;

#[test]
fn reclaim_should_leave_the_rest_in_the_pool_when_the_time_is_over() {
	let spot = [(20, 1), (21, 1), (22, 1), (23, 3), (24, 7)];
	ExtBuilder::default().spot(&spot).execute(|| {
		open();
		assert_ok!(claim(1, 23));
		pass(180 * DAY);
		assert_ok!(Distribution::reclaim(stranger(), 1));
		let (paid, left) = (POOLED * 3 / 10, POOLED * 7 / 10);
		assert_eq!(last_event(), Event::RoundClosed { round: 1, paid, left });
		assert_eq!(thp(POOL), left);
		assert_eq!(round(1).closed_at, Some(round(1).opened_at + 180 * DAY));
		assert_eq!(Snapshots::iter_keys().count(), 0, "the record date is forgotten");
	});
}

#[test]
fn reclaim_should_fail_when_holders_have_time_to_claim() {
	ExtBuilder::default().execute(|| {
		open();
		pass(180 * DAY - 1);
		for origin in [owner(), stranger()] {
			assert_noop!(Distribution::reclaim(origin, 1), Error::<Test>::TooEarly);
		}
	});
}

#[test]
fn reclaim_should_keep_the_promised_time_when_the_settings_change() {
	ExtBuilder::default().execute(|| {
		open();
		let shorter = Settings { reclaim_period: DAY, ..Distribution::settings() };
		assert_ok!(Distribution::set_settings(owner(), shorter));
		pass(180 * DAY - 1);
		assert_noop!(Distribution::reclaim(stranger(), 1), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(Distribution::reclaim(stranger(), 1));
	});
}

#[test]
fn reclaim_should_fail_when_the_round_is_closed_or_unknown() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Distribution::reclaim(stranger(), 1), Error::<Test>::NotFound);
		open();
		pass(180 * DAY);
		assert_ok!(Distribution::reclaim(stranger(), 1));
		assert_noop!(Distribution::reclaim(stranger(), 1), Error::<Test>::RoundClosed);
	});
}

#[test]
fn reclaim_should_fail_when_nobody_signed() {
	ExtBuilder::default().execute(|| {
		open();
		pass(180 * DAY);
		assert_noop!(Distribution::reclaim(RuntimeOrigin::none(), 1), DispatchError::BadOrigin);
	});
}
