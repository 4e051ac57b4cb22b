//! Money: integers only, checked, with the rounding direction in the name or the docs.

/// An amount of GEL in tetri, 1 GEL = 100 tetri (domain.md "Units").
pub type Tetri = u64;

/// An amount of a token in its base units: THP has 6 decimals, POT 12, SPOT 0.
pub type Balance = u128;

/// Base units of one THP.
pub const THP: Balance = 1_000_000;

/// THP base units that `tetri` carry at `rate` base units a tetri (rule 3). Exact; `None` on
/// overflow.
pub fn thp_of(tetri: Tetri, rate: u64) -> Option<Balance> {
	Balance::from(tetri).checked_mul(Balance::from(rate))
}

/// Splits an expired check's THP into (pool, network reserve), half each (rule 6).
///
/// The parts always sum to `amount`. An odd base unit goes to the pool, that is to the guests.
pub const fn split_unused(amount: Balance) -> (Balance, Balance) {
	let reserve = amount / 2;
	(amount.saturating_sub(reserve), reserve)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn one_gel_carries_a_fifth_of_a_thp() {
		assert_eq!(thp_of(100, 2_000), Some(THP / 5));
	}

	proptest! {
		#[test]
		fn thp_of_is_exact_for_every_amount(tetri: u64, rate: u64) {
			prop_assert_eq!(thp_of(tetri, rate), Some(u128::from(tetri) * u128::from(rate)));
		}

		#[test]
		fn the_split_loses_nothing_and_favours_the_pool_by_at_most_one(amount: u128) {
			let (pool, reserve) = split_unused(amount);
			prop_assert_eq!(pool.checked_add(reserve), Some(amount));
			prop_assert!(pool - reserve <= 1);
		}
	}
}
