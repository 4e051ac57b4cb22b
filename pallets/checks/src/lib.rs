#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Code of the Wasm blob does not panic; tests and benchmarks may.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::string_slice,
		clippy::unreachable
	)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod claiming;
mod deferring;
mod errors;
mod events;
mod expiring;
mod impl_move_holdings;
mod maturing;
mod recording;
mod sequence;
mod try_state;
pub mod types;
mod views;
mod voiding;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{
	Batch, Check, CheckEntry, CheckState, CheckStatus, DayTotal, EntryError, Gap, Quarantine,
	Setting, Settings, SpentWallet, TillLedger, TillReport, Totals, VoidReason,
};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::checks";

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Time, fungible},
		weights::WeightMeter,
	};
	use frame_system::{RawOrigin, ensure_signed, pallet_prelude::*};
	use hotpot_primitives::{
		Balance, Moment, NodeId, SequenceRange, Tetri, TillId,
		traits::{FranchiseInspect, KycInspect, OnCheck, RoleInspect, ThpRoom},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What checks need.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Restaurants and tills.
		type Franchise: FranchiseInspect<Self::AccountId>;

		/// Who works where, and which accounts persons have left.
		type Kyc: KycInspect<Self::AccountId> + RoleInspect<Self::AccountId>;

		/// How much THP an account may be given (rule 12).
		type Room: ThpRoom<Self::AccountId>;

		/// THP, minted here and nowhere else but by conversion.
		type Thp: fungible::Mutate<Self::AccountId, Balance = Balance>;

		/// Is told of checks that matured.
		type OnCheck: OnCheck<Self::AccountId>;

		/// THP that was minted by anything but checks, for the issuance equation of rule 3.
		type MintedElsewhere: Get<Balance>;

		/// Holds the unused THP that waits for distribution (rule 6).
		#[pallet::constant]
		type PoolAccount: Get<Self::AccountId>;

		/// Holds the unused THP of the network (rule 6).
		#[pallet::constant]
		type ReserveAccount: Get<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who changes settings and writes gaps off: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may quarantine, and void what is in quarantine: the network owner or Compliance.
		type QuarantineOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets up restaurants and tills for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// Checks that are recorded and not settled.
	///
	/// - Keys: till, its number.
	/// - Value: `Check`.
	#[pallet::storage]
	pub type OpenChecks<T: Config> =
		StorageMap<_, Blake2_128Concat, (TillId, u32), Check<T::AccountId>>;

	/// Check wallets that claimed, so that each is good once (rule 4).
	///
	/// - Keys: the wallet.
	/// - Value: `SpentWallet`.
	// The key is hashed without its preimage: 56 bytes for every claim there ever was, and nobody
	// needs to list them.
	#[pallet::storage]
	pub type SpentWallets<T: Config> = StorageMap<_, Blake2_128, T::AccountId, SpentWallet>;

	/// What is known of each till's numbers.
	///
	/// - Keys: till.
	/// - Value: `TillLedger`.
	#[pallet::storage]
	pub type Ledgers<T: Config> = StorageMap<_, Twox64Concat, TillId, TillLedger, ValueQuery>;

	/// What each till recorded in a local day.
	///
	/// - Keys: till, days since 1970-01-01.
	/// - Value: `DayTotal`, without a Z-total.
	#[pallet::storage]
	pub type TillDays<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TillId, Twox64Concat, u32, DayTotal, ValueQuery>;

	/// What each restaurant's tills recorded in a local day.
	///
	/// - Keys: restaurant, days since 1970-01-01.
	/// - Value: `DayTotal`.
	#[pallet::storage]
	pub type NodeDays<T: Config> =
		StorageDoubleMap<_, Twox64Concat, NodeId, Twox64Concat, u32, DayTotal, ValueQuery>;

	/// Where all accrued THP stands.
	#[pallet::storage]
	pub type TotalThp<T: Config> = StorageValue<_, Totals, ValueQuery>;

	/// THP of matured checks above what an unverified account may hold (rule 12). It never expires.
	///
	/// - Keys: who may collect it.
	/// - Value: base units, not zero.
	#[pallet::storage]
	pub type Deferred<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Balance, ValueQuery>;

	/// How many checks each account claimed.
	///
	/// - Keys: destination of the claims.
	/// - Value: a count.
	#[pallet::storage]
	pub type ClaimCount<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// What of each till is in quarantine.
	///
	/// - Keys: till.
	/// - Value: `Quarantine`, never an empty one.
	#[pallet::storage]
	pub type Quarantines<T: Config> = StorageMap<_, Twox64Concat, TillId, Quarantine, ValueQuery>;

	/// Claimed checks, by the minute from which they may mature.
	///
	/// - Keys: minutes since 1970-01-01, (till, its number).
	#[pallet::storage]
	pub type Maturing<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Blake2_128Concat, (TillId, u32), ()>;

	/// The minute that maturing has reached; everything before it is done. Absent before the first
	/// claim.
	#[pallet::storage]
	pub type MaturityCursor<T: Config> = StorageValue<_, u32, OptionQuery>;

	/// The till after which the search for expired checks goes on.
	#[pallet::storage]
	pub type ExpiryCursor<T: Config> = StorageValue<_, TillId, OptionQuery>;

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// The settings a chain starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The governed settings.
		pub settings: Settings,
		#[serde(skip)]
		#[allow(missing_docs)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert_eq!(self.settings.out_of_range(), None, "a setting is out of its range");
			CurrentSettings::<T>::put(self.settings);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Matures claimed checks and expires unclaimed ones, as far as the weight goes.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::mature_due(&mut meter);
			Self::expire_due(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			assert_eq!(Settings::default().out_of_range(), None, "default settings fit");
			assert!(T::PoolAccount::get() != T::ReserveAccount::get(), "two pots, two accounts");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Records a batch of paid checks (rule 2).
		///
		/// ## Dispatch Origin
		/// A till's key. Without a fee whenever it would succeed.
		///
		/// ## Parameters
		/// - `entries`: 1 to 200, numbers ascending. The first may jump ahead, which opens a gap.
		///
		/// ## Errors
		/// `UnknownTill`, `TillNotActive`, `NodeNotActive`, `TillQuarantined`, `EmptyBatch`, or
		/// `BadEntry` with the first bad entry. Nothing is recorded then.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::record_checks(
			recording::count_of(entries),
			recording::days_of(entries)
		))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, entries: &Batch<T::AccountId>| -> bool {
			ensure_signed(origin.clone()).is_ok_and(|key| Pallet::<T>::plan(&key, entries).is_ok())
		})]
		pub fn record_checks(origin: OriginFor<T>, entries: Batch<T::AccountId>) -> DispatchResult {
			let key = ensure_signed(origin)?;
			let plan = Self::plan(&key, &entries)?;
			Self::apply(plan, entries);
			Ok(())
		}

		/// Claims a check's THP for `destination` (rule 4).
		///
		/// ## Dispatch Origin
		/// The check wallet. Without a fee whenever it would succeed.
		///
		/// ## Details
		/// The THP is minted when the void window has closed, at once if it has.
		///
		/// ## Errors
		/// `NotFound`, `AlreadySettled`, `WrongWallet`, `AlreadyClaimed`, `WalletSpent`, `Expired`,
		/// `CheckQuarantined`, `DestinationIsWallet`, `StaffDestination`.
		#[pallet::call_index(1)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, till: &TillId, sequence: &u32, destination: &T::AccountId|
			-> bool {
				ensure_signed(origin.clone()).is_ok_and(|wallet| {
					Pallet::<T>::claimable(&wallet, *till, *sequence, destination).is_ok()
				})
			}
		)]
		pub fn claim(
			origin: OriginFor<T>,
			till: TillId,
			#[pallet::compact] sequence: u32,
			destination: T::AccountId,
		) -> DispatchResult {
			let wallet = ensure_signed(origin)?;
			let check = Self::claimable(&wallet, till, sequence, &destination)?;
			Self::do_claim(till, sequence, check, destination)
		}

		/// Voids a check inside its void window, or in quarantine at any time (rules 1 and 5).
		///
		/// ## Dispatch Origin
		/// The key of an active till, for checks that are not in quarantine; the franchisee; for checks in
		/// quarantine also the quarantine origin. Without a fee whenever it would succeed.
		///
		/// ## Errors
		/// `UnknownTill`, `NotFound`, `NotAuthorized`, `VoidWindowClosed`.
		#[pallet::call_index(2)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, till: &TillId, sequence: &u32, _reason: &VoidReason| -> bool {
				Pallet::<T>::voidable(origin.clone(), *till, *sequence).is_ok()
			}
		)]
		pub fn void(
			origin: OriginFor<T>,
			till: TillId,
			#[pallet::compact] sequence: u32,
			reason: VoidReason,
		) -> DispatchResult {
			let check = Self::voidable(origin, till, sequence)?;
			Self::do_void(till, sequence, check, reason)
		}

		/// Holds a till's checks, all of them or a range: no claim, no maturing, and voids without
		/// a window (rule 1). A till held as a whole records nothing either.
		///
		/// ## Dispatch Origin
		/// The quarantine origin.
		///
		/// ## Errors
		/// `UnknownTill`, `InvalidRange`, `AlreadyQuarantined`, `TooManyRanges`.
		#[pallet::call_index(3)]
		pub fn quarantine(
			origin: OriginFor<T>,
			till: TillId,
			range: Option<SequenceRange>,
		) -> DispatchResult {
			T::QuarantineOrigin::ensure_origin(origin)?;
			ensure!(T::Franchise::till(till).is_some(), Error::<T>::UnknownTill);
			Self::do_quarantine(till, range)
		}

		/// Lifts a quarantine, named exactly as it was laid.
		///
		/// ## Dispatch Origin
		/// The quarantine origin.
		///
		/// ## Errors
		/// `NotQuarantined`.
		#[pallet::call_index(4)]
		pub fn lift_quarantine(
			origin: OriginFor<T>,
			till: TillId,
			range: Option<SequenceRange>,
		) -> DispatchResult {
			T::QuarantineOrigin::ensure_origin(origin)?;
			Self::do_lift_quarantine(till, range)
		}

		/// Writes a gap off: its numbers can't be recorded any more. The event keeps the proof
		/// that these receipts are missing.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `GapNotFound`.
		#[pallet::call_index(5)]
		pub fn close_gap(
			origin: OriginFor<T>,
			till: TillId,
			#[pallet::compact] first: u32,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			let gap = Ledgers::<T>::try_mutate(till, |ledger| {
				let at = ledger.gap_at(first).ok_or(Error::<T>::GapNotFound)?;
				let gap = ledger.gaps.remove(at).range;
				ensure!(gap.first == first, Error::<T>::GapNotFound);
				Ok::<_, Error<T>>(gap)
			})?;
			Self::deposit_event(Event::GapClosed { till, first: gap.first, last: gap.last });
			Ok(())
		}

		/// Posts the fiscal Z-total of a restaurant's day, or corrects it (rule 1).
		///
		/// ## Dispatch Origin
		/// The restaurant's franchisee.
		///
		/// ## Parameters
		/// - `day`: days since 1970-01-01 in the restaurant's local time.
		/// - `tetri`: what the fiscal printer's Z-report says.
		///
		/// ## Errors
		/// `NodeNotActive` (unknown), `NotAuthorized`, `InvalidDay`.
		#[pallet::call_index(6)]
		pub fn post_z_total(
			origin: OriginFor<T>,
			node: NodeId,
			#[pallet::compact] day: u32,
			#[pallet::compact] tetri: Tetri,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_post_z_total(who, node, day, tetri)
		}

		/// Changes the settings.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(7)]
		pub fn set_settings(origin: OriginFor<T>, settings: Settings) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			if let Some(setting) = settings.out_of_range() {
				return Err(Error::<T>::OutOfRange { setting }.into());
			}
			CurrentSettings::<T>::put(settings);
			Self::deposit_event(Event::SettingsChanged { settings });
			Ok(())
		}

		/// Collects deferred THP, as far as the signer may hold it: after KYC all of it (rule 12).
		///
		/// ## Dispatch Origin
		/// The account whose checks they were; it needs no coin. Without a fee whenever it would
		/// succeed.
		///
		/// ## Errors
		/// `NothingDeferred`, `NoRoom`.
		#[pallet::call_index(8)]
		#[pallet::feeless_if(|origin: &OriginFor<T>| -> bool {
			ensure_signed(origin.clone()).is_ok_and(|who| Pallet::<T>::collectable(&who).is_ok())
		})]
		pub fn collect(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let amount = Self::collectable(&who)?;
			Self::do_collect(who, amount)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a till's number stands for.
		pub fn check(till: TillId, sequence: u32) -> CheckStatus<T::AccountId> {
			Self::status_of(till, sequence)
		}

		/// Up to 100 numbers of a till from `from` on, in order.
		pub fn checks_from(till: TillId, from: u32) -> Vec<(u32, CheckStatus<T::AccountId>)> {
			Self::page_of_checks(till, from)
		}

		/// Which check a wallet claimed, if it did.
		pub fn spent_wallet(wallet: T::AccountId) -> Option<SpentWallet> {
			SpentWallets::<T>::get(wallet)
		}

		/// Whether a claim would succeed now, and if not, why.
		pub fn can_claim(
			wallet: T::AccountId,
			till: TillId,
			sequence: u32,
			destination: T::AccountId,
		) -> Result<(), DispatchError> {
			Self::claimable(&wallet, till, sequence, &destination)?;
			Ok(())
		}

		/// Whether a void would succeed now, and if not, why.
		pub fn can_void(
			who: T::AccountId,
			till: TillId,
			sequence: u32,
		) -> Result<(), DispatchError> {
			Self::voidable(RawOrigin::Signed(who).into(), till, sequence)?;
			Ok(())
		}

		/// Whether a batch would be recorded now, and if not, why.
		pub fn can_record(
			key: T::AccountId,
			entries: Batch<T::AccountId>,
		) -> Result<(), DispatchError> {
			Self::plan(&key, &entries)?;
			Ok(())
		}

		/// A till's numbers, its missing receipts, its quarantine and its sales of today.
		pub fn till_report(till: TillId) -> Option<TillReport> {
			Self::report_of(till)
		}

		/// The gaps of a till, in order.
		pub fn gaps(till: TillId) -> Vec<Gap> {
			Ledgers::<T>::get(till).gaps.into_inner()
		}

		/// What a restaurant's tills recorded in a local day.
		pub fn node_day(node: NodeId, day: u32) -> DayTotal {
			NodeDays::<T>::get(node, day)
		}

		/// Where all accrued THP stands, in base units.
		pub fn totals() -> Totals {
			TotalThp::<T>::get()
		}

		/// THP base units that wait for an account to be verified.
		pub fn deferred(who: T::AccountId) -> Balance {
			Deferred::<T>::get(who)
		}

		/// THP base units in the pool and in the network reserve.
		pub fn pots() -> (Balance, Balance) {
			Self::pot_balances()
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
