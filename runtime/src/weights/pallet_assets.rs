//! What `pallet_assets` costs on this runtime: compute in picoseconds, and storage items.
//!
//! Measured by `scripts/weights` on 2026-11-21: 20 steps, 10 repeats,
//! AMD EPYC. Not edited by hand.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

pub struct WeightInfo<T>(PhantomData<T>);

impl<T: ::frame_system::Config> ::pallet_assets::WeightInfo for WeightInfo<T> {
	fn create() -> Weight {
		Weight::from_parts(0, 0)
	}
	fn force_create() -> Weight {
		Weight::from_parts(10_836_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn start_destroy() -> Weight {
		Weight::from_parts(10_275_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `c`: 0 to 100
	fn destroy_accounts(c: u32) -> Weight {
		Weight::from_parts(10_221_517, 0)
			.saturating_add(Weight::from_parts(12_603_185, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1))
			.saturating_add(T::DbWeight::get().reads(2).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().writes(2).saturating_mul(c.into()))
	}
	/// `a`: 0 to 100
	fn destroy_approvals(a: u32) -> Weight {
		Weight::from_parts(18_484_627, 0)
			.saturating_add(Weight::from_parts(4_761_879, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(a.into()))
	}
	fn finish_destroy() -> Weight {
		Weight::from_parts(13_881_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn mint() -> Weight {
		Weight::from_parts(22_884_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn burn() -> Weight {
		Weight::from_parts(31_316_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn transfer() -> Weight {
		Weight::from_parts(44_196_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn transfer_keep_alive() -> Weight {
		Weight::from_parts(39_819_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn force_transfer() -> Weight {
		Weight::from_parts(44_316_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn freeze() -> Weight {
		Weight::from_parts(15_063_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn thaw() -> Weight {
		Weight::from_parts(14_982_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn freeze_asset() -> Weight {
		Weight::from_parts(10_455_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn thaw_asset() -> Weight {
		Weight::from_parts(10_546_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(12_899_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn set_team() -> Weight {
		Weight::from_parts(10_305_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `n`: 0 to 5
	fn set_reserves(n: u32) -> Weight {
		Weight::from_parts(11_627_672, 0)
			.saturating_add(Weight::from_parts(49_566, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// `n`: 0 to 32
	/// `s`: 0 to 32
	fn set_metadata(n: u32, s: u32) -> Weight {
		Weight::from_parts(13_755_877, 0)
			.saturating_add(Weight::from_parts(8_331, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(8_259, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn clear_metadata() -> Weight {
		Weight::from_parts(14_272_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	/// `n`: 0 to 32
	/// `s`: 0 to 32
	fn force_set_metadata(n: u32, s: u32) -> Weight {
		Weight::from_parts(12_212_566, 0)
			.saturating_add(Weight::from_parts(6_141, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(5_129, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn force_clear_metadata() -> Weight {
		Weight::from_parts(13_800_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn force_asset_status() -> Weight {
		Weight::from_parts(9_974_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn approve_transfer() -> Weight {
		Weight::from_parts(17_947_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn transfer_approved() -> Weight {
		Weight::from_parts(56_504_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 5))
	}
	fn cancel_approval() -> Weight {
		Weight::from_parts(20_170_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn force_cancel_approval() -> Weight {
		Weight::from_parts(22_053_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn set_min_balance() -> Weight {
		Weight::from_parts(11_357_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn touch() -> Weight {
		Weight::from_parts(17_306_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn touch_other() -> Weight {
		Weight::from_parts(17_506_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn refund() -> Weight {
		Weight::from_parts(15_793_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn refund_other() -> Weight {
		Weight::from_parts(15_944_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn block() -> Weight {
		Weight::from_parts(14_801_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn transfer_all() -> Weight {
		Weight::from_parts(56_173_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn total_issuance() -> Weight {
		Weight::from_parts(4_706_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn balance() -> Weight {
		Weight::from_parts(5_448_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn allowance() -> Weight {
		Weight::from_parts(8_453_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn migration_v2_foreign_asset_set_reserve_weight() -> Weight {
		Weight::from_parts(7_371_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn get_metadata() -> Weight {
		Weight::from_parts(5_077_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
}
