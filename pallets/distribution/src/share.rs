//! The arithmetic of a share (rule 19).

use hotpot_primitives::Balance;

/// `spot * pool / above`, rounded down, without ever leaving 128 bits.
///
/// With `pool = q * above + r` it is `spot * q + spot * r / above`. Somebody above the median has at
/// most what all of them have: `spot <= above`, so `spot * q <= pool`; and `spot * r` is below
/// `2^32 * 2^64`. Rounding down means that all shares of a round sum up to at most its pool.
///
/// 0 if nobody is above the median. Numbers that contradict one another saturate.
pub fn share(spot: u32, above: u64, pool: Balance) -> Balance {
	let (spot, above) = (Balance::from(spot), Balance::from(above));
	let (Some(q), Some(r)) = (pool.checked_div(above), pool.checked_rem(above)) else { return 0 };
	let rest = spot.saturating_mul(r).checked_div(above).unwrap_or(0);
	spot.saturating_mul(q).saturating_add(rest)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec::Vec;
	use proptest::prelude::*;
	use sp_core::U256;

	/// The definition, in numbers that are large enough for it.
	fn defined(spot: u32, above: u64, pool: Balance) -> U256 {
		U256::from(spot) * U256::from(pool) / U256::from(above)
	}

	proptest! {
		#[test]
		fn a_share_should_be_exact_for_every_pool(
			spot: u32,
			others in any::<u32>().prop_map(u64::from),
			pool: Balance,
		) {
			let above = (u64::from(spot) + others).max(1);
			prop_assert_eq!(U256::from(share(spot, above, pool)), defined(spot, above, pool));
		}

		#[test]
		fn shares_should_sum_up_to_the_pool_but_for_less_than_one_unit_each(
			spots in prop::collection::vec(1..1_000_000u32, 1..100),
			pool: Balance,
		) {
			let above = spots.iter().copied().map(u64::from).sum();
			let shares: Vec<_> = spots.iter().map(|spot| share(*spot, above, pool)).collect();
			let sum = shares.iter().try_fold(0, |sum: Balance, share| sum.checked_add(*share));
			let sum = sum.expect("the shares fit into the pool, which fits");
			prop_assert!(sum <= pool && pool - sum < spots.len() as Balance);
		}
	}

	#[test]
	fn a_share_should_be_everything_when_nobody_else_is_above() {
		for pool in [0, 1, 999, Balance::MAX] {
			assert_eq!(share(7, 7, pool), pool);
		}
	}

	#[test]
	fn a_share_should_be_zero_when_nobody_is_above() {
		assert_eq!(share(7, 0, Balance::MAX), 0);
		assert_eq!(share(0, 7, Balance::MAX), 0);
	}

	#[test]
	fn a_share_should_round_down_when_it_is_no_whole_unit() {
		assert_eq!((share(1, 3, 2), share(2, 3, 2), share(1, 3, 10)), (0, 1, 3));
	}

	#[test]
	fn a_share_should_not_panic_when_the_numbers_contradict_one_another() {
		assert_eq!(share(u32::MAX, 1, Balance::MAX), Balance::MAX);
	}
}
