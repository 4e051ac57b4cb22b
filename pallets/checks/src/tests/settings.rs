//! Settings and fiscal days.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	NodeId,
	time::{DAY, local_day},
};
use sp_runtime::DispatchError;

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	type Change = fn(&mut Settings);
	let bad: [(Setting, Change); 16] = [
		(Setting::Rate, |s| s.rate = 0),
		(Setting::Rate, |s| s.rate = 1_000_001),
		(Setting::VoidWindow, |s| s.void_window = 0),
		(Setting::VoidWindow, |s| s.void_window = 30 * DAY + 1),
		(Setting::VoidWindow, |s| s.void_window = u64::MAX),
		(Setting::ExpiryDuration, |s| s.expiry_duration = s.void_window),
		(Setting::ExpiryDuration, |s| s.expiry_duration = 3_650 * DAY + 1),
		(Setting::ExpiryDuration, |s| s.expiry_duration = u64::MAX),
		(Setting::MaxSequenceJump, |s| s.max_sequence_jump = u32::MAX),
		(Setting::MaxSaleAge, |s| s.max_sale_age = 0),
		(Setting::MaxSaleAge, |s| s.max_sale_age = 31 * DAY),
		(Setting::MaxSaleLead, |s| s.max_sale_lead = DAY),
		(Setting::MaxAccrual, |s| s.max_accrual = 0),
		(Setting::MaxAccrual, |s| s.max_accrual = u128::MAX),
		(Setting::MaxChecksPerDay, |s| s.max_checks_per_day = 0),
		(Setting::MaxChecksPerDay, |s| s.max_checks_per_day = 10_000_001),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::default();
			change(&mut settings);
			assert_noop!(
				Checks::set_settings(RuntimeOrigin::root(), settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
		let settings = Settings { rate: 1, ..Default::default() };
		for origin in [RuntimeOrigin::signed(GUEST), RuntimeOrigin::none()] {
			assert_noop!(Checks::set_settings(origin, settings), DispatchError::BadOrigin);
		}
		assert_ok!(Checks::set_settings(RuntimeOrigin::root(), settings));
		assert_eq!(last_event(), Event::SettingsChanged { settings });
		assert_eq!(CurrentSettings::<Test>::get(), settings);
	});
}

#[test]
#[should_panic(expected = "a setting is out of its range")]
fn a_chain_should_not_start_with_a_setting_out_of_its_range() {
	ExtBuilder::default().settings(|s| s.rate = 0).build();
}

#[test]
fn post_z_total_should_be_the_franchisees_and_of_a_near_day() {
	ExtBuilder::default().execute(|| {
		let day = local_day(NOON, 240);
		let post =
			|who, node, day| Checks::post_z_total(RuntimeOrigin::signed(who), node, day, 1_000);
		assert_noop!(post(GUEST, NODE, day), Error::<Test>::NotAuthorized);
		assert_noop!(post(FRANCHISEE, NodeId(9), day), Error::<Test>::NodeNotActive);
		assert_noop!(post(FRANCHISEE, NODE, day + 1), Error::<Test>::InvalidDay);
		assert_noop!(post(FRANCHISEE, NODE, day - 367), Error::<Test>::InvalidDay);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let refused = DispatchError::BadOrigin;
			assert_noop!(Checks::post_z_total(origin, NODE, day, 1_000), refused);
		}
		record([1]);
		assert_ok!(post(FRANCHISEE, NODE, day));
		assert_eq!(
			last_event(),
			Event::ZTotalPosted { node: NODE, day, tetri: 1_000, recorded: 1_000 }
		);
		assert_eq!(NodeDays::<Test>::get(NODE, day).is_reconciled(), Some(true));
		record([2]);
		assert_eq!(NodeDays::<Test>::get(NODE, day).is_reconciled(), Some(false));
		assert_eq!(NodeDays::<Test>::get(NODE, day + 1).is_reconciled(), None);
	});
}
