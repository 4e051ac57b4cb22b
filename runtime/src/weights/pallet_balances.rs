//! What `pallet_balances` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_balances::WeightInfo for WeightInfo<T> {
	fn transfer_allow_death() -> Weight {
		Weight::from_parts(59_749_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn transfer_keep_alive() -> Weight {
		Weight::from_parts(50_034_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn force_set_balance_creating() -> Weight {
		Weight::from_parts(23_155_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn force_set_balance_killing() -> Weight {
		Weight::from_parts(22_984_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn force_transfer() -> Weight {
		Weight::from_parts(61_992_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn transfer_all() -> Weight {
		Weight::from_parts(59_348_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn force_unreserve() -> Weight {
		Weight::from_parts(19_259_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `u`: 1 to 1000
	fn upgrade_accounts(u: u32) -> Weight {
		Weight::from_parts(18_718_000, 0)
			.saturating_add(Weight::from_parts(17_162_250, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(u.into()))
	}
	fn force_adjust_total_issuance() -> Weight {
		Weight::from_parts(5_899_000, 0)
	}
	fn burn_allow_death() -> Weight {
		Weight::from_parts(36_894_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		Weight::from_parts(23_906_000, 0)
	}
}
