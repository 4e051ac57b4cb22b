//! What `pallet_timestamp` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_timestamp::WeightInfo for WeightInfo<T> {
	fn set() -> Weight {
		Weight::from_parts(6_279_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn on_finalize() -> Weight {
		Weight::from_parts(1_081_000, 0)
	}
}
