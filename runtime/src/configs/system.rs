//! The base: accounts, blocks, time, delayed calls.

use crate::{
	Babe, Balances, OriginCaller, PalletInfo, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, RuntimeTask, System, VERSION,
	constants::{BLOCK_HASH_COUNT, DEPOSIT_PER_BYTE, SLOT_DURATION, deposit},
	filters::BaseCallFilter,
	migrations,
	types::{AccountId, Balance, Block, Moment},
	weights::{self, DbWeight, RuntimeBlockLength, RuntimeBlockWeights},
};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		ConstU16, ConstU32, ConstU64, ConstU128, EqualPrivilegeOnly, LinearStoragePrice,
		fungible::HoldConsideration,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_version::RuntimeVersion;

parameter_types! {
	/// The runtime's version.
	pub const Version: RuntimeVersion = VERSION;
	/// The most of a block that delayed calls may take: half, so that a backlog never stops
	/// transactions.
	pub MaximumSchedulerWeight: Weight = RuntimeBlockWeights::get().max_block.saturating_div(2);
	/// Why POT is held for a preimage.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = BaseCallFilter;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type Block = Block;
	type BlockHashCount = ConstU32<BLOCK_HASH_COUNT>;
	type DbWeight = DbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Self>;
	type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Self>;
	type SS58Prefix = ConstU16<42>;
	type SingleBlockMigrations = migrations::SingleBlock;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = Moment;
	type OnTimestampSet = Babe;
	type MinimumPeriod = ConstU64<{ SLOT_DURATION / 2 }>;
	type WeightInfo = weights::pallet_timestamp::WeightInfo<Self>;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Self>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	// A preimage is two items: its bytes, and the 90-odd bytes that say who pays for them.
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<ConstU128<{ deposit(2, 90) }>, ConstU128<DEPOSIT_PER_BYTE>, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	// Delayed calls of the owner only, so a block's agenda stays short.
	type MaxScheduledPerBlock = ConstU32<64>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Self>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
