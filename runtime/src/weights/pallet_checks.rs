//! What `pallet_checks` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 50 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_checks::WeightInfo for WeightInfo<T> {
	/// `n`: 1 to 200
	/// `d`: 1 to 31
	fn record_checks(n: u32, d: u32) -> Weight {
		Weight::from_parts(61_532_000, 0)
			.saturating_add(Weight::from_parts(5_589_861, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(10_059_818, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads_writes(11, 5))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(2).saturating_mul(d.into()))
	}
	fn claim() -> Weight {
		Weight::from_parts(115_892_000, 0).saturating_add(T::DbWeight::get().reads_writes(19, 8))
	}
	fn void() -> Weight {
		Weight::from_parts(49_203_000, 0).saturating_add(T::DbWeight::get().reads_writes(9, 4))
	}
	fn quarantine() -> Weight {
		Weight::from_parts(14_141_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn lift_quarantine() -> Weight {
		Weight::from_parts(10_305_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn close_gap() -> Weight {
		Weight::from_parts(11_037_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn post_z_total() -> Weight {
		Weight::from_parts(16_444_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_328_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn collect() -> Weight {
		Weight::from_parts(64_937_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 5))
	}
	fn mature_empty() -> Weight {
		Weight::from_parts(13_180_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn mature() -> Weight {
		Weight::from_parts(91_055_000, 0).saturating_add(T::DbWeight::get().reads_writes(18, 8))
	}
	fn expire_empty() -> Weight {
		Weight::from_parts(8_543_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn expire_till() -> Weight {
		Weight::from_parts(23_665_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 2))
	}
	fn expire_check() -> Weight {
		Weight::from_parts(88_361_000, 0).saturating_add(T::DbWeight::get().reads_writes(13, 9))
	}
}
