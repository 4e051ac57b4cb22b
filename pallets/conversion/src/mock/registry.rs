//! Persons, free calls, points and rounds: what the traits' documentation promises, and no more.

use super::{AccountId, Assets, Spot};
use alloc::vec::Vec;
use frame_support::{
	Blake2_128Concat, ensure, parameter_types,
	traits::{
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use hotpot_primitives::{
	Balance, CountryCode, Moment, PersonId,
	traits::{
		Award, FreeCalls, Identity, KycInspect, KycMutate, Level, MoveHoldings, RiskBand,
		RoundInspect, SpotInspect, SpotMutate, Standing,
	},
};
use sp_runtime::{DispatchError, DispatchResult};

parameter_types! {
	/// Free calls that everybody has left.
	pub static FreeLeft: u32 = 20;
	/// Whether a round is announced.
	pub static IsAnnounced: bool = false;
}

/// What accounts are to the law.
#[frame_support::storage_alias]
pub type Standings = StorageMap<Registry, Blake2_128Concat, AccountId, Standing>;

/// The registry of persons.
pub struct KycRegistry;

impl KycInspect<AccountId> for KycRegistry {
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
		who
	}
}

/// Nobody recovers in these tests.
impl KycMutate<AccountId> for KycRegistry {
	fn can_rebind(_: &AccountId, _: &AccountId) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}
	fn rebind(_: &AccountId, _: &AccountId) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}
	fn verifier_of(_: &AccountId) -> Option<AccountId> {
		None
	}
	fn is_verifier(_: &AccountId, _: Level) -> bool {
		false
	}
}

impl FreeCalls<AccountId> for KycRegistry {
	fn left(who: &AccountId) -> u32 {
		if Self::is_verified(who) { FreeLeft::get() } else { 0 }
	}

	fn consume(_: &AccountId) {
		FreeLeft::mutate(|left| *left = left.saturating_sub(1));
	}
}

/// SPOT in the ledger, without the rules of earning it.
pub struct Points;

impl SpotInspect<AccountId> for Points {
	fn balance(who: &AccountId) -> u32 {
		u32::try_from(Assets::balance(super::SPOT_ASSET, *who)).expect("at most a million")
	}
}

impl SpotMutate<AccountId> for Points {
	fn award(who: &AccountId, award: Award) -> Result<u32, DispatchError> {
		Spot::mint_into(who, award.amount.into())?;
		Ok(award.amount)
	}

	fn burn(who: &AccountId, amount: u32) -> DispatchResult {
		ensure!(Self::balance(who) >= amount, DispatchError::Other("less"));
		Spot::burn_from(
			who,
			amount.into(),
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		Ok(())
	}
}

/// The distribution.
pub struct Rounds;

impl RoundInspect for Rounds {
	fn is_announced() -> bool {
		IsAnnounced::get()
	}
}

/// Nothing but THP moves along, and nobody lists who has it.
pub struct Nothing;

impl MoveHoldings<AccountId> for Nothing {
	fn move_holdings(_: &AccountId, _: &AccountId) -> DispatchResult {
		Ok(())
	}
}

impl pallet_compliance::Holders<AccountId> for Nothing {
	fn page(_: Option<&AccountId>, _: u32) -> Vec<(AccountId, Balance)> {
		Vec::new()
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<AccountId> for KycRegistry {
	fn register_holder(who: &AccountId, spot: u32) {
		super::register(*who, spot);
	}

	fn set_time(now: Moment) {
		super::Timestamp::set_timestamp(now);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl pallet_compliance::benchmarking::BenchmarkHelper<AccountId> for KycRegistry {
	fn verify(who: &AccountId, _: CountryCode, _: &AccountId) {
		Standings::insert(who, Standing::Verified);
	}

	fn register_verifier(_: &AccountId) {}

	fn set_time(now: Moment) {
		super::Timestamp::set_timestamp(now);
	}
}
