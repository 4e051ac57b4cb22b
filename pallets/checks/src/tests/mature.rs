//! Rules 1 and 5: THP comes into being when the void window closes, and the day agrees if it must.

use crate::{mock::*, *};
use frame_support::{assert_ok, weights::WeightMeter};
use hotpot_primitives::{
	time::{DAY, HOUR, MINUTE, local_day},
	traits::MaturedCheck,
};

const AMOUNT: u128 = 1_000 * 2_000;

#[test]
fn a_claimed_check_should_mature_within_two_minutes_of_its_window() {
	ExtBuilder::default().execute(|| {
		record([1]);
		claim(1, GUEST);
		pass(DAY - 1);
		assert_eq!(thp(GUEST), 0);
		pass(2 * MINUTE);
		assert_eq!(thp(GUEST), AMOUNT);
		let amount = AMOUNT;
		assert_eq!(
			last_event(),
			Event::CheckMatured {
				till: TILL,
				sequence: 1,
				destination: GUEST,
				amount,
				deferred: 0
			}
		);
		let totals = TotalThp::<Test>::get();
		assert_eq!((totals.pending, totals.matured), (0, AMOUNT));
		assert!(OpenChecks::<Test>::get((TILL, 1)).is_none());
	});
}

#[test]
fn maturing_should_touch_no_more_checks_than_the_meter_pays_for() {
	ExtBuilder::default().execute(|| {
		record(1..=20);
		(1..=20).for_each(|n| claim(n, GUEST));
		pass(0);
		Timestamp::set_timestamp(NOON + DAY + MINUTE);
		MaturityCursor::<Test>::put(u32::try_from((NOON + DAY + MINUTE) / MINUTE).expect("fits"));
		let step = <() as WeightInfo>::mature();
		let mut meter = WeightMeter::with_limit(step.saturating_mul(8));
		Checks::mature_due(&mut meter);
		assert_eq!(thp(GUEST), 7 * AMOUNT);
		pass(0);
		assert_eq!(thp(GUEST), 20 * AMOUNT);
	});
}

#[test]
fn a_stop_of_the_chain_should_lose_nothing() {
	ExtBuilder::default().execute(|| {
		record(1..=3);
		claim(1, GUEST);
		pass(HOUR);
		claim(2, GUEST);
		pass(40 * DAY);
		claim(3, GUEST);
		assert_eq!(thp(GUEST), 3 * AMOUNT);
	});
}

#[test]
fn a_quarantined_check_should_be_postponed_until_it_is_lifted() {
	ExtBuilder::default().execute(|| {
		record([1]);
		claim(1, GUEST);
		pass(0);
		assert_ok!(Checks::quarantine(RuntimeOrigin::root(), TILL, None));
		pass(DAY + MINUTE);
		let until = NOON + 2 * DAY + 2 * MINUTE;
		assert_eq!(last_event(), Event::MaturityPostponed { till: TILL, sequence: 1, until });
		assert_eq!(thp(GUEST), 0);
		assert_ok!(Checks::do_try_state());
		assert_ok!(Checks::lift_quarantine(RuntimeOrigin::root(), TILL, None));
		pass(DAY + 2 * MINUTE);
		assert_eq!(thp(GUEST), AMOUNT);
	});
}

#[test]
fn maturing_should_wait_for_an_agreeing_z_total_when_the_setting_asks_for_it() {
	ExtBuilder::default().settings(|s| s.z_total_required = true).execute(|| {
		record([1]);
		claim(1, GUEST);
		pass(0);
		let day = local_day(NOON, 240);
		let post = |tetri| {
			assert_ok!(Checks::post_z_total(RuntimeOrigin::signed(FRANCHISEE), NODE, day, tetri));
		};
		pass(DAY + MINUTE);
		assert_eq!(thp(GUEST), 0);
		post(999);
		pass(HOUR + 2 * MINUTE);
		assert_eq!(thp(GUEST), 0);
		post(1_000);
		pass(HOUR + 2 * MINUTE);
		assert_eq!(thp(GUEST), AMOUNT);
	});
}

#[test]
fn thp_that_can_not_be_minted_should_be_tried_again() {
	ExtBuilder::default().execute(|| {
		record([1]);
		claim(1, GUEST);
		pass(0);
		pallet_assets::Asset::<Test>::mutate(THP, |details| {
			let details = details.as_mut().expect("THP exists");
			details.supply = u128::MAX;
		});
		pass(DAY + MINUTE);
		assert_eq!(thp(GUEST), 0);
		pallet_assets::Asset::<Test>::mutate(THP, |details| {
			details.as_mut().expect("THP exists").supply = 0;
		});
		pass(HOUR + 2 * MINUTE);
		assert_eq!(thp(GUEST), AMOUNT);
	});
}

#[test]
fn a_claim_after_the_window_should_wait_for_its_days_z_total_too() {
	ExtBuilder::default().settings(|s| s.z_total_required = true).execute(|| {
		record([1]);
		pass(DAY);
		claim(1, GUEST);
		let until = NOON + DAY + HOUR + MINUTE;
		assert_eq!(last_event(), Event::MaturityPostponed { till: TILL, sequence: 1, until });
		assert_eq!((thp(GUEST), TotalThp::<Test>::get().pending), (0, AMOUNT));
		let day = local_day(NOON, 240);
		assert_ok!(Checks::post_z_total(RuntimeOrigin::signed(FRANCHISEE), NODE, day, 1_000));
		pass(HOUR + 2 * MINUTE);
		assert_eq!(thp(GUEST), AMOUNT);
	});
}

#[test]
fn a_lengthened_void_window_should_hold_for_checks_that_are_pending() {
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		claim(1, GUEST);
		claim(2, GUEST);
		let settings = Settings { void_window: 2 * DAY, ..Default::default() };
		assert_ok!(Checks::set_settings(RuntimeOrigin::root(), settings));
		pass(DAY + MINUTE);
		assert_eq!((thp(GUEST), TotalThp::<Test>::get().pending), (0, 2 * AMOUNT));
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 2, VoidReason::Duplicate));
		assert_ok!(Checks::do_try_state());
		pass(DAY);
		assert_eq!(thp(GUEST), AMOUNT);
	});
}

#[test]
fn a_check_should_be_told_once_and_to_whom_its_thp_goes_when_it_matures() {
	ExtBuilder::default().execute(|| {
		record(1..=3);
		claim(1, GUEST);
		claim(2, GUEST);
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 2, VoidReason::Fraud));
		pass(HOUR);
		assert_eq!(Matured::get(), []);
		Left::mutate(|accounts| accounts.insert(GUEST, 21));
		pass(DAY);
		pass(DAY);
		let day = local_day(NOON, 240);
		let (tetri, sold_at) = (1_000, NOON);
		let check = MaturedCheck { node: NODE, till: TILL, sequence: 1, tetri, sold_at, day };
		assert_eq!(Matured::get(), [(21, check)]);
		claim(3, 22);
		assert_eq!(Matured::get()[1], (22, MaturedCheck { sequence: 3, ..check }));
	});
}

#[test]
fn a_check_should_be_told_when_its_thp_is_deferred() {
	ExtBuilder::default().execute(|| {
		record([1]);
		cap(GUEST, 0);
		claim(1, GUEST);
		pass(DAY + MINUTE);
		assert_eq!(thp(GUEST), 0);
		assert_eq!(Matured::get().len(), 1);
	});
}

#[test]
fn a_check_should_not_be_told_when_it_is_postponed() {
	ExtBuilder::default().execute(|| {
		record([1]);
		claim(1, GUEST);
		assert_ok!(Checks::quarantine(RuntimeOrigin::root(), TILL, None));
		pass(DAY + MINUTE);
		assert_eq!(Matured::get(), []);
	});
}
