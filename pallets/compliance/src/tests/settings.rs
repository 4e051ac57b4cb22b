//! Settings.

use crate::{mock::*, types::MAX_LIMIT, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::time::{DAY, MINUTE};
use sp_runtime::{BuildStorage, DispatchError, Permill};

type Change = fn(&mut Settings);

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	let bad: [(Setting, Change); 12] = [
		(Setting::MaxTransfer, |s| s.max_transfer = 0),
		(Setting::MaxTransfer, |s| s.max_transfer = MAX_LIMIT + 1),
		(Setting::MaxDaily, |s| s.max_daily = 0),
		(Setting::MaxDaily, |s| s.max_daily = u128::MAX),
		(Setting::DailyWindow, |s| s.daily_window = 24 * MINUTE - 1),
		(Setting::DailyWindow, |s| s.daily_window = 7 * DAY + 1),
		(Setting::HolderCap, |s| s.holder_cap = Permill::zero()),
		(Setting::CapFloor, |s| s.cap_floor = MAX_LIMIT + 1),
		(Setting::UnverifiedCap, |s| s.unverified_cap = 1_000_000 * THP + 1),
		(Setting::RecoveryDelay, |s| s.recovery_delay = MINUTE - 1),
		(Setting::RecoveryDelay, |s| s.recovery_delay = 30 * DAY + 1),
		(Setting::RecoveryDelay, |s| s.recovery_delay = u64::MAX),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Compliance::set_settings(RuntimeOrigin::root(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
	});
}

#[test]
fn set_settings_should_take_the_ends_of_every_range() {
	let good: [Change; 8] = [
		|s| s.max_transfer = 1,
		|s| s.max_daily = MAX_LIMIT,
		|s| s.daily_window = 24 * MINUTE,
		|s| s.holder_cap = Permill::one(),
		|s| s.cap_floor = 0,
		|s| s.unverified_cap = 0,
		|s| s.recovery_delay = MINUTE,
		|s| s.recovery_delay = 30 * DAY,
	];
	ExtBuilder::default().execute(|| {
		for change in good {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_ok!(Compliance::set_settings(RuntimeOrigin::root(), settings));
			assert_eq!(last_event(), Event::SettingsChanged { settings });
			assert_eq!(Compliance::settings(), settings);
		}
	});
}

#[test]
fn set_settings_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [officer(), RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(
				Compliance::set_settings(origin, Settings::default()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
#[should_panic = "a setting is out of its range"]
fn genesis_should_refuse_a_setting_out_of_its_range() {
	let settings = Settings { max_transfer: 0, ..Default::default() };
	let _ = GenesisConfig::<Test> { settings, ..Default::default() }.build_storage();
}

#[test]
fn limits_of_should_tell_what_is_left() {
	ExtBuilder::default().settings(|settings| settings.cap_floor = 0).execute(|| {
		assert_ok!(send(ALICE, BOB, 10 * THP));
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, THP));
		let cap = 3 * HELD * 49 / 100;
		let balance = HELD - 10 * THP;
		assert_eq!(
			Compliance::limits_of(ALICE),
			Limits {
				balance,
				available: balance - THP,
				max_transfer: 100_000 * THP,
				max_daily: 100_000 * THP,
				used: 10 * THP,
				holder_room: Some(cap - balance),
				claim_room: None,
			}
		);
		mint(GUEST, THP);
		let limits = Compliance::limits_of(GUEST);
		assert_eq!((limits.balance, limits.claim_room), (THP, Some(999 * THP)));
		mint(GUEST, 1_000 * THP);
		assert_eq!(Compliance::limits_of(GUEST).claim_room, Some(0));
		let limits = Compliance::limits_of(POOL);
		assert_eq!((limits.holder_room, limits.claim_room), (None, None));
	});
}
