//! What `pallet_utility` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_utility::WeightInfo for WeightInfo<T> {
	/// `c`: 0 to 1000
	fn batch(c: u32) -> Weight {
		Weight::from_parts(9_532_697, 0)
			.saturating_add(Weight::from_parts(5_305_041, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn as_derivative() -> Weight {
		Weight::from_parts(9_894_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	/// `c`: 0 to 1000
	fn batch_all(c: u32) -> Weight {
		Weight::from_parts(11_229_666, 0)
			.saturating_add(Weight::from_parts(5_570_568, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn dispatch_as() -> Weight {
		Weight::from_parts(6_990_000, 0)
	}
	/// `c`: 0 to 1000
	fn force_batch(c: u32) -> Weight {
		Weight::from_parts(12_771_129, 0)
			.saturating_add(Weight::from_parts(5_288_941, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn dispatch_as_fallible() -> Weight {
		Weight::from_parts(7_031_000, 0)
	}
	fn if_else() -> Weight {
		Weight::from_parts(15_964_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 0))
	}
}
