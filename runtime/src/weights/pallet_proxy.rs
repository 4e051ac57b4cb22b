//! What `pallet_proxy` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_proxy::WeightInfo for WeightInfo<T> {
	/// `p`: 1 to 15
	fn proxy(p: u32) -> Weight {
		Weight::from_parts(18_382_583, 0)
			.saturating_add(Weight::from_parts(53_458, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 0))
	}
	/// `a`: 0 to 15
	/// `p`: 1 to 15
	fn proxy_announced(a: u32, p: u32) -> Weight {
		Weight::from_parts(42_252_753, 0)
			.saturating_add(Weight::from_parts(328_023, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(79_830, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(5, 2))
	}
	/// `a`: 0 to 15
	/// `p`: 1 to 15
	fn remove_announcement(a: u32, _p: u32) -> Weight {
		Weight::from_parts(25_535_270, 0)
			.saturating_add(Weight::from_parts(252_299, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	/// `a`: 0 to 15
	/// `p`: 1 to 15
	fn reject_announcement(a: u32, p: u32) -> Weight {
		Weight::from_parts(24_930_897, 0)
			.saturating_add(Weight::from_parts(261_134, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(9_599, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	/// `a`: 0 to 15
	/// `p`: 1 to 15
	fn announce(a: u32, _p: u32) -> Weight {
		Weight::from_parts(33_979_115, 0)
			.saturating_add(Weight::from_parts(248_718, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	/// `p`: 1 to 15
	fn add_proxy(p: u32) -> Weight {
		Weight::from_parts(24_455_147, 0)
			.saturating_add(Weight::from_parts(79_549, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `p`: 1 to 15
	fn remove_proxy(p: u32) -> Weight {
		Weight::from_parts(24_541_722, 0)
			.saturating_add(Weight::from_parts(56_993, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `p`: 1 to 15
	fn remove_proxies(p: u32) -> Weight {
		Weight::from_parts(22_766_580, 0)
			.saturating_add(Weight::from_parts(1_856_120, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `p`: 1 to 15
	fn create_pure(p: u32) -> Weight {
		Weight::from_parts(28_310_300, 0)
			.saturating_add(Weight::from_parts(41_133, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `p`: 0 to 14
	fn kill_pure(p: u32) -> Weight {
		Weight::from_parts(26_286_361, 0)
			.saturating_add(Weight::from_parts(65_075, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn poke_deposit() -> Weight {
		Weight::from_parts(45_778_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
}
