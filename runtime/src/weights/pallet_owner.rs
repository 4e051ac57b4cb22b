//! What `pallet_owner` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_owner::WeightInfo for WeightInfo<T> {
	fn enact() -> Weight {
		Weight::from_parts(41_742_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 5))
	}
	fn cancel() -> Weight {
		Weight::from_parts(21_592_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(7_501_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn accept_ownership() -> Weight {
		Weight::from_parts(7_832_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}
}
