//! What `pallet_kyc` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 50 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_kyc::WeightInfo for WeightInfo<T> {
	fn register_verifier() -> Weight {
		Weight::from_parts(18_498_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 3))
	}
	fn set_licence() -> Weight {
		Weight::from_parts(17_637_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn set_verifier_status() -> Weight {
		Weight::from_parts(17_506_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn attest() -> Weight {
		Weight::from_parts(165_765_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 7))
	}
	fn clear_hit() -> Weight {
		Weight::from_parts(54_701_000, 0).saturating_add(T::DbWeight::get().reads_writes(9, 2))
	}
	fn suspend() -> Weight {
		Weight::from_parts(37_236_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(33_890_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 2))
	}
	fn revoke() -> Weight {
		Weight::from_parts(36_383_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn link() -> Weight {
		Weight::from_parts(453_772_000, 0).saturating_add(T::DbWeight::get().reads_writes(28, 17))
	}
	fn grant_role() -> Weight {
		Weight::from_parts(55_072_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 2))
	}
	fn revoke_role() -> Weight {
		Weight::from_parts(35_022_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_248_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn due_empty() -> Weight {
		Weight::from_parts(10_466_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn due() -> Weight {
		Weight::from_parts(27_310_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
}
