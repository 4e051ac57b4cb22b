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
		Weight::from_parts(61_361_000, 0)
			.saturating_add(Weight::from_parts(5_573_793, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(10_587_617, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads_writes(11, 5))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(2).saturating_mul(d.into()))
	}
	fn claim() -> Weight {
		Weight::from_parts(217_983_000, 0).saturating_add(T::DbWeight::get().reads_writes(29, 15))
	}
	fn void() -> Weight {
		Weight::from_parts(49_323_000, 0).saturating_add(T::DbWeight::get().reads_writes(9, 4))
	}
	fn quarantine() -> Weight {
		Weight::from_parts(14_362_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn lift_quarantine() -> Weight {
		Weight::from_parts(10_495_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn close_gap() -> Weight {
		Weight::from_parts(11_176_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn post_z_total() -> Weight {
		Weight::from_parts(16_415_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_238_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn collect() -> Weight {
		Weight::from_parts(78_907_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 5))
	}
	fn mature_empty() -> Weight {
		Weight::from_parts(13_039_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn mature() -> Weight {
		Weight::from_parts(193_728_000, 0).saturating_add(T::DbWeight::get().reads_writes(30, 15))
	}
	fn expire_empty() -> Weight {
		Weight::from_parts(8_543_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn expire_till() -> Weight {
		Weight::from_parts(23_886_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 2))
	}
	fn expire_check() -> Weight {
		Weight::from_parts(89_372_000, 0).saturating_add(T::DbWeight::get().reads_writes(13, 9))
	}
}
