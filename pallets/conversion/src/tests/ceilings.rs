//! Rule 18: ceilings of a call, a day, a quarter and a year.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::time::DAY;

/// A chain on which ALICE has enough for every test.
fn with(change: impl FnOnce(&mut Settings)) -> ExtBuilder {
	ExtBuilder::default().settings(|settings| {
		settings.max_per_call = 10 * THP;
		settings.max_per_day = 20 * THP;
		settings.max_per_quarter = 40 * THP;
		change(settings);
	})
}

fn enrich() {
	register(ALICE, 10_000);
}

#[test]
fn convert_should_fail_when_a_call_gives_more_than_its_ceiling() {
	with(|_| ()).execute(|| {
		assert_noop!(convert([(ALICE, 100), (BOB, 10)]), Error::<Test>::ExceedsCallCeiling);
		assert_ok!(convert([(ALICE, 90), (BOB, 10)]));
	});
}

#[test]
fn convert_should_fail_when_a_day_gives_more_than_its_ceiling() {
	with(|_| ()).execute(|| {
		enrich();
		assert_ok!(convert([(ALICE, 100)]));
		assert_ok!(convert([(ALICE, 90)]));
		assert_noop!(convert([(ALICE, 20)]), Error::<Test>::ExceedsDayCeiling);
		assert_ok!(convert([(ALICE, 10)]));
		// Midnight is 12 hours away.
		pass(DAY / 2 - 1);
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsDayCeiling);
		pass(1);
		assert_ok!(convert([(ALICE, 100)]));
	});
}

#[test]
fn convert_should_fail_when_a_quarter_gives_more_than_its_ceiling() {
	with(|_| ()).execute(|| {
		enrich();
		for _ in 0..4 {
			assert_ok!(convert([(ALICE, 100)]));
			pass(DAY);
		}
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsQuarterCeiling);
		// From 2024-10-08 to the last day of the quarter, then to the next one.
		pass(84 * DAY);
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsQuarterCeiling);
		pass(DAY);
		for _ in 0..4 {
			assert_ok!(convert([(ALICE, 100)]));
			pass(DAY);
		}
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsQuarterCeiling);
		// From 2025-01-05 to the second quarter of the same year.
		pass(86 * DAY);
		assert_ok!(convert([(ALICE, 100)]));
	});
}

#[test]
fn convert_should_fail_when_a_year_mints_more_than_its_ceiling() {
	with(|settings| settings.max_minted_per_year = 5 * THP).execute(|| {
		enrich();
		assert_ok!(convert([(ALICE, 100)]));
		assert_noop!(convert([(ALICE, 60)]), Error::<Test>::ExceedsMintCeiling);
		assert_ok!(convert([(ALICE, 50)]));
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsMintCeiling);
		// To 2025-01-01.
		pass(89 * DAY);
		assert_ok!(convert([(ALICE, 50)]));
		// To 2025-04-01: another quarter of the same year.
		pass(90 * DAY);
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsMintCeiling);
		assert_eq!(Minted::<Test>::get(), 10 * THP);
	});
}

#[test]
fn convert_should_pay_from_the_reserve_when_nothing_may_be_minted() {
	with(|settings| settings.max_minted_per_year = 0).execute(|| {
		enrich();
		assert_noop!(convert([(ALICE, 100), (BOB, 10)]), Error::<Test>::ExceedsCallCeiling);
		assert_ok!(convert([(ALICE, 90)]));
		assert_noop!(convert([(ALICE, 20)]), Error::<Test>::ExceedsMintCeiling);
		assert_ok!(convert([(ALICE, 10)]));
	});
}

#[test]
fn convert_should_still_pay_from_the_reserve_when_the_minting_ceiling_was_lowered() {
	with(|_| ()).execute(|| {
		enrich();
		assert_ok!(convert([(ALICE, 100)]));
		assert_ok!(convert([(ALICE, 50)]));
		change_settings(|settings| settings.max_minted_per_year = THP);
		assert_noop!(convert([(ALICE, 10)]), Error::<Test>::ExceedsMintCeiling);
		assert_ok!(<Thp as frame_support::traits::fungible::Mutate<_>>::mint_into(&RESERVE, THP));
		assert_ok!(convert([(ALICE, 10)]));
	});
}

#[test]
fn ceilings_should_tell_what_is_left() {
	with(|settings| settings.max_minted_per_year = 5 * THP).execute(|| {
		enrich();
		let fresh = Ceilings {
			per_call: 10 * THP,
			today: 20 * THP,
			this_quarter: 40 * THP,
			in_reserve: 10 * THP,
			mintable: 5 * THP,
		};
		assert_eq!(Conversion::ceilings(), fresh);
		assert_ok!(convert([(ALICE, 80)]));
		assert_ok!(convert([(ALICE, 30)]));
		let left = Ceilings {
			per_call: 10 * THP,
			today: 9 * THP,
			this_quarter: 29 * THP,
			in_reserve: 0,
			mintable: 4 * THP,
		};
		assert_eq!(Conversion::ceilings(), left);
		pass(DAY);
		assert_eq!(Conversion::ceilings(), Ceilings { today: 20 * THP, ..left });
		pass(365 * DAY);
		assert_eq!(Conversion::ceilings(), Ceilings { in_reserve: 0, ..fresh });
	});
}
