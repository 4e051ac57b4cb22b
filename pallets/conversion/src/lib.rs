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
pub mod calendar;
mod consenting;
mod converting;
mod errors;
mod events;
mod impl_minted_thp;
mod impl_move_holdings;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{
	Ceilings, LogEntry, MAX_PAGE, MAX_PAIRS, PairError, Pairs, Payment, Quote, Setting, Settings,
	Usage,
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
	use frame_system::{ensure_signed, pallet_prelude::*};
	use hotpot_primitives::{
		Balance, Moment,
		traits::{FreeCalls, KycInspect, RoundInspect, SpotInspect, SpotMutate, ThpPayout},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What conversion needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// THP: what the reserve lacks is minted to it.
		type Thp: fungible::Mutate<Self::AccountId, Balance = Balance>;

		/// SPOT, which is burned.
		type Spot: SpotInspect<Self::AccountId> + SpotMutate<Self::AccountId>;

		/// Who is verified.
		type Kyc: KycInspect<Self::AccountId>;

		/// Calls without a fee that a person has left. Counted by the runtime, not here.
		type Free: FreeCalls<Self::AccountId>;

		/// Pays out of the network reserve, within the law.
		type Payout: ThpPayout<Self::AccountId>;

		/// The rounds of the distribution: while one is announced, nothing is converted.
		type Rounds: RoundInspect;

		/// The network reserve.
		type ReserveAccount: Get<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who converts and changes settings: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets up holders for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// THP that was minted here, in base units ever (rule 3).
	#[pallet::storage]
	pub type Minted<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// What was converted in the day, the quarter and the year of the last conversion.
	#[pallet::storage]
	pub type CurrentUsage<T: Config> = StorageValue<_, Usage, ValueQuery>;

	/// The public log.
	///
	/// - Keys: numbers from 0 in order of time.
	/// - Value: `LogEntry`.
	#[pallet::storage]
	pub type Conversions<T: Config> = StorageMap<_, Twox64Concat, u32, LogEntry>;

	/// The next conversion's number.
	#[pallet::storage]
	pub type NextConversionId<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Holders who let the owner convert their SPOT.
	///
	/// - Keys: account, verified when it consented.
	#[pallet::storage]
	pub type Consents<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ()>;

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
			assert_eq!(Settings::default().out_of_range(), None, "default settings fit");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Burns SPOT of the holders and gives them THP for it, exactly as listed, or does nothing
		/// (rule 18).
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Parameters
		/// - `pairs`: 1 to 500 holders, none twice, and how much SPOT of each to burn.
		/// - `rate`: SPOT for one THP; must be the current one, so that nobody converts at another
		///   rate than was announced.
		///
		/// ## Errors
		/// `RateOutOfBand`, `RateChanged`, `RoundAnnounced`, `EmptyList`, `BadPair` with the first
		/// bad pair, `ExceedsCallCeiling`, `ExceedsDayCeiling`, `ExceedsQuarterCeiling`,
		/// `ExceedsMintCeiling`.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::convert(converting::count_of(pairs)))]
		pub fn convert(
			origin: OriginFor<T>,
			pairs: Pairs<T::AccountId>,
			#[pallet::compact] rate: u32,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::do_convert(&pairs, rate)?;
			Ok(())
		}

		/// Lets the owner convert the signer's SPOT from now on, or no longer (rule 18).
		///
		/// ## Dispatch Origin
		/// The holder. Without a fee whenever it would succeed and the holder has a free call left.
		///
		/// ## Errors
		/// `NotVerified` (to consent, not to withdraw), `ConsentUnchanged`.
		#[pallet::call_index(1)]
		#[pallet::feeless_if(|origin: &OriginFor<T>, consents: &bool| -> bool {
			ensure_signed(origin.clone()).is_ok_and(|who| {
				T::Free::left(&who) > 0 && Pallet::<T>::consentable(&who, *consents).is_ok()
			})
		})]
		pub fn set_consent(origin: OriginFor<T>, consents: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::consentable(&who, consents)?;
			Self::put_consent(who, consents);
			Ok(())
		}

		/// Changes the settings.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(2)]
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
		/// What `convert` would do now with the same arguments, or why it would be refused.
		pub fn preview(
			pairs: Pairs<T::AccountId>,
			rate: u32,
		) -> Result<Quote<T::AccountId>, DispatchError> {
			Self::rehearse(&pairs, rate)
		}

		/// What may still be converted now.
		pub fn ceilings() -> Ceilings {
			Self::current_ceilings()
		}

		/// A page of the public log: up to `limit`, at most 500, from number `from` on.
		pub fn conversions(from: u32, limit: u32) -> Vec<(u32, LogEntry)> {
			Self::page_of_conversions(from, limit)
		}

		/// Whether a holder lets the owner convert its SPOT.
		pub fn consents(who: T::AccountId) -> bool {
			Consents::<T>::contains_key(who)
		}

		/// THP base units that were minted here ever.
		pub fn minted_ever() -> Balance {
			Minted::<T>::get()
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
