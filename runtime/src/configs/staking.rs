//! Who may validate, what it earns and what it risks.

use crate::{
	Balances, Runtime, RuntimeEvent, RuntimeHoldReason, Session, Staking, Timestamp,
	constants::{
		ANNUAL_INFLATION, BONDING_DURATION, HISTORY_DEPTH, MAX_EXPOSURE_PAGE_SIZE, MAX_NOMINATIONS,
		MAX_NOMINATORS, MAX_PAID_ERA_DURATION, MAX_VALIDATOR_CANDIDATES, MAX_VALIDATORS,
		SESSIONS_PER_ERA, SLASH_DEFER_DURATION,
	},
	types::{AccountId, Balance, Moment},
};
use frame_election_provider_support::{
	SequentialPhragmen,
	bounds::{ElectionBounds, ElectionBoundsBuilder},
	onchain,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, Nothing},
};
use frame_system::EnsureRoot;
use pallet_staking::{FixedNominationsQuota, UseNominatorsAndValidatorsMap, UseValidatorsMap};
use sp_runtime::{Perbill, Perquintill};
use sp_staking::{EraPayout, currency_to_vote::U128CurrencyToVote};

/// Milliseconds of a year of 365 days.
const YEAR: Moment = 365 * 24 * 60 * 60 * 1_000;

/// Most voters of an election: every candidate, who votes for itself, and every nominator.
const MAX_VOTERS: u32 = MAX_VALIDATOR_CANDIDATES + MAX_NOMINATORS;

parameter_types! {
	/// What an election may look at. The genesis limits on candidates and nominators keep below
	/// it; an election with more candidates would fail.
	pub OnChainElectionBounds: ElectionBounds = ElectionBoundsBuilder::default()
		.voters_count(MAX_VOTERS.into())
		.targets_count(MAX_VALIDATOR_CANDIDATES.into())
		.build();
}

/// Elects validators in one block: sequential Phragmén over everybody.
pub struct OnChainElection;

impl onchain::Config for OnChainElection {
	type Sort = ConstBool<true>;
	type System = Runtime;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type MaxBackersPerWinner = ConstU32<MAX_VOTERS>;
	type MaxWinnersPerPage = ConstU32<MAX_VALIDATORS>;
	type DataProvider = Staking;
	type WeightInfo = frame_election_provider_support::weights::SubstrateWeight<Runtime>;
	type Bounds = OnChainElectionBounds;
}

/// Pays validators and their nominators a fixed share of all POT a year, whatever is staked
/// (rule 40).
///
/// Rounds down. An era that an outage stretched is paid as `MAX_PAID_ERA_DURATION`.
pub struct FixedInflation;

impl EraPayout<Balance> for FixedInflation {
	fn era_payout(
		_total_staked: Balance,
		total_issuance: Balance,
		era_duration_millis: u64,
	) -> (Balance, Balance) {
		let paid = era_duration_millis.min(MAX_PAID_ERA_DURATION);
		let yearly = ANNUAL_INFLATION.mul_floor(total_issuance);
		(Perquintill::from_rational(paid, YEAR).mul_floor(yearly), 0)
	}
}

/// The sizes that staking is benchmarked at.
pub struct StakingBenchmarks;

impl pallet_staking::BenchmarkingConfig for StakingBenchmarks {
	type MaxValidators = ConstU32<MAX_VALIDATOR_CANDIDATES>;
	type MaxNominators = ConstU32<MAX_NOMINATORS>;
}

impl pallet_staking::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CurrencyBalance = Balance;
	type UnixTime = Timestamp;
	type CurrencyToVote = U128CurrencyToVote;
	type ElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type GenesisElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type NominationsQuota = FixedNominationsQuota<MAX_NOMINATIONS>;
	type HistoryDepth = ConstU32<HISTORY_DEPTH>;
	type RewardRemainder = ();
	type RuntimeEvent = RuntimeEvent;
	// Dropped, a slash lowers the issuance and a reward raises it.
	type Slash = ();
	type Reward = ();
	type SessionsPerEra = ConstU32<SESSIONS_PER_ERA>;
	type BondingDuration = ConstU32<BONDING_DURATION>;
	type SlashDeferDuration = ConstU32<SLASH_DEFER_DURATION>;
	// The owner reaches it by `enact`, after the delay (rule 41).
	type AdminOrigin = EnsureRoot<AccountId>;
	type SessionInterface = Self;
	type EraPayout = FixedInflation;
	type NextNewSession = Session;
	type MaxExposurePageSize = ConstU32<MAX_EXPOSURE_PAGE_SIZE>;
	type MaxValidatorSet = ConstU32<MAX_VALIDATORS>;
	type VoterList = UseNominatorsAndValidatorsMap<Self>;
	type TargetList = UseValidatorsMap<Self>;
	type MaxUnlockingChunks = ConstU32<32>;
	// No account has a controller of its own on a chain that never had them.
	type MaxControllersInDeprecationBatch = ConstU32<1>;
	type EventListeners = ();
	type Filter = Nothing;
	type BenchmarkingConfig = StakingBenchmarks;
	type WeightInfo = pallet_staking::weights::SubstrateWeight<Self>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::constants::POT;

	const ISSUANCE: Balance = 1_000_000_000 * POT;
	const HOUR: u64 = 60 * 60 * 1_000;

	fn payout(era: u64) -> Balance {
		let (validators, rest) = FixedInflation::era_payout(0, ISSUANCE, era);
		assert_eq!(rest, 0);
		validators
	}

	#[test]
	fn a_year_of_eras_pays_five_percent() {
		let year = payout(HOUR) * 24 * 365;
		let expected = 50_000_000 * POT;
		assert!(year <= expected && expected - year < POT, "{year}");
	}

	#[test]
	fn an_outage_is_not_paid() {
		assert_eq!(payout(30 * 24 * HOUR), payout(4 * HOUR));
		assert_eq!(payout(0), 0);
	}
}
