//! Settings.

use crate::{mock::*, types::MAX_CEILING, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{BuildStorage, DispatchError};

type Change = fn(&mut Settings);

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	let bad: [(Setting, Change); 13] = [
		(Setting::MinRate, |s| s.min_rate = 0),
		(Setting::MinRate, |s| s.min_rate = 1_001),
		(Setting::MaxRate, |s| s.max_rate = 4),
		(Setting::MaxRate, |s| s.max_rate = 1_001),
		(Setting::Rate, |s| s.rate = 4),
		(Setting::Rate, |s| s.rate = 21),
		(Setting::MaxPerCall, |s| s.max_per_call = THP - 1),
		(Setting::MaxPerCall, |s| s.max_per_call = MAX_CEILING + 1),
		(Setting::MaxPerDay, |s| s.max_per_day = s.max_per_call - 1),
		(Setting::MaxPerDay, |s| s.max_per_day = u128::MAX),
		(Setting::MaxPerQuarter, |s| s.max_per_quarter = s.max_per_day - 1),
		(Setting::MaxPerQuarter, |s| s.max_per_quarter = MAX_CEILING + 1),
		(Setting::MaxMintedPerYear, |s| s.max_minted_per_year = MAX_CEILING + 1),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Conversion::set_settings(RuntimeOrigin::root(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
	});
}

#[test]
fn set_settings_should_take_the_ends_of_every_range() {
	let good: [Change; 8] = [
		|s| s.min_rate = 1,
		|s| s.max_rate = 1_000,
		|s| s.rate = 5,
		|s| s.rate = 20,
		|s| s.max_per_call = THP,
		|s| s.max_per_day = s.max_per_call,
		|s| {
			s.max_per_call = MAX_CEILING;
			s.max_per_day = MAX_CEILING;
			s.max_per_quarter = MAX_CEILING;
		},
		|s| s.max_minted_per_year = 0,
	];
	ExtBuilder::default().execute(|| {
		for change in good {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_ok!(Conversion::set_settings(RuntimeOrigin::root(), settings));
			assert_eq!(last_event(), Event::SettingsChanged { settings });
			assert_eq!(Conversion::settings(), settings);
		}
	});
}

#[test]
fn set_settings_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(
				Conversion::set_settings(origin, Settings::default()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
#[should_panic = "a setting is out of its range"]
fn genesis_should_refuse_a_setting_out_of_its_range() {
	let settings = Settings { rate: 0, ..Default::default() };
	let _ = GenesisConfig::<Test> { settings, ..Default::default() }.build_storage();
}
