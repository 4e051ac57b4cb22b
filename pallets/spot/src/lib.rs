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
mod counting;
pub mod days;
mod errors;
mod events;
mod explaining;
pub mod histogram;
mod impl_move_holdings;
mod impl_on_standing;
mod impl_spot;
mod impl_spot_snapshots;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use days::RecentDays;
pub use pallet::*;
pub use types::{
	AwardLine, Cap, Checkpoint, Checkpoints, Explanation, Holder, HolderLine, MAX_BALANCE,
	MAX_PAGE, MAX_SNAPSHOTS, Setting, Settings, Snapshot, Snapshots,
};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

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
	};
	use frame_system::pallet_prelude::*;
	use hotpot_primitives::{
		Balance, Moment,
		traits::{AwardSource, SnapshotId, SpotFigures, SpotInspect, SpotSnapshots},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What SPOT needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// SPOT in the tokens' ledger, minted and burned here and nowhere else.
		type Spot: fungible::Mutate<Self::AccountId, Balance = Balance>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who changes settings: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets the clock for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper;
	}

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// Who has SPOT, and whose would count.
	///
	/// - Keys: account.
	/// - Value: `Holder`, never an empty one.
	#[pallet::storage]
	pub type Holders<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Holder, ValueQuery>;

	/// The ledger of awards (rule 15).
	///
	/// - Keys: hash that names the evidence; used once, ever.
	/// - Value: `AwardLine`.
	#[pallet::storage]
	pub type Awards<T: Config> = StorageMap<_, Blake2_128Concat, [u8; 32], AwardLine<T::AccountId>>;

	/// How many verified accounts have how much SPOT, and how much together, by page.
	#[pallet::storage]
	pub type HistogramTop<T: Config> = StorageValue<_, histogram::Top, ValueQuery>;

	/// How many verified accounts have how much SPOT, by balance.
	///
	/// - Keys: page, 0 to 1 023.
	/// - Value: `Page`, never an empty one.
	#[pallet::storage]
	pub type HistogramPages<T: Config> =
		StorageMap<_, Twox64Concat, histogram::Index, histogram::Page, ValueQuery>;

	/// Record dates that are remembered, in order.
	#[pallet::storage]
	pub type LiveSnapshots<T: Config> = StorageValue<_, Snapshots, ValueQuery>;

	/// The next record date's number.
	#[pallet::storage]
	pub type NextSnapshotId<T: Config> = StorageValue<_, SnapshotId, ValueQuery>;

	/// What a chain starts with: nobody has SPOT.
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
			assert_eq!(Settings::default().out_of_range(), None, "default settings fit");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Changes the settings. What was earned stays.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(0)]
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
		/// How much SPOT an account has, verified or not.
		pub fn balance(who: T::AccountId) -> u32 {
			<Self as SpotInspect<T::AccountId>>::balance(&who)
		}

		/// Everything that is kept of an account.
		pub fn holder(who: T::AccountId) -> Option<Holder> {
			Holders::<T>::try_get(who).ok()
		}

		/// A page of the register of holders: up to `limit`, at most 500, behind `cursor`.
		pub fn holders(cursor: Option<T::AccountId>, limit: u32) -> Vec<HolderLine<T::AccountId>> {
			Self::page_of_holders(cursor, limit)
		}

		/// The verified accounts with SPOT now: how many, their median, and what those above it have.
		pub fn figures() -> SpotFigures {
			Self::current_figures().0
		}

		/// What an account's SPOT is worth to it now.
		pub fn explain(who: T::AccountId) -> Explanation {
			Self::explanation(&who)
		}

		/// The award that this evidence was used for.
		pub fn award_line(evidence: [u8; 32]) -> Option<AwardLine<T::AccountId>> {
			Awards::<T>::get(evidence)
		}

		/// Record dates that are remembered, in order.
		pub fn snapshots() -> Vec<Snapshot> {
			LiveSnapshots::<T>::get().into_inner()
		}

		/// How much SPOT of an account counted at a record date: 0 if it was not verified then, or
		/// the record date is forgotten.
		pub fn balance_at(id: SnapshotId, who: T::AccountId) -> u32 {
			<Self as SpotSnapshots<T::AccountId>>::balance_at(id, &who)
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
