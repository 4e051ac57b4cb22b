//! What `pallet_safe_mode` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_safe_mode::WeightInfo for WeightInfo<T> {
	fn on_initialize_noop() -> Weight {
		Weight::from_parts(2_053_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn on_initialize_exit() -> Weight {
		Weight::from_parts(5_819_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn enter() -> Weight {
		Weight::from_parts(0, 0)
	}
	fn force_enter() -> Weight {
		Weight::from_parts(7_251_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn extend() -> Weight {
		Weight::from_parts(0, 0)
	}
	fn force_extend() -> Weight {
		Weight::from_parts(7_911_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn force_exit() -> Weight {
		Weight::from_parts(7_672_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn release_deposit() -> Weight {
		Weight::from_parts(0, 0)
	}
	fn force_release_deposit() -> Weight {
		Weight::from_parts(49_253_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn force_slash_deposit() -> Weight {
		Weight::from_parts(36_084_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
}
