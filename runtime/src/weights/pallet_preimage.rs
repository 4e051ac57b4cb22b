//! What `pallet_preimage` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_preimage::WeightInfo for WeightInfo<T> {
	/// `s`: 0 to 4194304
	fn note_preimage(s: u32) -> Weight {
		Weight::from_parts(60_009_000, 0)
			.saturating_add(Weight::from_parts(1_481, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	/// `s`: 0 to 4194304
	fn note_requested_preimage(s: u32) -> Weight {
		Weight::from_parts(26_843_313, 0)
			.saturating_add(Weight::from_parts(1_458, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	/// `s`: 0 to 4194304
	fn note_no_deposit_preimage(s: u32) -> Weight {
		Weight::from_parts(78_354_903, 0)
			.saturating_add(Weight::from_parts(1_404, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn unnote_preimage() -> Weight {
		Weight::from_parts(71_987_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn unnote_no_deposit_preimage() -> Weight {
		Weight::from_parts(29_384_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn request_preimage() -> Weight {
		Weight::from_parts(24_547_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn request_no_deposit_preimage() -> Weight {
		Weight::from_parts(21_362_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn request_unnoted_preimage() -> Weight {
		Weight::from_parts(18_167_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn request_requested_preimage() -> Weight {
		Weight::from_parts(10_666_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn unrequest_preimage() -> Weight {
		Weight::from_parts(32_529_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn unrequest_unnoted_preimage() -> Weight {
		Weight::from_parts(10_225_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn unrequest_multi_referenced_preimage() -> Weight {
		Weight::from_parts(10_446_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	/// `n`: 1 to 1024
	fn ensure_updated(n: u32) -> Weight {
		Weight::from_parts(68_451_000, 0)
			.saturating_add(Weight::from_parts(69_786_155, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(4).saturating_mul(n.into()))
	}
}
