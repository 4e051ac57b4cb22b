//! Persons, SPOT and the door for THP: what the traits' documentation promises, and no more. A record
//! date is a copy of all balances, so that nothing about it can be wrong.

use super::{AccountId, Test, Thp, Timestamp, thp};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	Blake2_128Concat, Twox64Concat, assert_ok, ensure,
	pallet_prelude::ValueQuery,
	parameter_types,
	traits::{fungible::Mutate, tokens::Preservation},
};
use hotpot_primitives::{
	Balance, CountryCode, PersonId,
	time::DAY,
	traits::{
		Identity, KycClock, KycInspect, Level, MoveHoldings, RiskBand, SnapshotId, SpotFigures,
		SpotSnapshots, Standing, ThpPayout,
	},
};
use sp_runtime::{DispatchError, DispatchResult};

/// Most record dates that the ledger of SPOT remembers.
pub const MAX_SNAPSHOTS: usize = 8;
/// Why the ledger of SPOT takes no more.
pub const TOO_MANY: DispatchError = DispatchError::Exhausted;
/// Why the door pays nobody.
pub const PAUSED: DispatchError = DispatchError::Unavailable;
/// Why the door does not pay somebody.
pub const FROZEN: DispatchError = DispatchError::CannotLookup;

parameter_types! {
	/// Whether the registry told of every expiry.
	pub static IsSettled: bool = true;
	/// Whether the door is shut.
	pub static IsPaused: bool = false;
}

/// Accounts with a person, and whether it is verified.
#[frame_support::storage_alias]
pub type Persons = StorageMap<Neighbours, Blake2_128Concat, AccountId, bool>;

/// Accounts that persons left, and where to.
#[frame_support::storage_alias]
pub type ClosedAccounts = StorageMap<Neighbours, Blake2_128Concat, AccountId, AccountId>;

/// Accounts that Compliance froze.
#[frame_support::storage_alias]
pub type Frozen = StorageMap<Neighbours, Blake2_128Concat, AccountId, ()>;

/// SPOT, verified or not.
#[frame_support::storage_alias]
pub type Spot = StorageMap<Neighbours, Blake2_128Concat, AccountId, u32, ValueQuery>;

/// What each verified account had at a record date.
#[frame_support::storage_alias]
pub type Snapshots = StorageMap<Neighbours, Twox64Concat, SnapshotId, BTreeMap<AccountId, u32>>;

/// The next record date.
#[frame_support::storage_alias]
pub type NextSnapshot = StorageValue<Neighbours, SnapshotId, ValueQuery>;

/// The registry of persons.
pub struct KycRegistry;

impl KycInspect<AccountId> for KycRegistry {
	fn identity(who: &AccountId) -> Option<Identity> {
		let is_verified = Persons::get(who)?;
		let mut person = [0; 32];
		person[..8].copy_from_slice(&who.to_le_bytes());
		Some(Identity {
			person: PersonId(person),
			level: Level::Enhanced,
			risk: RiskBand::Low,
			jurisdiction: CountryCode(*b"GE"),
			standing: if is_verified { Standing::Verified } else { Standing::Suspended },
			expires_at: Timestamp::get() + 365 * DAY,
		})
	}

	fn current_account(who: AccountId) -> AccountId {
		ClosedAccounts::get(who).unwrap_or(who)
	}
}

impl KycClock for KycRegistry {
	fn is_settled() -> bool {
		IsSettled::get()
	}
}

/// The ledger of SPOT.
pub struct SpotLedger;

/// The upper median, and who is above it, by sorting.
pub fn figures_of(balances: &BTreeMap<AccountId, u32>) -> SpotFigures {
	let mut sorted: Vec<_> = balances.values().copied().collect();
	sorted.sort_unstable();
	let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
	let above = sorted.iter().filter(|spot| **spot > median).copied().map(u64::from).sum();
	SpotFigures { holders: sorted.len() as u32, median, above }
}

impl SpotSnapshots<AccountId> for SpotLedger {
	fn take() -> Result<(SnapshotId, SpotFigures), DispatchError> {
		ensure!(Snapshots::iter_keys().count() < MAX_SNAPSHOTS, TOO_MANY);
		let id = NextSnapshot::get();
		NextSnapshot::put(id + 1);
		let counted = Spot::iter().filter(|(who, spot)| *spot > 0 && KycRegistry::is_verified(who));
		let balances: BTreeMap<_, _> = counted.collect();
		let figures = figures_of(&balances);
		Snapshots::insert(id, balances);
		Ok((id, figures))
	}

	fn release(id: SnapshotId) {
		Snapshots::remove(id);
	}

	fn balance_at(id: SnapshotId, who: &AccountId) -> u32 {
		Snapshots::get(id).and_then(|balances| balances.get(who).copied()).unwrap_or(0)
	}
}

/// The door for THP.
pub struct Door;

impl ThpPayout<AccountId> for Door {
	fn can_pay_out(pot: &AccountId, to: &AccountId, amount: Balance) -> DispatchResult {
		ensure!(!IsPaused::get(), PAUSED);
		ensure!(!Frozen::contains_key(to), FROZEN);
		ensure!(KycRegistry::is_verified(to), DispatchError::BadOrigin);
		ensure!(thp(*pot) >= amount, DispatchError::Corruption);
		Ok(())
	}

	fn pay_out(pot: &AccountId, to: &AccountId, amount: Balance) -> DispatchResult {
		Self::can_pay_out(pot, to, amount)?;
		<Thp as Mutate<_>>::transfer(pot, to, amount, Preservation::Expendable)?;
		Ok(())
	}
}

pub fn verify(who: AccountId) {
	Persons::insert(who, true);
}

pub fn unverify(who: AccountId) {
	Persons::insert(who, false);
}

/// Everything of a person goes to another account, as in a link or a recovery. The person is where
/// `verified` says.
pub fn move_person(from: AccountId, to: AccountId) {
	Spot::insert(to, Spot::get(to) + Spot::take(from));
	for id in Snapshots::iter_keys().collect::<Vec<_>>() {
		Snapshots::mutate_extant(id, |balances| {
			let moved = balances.remove(&from).unwrap_or(0);
			*balances.entry(to).or_default() += moved;
		});
	}
	let amount = thp(from);
	if amount > 0 {
		assert_ok!(<Thp as Mutate<_>>::transfer(&from, &to, amount, Preservation::Expendable));
	}
	if let Some(is_verified) = Persons::take(from) {
		Persons::mutate(to, |known| *known = Some(known.unwrap_or(false) || is_verified));
	}
	ClosedAccounts::insert(from, to);
	assert_ok!(crate::Pallet::<Test>::can_move(&from, &to));
	assert_ok!(crate::Pallet::<Test>::move_holdings(&from, &to));
}

/// Lends the benchmarks what they need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Lender;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<AccountId> for Lender {
	fn set_time(now: hotpot_primitives::Moment) {
		Timestamp::set_timestamp(now);
	}

	fn earn(who: &AccountId, spot: u32) {
		verify(*who);
		Spot::mutate(who, |held| *held += spot);
	}

	fn fund(pot: &AccountId, amount: Balance) {
		super::mint(*pot, amount);
	}
}
