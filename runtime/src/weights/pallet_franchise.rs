//! What `pallet_franchise` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_franchise::WeightInfo for WeightInfo<T> {
	fn register_node() -> Weight {
		Weight::from_parts(9_003_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}
	fn set_node_status() -> Weight {
		Weight::from_parts(9_023_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn set_daily_accrual_cap() -> Weight {
		Weight::from_parts(9_054_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn approve_till() -> Weight {
		Weight::from_parts(23_505_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 5))
	}
	fn set_till_limits() -> Weight {
		Weight::from_parts(9_104_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn set_till_status() -> Weight {
		Weight::from_parts(15_022_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
}
