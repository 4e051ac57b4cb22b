//! What `pallet_sudo` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_sudo::WeightInfo for WeightInfo<T> {
	fn set_key() -> Weight {
		Weight::from_parts(8_643_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn sudo() -> Weight {
		Weight::from_parts(9_674_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn sudo_as() -> Weight {
		Weight::from_parts(9_684_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn remove_key() -> Weight {
		Weight::from_parts(7_892_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn check_only_sudo_account() -> Weight {
		Weight::from_parts(4_366_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
}
