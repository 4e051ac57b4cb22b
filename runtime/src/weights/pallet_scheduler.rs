//! What `pallet_scheduler` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_scheduler::WeightInfo for WeightInfo<T> {
	fn service_agendas_base() -> Weight {
		Weight::from_parts(5_047_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 0 to 64
	fn service_agenda_base(s: u32) -> Weight {
		Weight::from_parts(6_572_605, 0)
			.saturating_add(Weight::from_parts(396_922, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn service_task_base() -> Weight {
		Weight::from_parts(3_055_000, 0)
	}
	/// `s`: 128 to 4194304
	fn service_task_fetched(s: u32) -> Weight {
		Weight::from_parts(8_535_302, 0)
			.saturating_add(Weight::from_parts(884, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn service_task_named() -> Weight {
		Weight::from_parts(4_536_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn service_task_periodic() -> Weight {
		Weight::from_parts(3_045_000, 0)
	}
	fn execute_dispatch_signed() -> Weight {
		Weight::from_parts(7_311_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}
	fn execute_dispatch_unsigned() -> Weight {
		Weight::from_parts(2_564_000, 0)
	}
	/// `s`: 0 to 63
	fn schedule(s: u32) -> Weight {
		Weight::from_parts(12_896_536, 0)
			.saturating_add(Weight::from_parts(433_437, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `s`: 1 to 64
	fn cancel(s: u32) -> Weight {
		Weight::from_parts(15_634_711, 0)
			.saturating_add(Weight::from_parts(691_283, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 3))
	}
	/// `s`: 0 to 63
	fn schedule_named(s: u32) -> Weight {
		Weight::from_parts(17_280_179, 0)
			.saturating_add(Weight::from_parts(470_102, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	/// `s`: 1 to 64
	fn cancel_named(s: u32) -> Weight {
		Weight::from_parts(18_470_538, 0)
			.saturating_add(Weight::from_parts(716_335, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 3))
	}
	/// `s`: 1 to 64
	fn schedule_retry(s: u32) -> Weight {
		Weight::from_parts(9_819_087, 0)
			.saturating_add(Weight::from_parts(33_086, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}
	fn set_retry() -> Weight {
		Weight::from_parts(33_720_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn set_retry_named() -> Weight {
		Weight::from_parts(38_087_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn cancel_retry() -> Weight {
		Weight::from_parts(31_857_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn cancel_retry_named() -> Weight {
		Weight::from_parts(36_404_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
}
