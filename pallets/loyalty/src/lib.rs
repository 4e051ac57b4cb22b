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
mod closing;
mod errors;
mod events;
pub mod evidence;
mod impl_move_holdings;
mod impl_observation_feed;
mod impl_on_check;
pub mod settings;
mod streaming;
mod try_state;
pub mod types;
pub mod visitor;
pub mod watcher;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use settings::{Setting, Settings};
pub use types::{Observation, Progress, Session, Streamer};
pub use visitor::{MAX_VISITS, Visit, Visitor};
pub use watcher::{View, Watcher};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::loyalty";

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::Time, weights::WeightMeter};
	use frame_system::pallet_prelude::*;
	use hotpot_primitives::{
		Moment, NodeId, TillId,
		traits::{KycInspect, SpotMutate},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What loyalty needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// SPOT, which is awarded.
		type Spot: SpotMutate<Self::AccountId>;

		/// Who is behind an account.
		type Kyc: KycInspect<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who may tell observations by a call: Root, until validators agree on them.
		type FeedOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who changes settings: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls and of the steps of the hook, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets up persons and the clock for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// Where guests ate lately.
	///
	/// - Keys: account that claimed a check.
	/// - Value: `Visitor`.
	#[pallet::storage]
	pub type Visitors<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Visitor>;

	/// What guests watched.
	///
	/// - Keys: account that was seen watching.
	/// - Value: `Watcher`.
	#[pallet::storage]
	pub type Watchers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Watcher>;

	/// What guests streamed.
	///
	/// - Keys: account that was seen streaming.
	/// - Value: `Streamer`.
	#[pallet::storage]
	pub type Streamers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Streamer>;

	/// Until when each table's last session lasts.
	///
	/// - Keys: restaurant, its table.
	/// - Value: UNIX ms.
	#[pallet::storage]
	pub type Tables<T: Config> =
		StorageDoubleMap<_, Twox64Concat, NodeId, Twox64Concat, u32, Moment, ValueQuery>;

	/// Open sessions, by the moment at which the hook closes them.
	///
	/// - Keys: UNIX ms as big-endian bytes, account.
	// Unhashed and big-endian, so that iteration goes from the earliest on and nothing else keeps
	// the order. Every entry takes an observation and lasts one session, so nobody can pile up keys
	// at will.
	#[pallet::storage]
	pub type Closing<T: Config> =
		StorageMap<_, frame_support::Identity, ([u8; 8], T::AccountId), ()>;

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
		/// Closes sessions whose time is over, as far as the weight goes.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::close_due(&mut meter);
			meter.consumed()
		}

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
		/// Tells what was seen outside the chain (rule 16).
		///
		/// ## Dispatch Origin
		/// Root, until validators agree on observations.
		///
		/// ## Errors
		/// `Suspended`; of what was watched `InFuture`, `TooOld`, `TooShort`, `Overlaps`; of a post
		/// `TooFewLikes`; of a stream also `SessionOpen`, `TableBusy`. Those of SPOT: the evidence
		/// was used.
		#[pallet::call_index(0)]
		#[pallet::weight(impl_observation_feed::weight_of::<T>(observation))]
		pub fn feed(
			origin: OriginFor<T>,
			observation: Observation<T::AccountId>,
		) -> DispatchResult {
			T::FeedOrigin::ensure_origin(origin)?;
			Self::do_feed(observation)
		}

		/// Changes the settings. What was earned stays.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(1)]
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
		/// How far an account is on the way to its next SPOT.
		pub fn progress(who: T::AccountId) -> Progress {
			Self::progress_of(&who)
		}

		/// The visits of an account that are remembered, the earliest first: a further check of one
		/// of them counts no more.
		pub fn visits(who: T::AccountId) -> Vec<Visit> {
			Visitors::<T>::get(who).unwrap_or_default().recent.into_inner()
		}

		/// From when on a table may stream again, UNIX ms.
		pub fn table_free_from(node: NodeId, table: u32) -> Moment {
			Tables::<T>::get(node, table)
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
