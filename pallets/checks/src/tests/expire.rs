//! Rule 6: what nobody claims in a year.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, weights::WeightMeter};
use hotpot_primitives::{
	SequenceRange,
	time::{DAY, HOUR},
};

const YEAR: u64 = 365 * DAY;
const AMOUNT: u128 = 1_000 * 2_000;

#[test]
fn an_unclaimed_check_should_be_split_between_pool_and_reserve() {
	ExtBuilder::default().settings(|s| s.rate = 3).execute(|| {
		assert_ok!(Checks::record_checks(
			RuntimeOrigin::signed(TILL_KEY),
			batch(alloc::vec![entry(1, 5)])
		));
		pass(YEAR - 1);
		assert_eq!(TotalThp::<Test>::get().expired, 0);
		pass(1);
		let expired = Event::CheckExpired { till: TILL, sequence: 1, amount: 15 };
		assert!(events().contains(&expired));
		assert_eq!(last_event(), Event::UnusedMinted { pool: 8, reserve: 7 });
		assert_eq!(thp(PoolAccount::get()), 8);
		assert_eq!(thp(ReserveAccount::get()), 7);
		assert_eq!(TotalThp::<Test>::get().expired, 15);
		assert!(SpentWallets::<Test>::get(wallet(1)).is_none());
	});
}

#[test]
fn claimed_and_voided_checks_should_not_expire() {
	ExtBuilder::default().execute(|| {
		record(1..=4);
		claim(2, GUEST);
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 3, VoidReason::Other));
		pass(YEAR);
		pass(0);
		let totals = TotalThp::<Test>::get();
		assert_eq!(totals.expired, 2 * AMOUNT);
		assert_eq!(totals.matured, AMOUNT);
		assert_eq!(totals.voided, AMOUNT);
		assert_eq!(Ledgers::<Test>::get(TILL).oldest, 5);
	});
}

#[test]
fn an_open_gap_should_be_passed_a_year_after_it_opened() {
	ExtBuilder::default().execute(|| {
		record([1]);
		pass(10 * DAY);
		record([5]);
		pass(YEAR - 10 * DAY);
		assert_eq!(Ledgers::<Test>::get(TILL).oldest, 2);
		record([3]);
		pass(10 * DAY);
		assert_eq!(Ledgers::<Test>::get(TILL).oldest, 3);
		let late = CheckEntry { wallet: 999, ..entry(2, 100) };
		let reason = EntryError::SequenceClosed;
		assert_noop!(
			Checks::record_checks(RuntimeOrigin::signed(TILL_KEY), batch(alloc::vec![late])),
			Error::<Test>::BadEntry { index: 0, reason }
		);
		pass(YEAR);
		pass(0);
		assert_eq!(TotalThp::<Test>::get().expired, 3 * AMOUNT);
	});
}

#[test]
fn quarantined_checks_should_not_expire_until_lifted() {
	ExtBuilder::default().execute(|| {
		record(1..=3);
		let range = Some(SequenceRange { first: 2, last: 2 });
		assert_ok!(Checks::quarantine(RuntimeOrigin::root(), TILL, range));
		pass(YEAR);
		assert_eq!(TotalThp::<Test>::get().expired, AMOUNT);
		assert_ok!(Checks::void(RuntimeOrigin::root(), TILL, 2, VoidReason::Fraud));
		pass(0);
		pass(0);
		assert_eq!(TotalThp::<Test>::get().expired, 2 * AMOUNT);
		assert_eq!(TotalThp::<Test>::get().voided, AMOUNT);
	});
}

#[test]
fn expiry_should_visit_every_till() {
	ExtBuilder::default().execute(|| {
		for n in 0..20u64 {
			let (_, till) = register_till(100 + n, 200 + n);
			let entry = CheckEntry { wallet: 10_000 + n, ..entry(1, 100) };
			assert_ok!(Checks::record_checks(
				RuntimeOrigin::signed(200 + n),
				batch(alloc::vec![entry])
			));
			assert_eq!(Ledgers::<Test>::get(till).next, 2);
		}
		(0..4).for_each(|n| pass(if n == 0 { YEAR } else { HOUR }));
		assert_eq!(TotalThp::<Test>::get().expired, 20 * 100 * 2_000);
	});
}

#[test]
fn expiry_should_touch_no_more_checks_than_the_meter_pays_for() {
	ExtBuilder::default().execute(|| {
		record(1..=50);
		Timestamp::set_timestamp(NOON + YEAR);
		let step = <() as WeightInfo>::expire_check();
		let mut meter = WeightMeter::with_limit(step.saturating_mul(12));
		Checks::expire_due(&mut meter);
		assert_eq!(Ledgers::<Test>::get(TILL).oldest, 11);
		assert_eq!(TotalThp::<Test>::get().expired, 10 * AMOUNT);
	});
}

#[test]
fn expiry_should_change_nothing_when_the_pots_can_not_be_paid() {
	ExtBuilder::default().execute(|| {
		record([1]);
		Timestamp::set_timestamp(NOON + YEAR);
		let supply = |supply| {
			pallet_assets::Asset::<Test>::mutate(THP, |details| {
				details.as_mut().expect("THP exists").supply = supply;
			});
		};
		supply(u128::MAX);
		pass(0);
		assert_eq!(TotalThp::<Test>::get().expired, 0);
		assert_eq!(Ledgers::<Test>::get(TILL).oldest, 1);
		supply(0);
		pass(0);
		assert_eq!(TotalThp::<Test>::get().expired, AMOUNT);
	});
}

#[test]
fn a_gap_should_close_after_its_time_even_behind_a_check_that_was_filled_in_late() {
	ExtBuilder::default().execute(|| {
		record([5]);
		pass(300 * DAY);
		record([1]);
		pass(YEAR - 300 * DAY - 1);
		record([2]);
		pass(1);
		assert_eq!(Ledgers::<Test>::get(TILL).oldest, 1, "the walk waits for the late check");
		let reason = EntryError::SequenceClosed;
		assert_noop!(
			Checks::record_checks(RuntimeOrigin::signed(TILL_KEY), batch(alloc::vec![entry(3, 1)])),
			Error::<Test>::BadEntry { index: 0, reason }
		);
		pass(YEAR);
		assert_eq!(TotalThp::<Test>::get().expired, 3 * AMOUNT);
	});
}
