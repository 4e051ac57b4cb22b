//! The network's own pallets: owner, restaurants and tills, checks.

use crate::{
	Assets, Compliance, Franchise, Kyc, Loyalty, Preimage, Runtime, RuntimeCall, Scheduler,
	Timestamp,
	configs::{ComplianceOrigin, NetworkOwnerOrigin, economy::MintedByConversion},
	constants::{DAYS, MAX_TILLS_PER_NODE, POOL_ACCOUNT, RESERVE_ACCOUNT, THP_ASSET},
	types::{AccountId, BlockNumber},
	weights,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, EitherOfDiverse, fungible::ItemOf},
};
use sp_runtime::traits::AccountIdConversion;

parameter_types! {
	/// How long the owner's delayed calls wait, in blocks: 24 hours (rule 41).
	pub const EnactmentPeriod: BlockNumber = DAYS;
	/// Unused THP waiting for distribution.
	pub PoolAccount: AccountId = POOL_ACCOUNT.into_account_truncating();
	/// Unused THP of the network.
	pub ReserveAccount: AccountId = RESERVE_ACCOUNT.into_account_truncating();
}

/// THP in the tokens' ledger.
pub type Thp = ItemOf<Assets, ConstU32<THP_ASSET>, AccountId>;

/// What the owner may have done as Root after the delay: upgrades, and care for the validators.
pub struct Delayed;

impl Contains<RuntimeCall> for Delayed {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::System(frame_system::Call::authorize_upgrade { .. })
				| RuntimeCall::Babe(pallet_babe::Call::plan_config_change { .. })
				| RuntimeCall::Staking(
					pallet_staking::Call::set_validator_count { .. }
						| pallet_staking::Call::set_staking_configs { .. }
						| pallet_staking::Call::set_invulnerables { .. }
						| pallet_staking::Call::cancel_deferred_slash { .. }
						| pallet_staking::Call::force_new_era { .. }
						| pallet_staking::Call::force_unstake { .. },
				)
		)
	}
}

/// What the owner may have done as Root at once: what saves a chain in trouble.
pub struct Immediate;

impl Contains<RuntimeCall> for Immediate {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Grandpa(pallet_grandpa::Call::note_stalled { .. })
				| RuntimeCall::SafeMode(
					pallet_safe_mode::Call::force_enter { .. }
						| pallet_safe_mode::Call::force_extend { .. }
						| pallet_safe_mode::Call::force_exit { .. },
				)
		)
	}
}

impl pallet_owner::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type Delayed = Delayed;
	type Immediate = Immediate;
	type EnactmentPeriod = EnactmentPeriod;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type WeightInfo = weights::pallet_owner::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::OwnerHelper;
}

impl pallet_franchise::Config for Runtime {
	type OwnerOrigin = NetworkOwnerOrigin;
	type MaxTillsPerNode = ConstU32<MAX_TILLS_PER_NODE>;
	type WeightInfo = weights::pallet_franchise::WeightInfo<Self>;
}

impl pallet_checks::Config for Runtime {
	type Franchise = Franchise;
	type Kyc = Kyc;
	type Room = Compliance;
	type Thp = Thp;
	type MintedElsewhere = MintedByConversion;
	type OnCheck = Loyalty;
	type PoolAccount = PoolAccount;
	type ReserveAccount = ReserveAccount;
	type Time = Timestamp;
	type OwnerOrigin = NetworkOwnerOrigin;
	type QuarantineOrigin = EitherOfDiverse<NetworkOwnerOrigin, ComplianceOrigin>;
	type WeightInfo = weights::pallet_checks::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::ChecksHelper;
}
