//! Weights of `pallet_franchise`: upper bounds until `scripts/weights` has measured them.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_franchise::WeightInfo for WeightInfo<T> {
	fn register_node() -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn set_node_status() -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn set_daily_accrual_cap() -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn approve_till() -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn set_till_limits() -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn set_till_status() -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
}
