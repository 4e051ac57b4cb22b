//! What `pallet_observations` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 20 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_observations::WeightInfo for WeightInfo<T> {
	fn authorize_vote() -> Weight {
		Weight::from_parts(114_960_000, 0).saturating_add(T::DbWeight::get().reads_writes(12, 0))
	}
	fn vote_deposit() -> Weight {
		Weight::from_parts(144_815_000, 0).saturating_add(T::DbWeight::get().reads_writes(15, 9))
	}
	fn vote_watched() -> Weight {
		Weight::from_parts(227_667_000, 0).saturating_add(T::DbWeight::get().reads_writes(22, 12))
	}
	fn vote_liked() -> Weight {
		Weight::from_parts(227_097_000, 0).saturating_add(T::DbWeight::get().reads_writes(21, 10))
	}
	fn vote_streamed() -> Weight {
		Weight::from_parts(250_452_000, 0).saturating_add(T::DbWeight::get().reads_writes(23, 15))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(6_460_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn set_paused() -> Weight {
		Weight::from_parts(9_124_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn drop_fact() -> Weight {
		Weight::from_parts(43_334_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(7_571_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn sweep_fact() -> Weight {
		Weight::from_parts(56_574_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 2))
	}
	fn forget_base() -> Weight {
		Weight::from_parts(5_959_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn forget_fact() -> Weight {
		Weight::from_parts(9_995_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
}
