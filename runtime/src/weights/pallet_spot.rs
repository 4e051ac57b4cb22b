//! What `pallet_spot` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 50 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_spot::WeightInfo for WeightInfo<T> {
	fn set_settings() -> Weight {
		Weight::from_parts(5_007_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn award() -> Weight {
		Weight::from_parts(81_831_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 7))
	}
	fn burn() -> Weight {
		Weight::from_parts(78_096_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 6))
	}
	fn change_standing() -> Weight {
		Weight::from_parts(37_546_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn move_holdings() -> Weight {
		Weight::from_parts(158_445_000, 0).saturating_add(T::DbWeight::get().reads_writes(12, 9))
	}
	fn take_snapshot() -> Weight {
		Weight::from_parts(36_624_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 2))
	}
	fn release_snapshot() -> Weight {
		Weight::from_parts(10_265_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
