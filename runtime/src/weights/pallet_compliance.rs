//! What `pallet_compliance` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 50 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_compliance::WeightInfo for WeightInfo<T> {
	fn transfer() -> Weight {
		Weight::from_parts(147_859_000, 0).saturating_add(T::DbWeight::get().reads_writes(15, 6))
	}
	fn freeze() -> Weight {
		Weight::from_parts(26_138_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn unfreeze() -> Weight {
		Weight::from_parts(25_758_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn set_frozen_amount() -> Weight {
		Weight::from_parts(26_389_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn force_transfer() -> Weight {
		Weight::from_parts(89_192_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(67_631_000, 0).saturating_add(T::DbWeight::get().reads_writes(14, 5))
	}
	fn veto_recovery() -> Weight {
		Weight::from_parts(46_970_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 7))
	}
	fn complete_recovery() -> Weight {
		Weight::from_parts(527_002_000, 0).saturating_add(T::DbWeight::get().reads_writes(44, 42))
	}
	fn cancel_recovery() -> Weight {
		Weight::from_parts(36_133_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 6))
	}
	fn set_paused() -> Weight {
		Weight::from_parts(20_811_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn set_jurisdiction() -> Weight {
		Weight::from_parts(26_600_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_428_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn emission_unchanged() -> Weight {
		Weight::from_parts(7_902_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn emission_changed() -> Weight {
		Weight::from_parts(18_317_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
}
