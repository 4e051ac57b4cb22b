//! POT, the two tokens' ledger, and fees.

use crate::{
	Authorship, Balances, Runtime, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, System,
	constants::{
		AUTHOR_FEE_SHARE, EXISTENTIAL_DEPOSIT, FEE_PER_BYTE, FEE_PER_REF_TIME,
		OPERATIONAL_FEE_MULTIPLIER,
	},
	types::{AccountId, AssetId, Balance},
	weights,
};
use frame_support::{
	parameter_types,
	traits::{
		ConstU8, ConstU32, ConstU128, Imbalance, NeverEnsureOrigin, OnUnbalanced, VariantCountOf,
		fungible::{Balanced, Credit},
	},
	weights::ConstantMultiplier,
};
use frame_system::EnsureRoot;
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::traits::One;

parameter_types! {
	/// Fees don't follow demand: guests pay none, and tills, validators and offices must be able
	/// to plan them.
	pub FeeMultiplier: Multiplier = Multiplier::one();
}

/// Gives a transaction's fee and tip to the block's author, and burns what is not the author's.
pub struct FeesToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for FeesToAuthor {
	fn on_nonzero_unbalanced(fees: Credit<AccountId, Balances>) {
		let share = AUTHOR_FEE_SHARE.mul_ceil(fees.peek());
		let (share, burned) = fees.split(share);
		drop(burned);
		if let Some(author) = Authorship::author() {
			// An author that can't receive it, because it holds nothing and the fee is below the
			// existential deposit, loses it.
			drop(Balances::resolve(&author, share));
		}
	}
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = weights::pallet_balances::WeightInfo<Self>;
	type Balance = Balance;
	// Dust is burned.
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<16>;
	type MaxReserves = ConstU32<16>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

/// The ledger of THP and SPOT. Its calls are all filtered and both assets exist from genesis, so
/// nothing here takes a deposit; our own pallets move the tokens through the `fungibles` traits.
impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<100>;
	type AssetId = AssetId;
	type AssetIdParameter = AssetId;
	type ReserveData = ();
	type Currency = Balances;
	type CreateOrigin = NeverEnsureOrigin<AccountId>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = ConstU128<0>;
	type AssetAccountDeposit = ConstU128<0>;
	type MetadataDepositBase = ConstU128<0>;
	type MetadataDepositPerByte = ConstU128<0>;
	type ApprovalDeposit = ConstU128<0>;
	type StringLimit = ConstU32<32>;
	type Freezer = ();
	type Holder = ();
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = weights::pallet_assets::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, FeesToAuthor>;
	type WeightToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_REF_TIME>>;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_BYTE>>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
	type OperationalFeeMultiplier = ConstU8<OPERATIONAL_FEE_MULTIPLIER>;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Self>;
}

impl pallet_skip_feeless_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
}
