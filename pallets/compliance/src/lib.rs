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
mod deciding;
mod errors;
mod events;
mod freezing;
mod impl_move_holdings;
mod impl_thp_payout;
mod impl_thp_room;
mod moving;
pub mod outflow;
pub mod reasons;
mod recovering;
mod registers;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use deciding::{MAX_REASONS, Reasons};
pub use outflow::Outflow;
pub use pallet::*;
pub use reasons::{Fix, Reason, Refusal, Side};
pub use types::{
	Action, ActionKind, Emission, Freeze, Holder, Holders, Limits, MAX_PAGE, ReasonHash, Recovery,
	RecoveryStatus, Rule, Setting, Settings,
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
		traits::{Contains, EitherOfDiverse, Time, fungible},
	};
	use frame_system::{ensure_signed, pallet_prelude::*};
	use hotpot_primitives::{
		Balance, CountryCode, Moment,
		traits::{FreeCalls, KycInspect, KycMutate, MoveHoldings},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the door needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// THP, moved between accounts here and nowhere else.
		type Thp: fungible::Mutate<Self::AccountId, Balance = Balance>;

		/// Who is behind an account, and who may say so.
		type Kyc: KycInspect<Self::AccountId> + KycMutate<Self::AccountId>;

		/// Calls without a fee that a person has left. Counted by the runtime, not here.
		type Free: FreeCalls<Self::AccountId>;

		/// What a person holds besides THP, for recoveries.
		type Holdings: MoveHoldings<Self::AccountId>;

		/// Everybody who holds THP.
		type Holders: Holders<Self::AccountId>;

		/// Accounts of the network itself, such as the pool and the reserve: no law of persons
		/// applies to them, and nothing of theirs is moved by force.
		type Pots: Contains<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who freezes, forces, and calls recoveries off.
		type ComplianceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who changes settings: the network owner. Pausing and jurisdictions are for either.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls and the hook, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets up persons and verifiers for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// Whether all transfers are paused.
	#[pallet::storage]
	pub type Paused<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// What the law says of countries; one that is not here is not allowed.
	///
	/// - Keys: the country.
	/// - Value: `Rule`.
	#[pallet::storage]
	pub type Jurisdictions<T: Config> = StorageMap<_, Twox64Concat, CountryCode, Rule>;

	/// What of each account can't be sent.
	///
	/// - Keys: account.
	/// - Value: `Freeze`, never an empty one.
	#[pallet::storage]
	pub type Freezes<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Freeze, ValueQuery>;

	/// What left each account within a day.
	///
	/// - Keys: account that sent THP through the door.
	/// - Value: `Outflow`.
	// The key is hashed without its preimage: every person that sends has one, and nobody needs to
	// list them.
	#[pallet::storage]
	pub type Outflows<T: Config> = StorageMap<_, Blake2_128, T::AccountId, Outflow>;

	/// Open recoveries.
	///
	/// - Keys: the person's old account.
	/// - Value: `Recovery`.
	#[pallet::storage]
	pub type Recoveries<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Recovery<T::AccountId>>;

	/// New accounts of open recoveries, so that none is given to two persons.
	///
	/// - Keys: the person's new account.
	/// - Value: the old one.
	#[pallet::storage]
	pub type RecoveryTargets<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

	/// Accounts that used their veto up, until they are recovered or Compliance restores it.
	///
	/// - Keys: the person's old account.
	/// - Value: the verifier whose request was vetoed.
	#[pallet::storage]
	pub type Vetoes<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

	/// The register of corporate actions.
	///
	/// - Keys: numbers from 0 in order of time.
	/// - Value: `Action`.
	#[pallet::storage]
	pub type Actions<T: Config> = StorageMap<_, Twox64Concat, u64, Action<T::AccountId>>;

	/// The next action's number.
	#[pallet::storage]
	pub type NextActionId<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The register of emissions, one entry a UTC day on which the issuance of THP changed.
	///
	/// - Keys: numbers from 0 in order of time.
	/// - Value: `Emission`.
	#[pallet::storage]
	pub type Emissions<T: Config> = StorageMap<_, Twox64Concat, u32, Emission>;

	/// The next emission's number.
	#[pallet::storage]
	pub type NextEmissionId<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The issuance of THP that the register of emissions accounts for, in base units.
	#[pallet::storage]
	pub type RegisteredIssuance<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// What a chain starts with.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The governed settings.
		pub settings: Settings,
		/// What the law says of countries.
		pub jurisdictions: Vec<(CountryCode, Rule)>,
		#[serde(skip)]
		#[allow(missing_docs)]
		pub _config: core::marker::PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				settings: Settings::default(),
				jurisdictions: types::default_jurisdictions(),
				_config: core::marker::PhantomData,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert_eq!(self.settings.out_of_range(), None, "a setting is out of its range");
			CurrentSettings::<T>::put(self.settings);
			for (country, rule) in &self.jurisdictions {
				assert!(country.is_valid(), "a country is two capital letters");
				assert!(!Jurisdictions::<T>::contains_key(country), "a country has one rule");
				Jurisdictions::<T>::insert(country, rule);
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Enters what the last block minted and burned in the register of emissions.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::register_emission()
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
		/// Sends THP to another account (rules 11 and 12). The ledger's `Transferred` is the event.
		///
		/// ## Dispatch Origin
		/// The sender. Without a fee whenever it would succeed and the sender has a free call left.
		///
		/// ## Parameters
		/// - `amount`: base units.
		///
		/// ## Errors
		/// The error of the first reason that `why_not` gives.
		#[pallet::call_index(0)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, to: &T::AccountId, amount: &Balance| -> bool {
				ensure_signed(origin.clone()).is_ok_and(|from| {
					T::Free::left(&from) > 0
						&& Pallet::<T>::facts(&from, to, *amount).reasons().is_empty()
				})
			}
		)]
		pub fn transfer(
			origin: OriginFor<T>,
			to: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::do_transfer(&from, &to, amount)
		}

		/// Freezes an account: nothing of it can be sent, and nothing be sent to it (rule 13).
		///
		/// ## Dispatch Origin
		/// Compliance.
		///
		/// ## Parameters
		/// - `reason`: hash of the document that says why.
		///
		/// ## Errors
		/// `MissingReason`, `IsPot`, `AlreadyFrozen`.
		#[pallet::call_index(1)]
		pub fn freeze(
			origin: OriginFor<T>,
			who: T::AccountId,
			reason: ReasonHash,
		) -> DispatchResult {
			T::ComplianceOrigin::ensure_origin(origin)?;
			Self::do_freeze(who, reason)
		}

		/// Lifts what `freeze` laid. Neither an open recovery nor a frozen amount is touched.
		///
		/// ## Dispatch Origin
		/// Compliance.
		///
		/// ## Errors
		/// `NotFrozen`.
		#[pallet::call_index(2)]
		pub fn unfreeze(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::ComplianceOrigin::ensure_origin(origin)?;
			Self::do_unfreeze(who)
		}

		/// Freezes so much of what an account holds, or 0 to free it: the rest can be sent
		/// (rule 13).
		///
		/// ## Dispatch Origin
		/// Compliance.
		///
		/// ## Parameters
		/// - `amount`: base units, may be more than the account holds.
		///
		/// ## Errors
		/// `IsPot`, `AmountUnchanged`.
		#[pallet::call_index(3)]
		pub fn set_frozen_amount(
			origin: OriginFor<T>,
			who: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			T::ComplianceOrigin::ensure_origin(origin)?;
			Self::do_set_frozen_amount(who, amount)
		}

		/// Moves THP without asking its holder, frozen or not, beyond limits, and while transfers
		/// are paused (rule 13).
		///
		/// ## Dispatch Origin
		/// Compliance.
		///
		/// ## Parameters
		/// - `to`: a verified account, or a pot.
		/// - `amount`: base units.
		/// - `reason`: hash of the document that says why.
		///
		/// ## Errors
		/// `MissingReason`, `AmountZero`, `SameAccount`, `IsPot` (`from`), `ReceiverNotVerified`,
		/// `ExceedsBalance`, `LedgerRefused`.
		#[pallet::call_index(4)]
		pub fn force_transfer(
			origin: OriginFor<T>,
			from: T::AccountId,
			to: T::AccountId,
			#[pallet::compact] amount: Balance,
			reason: ReasonHash,
		) -> DispatchResult {
			T::ComplianceOrigin::ensure_origin(origin)?;
			Self::do_force_transfer(from, to, amount, reason)
		}

		/// Requests that a person's account be replaced, and freezes it meanwhile (rule 13).
		///
		/// ## Dispatch Origin
		/// A verifier with a licence for the person's level. After a veto, another one than the
		/// vetoed, who attested the account last: the person was examined again.
		///
		/// ## Parameters
		/// - `new`: unknown to the registry of persons, without THP.
		/// - `reason`: hash of the document that says why.
		///
		/// ## Errors
		/// `MissingReason`, `SameAccount`, `RecoveryOpen`, `NotRecoverable`, `NotLicensed`,
		/// `VerifierVetoed`, `NotReverified`, `IsPot`, `NewAccountKnown`, `NewAccountNotEmpty`,
		/// `NewAccountTaken`, or why the registry would not rebind the person.
		#[pallet::call_index(5)]
		pub fn request_recovery(
			origin: OriginFor<T>,
			old: T::AccountId,
			new: T::AccountId,
			reason: ReasonHash,
		) -> DispatchResult {
			let verifier = ensure_signed(origin)?;
			Self::do_request_recovery(verifier, old, new, reason)
		}

		/// Refuses the recovery of the signer's account, once (rule 13).
		///
		/// ## Dispatch Origin
		/// The old key; it needs no coin. Without a fee whenever it would succeed.
		///
		/// ## Parameters
		/// - `requested_at`: names the request, so that a veto can't be used against a later one.
		///
		/// ## Errors
		/// `NoRecovery`, `AlreadyVetoed`.
		#[pallet::call_index(6)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, requested_at: &Moment| -> bool {
				ensure_signed(origin.clone())
					.is_ok_and(|old| Pallet::<T>::vetoable(&old, *requested_at).is_ok())
			}
		)]
		pub fn veto_recovery(
			origin: OriginFor<T>,
			#[pallet::compact] requested_at: Moment,
		) -> DispatchResult {
			let old = ensure_signed(origin)?;
			Self::do_veto_recovery(old, requested_at)
		}

		/// Moves a person, and everything it holds, to its new account (rule 13).
		///
		/// ## Dispatch Origin
		/// Anybody.
		///
		/// ## Errors
		/// `NoRecovery`, `TooEarly`, `Paused`, `NotRecoverable`, `NotLicensed` (the verifier, by
		/// now), or why the person or one of its holdings can't move.
		#[pallet::call_index(7)]
		pub fn complete_recovery(origin: OriginFor<T>, old: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_complete_recovery(old)
		}

		/// Calls a recovery off. The old key gets its veto back: the request was wrong.
		///
		/// ## Dispatch Origin
		/// Compliance.
		///
		/// ## Errors
		/// `NoRecovery`.
		#[pallet::call_index(8)]
		pub fn cancel_recovery(origin: OriginFor<T>, old: T::AccountId) -> DispatchResult {
			T::ComplianceOrigin::ensure_origin(origin)?;
			Self::do_cancel_recovery(old)
		}

		/// Pauses all transfers, links and recoveries of THP, or lets them go on. Claims go on in
		/// any case, and so does Compliance.
		///
		/// ## Dispatch Origin
		/// The network owner or Compliance.
		///
		/// ## Errors
		/// `PauseUnchanged`.
		#[pallet::call_index(9)]
		pub fn set_paused(origin: OriginFor<T>, paused: bool) -> DispatchResult {
			EitherOfDiverse::<T::OwnerOrigin, T::ComplianceOrigin>::ensure_origin(origin)?;
			Self::do_set_paused(paused)
		}

		/// Changes what the law says of a country (rule 9).
		///
		/// ## Dispatch Origin
		/// The network owner or Compliance.
		///
		/// ## Parameters
		/// - `rule`: `None` forgets the country, which is then not allowed.
		///
		/// ## Errors
		/// `InvalidCountry`, `RuleUnchanged`.
		#[pallet::call_index(10)]
		pub fn set_jurisdiction(
			origin: OriginFor<T>,
			country: CountryCode,
			rule: Option<Rule>,
		) -> DispatchResult {
			EitherOfDiverse::<T::OwnerOrigin, T::ComplianceOrigin>::ensure_origin(origin)?;
			ensure!(country.is_valid(), Error::<T>::InvalidCountry);
			ensure!(Jurisdictions::<T>::get(country) != rule, Error::<T>::RuleUnchanged);
			Jurisdictions::<T>::set(country, rule);
			Self::deposit_event(Event::JurisdictionChanged { country, rule });
			Ok(())
		}

		/// Changes the settings.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(11)]
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
		/// Everything that stands against a transfer now, and what would help. Empty exactly if the
		/// transfer would succeed.
		pub fn why_not(from: T::AccountId, to: T::AccountId, amount: Balance) -> Vec<Refusal> {
			Self::refusals(&from, &to, amount)
		}

		/// Whether a transfer would succeed now.
		pub fn can_transfer(from: T::AccountId, to: T::AccountId, amount: Balance) -> bool {
			Self::facts(&from, &to, amount).reasons().is_empty()
		}

		/// What an account may still send and receive now.
		pub fn limits_of(who: T::AccountId) -> Limits {
			Self::current_limits(&who)
		}

		/// What of an account can't be sent.
		pub fn freeze_of(who: T::AccountId) -> Freeze {
			Freezes::<T>::get(who)
		}

		/// The open recovery of an account.
		pub fn recovery_of(old: T::AccountId) -> Option<RecoveryStatus<T::AccountId>> {
			Self::recovery_status(&old)
		}

		/// The account whose person an open recovery would move to this one.
		pub fn recovery_to(new: T::AccountId) -> Option<T::AccountId> {
			RecoveryTargets::<T>::get(new)
		}

		/// What the law says of a country.
		pub fn jurisdiction(country: CountryCode) -> Option<Rule> {
			Jurisdictions::<T>::get(country)
		}

		/// Every country with a rule, by its letters.
		pub fn jurisdictions() -> Vec<(CountryCode, Rule)> {
			Self::all_jurisdictions()
		}

		/// Whether all transfers are paused.
		pub fn is_paused() -> bool {
			Paused::<T>::get()
		}

		/// A page of the register of holders: up to `limit`, at most 500, behind `cursor`.
		pub fn holders(cursor: Option<T::AccountId>, limit: u32) -> Vec<Holder<T::AccountId>> {
			Self::page_of_holders(cursor, limit)
		}

		/// A page of the register of corporate actions: up to `limit`, at most 500, from number
		/// `from` on.
		pub fn actions(from: u64, limit: u32) -> Vec<(u64, Action<T::AccountId>)> {
			Self::page_of_actions(from, limit)
		}

		/// A page of the register of emissions: up to `limit`, at most 500, from number `from` on.
		/// What the current block mints and burns is entered with the next one.
		pub fn emissions(from: u32, limit: u32) -> Vec<(u32, Emission)> {
			Self::page_of_emissions(from, limit)
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
