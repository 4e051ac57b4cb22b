//! Calls around calls, and the brakes.

use crate::{
	Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, System,
	configs::NetworkOwnerOrigin,
	constants::{SAFE_MODE_DURATION, deposit},
	filters::{SafeModeCalls, UnpausableCalls},
	types::{AccountId, Balance, BlockNumber, Hashing, ProxyType},
	weights,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU128},
};
use frame_system::{EnsureRoot, EnsureWithSuccess};

parameter_types! {
	/// Nobody can buy safe mode with a deposit: entering it takes the owner or Root.
	pub const NoDeposit: Option<Balance> = None;
	/// No deposit is ever taken, so none is ever released.
	pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = weights::pallet_utility::WeightInfo<Self>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	// One item of 88 bytes, and 32 more for every signatory; all given back.
	type DepositBase = ConstU128<{ deposit(1, 88) }>;
	type DepositFactor = ConstU128<{ deposit(0, 32) }>;
	type MaxSignatories = ConstU32<20>;
	type WeightInfo = weights::pallet_multisig::WeightInfo<Self>;
	type BlockNumberProvider = System;
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	// One item of 8 bytes, and 33 for every proxy: an account and a type.
	type ProxyDepositBase = ConstU128<{ deposit(1, 8) }>;
	type ProxyDepositFactor = ConstU128<{ deposit(0, 33) }>;
	type MaxProxies = ConstU32<16>;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Self>;
	type MaxPending = ConstU32<16>;
	type CallHasher = Hashing;
	// One item of 16 bytes, and 68 for every announcement: account, hash and height.
	type AnnouncementDepositBase = ConstU128<{ deposit(1, 16) }>;
	type AnnouncementDepositFactor = ConstU128<{ deposit(0, 68) }>;
	type BlockNumberProvider = System;
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = SafeModeCalls;
	type EnterDuration = ConstU32<SAFE_MODE_DURATION>;
	type ExtendDuration = ConstU32<SAFE_MODE_DURATION>;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin =
		EnsureWithSuccess<NetworkOwnerOrigin, AccountId, ConstU32<SAFE_MODE_DURATION>>;
	type ForceExtendOrigin =
		EnsureWithSuccess<NetworkOwnerOrigin, AccountId, ConstU32<SAFE_MODE_DURATION>>;
	type ForceExitOrigin = NetworkOwnerOrigin;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Self>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = NetworkOwnerOrigin;
	type UnpauseOrigin = NetworkOwnerOrigin;
	type WhitelistedCalls = UnpausableCalls;
	// Longer names than any of ours; one that is too long counts as paused.
	type MaxNameLen = ConstU32<256>;
	type WeightInfo = weights::pallet_tx_pause::WeightInfo<Self>;
}

/// Root for whoever holds the key. Only development and local test networks set one; without a
/// key every call of the pallet fails (rule 41).
impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = weights::pallet_sudo::WeightInfo<Self>;
}
