//! What `pallet_conversion` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_conversion::WeightInfo for WeightInfo<T> {
	/// `n`: 1 to 500
	fn convert(n: u32) -> Weight {
		Weight::from_parts(200_287_000, 0)
			.saturating_add(Weight::from_parts(140_795_255, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(16, 10))
			.saturating_add(T::DbWeight::get().reads(7).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(5).saturating_mul(n.into()))
	}
	fn set_consent() -> Weight {
		Weight::from_parts(33_791_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_128_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
}
