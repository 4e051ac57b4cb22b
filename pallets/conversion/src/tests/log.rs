//! The public log.

use crate::{mock::*, *};
use frame_support::assert_ok;

#[test]
fn conversions_should_be_entered_in_order_of_time() {
	ExtBuilder::default().execute(|| {
		assert_ok!(convert([(ALICE, 70), (BOB, 50)]));
		pass(1_000);
		assert_ok!(convert([(CAROL, 10)]));
		let first = LogEntry {
			at: NOON,
			rate: 10,
			pairs: 2,
			spot: 120,
			amount: 12 * THP,
			from_reserve: 10 * THP,
			minted: 2 * THP,
		};
		let second = LogEntry {
			at: NOON + 1_000,
			rate: 10,
			pairs: 1,
			spot: 10,
			amount: THP,
			from_reserve: 0,
			minted: THP,
		};
		assert_eq!(Conversion::conversions(0, 10), [(0, first), (1, second)]);
		assert_eq!(Conversion::conversions(1, 10), [(1, second)]);
		assert_eq!(Conversion::conversions(0, 1), [(0, first)]);
		assert_eq!(Conversion::conversions(2, 10), []);
		assert_eq!(Conversion::conversions(u32::MAX, u32::MAX), []);
	});
}

#[test]
fn conversions_should_be_paged_by_500_at_most() {
	ExtBuilder::default().execute(|| {
		register(ALICE, 6_000);
		for _ in 0..501 {
			assert_ok!(convert([(ALICE, 10)]));
		}
		assert_eq!(Conversion::conversions(0, u32::MAX).len(), 500);
		assert_eq!(Conversion::conversions(500, u32::MAX).len(), 1);
	});
}
