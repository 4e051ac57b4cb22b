//! What `frame_system` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::frame_system::WeightInfo for WeightInfo<T> {
	/// `b`: 0 to 3932160
	fn remark(b: u32) -> Weight {
		Weight::from_parts(16_839_050, 0)
			.saturating_add(Weight::from_parts(323, 0).saturating_mul(b.into()))
	}
	/// `b`: 0 to 3932160
	fn remark_with_event(b: u32) -> Weight {
		Weight::from_parts(5_498_000, 0)
			.saturating_add(Weight::from_parts(1_222, 0).saturating_mul(b.into()))
	}
	fn set_heap_pages() -> Weight {
		Weight::from_parts(4_436_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn set_code() -> Weight {
		Weight::from_parts(118_723_202_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	/// `i`: 0 to 1000
	fn set_storage(i: u32) -> Weight {
		Weight::from_parts(2_403_000, 0)
			.saturating_add(Weight::from_parts(902_313, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(i.into()))
	}
	/// `i`: 0 to 1000
	fn kill_storage(i: u32) -> Weight {
		Weight::from_parts(2_304_000, 0)
			.saturating_add(Weight::from_parts(661_195, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(i.into()))
	}
	/// `p`: 0 to 1000
	fn kill_prefix(p: u32) -> Weight {
		Weight::from_parts(4_277_000, 0)
			.saturating_add(Weight::from_parts(1_175_521, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(p.into()))
	}
	fn authorize_upgrade() -> Weight {
		Weight::from_parts(11_707_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn apply_authorized_upgrade() -> Weight {
		Weight::from_parts(119_555_566_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}
}
