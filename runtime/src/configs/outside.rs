//! What validators see outside the chain, and what follows from it (rules 16, 27 and 28).

use crate::{
	Deposits, Loyalty, Runtime, Session, Timestamp, configs::NetworkOwnerOrigin,
	constants::MAX_WATCHED_ACCOUNTS, extensions::FEELESS_PRIORITY, weights,
};
use frame_support::traits::{ConstU32, ConstU64};
use hotpot_primitives::traits::FeedLoyalty;

impl pallet_observations::Config for Runtime {
	type AuthorityId = pallet_observations::sr25519::AuthorityId;
	type Sessions = Session;
	type OnObservation = (Deposits, FeedLoyalty<Loyalty>);
	type Watch = Deposits;
	type Time = Timestamp;
	type OwnerOrigin = NetworkOwnerOrigin;
	type VotePriority = ConstU64<FEELESS_PRIORITY>;
	type WeightInfo = weights::pallet_observations::WeightInfo<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::ObservationsHelper;
}

impl pallet_deposits::Config for Runtime {
	type WatchOrigin = NetworkOwnerOrigin;
	type OwnerOrigin = NetworkOwnerOrigin;
	type Time = Timestamp;
	type MaxWatched = ConstU32<MAX_WATCHED_ACCOUNTS>;
	type WeightInfo = weights::pallet_deposits::WeightInfo<Self>;
}
