//! Settings.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use hotpot_primitives::time::{DAY, MINUTE};
use sp_runtime::{BuildStorage, DispatchError};

type Change = fn(&mut Settings);

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	let bad: [(Setting, Change); 12] = [
		(Setting::MinNotice, |s| s.min_notice = MINUTE - 1),
		(Setting::MinNotice, |s| s.min_notice = 90 * DAY + 1),
		(Setting::MaxNotice, |s| s.max_notice = s.min_notice - 1),
		(Setting::MaxNotice, |s| s.max_notice = 365 * DAY + 1),
		(Setting::MinInterval, |s| s.min_interval = 2 * MINUTE - 1),
		(Setting::MinInterval, |s| s.min_interval = 3_650 * DAY + 1),
		(Setting::OwnerWindow, |s| s.owner_window = MINUTE - 1),
		(Setting::OwnerWindow, |s| s.owner_window = 365 * DAY + 1),
		(Setting::ReclaimPeriod, |s| s.reclaim_period = MINUTE - 1),
		(Setting::ReclaimPeriod, |s| s.reclaim_period = s.min_interval),
		(Setting::ReclaimPeriod, |s| s.min_interval = s.reclaim_period),
		(Setting::ReclaimPeriod, |s| s.reclaim_period = u64::MAX),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Distribution::set_settings(owner(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
	});
}

#[test]
fn set_settings_should_take_the_ends_of_every_range() {
	let good: [Change; 8] = [
		|s| s.min_notice = MINUTE,
		|s| s.min_notice = s.max_notice,
		|s| s.max_notice = 365 * DAY,
		|s| (s.min_interval, s.reclaim_period) = (2 * MINUTE, MINUTE),
		|s| s.min_interval = 3_650 * DAY,
		|s| s.owner_window = MINUTE,
		|s| s.owner_window = 365 * DAY,
		|s| s.reclaim_period = s.min_interval - 1,
	];
	ExtBuilder::default().execute(|| {
		for change in good {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_ok!(Distribution::set_settings(owner(), settings));
			assert_eq!(last_event(), Event::SettingsChanged { settings });
			assert_eq!(Distribution::settings(), settings);
		}
	});
}

#[test]
fn set_settings_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [stranger(), RuntimeOrigin::none()] {
			assert_noop!(
				Distribution::set_settings(origin, Settings::default()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
#[should_panic = "a setting is out of its range"]
fn genesis_should_refuse_a_setting_out_of_its_range() {
	let settings = Settings { min_notice: 0, ..Default::default() };
	let _ = GenesisConfig::<Test> { settings, ..Default::default() }.build_storage();
}

#[test]
fn the_default_settings_should_pass_the_integrity_test() {
	ExtBuilder::default().execute(<Distribution as Hooks<u64>>::integrity_test);
	let defaults = Settings::default();
	assert!(defaults.reclaim_period < defaults.min_interval);
}
