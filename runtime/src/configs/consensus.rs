//! Who makes blocks and who finalizes them: BABE, GRANDPA, sessions, offences.

use crate::{
	Babe, Balances, Historical, Offences, Runtime, RuntimeEvent, Session, Staking,
	constants::{
		BONDING_DURATION, EPOCH_DURATION, MAX_AUTHORITIES, MAX_EXPOSURE_PAGE_SIZE,
		SESSIONS_PER_ERA, SLOT_DURATION, deposit,
	},
	opaque::SessionKeys,
	types::AccountId,
	weights::ConsensusWeight,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, ConstU128},
};
use pallet_session::{
	FindAccountFromAuthorIndex,
	disabling::UpToLimitWithReEnablingDisablingStrategy,
	historical::{IdentificationTuple, NoteHistoricalRoot},
};
use sp_runtime::traits::{ConvertInto, OpaqueKeys};
use sp_session::MembershipProof;

parameter_types! {
	/// Sessions for which GRANDPA knows which set voted: as long as stake stays bonded.
	pub BondedSessions: u64 = u64::from(BONDING_DURATION).saturating_mul(SESSIONS_PER_ERA.into());
	/// Blocks that an equivocation report stays in the pool: as long as stake stays bonded.
	pub ReportLongevity: u64 = BondedSessions::get().saturating_mul(EPOCH_DURATION);
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = ConstU64<EPOCH_DURATION>;
	type ExpectedBlockTime = ConstU64<SLOT_DURATION>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ConsensusWeight;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<MAX_EXPOSURE_PAGE_SIZE>;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ConsensusWeight;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<MAX_EXPOSURE_PAGE_SIZE>;
	type MaxSetIdSessionEntries = BondedSessions;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = Staking;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = NoteHistoricalRoot<Self, Staking>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	// At most a third less one: nobody with three validators, one with four (rule 36).
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Self>;
	type Currency = Balances;
	// The keys, and for each of the four who owns it.
	type KeyDeposit = ConstU128<{ deposit(5, 500) }>;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_staking::UnitIdentificationOf<Self>;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = IdentificationTuple<Self>;
	type OnOffenceHandler = Staking;
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
}
