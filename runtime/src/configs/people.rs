//! Persons, roles, and the one door for THP (rules 7 to 14).

use crate::{
	Checks, Compliance, Conversion, Distribution, Franchise, Kyc, Loyalty, Runtime, Spot,
	Timestamp,
	configs::{
		ComplianceOrigin, NetworkOwnerOrigin,
		franchise::{PoolAccount, ReserveAccount, Thp},
	},
	constants::THP_ASSET,
	types::{AccountId, AccountPublic, Balance, Signature},
	weights,
};
use alloc::vec::Vec;
use frame_support::traits::Contains;

/// The network's own accounts of THP: no law of persons applies to them.
pub struct Pots;

impl Contains<AccountId> for Pots {
	fn contains(who: &AccountId) -> bool {
		*who == PoolAccount::get() || *who == ReserveAccount::get()
	}
}

/// Everybody with THP in the tokens' ledger.
pub struct ThpHolders;

impl pallet_compliance::Holders<AccountId> for ThpHolders {
	fn page(after: Option<&AccountId>, limit: u32) -> Vec<(AccountId, Balance)> {
		type Accounts = pallet_assets::Account<Runtime>;
		let accounts = match after {
			Some(after) => {
				let key = Accounts::hashed_key_for(THP_ASSET, after);
				Accounts::iter_prefix_from(THP_ASSET, key)
			}
			None => Accounts::iter_prefix(THP_ASSET),
		};
		let limit = usize::try_from(limit).unwrap_or(usize::MAX);
		accounts.map(|(who, account)| (who, account.balance)).take(limit).collect()
	}
}

impl pallet_kyc::Config for Runtime {
	type Time = Timestamp;
	type OwnerOrigin = NetworkOwnerOrigin;
	type ComplianceOrigin = ComplianceOrigin;
	type Franchise = Franchise;
	// Loyalty after SPOT, so that what a session pays on the way meets the caps of both accounts.
	type Holdings = (Compliance, Checks, Spot, Loyalty, Distribution, Conversion);
	type OnStanding = Spot;
	type OffchainSignature = Signature;
	type OffchainPublic = AccountPublic;
	type WeightInfo = weights::pallet_kyc::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::KycHelper;
}

impl pallet_compliance::Config for Runtime {
	type Thp = Thp;
	type Kyc = Kyc;
	type Free = Kyc;
	type Holdings = (Checks, Spot, Loyalty, Distribution, Conversion);
	type Holders = ThpHolders;
	type Pots = Pots;
	type Time = Timestamp;
	type ComplianceOrigin = ComplianceOrigin;
	type OwnerOrigin = NetworkOwnerOrigin;
	type WeightInfo = weights::pallet_compliance::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::ComplianceHelper;
}
