//! What `pallet_loyalty` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 50 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_loyalty::WeightInfo for WeightInfo<T> {
	fn feed_watched() -> Weight {
		Weight::from_parts(108_401_000, 0).saturating_add(T::DbWeight::get().reads_writes(14, 7))
	}
	fn feed_liked() -> Weight {
		Weight::from_parts(101_281_000, 0).saturating_add(T::DbWeight::get().reads_writes(13, 6))
	}
	fn feed_streamed() -> Weight {
		Weight::from_parts(135_972_000, 0).saturating_add(T::DbWeight::get().reads_writes(15, 10))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_007_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn close_empty() -> Weight {
		Weight::from_parts(8_653_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn close_session() -> Weight {
		Weight::from_parts(107_740_000, 0).saturating_add(T::DbWeight::get().reads_writes(13, 8))
	}
}
