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
		Weight::from_parts(16_985_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 3))
	}
	fn set_licence() -> Weight {
		Weight::from_parts(16_955_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn set_verifier_status() -> Weight {
		Weight::from_parts(17_656_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn attest() -> Weight {
		Weight::from_parts(238_944_000, 0).saturating_add(T::DbWeight::get().reads_writes(14, 11))
	}
	fn clear_hit() -> Weight {
		Weight::from_parts(88_821_000, 0).saturating_add(T::DbWeight::get().reads_writes(13, 5))
	}
	fn suspend() -> Weight {
		Weight::from_parts(79_288_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(69_513_000, 0).saturating_add(T::DbWeight::get().reads_writes(9, 5))
	}
	fn revoke() -> Weight {
		Weight::from_parts(78_396_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn link() -> Weight {
		Weight::from_parts(740_678_000, 0).saturating_add(T::DbWeight::get().reads_writes(47, 34))
	}
	fn grant_role() -> Weight {
		Weight::from_parts(54_311_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 2))
	}
	fn revoke_role() -> Weight {
		Weight::from_parts(35_092_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(5_088_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn due_empty() -> Weight {
		Weight::from_parts(9_404_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn due() -> Weight {
		Weight::from_parts(59_919_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
	}
}
