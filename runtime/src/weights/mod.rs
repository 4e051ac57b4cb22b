//! What blocks may hold and what work costs.
//!
//! `scripts/weights` measures each pallet on this runtime and puts one file here for it
//! (docs/adr/0009-weights.md).

#![deny(missing_docs)]

pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_assets;
pub mod pallet_balances;
pub mod pallet_checks;
pub mod pallet_compliance;
pub mod pallet_conversion;
pub mod pallet_deposits;
pub mod pallet_distribution;
pub mod pallet_franchise;
pub mod pallet_kyc;
pub mod pallet_loyalty;
pub mod pallet_multisig;
pub mod pallet_observations;
pub mod pallet_owner;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_safe_mode;
pub mod pallet_scheduler;
pub mod pallet_spot;
pub mod pallet_sudo;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;
pub mod pallet_tx_pause;
pub mod pallet_utility;

use crate::constants::{MAX_BLOCK_LENGTH, MAX_BLOCK_REF_TIME, NORMAL_DISPATCH_RATIO};
use ::frame_system::limits::{BlockLength, BlockWeights};
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	weights::{RuntimeDbWeight, Weight, constants::WEIGHT_REF_TIME_PER_MICROS},
};

parameter_types! {
	/// Cost of one storage read and one write: measured on ParityDB with 1.2 million items and
	/// without the trie's cache (6.2 µs and 21.5 µs on average), rounded up by a fifth or more.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 8 * WEIGHT_REF_TIME_PER_MICROS,
		write: 26 * WEIGHT_REF_TIME_PER_MICROS,
	};
	/// Compute of a block. There is no proof to carry, so its size is without a limit.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
		Weight::from_parts(MAX_BLOCK_REF_TIME, u64::MAX),
		NORMAL_DISPATCH_RATIO,
	);
	/// Bytes of a block.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAX_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = NORMAL_DISPATCH_RATIO.mul_floor(*max);
		})
		.build();
}

/// Compute of checking the two signatures of an equivocation and of slashing for it, without
/// storage: an upper bound.
const REPORT_REF_TIME: u64 = 1_000 * WEIGHT_REF_TIME_PER_MICROS;
/// Compute of one validator in the membership proof, and of one nominator in the slash: an upper
/// bound.
const MEMBER_REF_TIME: u64 = 25 * WEIGHT_REF_TIME_PER_MICROS;
/// Items that a report reads, and that it writes, besides those of stakers: an upper bound.
const REPORT_ITEMS: u64 = 20;
/// Items of one staker that a slash reads, and that it writes: an upper bound.
const STAKER_ITEMS: u64 = 4;

/// Cost of the consensus pallets' calls, for which the SDK has no measured numbers.
///
/// Valid reports are free and rare, so the bounds are generous rather than exact.
pub struct ConsensusWeight;

impl ConsensusWeight {
	fn report(validators: u32, nominators: u32) -> Weight {
		let stakers = u64::from(nominators).saturating_add(1);
		let items = stakers.saturating_mul(STAKER_ITEMS).saturating_add(REPORT_ITEMS);
		let members = u64::from(validators).saturating_add(stakers);
		Weight::from_parts(REPORT_REF_TIME, 0)
			.saturating_add(Weight::from_parts(MEMBER_REF_TIME, 0).saturating_mul(members))
			.saturating_add(DbWeight::get().reads_writes(items, items))
	}
}

impl pallet_babe::WeightInfo for ConsensusWeight {
	fn plan_config_change() -> Weight {
		DbWeight::get().writes(1)
	}

	fn report_equivocation(validator_count: u32, max_nominators_per_validator: u32) -> Weight {
		Self::report(validator_count, max_nominators_per_validator)
	}
}

impl pallet_grandpa::WeightInfo for ConsensusWeight {
	fn report_equivocation(validator_count: u32, max_nominators_per_validator: u32) -> Weight {
		Self::report(validator_count, max_nominators_per_validator)
	}

	fn note_stalled() -> Weight {
		DbWeight::get().writes(1)
	}
}
