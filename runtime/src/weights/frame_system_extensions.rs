//! What `frame_system_extensions` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		Weight::from_parts(2_083_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		Weight::from_parts(4_256_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		Weight::from_parts(4_307_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		Weight::from_parts(711_000, 0)
	}
	fn check_nonce() -> Weight {
		Weight::from_parts(8_583_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn check_spec_version() -> Weight {
		Weight::from_parts(541_000, 0)
	}
	fn check_tx_version() -> Weight {
		Weight::from_parts(541_000, 0)
	}
	fn check_weight() -> Weight {
		Weight::from_parts(4_387_000, 0)
	}
	fn weight_reclaim() -> Weight {
		Weight::from_parts(2_483_000, 0)
	}
}
