//! SPOT and persons: what the traits' documentation promises, and no more.

use super::{AccountId, Timestamp};
use frame_support::{Blake2_128Concat, ensure, parameter_types};
use hotpot_primitives::{
	CountryCode, Moment, PersonId,
	time::{DAY, local_day},
	traits::{Award, Identity, KycInspect, Level, RiskBand, SpotMutate, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

/// SPOT that one account may earn in a UTC day.
pub const CAP: u32 = 10;
/// How long ago an award may be.
pub const MAX_AGE: Moment = 31 * DAY;
pub const EVIDENCE_USED: DispatchError = DispatchError::Other("the evidence was used");
pub const NOT_RECENT: DispatchError = DispatchError::Other("the award is not of the last days");

parameter_types! {
	/// Whether every award fails.
	pub static IsStuck: bool = false;
}

/// How much SPOT an account has.
#[frame_support::storage_alias]
pub type Balances = StorageMap<Points, Blake2_128Concat, AccountId, u32>;

/// What was given for each evidence.
#[frame_support::storage_alias]
pub type Awards = StorageMap<Points, Blake2_128Concat, [u8; 32], (AccountId, Award, u32)>;

/// What accounts earned in a day.
#[frame_support::storage_alias]
pub type Earned = StorageMap<Points, Blake2_128Concat, (AccountId, u32), u32>;

/// What accounts are to the law.
#[frame_support::storage_alias]
pub type Standings = StorageMap<Points, Blake2_128Concat, AccountId, Standing>;

/// Accounts that persons left, and for which.
#[frame_support::storage_alias]
pub type Left = StorageMap<Points, Blake2_128Concat, AccountId, AccountId>;

/// The ledger of SPOT.
pub struct Spot;

impl SpotMutate<AccountId> for Spot {
	fn award(who: &AccountId, award: Award) -> Result<u32, DispatchError> {
		ensure!(!IsStuck::get(), DispatchError::Unavailable);
		ensure!(!Awards::contains_key(award.evidence), EVIDENCE_USED);
		let now = Timestamp::get();
		ensure!(award.at <= now && now - award.at <= MAX_AGE, NOT_RECENT);
		let day = (*who, local_day(award.at, 0));
		let earned = Earned::get(day).unwrap_or(0);
		let given = award.amount.min(CAP - earned);
		Earned::insert(day, earned + given);
		Awards::insert(award.evidence, (*who, award, given));
		Balances::insert(who, Balances::get(who).unwrap_or(0) + given);
		Ok(given)
	}

	fn burn(_: &AccountId, _: u32) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}
}

/// The registry of persons.
pub struct Persons;

impl KycInspect<AccountId> for Persons {
	fn identity(who: &AccountId) -> Option<Identity> {
		let mut person = [0; 32];
		person[..8].copy_from_slice(&who.to_le_bytes());
		Some(Identity {
			person: PersonId(person),
			level: Level::Enhanced,
			risk: RiskBand::Low,
			jurisdiction: CountryCode(*b"GE"),
			standing: Standings::get(who)?,
			expires_at: Moment::MAX,
		})
	}

	fn current_account(who: AccountId) -> AccountId {
		Left::get(who).unwrap_or(who)
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<AccountId> for Persons {
	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}

	fn leave_account(left: &AccountId, current: &AccountId) {
		Left::insert(left, current);
		Standings::insert(current, Standing::Verified);
	}
}
