//! What people read.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::{TillId, time::DAY};

#[test]
fn check_should_tell_what_a_number_stands_for() {
	ExtBuilder::default().execute(|| {
		record([3]);
		record([1]);
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 1, VoidReason::Other));
		assert_eq!(Checks::check(TILL, 0), CheckStatus::Unknown);
		assert_eq!(Checks::check(TILL, 1), CheckStatus::Settled);
		assert_eq!(Checks::check(TILL, 2), CheckStatus::Missing);
		assert!(
			matches!(Checks::check(TILL, 3), CheckStatus::Recorded(check) if check.tetri == 1_000)
		);
		assert_eq!(Checks::check(TILL, 4), CheckStatus::Unknown);
		assert_eq!(Checks::check(TillId(9), 1), CheckStatus::Unknown);
		let page = Checks::checks_from(TILL, 2);
		assert_eq!(page.iter().map(|(n, _)| *n).collect::<alloc::vec::Vec<_>>(), [2, 3]);
	});
}

#[test]
fn pages_should_hold_at_most_100_numbers() {
	ExtBuilder::default().execute(|| {
		record(1..=150);
		assert_eq!(Checks::checks_from(TILL, 0).len(), 99);
		assert_eq!(Checks::checks_from(TILL, 1).len(), 100);
		assert_eq!(Checks::checks_from(TILL, 101).len(), 50);
		assert!(Checks::checks_from(TILL, u32::MAX).is_empty());
	});
}

#[test]
fn till_report_should_count_what_is_missing_and_sold_today() {
	ExtBuilder::default().execute(|| {
		record([1]);
		record([4]);
		let report = Checks::till_report(TILL).expect("the till exists");
		assert_eq!((report.missing, report.ledger.checks, report.today.tetri), (2, 2, 2_000));
		assert_eq!(Checks::gaps(TILL).len(), 1);
		assert_eq!(Checks::till_report(TillId(9)), None);
		let day = hotpot_primitives::time::local_day(NOON, 240);
		assert_eq!(Checks::node_day(NODE, day).checks, 2);
	});
}

#[test]
fn can_claim_and_can_record_should_say_what_the_calls_would() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert_ok!(Checks::can_claim(wallet(1), TILL, 1, GUEST));
		assert_eq!(
			Checks::can_claim(wallet(2), TILL, 1, GUEST),
			Err(Error::<Test>::WrongWallet.into())
		);
		assert_ok!(Checks::can_record(TILL_KEY, batch(alloc::vec![entry(2, 1)])));
		assert_eq!(
			Checks::can_record(TILL_KEY, batch(alloc::vec![])),
			Err(Error::<Test>::EmptyBatch.into())
		);
	});
}

#[test]
fn can_void_should_say_what_the_call_would() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert_ok!(Checks::can_void(TILL_KEY, TILL, 1));
		assert_ok!(Checks::can_void(FRANCHISEE, TILL, 1));
		assert_eq!(Checks::can_void(GUEST, TILL, 1), Err(Error::<Test>::NotAuthorized.into()));
		pass(DAY);
		assert_eq!(
			Checks::can_void(TILL_KEY, TILL, 1),
			Err(Error::<Test>::VoidWindowClosed.into())
		);
	});
}

#[test]
fn totals_pots_and_settings_should_be_readable() {
	ExtBuilder::default().execute(|| {
		record([1]);
		pass(365 * DAY);
		assert_eq!(Checks::totals(), TotalThp::<Test>::get());
		assert_eq!(Checks::pots(), (thp(PoolAccount::get()), thp(ReserveAccount::get())));
		assert_eq!(Checks::pots(), (1_000_000, 1_000_000));
		assert_eq!(Checks::settings(), Settings::default());
		assert_eq!(Checks::spent_wallet(wallet(1)), None);
	});
}
