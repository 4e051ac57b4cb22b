//! Rule 17: the upper median of verified accounts with SPOT, and what those above it have.

use crate::{mock::*, *};
use hotpot_primitives::traits::{OnStanding, SpotFigures};

/// The figures when the verified accounts have so much each.
fn figures_of(balances: &[u32]) -> SpotFigures {
	let mut figures = SpotFigures::default();
	ExtBuilder::default().execute(|| {
		for (who, balance) in (100..).zip(balances) {
			Spot::verified(&who);
			give(who, *balance);
		}
		figures = Spot::figures();
	});
	figures
}

#[test]
fn figures_should_be_zero_when_nobody_counts() {
	assert_eq!(figures_of(&[]), SpotFigures::default());
}

#[test]
fn figures_should_have_nobody_above_when_there_is_one_holder() {
	assert_eq!(figures_of(&[42]), SpotFigures { holders: 1, median: 42, above: 0 });
}

#[test]
fn figures_should_have_nobody_above_when_all_are_equal() {
	assert_eq!(figures_of(&[5; 9]), SpotFigures { holders: 9, median: 5, above: 0 });
	assert_eq!(figures_of(&[5; 8]), SpotFigures { holders: 8, median: 5, above: 0 });
}

#[test]
fn figures_should_have_the_middle_when_the_count_is_odd() {
	assert_eq!(figures_of(&[3, 1, 2]), SpotFigures { holders: 3, median: 2, above: 3 });
}

#[test]
fn figures_should_have_the_upper_middle_when_the_count_is_even() {
	assert_eq!(figures_of(&[4, 1, 3, 2]), SpotFigures { holders: 4, median: 3, above: 4 });
	assert_eq!(figures_of(&[1, 2]), SpotFigures { holders: 2, median: 2, above: 0 });
}

#[test]
fn figures_should_leave_out_whoever_is_at_the_median() {
	assert_eq!(figures_of(&[1, 5, 5, 5, 6]), SpotFigures { holders: 5, median: 5, above: 6 });
}

#[test]
fn figures_should_be_exact_at_the_edges_of_pages() {
	let edges = [1, 1_023, 1_024, 1_025, 2_047, 2_048, MAX_BALANCE];
	let above = 2_047 + 2_048 + u64::from(MAX_BALANCE);
	assert_eq!(figures_of(&edges), SpotFigures { holders: 7, median: 1_025, above });
	assert_eq!(figures_of(&[1_023, 1_024]).median, 1_024);
	assert_eq!(
		figures_of(&[1_023, 1_023, 1_024]),
		SpotFigures { holders: 3, median: 1_023, above: 1_024 }
	);
}

#[test]
fn figures_should_be_exact_when_balances_are_huge() {
	let figures = figures_of(&[MAX_BALANCE, MAX_BALANCE - 1, MAX_BALANCE - 1, 1]);
	let expected =
		SpotFigures { holders: 4, median: MAX_BALANCE - 1, above: u64::from(MAX_BALANCE) };
	assert_eq!(figures, expected);
}

#[test]
fn figures_should_not_see_accounts_that_are_not_verified_or_have_nothing() {
	ExtBuilder::default().execute(|| {
		give(GUEST, 1_000);
		give(ALICE, 10);
		assert_eq!(Spot::figures(), SpotFigures { holders: 1, median: 10, above: 0 });
	});
}
