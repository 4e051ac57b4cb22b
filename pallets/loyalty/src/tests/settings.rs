//! Settings.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::time::{DAY, HOUR, MINUTE};
use sp_runtime::{BuildStorage, DispatchError};

type Change = fn(&mut Settings);

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	let bad: [(Setting, Change); 21] = [
		(Setting::MinCheck, |s| s.min_check = 0),
		(Setting::MinCheck, |s| s.min_check = 1_000_001),
		(Setting::VisitsPerSpot, |s| s.visits_per_spot = 0),
		(Setting::VisitsPerSpot, |s| s.visits_per_spot = 1_001),
		(Setting::VisitWindow, |s| s.visit_window = MINUTE - 1),
		(Setting::VisitWindow, |s| s.visit_window = 30 * DAY + 1),
		(Setting::MinView, |s| s.min_view = 999),
		(Setting::MinView, |s| s.min_view = HOUR + 1),
		(Setting::WatchPerSpot, |s| s.watch_per_spot = 0),
		(Setting::WatchPerSpot, |s| s.watch_per_spot = u64::MAX),
		(Setting::ViewTimeout, |s| s.view_timeout = 999),
		(Setting::ViewTimeout, |s| s.view_timeout = DAY + 1),
		(Setting::MinLikes, |s| s.min_likes = 0),
		(Setting::MinLikes, |s| s.min_likes = 1_000_001),
		(Setting::SessionDuration, |s| s.session_duration = MINUTE - 1),
		(Setting::SessionDuration, |s| s.session_duration = DAY + 1),
		(Setting::SessionPaidAfter, |s| s.session_paid_after = 999),
		(Setting::SessionPaidAfter, |s| s.session_paid_after = s.session_duration + 1),
		(Setting::MaxPaidSessions, |s| s.max_paid_sessions = 1_001),
		(Setting::MaxObservationAge, |s| s.max_observation_age = MINUTE - 1),
		(Setting::MaxObservationAge, |s| s.max_observation_age = 30 * DAY + 1),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Loyalty::set_settings(RuntimeOrigin::root(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
	});
}

#[test]
fn set_settings_should_take_the_ends_of_every_range() {
	let good: [Change; 8] = [
		|s| s.min_check = 1,
		|s| s.visits_per_spot = 1,
		|s| s.visit_window = 30 * DAY,
		|s| s.watch_per_spot = MINUTE,
		|s| s.min_likes = 1,
		|s| s.session_paid_after = s.session_duration,
		|s| s.max_paid_sessions = 0,
		|s| s.max_observation_age = 30 * DAY,
	];
	ExtBuilder::default().execute(|| {
		for change in good {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_ok!(Loyalty::set_settings(RuntimeOrigin::root(), settings));
			assert_eq!(last_event(), Event::SettingsChanged { settings });
			assert_eq!(Loyalty::settings(), settings);
		}
	});
}

#[test]
fn set_settings_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(
				Loyalty::set_settings(origin, Settings::default()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
#[should_panic = "a setting is out of its range"]
fn genesis_should_refuse_a_setting_out_of_its_range() {
	let settings = Settings { visits_per_spot: 0, ..Default::default() };
	let _ = GenesisConfig::<Test> { settings, ..Default::default() }.build_storage();
}

#[test]
fn a_lower_number_of_visits_should_pay_what_is_due_with_the_next_one() {
	ExtBuilder::default().execute(|| {
		visit_many(ALICE, 1, 4);
		let settings = Settings { visits_per_spot: 2, ..Default::default() };
		assert_ok!(Loyalty::set_settings(RuntimeOrigin::root(), settings));
		visit_many(ALICE, 5, 1);
		assert_eq!((spot(ALICE), Loyalty::progress(ALICE).visits), (2, 1));
	});
}

#[test]
fn a_longer_window_should_not_bring_forgotten_visits_back() {
	ExtBuilder::default().settings(|settings| settings.visit_window = DAY).execute(|| {
		let first = check(1, 1);
		mature(ALICE, first);
		pass(5 * DAY);
		visit_many(ALICE, 2, 1);
		assert_eq!(Loyalty::visits(ALICE).len(), 1);
		assert_ok!(Loyalty::set_settings(RuntimeOrigin::root(), Settings::default()));
		mature(ALICE, hotpot_primitives::traits::MaturedCheck { sequence: 2, ..first });
		assert_eq!(Loyalty::progress(ALICE).visits, 2);
	});
}
