//! The governed settings.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::time::DAY;
use sp_runtime::DispatchError;

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	type Change = fn(&mut Settings);
	let bad: [(Setting, Change); 10] = [
		(Setting::MaxValidity, |s| s.max_validity = 0),
		(Setting::MaxValidity, |s| s.max_validity = 3_651 * DAY),
		(Setting::Notice, |s| s.notice = s.max_validity),
		(Setting::ClearancesNeeded, |s| s.clearances_needed = 0),
		(Setting::ClearancesNeeded, |s| s.clearances_needed = 5),
		(Setting::FreeCallsPerDay, |s| s.free_calls_per_day = 1_001),
		(Setting::MaxAuditorTerm, |s| s.max_auditor_term = 0),
		(Setting::MaxAuditorTerm, |s| s.max_auditor_term = 366 * DAY),
		(Setting::MaxStaff, |s| s.max_staff = 0),
		(Setting::MaxStaff, |s| s.max_staff = 10_001),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Kyc::set_settings(RuntimeOrigin::root(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
		let settings = Settings { max_staff: 7, ..Default::default() };
		assert_noop!(Kyc::set_settings(signed(OFFICER), settings), DispatchError::BadOrigin);
		assert_ok!(Kyc::set_settings(RuntimeOrigin::root(), settings));
		assert_eq!(last_event(), Event::SettingsChanged { settings });
		assert_eq!(Kyc::settings(), settings);
	});
}

#[test]
fn a_shorter_validity_should_not_shorten_what_is_attested() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let settings = Settings { max_validity: DAY, notice: 0, ..Default::default() };
		assert_ok!(Kyc::set_settings(RuntimeOrigin::root(), settings));
		assert_noop!(submit(VERIFIER, passed(OTHER)), Error::<Test>::ValidityTooLong);
		assert_eq!(record(GUEST).expires_at, NOON + YEAR);
	});
}
