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

#[cfg(any(test, feature = "runtime-benchmarks"))]
extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod errors;
mod events;
mod impl_move_holdings;
mod impl_round_inspect;
mod opening;
mod paying;
pub mod share;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{
	Announcement, MAX_PUSH, Payees, Payment, Reason, Round, RoundId, Setting, Settings, Share,
};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{Time, fungible},
	};
	use frame_system::{ensure_signed, pallet_prelude::*};
	use hotpot_primitives::{
		Balance, Moment,
		traits::{KycClock, KycInspect, SnapshotId, SpotSnapshots, ThpPayout},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What a distribution needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// THP, for what the pool holds. Nothing is moved by it.
		type Thp: fungible::Inspect<Self::AccountId, Balance = Balance>;

		/// Pays THP out of the pool.
		type Payout: ThpPayout<Self::AccountId>;

		/// Who had how much SPOT at a record date.
		type Spot: SpotSnapshots<Self::AccountId>;

		/// Who is verified, and whether everybody whose time is over is known.
		type Kyc: KycInspect<Self::AccountId> + KycClock;

		/// Holds the unused THP that waits for distribution (rule 6).
		#[pallet::constant]
		type PoolAccount: Get<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who announces, cancels, opens in time, and changes settings: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets up persons, SPOT and the pool for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// The round that is announced and not open yet.
	#[pallet::storage]
	pub type Announced<T: Config> = StorageValue<_, Announcement, OptionQuery>;

	/// Every round that was opened.
	///
	/// - Keys: numbers from 1 in order of time.
	/// - Value: `Round`. Only the last one can be open.
	#[pallet::storage]
	pub type Rounds<T: Config> = StorageMap<_, Twox64Concat, RoundId, Round>;

	/// How many rounds were opened; the number of the last one.
	#[pallet::storage]
	pub type RoundCount<T: Config> = StorageValue<_, RoundId, ValueQuery>;

	/// The last share that each account was paid. One of an older round means nothing any more, and
	/// is overwritten.
	///
	/// - Keys: account.
	/// - Value: `Payment`.
	// The key is hashed without its preimage: everybody who was ever paid has one, and nobody needs
	// to list them.
	#[pallet::storage]
	pub type Payments<T: Config> = StorageMap<_, Blake2_128, T::AccountId, Payment>;

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
		fn integrity_test() {
			let settings = Settings::default();
			assert_eq!(settings.out_of_range(), None, "default settings fit");
			assert!(
				settings.reclaim_period < settings.min_interval,
				"a round ends before the next"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Announces the next round. Nothing is converted from now on until it is opened or
		/// cancelled (rule 18).
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Parameters
		/// - `opens_at`: from when on the owner may open it, UNIX ms.
		///
		/// ## Errors
		/// `AlreadyAnnounced`, `NoticeTooShort`, `NoticeTooLong`, `IntervalNotOver`.
		#[pallet::call_index(0)]
		pub fn announce(
			origin: OriginFor<T>,
			#[pallet::compact] opens_at: Moment,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::do_announce(opens_at)
		}

		/// Takes the announcement back.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `NotAnnounced`.
		#[pallet::call_index(1)]
		pub fn cancel(origin: OriginFor<T>) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			ensure!(Announced::<T>::take().is_some(), Error::<T>::NotAnnounced);
			Self::deposit_event(Event::RoundCancelled { round: Self::next_round()? });
			Ok(())
		}

		/// Opens the announced round: this moment is its record date, and all that the pool holds is
		/// shared (rule 19). What the round before did not pay goes into it.
		///
		/// ## Dispatch Origin
		/// The network owner from the announced moment on; anybody from the end of the owner's
		/// window on.
		///
		/// ## Details
		/// A round without anybody above the median, or without THP, is closed at once; the pool
		/// waits for the next one.
		///
		/// ## Errors
		/// `NotAnnounced`, `NotDue`, `OwnerFirst`, `RegistryBehind`, or why there can be no further
		/// record date.
		#[pallet::call_index(2)]
		pub fn open(origin: OriginFor<T>) -> DispatchResult {
			let is_owner = T::OwnerOrigin::ensure_origin(origin.clone()).is_ok();
			if !is_owner {
				ensure_signed(origin)?;
			}
			Self::ensure_openable(is_owner)?;
			Self::do_open()
		}

		/// Pays the signer's share of a round (rule 20).
		///
		/// ## Dispatch Origin
		/// Somebody who had SPOT above the median and was verified at the record date, and is
		/// verified now. Without a fee whenever it would succeed.
		///
		/// ## Errors
		/// `NotFound`, `RoundClosed`, `AlreadyPaid`, `NothingThen`, `NotAboveMedian`, `ShareIsZero`,
		/// `NotVerified`, `ExceedsPool`, or why THP can't be paid out to the signer.
		#[pallet::call_index(3)]
		#[pallet::feeless_if(|origin: &OriginFor<T>, round: &RoundId| -> bool {
			ensure_signed(origin.clone())
				.is_ok_and(|who| Pallet::<T>::claimable(*round, &who).is_ok())
		})]
		pub fn claim(origin: OriginFor<T>, #[pallet::compact] round: RoundId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::pay(round, &who)
		}

		/// Pays the shares of up to 100 holders of a round (rule 20). Whoever can't be paid is
		/// skipped, and an event says why.
		///
		/// ## Dispatch Origin
		/// Anybody.
		///
		/// ## Errors
		/// `NotFound`, `RoundClosed`, `NoHolders`.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::push(paying::count_of(holders)))]
		pub fn push(
			origin: OriginFor<T>,
			#[pallet::compact] round: RoundId,
			holders: Payees<T::AccountId>,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_push(round, holders)
		}

		/// Closes a round whose time is over: what nobody claimed stays in the pool for the next
		/// (rule 20).
		///
		/// ## Dispatch Origin
		/// Anybody.
		///
		/// ## Errors
		/// `NotFound`, `RoundClosed`, `TooEarly`.
		#[pallet::call_index(5)]
		pub fn reclaim(origin: OriginFor<T>, #[pallet::compact] round: RoundId) -> DispatchResult {
			ensure_signed(origin)?;
			let opened = Self::open_round(round)?;
			ensure!(T::Time::now() >= opened.reclaims_at, Error::<T>::TooEarly);
			Self::close(round, opened);
			Ok(())
		}

		/// Changes the settings. Dates of a round that is announced or open stay as they are.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(6)]
		pub fn set_settings(origin: OriginFor<T>, settings: Settings) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			if let Some(setting) = settings.out_of_range() {
				return Err(Error::<T>::OutOfRange { setting }.into());
			}
			CurrentSettings::<T>::put(settings);
			Self::deposit_event(Event::SettingsChanged { settings });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What an account had at a round's record date, what its share is, and what stands against
		/// paying it now. `None` if there is no such round.
		pub fn share_of(round: RoundId, who: T::AccountId) -> Option<Share> {
			Rounds::<T>::get(round).map(|opened| Self::explain(round, &opened, &who))
		}

		/// A round that was opened.
		pub fn round(round: RoundId) -> Option<Round> {
			Rounds::<T>::get(round)
		}

		/// The number of the round that was opened last, open or closed.
		pub fn last_round() -> Option<RoundId> {
			Some(RoundCount::<T>::get()).filter(|round| *round > 0)
		}

		/// The round that is announced.
		pub fn announcement() -> Option<Announcement> {
			Announced::<T>::get()
		}

		/// The moment, UNIX ms, that `announce` would take now at the earliest.
		pub fn earliest_opening() -> Moment {
			Self::end_of_notice().max(Self::end_of_interval())
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
