//! The edge cases of a share (rule 19).

use crate::{mock::*, *};
use alloc::vec::Vec;
use frame_support::assert_ok;
use hotpot_primitives::{Balance, traits::SpotFigures};

/// The ledger counts what is moved as if it were minted, so it can't move more than this at once.
const LARGEST: Balance = Balance::MAX / 2;

/// Opens a round over these holders and this pool; gives its figures and what each was paid.
fn distribute(pool: Balance, spot: &[u32]) -> (SpotFigures, Vec<Balance>) {
	let holders: Vec<_> = (100..).zip(spot.iter().copied()).collect();
	let mut result = Default::default();
	ExtBuilder::default().pool(pool).spot(&holders).execute(|| {
		open();
		let figures = round(1).figures;
		let paid: Vec<_> = holders
			.iter()
			.map(|(who, _)| {
				// Whoever has no share is refused; the others are paid all of it.
				let share = share_of(1, *who);
				assert_eq!(claim(1, *who).is_ok(), share.amount > 0);
				assert_eq!(thp(*who), share.amount);
				share.amount
			})
			.collect();
		assert_eq!(paid.iter().sum::<Balance>() + thp(POOL), pool);
		result = (figures, paid);
	});
	result
}

const fn figures(holders: u32, median: u32, above: u64) -> SpotFigures {
	SpotFigures { holders, median, above }
}

#[test]
fn a_round_should_pay_nobody_when_there_is_one_holder() {
	assert_eq!(distribute(POOLED, &[9]), (figures(1, 9, 0), [0].to_vec()));
}

#[test]
fn a_round_should_pay_nobody_when_all_have_the_same() {
	assert_eq!(distribute(POOLED, &[5; 4]), (figures(4, 5, 0), [0; 4].to_vec()));
	assert_eq!(distribute(POOLED, &[5; 5]), (figures(5, 5, 0), [0; 5].to_vec()));
}

#[test]
fn a_round_should_take_the_middle_when_the_count_is_odd() {
	assert_eq!(distribute(900, &[1, 2, 3]), (figures(3, 2, 3), [0, 0, 900].to_vec()));
	assert_eq!(distribute(900, &[5, 4, 1, 2, 3]), (figures(5, 3, 9), [500, 400, 0, 0, 0].to_vec()));
}

#[test]
fn a_round_should_take_the_upper_median_when_the_count_is_even() {
	assert_eq!(distribute(900, &[1, 2]), (figures(2, 2, 0), [0, 0].to_vec()));
	assert_eq!(distribute(900, &[1, 2, 3, 6]), (figures(4, 3, 6), [0, 0, 0, 900].to_vec()));
}

#[test]
fn a_round_should_leave_out_whoever_is_exactly_at_the_median() {
	assert_eq!(distribute(900, &[1, 4, 4, 4, 5]), (figures(5, 4, 5), [0, 0, 0, 0, 900].to_vec()));
}

#[test]
fn a_round_should_pay_nobody_when_the_pool_is_empty() {
	assert_eq!(distribute(0, &[1, 2, 3]), (figures(3, 2, 3), [0, 0, 0].to_vec()));
}

#[test]
fn a_round_should_carry_the_dust_when_shares_are_no_whole_units() {
	// Above are 3 of 4 holders' 2, 3 and 5 SPOT.
	let (figures, paid) = distribute(99, &[1, 1, 1, 1, 2, 3, 5]);
	assert_eq!(figures.above, 10);
	assert_eq!(paid, [0, 0, 0, 0, 19, 29, 49]);
}

#[test]
fn a_round_should_be_exact_when_balances_and_pool_are_as_large_as_can_be() {
	let most = 1_000_000;
	let (figures, paid) = distribute(LARGEST, &[1, 1, 1, most, most - 1]);
	assert_eq!(figures.above, 1_999_999);
	let expected = |spot: u32| {
		let product = sp_core::U256::from(spot) * sp_core::U256::from(LARGEST);
		Balance::try_from(product / sp_core::U256::from(1_999_999)).expect("it is a part of it")
	};
	assert_eq!(paid[3..], [expected(most), expected(most - 1)]);
}

#[test]
fn a_share_should_not_change_when_spot_changes_after_the_record_date() {
	ExtBuilder::default().execute(|| {
		open();
		let before = share_of(1, CAROL);
		Spot::insert(CAROL, 0);
		Spot::insert(ALICE, 1_000);
		verify(NEW);
		Spot::insert(NEW, 1_000_000);
		unverify(BOB);
		assert_eq!(share_of(1, CAROL), before);
		assert_eq!(round(1).figures, figures(3, 2, 4));
		assert_ok!(claim(1, CAROL));
		assert_eq!(thp(CAROL), POOLED);
	});
}
