//! What `pallet_multisig` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_multisig::WeightInfo for WeightInfo<T> {
	/// `z`: 0 to 10000
	fn as_multi_threshold_1(z: u32) -> Weight {
		Weight::from_parts(23_591_092, 0)
			.saturating_add(Weight::from_parts(6_980, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	/// `s`: 2 to 20
	/// `z`: 0 to 10000
	fn as_multi_create(s: u32, z: u32) -> Weight {
		Weight::from_parts(31_707_161, 0)
			.saturating_add(Weight::from_parts(341_804, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(7_023, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 3 to 20
	/// `z`: 0 to 10000
	fn as_multi_approve(s: u32, z: u32) -> Weight {
		Weight::from_parts(18_182_891, 0)
			.saturating_add(Weight::from_parts(310_349, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(6_999, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 2 to 20
	/// `z`: 0 to 10000
	fn as_multi_complete(s: u32, z: u32) -> Weight {
		Weight::from_parts(38_966_558, 0)
			.saturating_add(Weight::from_parts(626_612, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(7_360, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	/// `s`: 2 to 20
	fn approve_as_multi_create(s: u32) -> Weight {
		Weight::from_parts(29_876_002, 0)
			.saturating_add(Weight::from_parts(322_696, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 2 to 20
	fn approve_as_multi_approve(s: u32) -> Weight {
		Weight::from_parts(15_620_991, 0)
			.saturating_add(Weight::from_parts(314_439, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 2 to 20
	fn cancel_as_multi(s: u32) -> Weight {
		Weight::from_parts(29_083_824, 0)
			.saturating_add(Weight::from_parts(326_304, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 2 to 20
	fn poke_deposit(s: u32) -> Weight {
		Weight::from_parts(27_065_353, 0)
			.saturating_add(Weight::from_parts(302_664, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
