//! What `pallet_deposits` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_deposits::WeightInfo for WeightInfo<T> {
	fn watch() -> Weight {
		Weight::from_parts(18_908_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn retire() -> Weight {
		Weight::from_parts(13_970_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 3))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_017_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
}
