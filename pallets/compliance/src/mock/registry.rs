//! Persons, verifiers, free calls, other holdings and the register of holders: what the traits'
//! documentation promises, and no more.

use super::{AccountId, THP_ASSET, Test, Timestamp, VERIFIER};
use crate::Holders;
use alloc::vec::Vec;
use frame_support::{Blake2_128Concat, ensure, parameter_types};
use hotpot_primitives::{
	Balance, CountryCode, PersonId,
	time::DAY,
	traits::{FreeCalls, Identity, KycInspect, KycMutate, Level, MoveHoldings, RiskBand, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

parameter_types! {
	/// Free calls that everybody has left.
	pub static FreeLeft: u32 = 20;
	/// Whether the other holdings refuse to move.
	pub static AreHoldingsStuck: bool = false;
}

/// Who is behind an account, and who said so.
#[frame_support::storage_alias]
pub type Persons = StorageMap<Registry, Blake2_128Concat, AccountId, (Identity, AccountId)>;

/// Up to which level a verifier is licensed.
#[frame_support::storage_alias]
pub type Verifiers = StorageMap<Registry, Blake2_128Concat, AccountId, Level>;

/// Accounts that persons left.
#[frame_support::storage_alias]
pub type ClosedAccounts = StorageMap<Registry, Blake2_128Concat, AccountId, AccountId>;

/// What a person holds besides THP.
#[frame_support::storage_alias]
pub type Points = StorageMap<Registry, Blake2_128Concat, AccountId, u128>;

/// The registry of persons.
pub struct KycRegistry;

impl KycInspect<AccountId> for KycRegistry {
	fn identity(who: &AccountId) -> Option<Identity> {
		let (mut identity, _) = Persons::get(who)?;
		if identity.standing == Standing::Verified && identity.expires_at <= Timestamp::get() {
			identity.standing = Standing::Expired;
		}
		Some(identity)
	}

	fn current_account(who: AccountId) -> AccountId {
		ClosedAccounts::get(who).unwrap_or(who)
	}
}

impl KycMutate<AccountId> for KycRegistry {
	fn can_rebind(from: &AccountId, to: &AccountId) -> DispatchResult {
		ensure!(Persons::contains_key(from), DispatchError::Other("no person"));
		ensure!(!Persons::contains_key(to), DispatchError::Other("known"));
		ensure!(!ClosedAccounts::contains_key(to), DispatchError::Other("closed"));
		Ok(())
	}

	fn rebind(from: &AccountId, to: &AccountId) -> DispatchResult {
		Self::can_rebind(from, to)?;
		let person = Persons::take(from).ok_or(DispatchError::Other("no person"))?;
		Persons::insert(to, person);
		ClosedAccounts::insert(from, to);
		Ok(())
	}

	fn verifier_of(who: &AccountId) -> Option<AccountId> {
		Persons::get(who).map(|(_, verifier)| verifier)
	}

	fn is_verifier(who: &AccountId, level: Level) -> bool {
		Verifiers::get(who).is_some_and(|licence| licence >= level)
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

/// Points move as a whole.
pub struct PointHoldings;

impl MoveHoldings<AccountId> for PointHoldings {
	fn can_move(_: &AccountId, _: &AccountId) -> DispatchResult {
		ensure!(!AreHoldingsStuck::get(), DispatchError::Other("stuck"));
		Ok(())
	}

	fn move_holdings(from: &AccountId, to: &AccountId) -> DispatchResult {
		Self::can_move(from, to)?;
		let moved = Points::take(from).unwrap_or(0);
		Points::mutate(to, |points| *points = Some(points.unwrap_or(0) + moved));
		Ok(())
	}
}

/// The ledger's accounts, as the runtime pages them.
pub struct AssetHolders;

impl Holders<AccountId> for AssetHolders {
	fn page(after: Option<&AccountId>, limit: u32) -> Vec<(AccountId, Balance)> {
		type Accounts = pallet_assets::Account<Test>;
		let accounts = match after {
			Some(after) => {
				let key = Accounts::hashed_key_for(THP_ASSET, after);
				Accounts::iter_prefix_from(THP_ASSET, key)
			}
			None => Accounts::iter_prefix(THP_ASSET),
		};
		accounts.take(limit as usize).map(|(who, account)| (who, account.balance)).collect()
	}
}

/// A verified person of Georgia.
pub fn person(number: u64) -> Identity {
	let mut id = [0; 32];
	id[..8].copy_from_slice(&number.to_le_bytes());
	Identity {
		person: PersonId(id),
		level: Level::Enhanced,
		risk: RiskBand::Low,
		jurisdiction: CountryCode(*b"GE"),
		standing: Standing::Verified,
		expires_at: Timestamp::get() + 365 * DAY,
	}
}

/// Has `VERIFIER` attest `who`, but for what `change` changes.
pub fn verify(who: AccountId, change: impl FnOnce(&mut Identity)) {
	let mut identity = person(who);
	change(&mut identity);
	Persons::insert(who, (identity, VERIFIER));
}

pub fn set_standing(who: AccountId, standing: Standing) {
	verify(who, |identity| identity.standing = standing);
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<AccountId> for KycRegistry {
	fn verify(who: &AccountId, country: CountryCode, verifier: &AccountId) {
		Persons::insert(who, (Identity { jurisdiction: country, ..person(*who) }, *verifier));
	}

	fn register_verifier(who: &AccountId) {
		Verifiers::insert(who, Level::Premium);
	}

	fn set_time(now: hotpot_primitives::Moment) {
		Timestamp::set_timestamp(now);
	}

	fn endow(who: &AccountId) {
		Points::insert(who, 1);
	}
}
