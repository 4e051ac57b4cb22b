//! What `pallet_distribution` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 50 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_distribution::WeightInfo for WeightInfo<T> {
	fn announce() -> Weight {
		Weight::from_parts(19_619_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 1))
	}
	fn cancel() -> Weight {
		Weight::from_parts(8_102_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn open() -> Weight {
		Weight::from_parts(72_107_000, 0).saturating_add(T::DbWeight::get().reads_writes(11, 6))
	}
	fn claim() -> Weight {
		Weight::from_parts(168_780_000, 0).saturating_add(T::DbWeight::get().reads_writes(14, 6))
	}
	/// `n`: 1 to 100
	fn push(n: u32) -> Weight {
		Weight::from_parts(19_138_127, 0)
			.saturating_add(Weight::from_parts(105_305_211, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 3))
			.saturating_add(T::DbWeight::get().reads(6).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(3).saturating_mul(n.into()))
	}
	fn reclaim() -> Weight {
		Weight::from_parts(24_377_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(4_957_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
}
