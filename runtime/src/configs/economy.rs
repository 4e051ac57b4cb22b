//! SPOT, what earns it, and what it is good for (rules 15 to 20).

use crate::{
	Assets, Compliance, Conversion, Distribution, Kyc, Runtime, Spot, Timestamp,
	configs::{
		NetworkOwnerOrigin,
		franchise::{PoolAccount, ReserveAccount, Thp},
	},
	constants::SPOT_ASSET,
	types::{AccountId, Balance},
	weights,
};
use frame_support::traits::{ConstU32, Get, fungible::ItemOf};
use frame_system::EnsureRoot;
use hotpot_primitives::traits::MintedThp;

/// THP that conversion minted, which is all that checks did not (rule 3).
pub struct MintedByConversion;

impl Get<Balance> for MintedByConversion {
	fn get() -> Balance {
		<Conversion as MintedThp>::minted()
	}
}

impl pallet_spot::Config for Runtime {
	type Spot = ItemOf<Assets, ConstU32<SPOT_ASSET>, AccountId>;
	type Time = Timestamp;
	type OwnerOrigin = NetworkOwnerOrigin;
	type WeightInfo = weights::pallet_spot::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::SpotHelper;
}

impl pallet_loyalty::Config for Runtime {
	type Spot = Spot;
	type Kyc = Kyc;
	type Time = Timestamp;
	// Validators tell it by quorum, through `Observations`; this is for networks with a Root key.
	type FeedOrigin = EnsureRoot<AccountId>;
	type OwnerOrigin = NetworkOwnerOrigin;
	type WeightInfo = weights::pallet_loyalty::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::LoyaltyHelper;
}

impl pallet_conversion::Config for Runtime {
	type Thp = Thp;
	type Spot = Spot;
	type Kyc = Kyc;
	type Free = Kyc;
	type Payout = Compliance;
	type Rounds = Distribution;
	type ReserveAccount = ReserveAccount;
	type Time = Timestamp;
	type OwnerOrigin = NetworkOwnerOrigin;
	type WeightInfo = weights::pallet_conversion::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::ConversionHelper;
}

impl pallet_distribution::Config for Runtime {
	type Thp = Thp;
	type Payout = Compliance;
	type Spot = Spot;
	type Kyc = Kyc;
	type PoolAccount = PoolAccount;
	type Time = Timestamp;
	type OwnerOrigin = NetworkOwnerOrigin;
	type WeightInfo = weights::pallet_distribution::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::DistributionHelper;
}
