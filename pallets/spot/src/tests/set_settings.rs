//! Settings.

use crate::{mock::*, types::MAX_DAILY_CAP, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{BuildStorage, DispatchError};

type Change = fn(&mut Settings);

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	let bad: [(Setting, Change); 5] = [
		(Setting::DailyCap, |s| s.daily_cap = 0),
		(Setting::DailyCap, |s| s.daily_cap = MAX_DAILY_CAP + 1),
		(Setting::MaxBalance, |s| s.max_balance = 999),
		(Setting::MaxBalance, |s| s.max_balance = MAX_BALANCE + 1),
		(Setting::MaxBalance, |s| s.max_balance = u32::MAX),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Spot::set_settings(RuntimeOrigin::root(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
	});
}

#[test]
fn set_settings_should_take_the_ends_of_every_range() {
	let good: [Change; 4] = [
		|s| s.daily_cap = 1,
		|s| s.daily_cap = MAX_DAILY_CAP,
		|s| s.max_balance = 1_000,
		|s| s.max_balance = MAX_BALANCE,
	];
	ExtBuilder::default().execute(|| {
		events();
		for change in good {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_ok!(Spot::set_settings(RuntimeOrigin::root(), settings));
			assert_eq!(events(), [Event::SettingsChanged { settings }]);
			assert_eq!(Spot::settings(), settings);
		}
	});
}

#[test]
fn set_settings_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			let settings = Settings::default();
			assert_noop!(Spot::set_settings(origin, settings), DispatchError::BadOrigin);
		}
	});
}

#[test]
#[should_panic = "a setting is out of its range"]
fn genesis_should_refuse_a_setting_out_of_its_range() {
	let settings = Settings { daily_cap: 0, ..Default::default() };
	let _ = GenesisConfig::<Test> { settings, ..Default::default() }.build_storage();
}
