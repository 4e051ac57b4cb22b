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

mod attesting;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod clearing;
mod errors;
mod events;
mod expiring;
mod impl_free_calls;
mod impl_kyc;
mod impl_role_inspect;
mod licensing;
mod linking;
mod origins;
mod payloads;
mod records;
mod roles;
mod supervising;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use origins::EnsureRole;
pub use pallet::*;
pub use types::{
	Attestation, Grant, Grants, Licence, Outcome, Person, Record, Setting, Settings, State, Usage,
	Verifier,
};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::kyc";

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::Time, weights::WeightMeter};
	use frame_system::{ensure_signed, pallet_prelude::*};
	use hotpot_primitives::{
		Moment, PersonId, VerifierId,
		traits::{
			self, FranchiseInspect, FreeCalls, Level, MoveHoldings, OnStanding, Role, Scope,
			Standing,
		},
	};
	use sp_runtime::traits::{IdentifyAccount, Verify};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the registry of persons needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who licenses verifiers, gives roles and changes settings: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who suspends, reinstates and revokes whomsoever.
		type ComplianceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Restaurants: their franchisees give roles in them.
		type Franchise: FranchiseInspect<Self::AccountId>;

		/// Everything that an account holds, for `link`.
		type Holdings: MoveHoldings<Self::AccountId>;

		/// Is told which accounts count as verified.
		type OnStanding: OnStanding<Self::AccountId>;

		/// A signature made outside a transaction, by a verifier or by an account that is closed.
		type OffchainSignature: Verify<Signer = Self::OffchainPublic> + Parameter;

		/// The public key of such a signature.
		type OffchainPublic: IdentifyAccount<AccountId = Self::AccountId>;

		/// Weights of the calls and of the steps of the hook, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Signs, sets the clock and opens restaurants for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId, Self::OffchainSignature>;
	}

	/// Verifiers.
	///
	/// - Keys: `VerifierId`, from 1, given by the pallet.
	/// - Value: `Verifier`.
	#[pallet::storage]
	pub type Verifiers<T: Config> = StorageMap<_, Twox64Concat, VerifierId, Verifier<T::AccountId>>;

	/// The verifier of a key; a key is used once, ever.
	///
	/// - Keys: the verifier's account.
	/// - Value: `VerifierId`.
	#[pallet::storage]
	pub type VerifierIdOf<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, VerifierId>;

	/// The next verifier's number.
	#[pallet::storage]
	pub type NextVerifierId<T: Config> = StorageValue<_, VerifierId, ValueQuery, FirstVerifierId>;

	/// The first verifier is number 1, so that 0 never names one.
	#[pallet::type_value]
	pub fn FirstVerifierId() -> VerifierId {
		VerifierId(1)
	}

	/// What was attested of accounts.
	///
	/// - Keys: account.
	/// - Value: `Record`.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Record>;

	/// Persons, whatever became of them: one account each (rules 7 and 8).
	///
	/// - Keys: `PersonId`.
	/// - Value: `Person`.
	// The key is hashed without its preimage, which stands in the account's record.
	#[pallet::storage]
	pub type Persons<T: Config> = StorageMap<_, Blake2_128, PersonId, Person<T::AccountId>>;

	/// Accounts that were closed by `link` or recovery, never to be attested.
	///
	/// - Keys: account.
	/// - Value: whose it was.
	// The key is hashed without its preimage: nobody needs to list them.
	#[pallet::storage]
	pub type ClosedAccounts<T: Config> = StorageMap<_, Blake2_128, T::AccountId, PersonId>;

	/// Live records, by the moment at which the hook has to look at them.
	///
	/// - Keys: UNIX ms as big-endian bytes, account.
	// Unhashed and big-endian, so that iteration goes from the earliest on and nothing else keeps
	// the order. Every entry takes a verifier's signature, so nobody can pile up keys at will.
	#[pallet::storage]
	pub type Due<T: Config> = StorageMap<_, frame_support::Identity, ([u8; 8], T::AccountId), ()>;

	/// Roles (rule 10).
	///
	/// - Keys: account.
	/// - Value: at most 16 `Grant`s, never none.
	#[pallet::storage]
	pub type Roles<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Grants<T::AccountId>, ValueQuery>;

	/// How many roles are given in each restaurant.
	///
	/// - Keys: restaurant.
	/// - Value: a count, not zero.
	#[pallet::storage]
	pub type StaffCount<T: Config> =
		StorageMap<_, Twox64Concat, hotpot_primitives::NodeId, u32, ValueQuery>;

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// What a chain starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The governed settings.
		pub settings: Settings,
		/// Verifiers, active from the start.
		pub verifiers: Vec<(T::AccountId, Licence)>,
		/// Roles in the whole network, without an end.
		pub roles: Vec<(T::AccountId, Role)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert_eq!(self.settings.out_of_range(), None, "a setting is out of its range");
			CurrentSettings::<T>::put(self.settings);
			for (key, licence) in &self.verifiers {
				let registered = Pallet::<T>::do_register_verifier(key.clone(), *licence);
				assert_eq!(registered, Ok(()), "a verifier is not sound");
			}
			for (who, role) in &self.roles {
				let granted =
					Pallet::<T>::do_grant_role(None, who.clone(), *role, Scope::Network, None);
				assert_eq!(granted, Ok(()), "a role is not sound");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Gives notice to and expires whoever is due, as far as the weight goes.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::settle_due(&mut meter);
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
		/// Registers a verifier; it is active (rule 8).
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `InvalidLicence`, `AlreadyRegistered`, `TooManyIds`.
		#[pallet::call_index(0)]
		pub fn register_verifier(
			origin: OriginFor<T>,
			verifier: T::AccountId,
			licence: Licence,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::do_register_verifier(verifier, licence)
		}

		/// Changes what a verifier may do. What it attested stays.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `InvalidLicence`, `UnknownVerifier`.
		#[pallet::call_index(1)]
		pub fn set_licence(
			origin: OriginFor<T>,
			verifier: T::AccountId,
			licence: Licence,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::do_set_licence(verifier, licence)
		}

		/// Stops a verifier, or lets it go on. What it attested stays; Compliance may revoke it.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `UnknownVerifier`, `StatusUnchanged`.
		#[pallet::call_index(2)]
		pub fn set_verifier_status(
			origin: OriginFor<T>,
			verifier: T::AccountId,
			is_active: bool,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::do_set_verifier_status(verifier, is_active)
		}

		/// Hands in what a verifier signed: the first attestation of an account, a renewal, a change
		/// of account, or a refusal (rule 8).
		///
		/// ## Dispatch Origin
		/// Anybody: the signature counts.
		///
		/// ## Parameters
		/// - `signature`: of `verifier` over `attestation_payload`, as it is or as wallets wrap it.
		///
		/// ## Errors
		/// `UnknownVerifier`, `VerifierInactive`, `InvalidCountry`, `InvalidCommitment`,
		/// `AttestationExpired`, `ValidityTooLong`, `LevelAboveLicence`, `WrongNonce`,
		/// `AccountClosed`, `AccountTaken`, `AccountSuspended`, `PersonTaken`, `NotAuthorized`,
		/// `TooManyPersons`, `TooManyIds`, `BadSignature`.
		#[pallet::call_index(3)]
		pub fn attest(
			origin: OriginFor<T>,
			attestation: Attestation<T::AccountId>,
			verifier: T::AccountId,
			signature: T::OffchainSignature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			let plan = Self::plan(&attestation, &verifier, &signature)?;
			Self::apply(plan, attestation, verifier);
			Ok(())
		}

		/// Clears a hit. When enough verifiers did, the account is verified (rule 8).
		///
		/// ## Dispatch Origin
		/// An active verifier with a licence to clear, but not the one that attested.
		///
		/// ## Errors
		/// `UnknownVerifier`, `VerifierInactive`, `MayNotClear`, `NotFound`, `NotPending`,
		/// `RecordExpired`, `OwnAttestation`, `AlreadyCleared`.
		#[pallet::call_index(4)]
		pub fn clear_hit(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let verifier = ensure_signed(origin)?;
			Self::do_clear_hit(verifier, account)
		}

		/// Holds an account that is pending, verified or expired, until Compliance reinstates it.
		///
		/// ## Dispatch Origin
		/// Compliance, or the verifier that attested.
		///
		/// ## Parameters
		/// - `reason`: hash of the reason's document.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AccountSuspended`, `AlreadyRejected`.
		#[pallet::call_index(5)]
		pub fn suspend(
			origin: OriginFor<T>,
			account: T::AccountId,
			reason: [u8; 32],
		) -> DispatchResult {
			let (record, _) = Self::supervised(origin, &account)?;
			Self::do_suspend(account, record, reason)
		}

		/// Ends a suspension. The account is what it would be without: pending, verified or expired.
		///
		/// ## Dispatch Origin
		/// Compliance.
		///
		/// ## Errors
		/// `NotFound`, `NotSuspended`.
		#[pallet::call_index(6)]
		pub fn reinstate(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::ComplianceOrigin::ensure_origin(origin)?;
			Self::do_reinstate(account)
		}

		/// Takes back what an account had: it is rejected until somebody attests it again.
		///
		/// ## Dispatch Origin
		/// Compliance, or, unless the account is suspended, the verifier that attested.
		///
		/// ## Parameters
		/// - `reason`: hash of the reason's document.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AccountSuspended`, `AlreadyRejected`.
		#[pallet::call_index(7)]
		pub fn revoke(
			origin: OriginFor<T>,
			account: T::AccountId,
			reason: [u8; 32],
		) -> DispatchResult {
			let (record, supervisor) = Self::supervised(origin, &account)?;
			Self::do_revoke(account, record, supervisor, reason)
		}

		/// Closes another account of the same person and moves everything it holds (rule 8).
		///
		/// ## Dispatch Origin
		/// A verified account. Without a fee whenever it would succeed and a free call is left.
		///
		/// ## Parameters
		/// - `old`: unknown to the registry, or once attested for, or closed by, the same person.
		/// - `signature`: of `old` over `link_payload`, as it is or as wallets wrap it.
		///
		/// ## Errors
		/// `NotVerified`, `SameAccount`, `LinkedToday`, `AccountClosed`, `AccountTaken`,
		/// `AccountSuspended`, `HasRoles`, `BadSignature`, and why something may not move.
		#[pallet::call_index(8)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, old: &T::AccountId, signature: &T::OffchainSignature| -> bool {
				ensure_signed(origin.clone()).is_ok_and(|account| {
					<Pallet<T> as FreeCalls<T::AccountId>>::left(&account) > 0
						&& Pallet::<T>::linkable(&account, old, signature).is_ok()
				})
			}
		)]
		pub fn link(
			origin: OriginFor<T>,
			old: T::AccountId,
			signature: T::OffchainSignature,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			let record = Self::linkable(&account, &old, &signature)?;
			Self::do_link(account, record, old)
		}

		/// Gives an account a role (rule 10).
		///
		/// ## Dispatch Origin
		/// The network owner; for till operators, cashiers and cooks also the restaurant's
		/// franchisee.
		///
		/// ## Parameters
		/// - `expires_at`: UNIX ms. An auditor's role must end.
		///
		/// ## Errors
		/// `NotAuthorized`, `WrongScope`, `UnknownNode`, `TermOver`, `TermTooLong`,
		/// `AccountClosed`, `AlreadyGranted`, `TooManyRoles`, `TooManyStaff`.
		#[pallet::call_index(9)]
		pub fn grant_role(
			origin: OriginFor<T>,
			who: T::AccountId,
			role: Role,
			scope: Scope,
			expires_at: Option<Moment>,
		) -> DispatchResult {
			let franchisee = Self::ensure_gives(origin, role, scope)?;
			Self::do_grant_role(franchisee, who, role, scope, expires_at)
		}

		/// Takes a role back, also one whose time is over.
		///
		/// ## Dispatch Origin
		/// Whoever may give it.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotGranted`.
		#[pallet::call_index(10)]
		pub fn revoke_role(
			origin: OriginFor<T>,
			who: T::AccountId,
			role: Role,
			scope: Scope,
		) -> DispatchResult {
			Self::ensure_gives(origin, role, scope)?;
			Self::do_revoke_role(who, role, scope)
		}

		/// Changes the governed settings. What is attested keeps its end.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange`.
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
		/// What is known of an account's person now.
		pub fn identity(who: T::AccountId) -> Option<traits::Identity> {
			Self::identity_of(&who)
		}

		/// Everything that is kept of an account.
		pub fn record(who: T::AccountId) -> Option<Record> {
			Records::<T>::get(who)
		}

		/// The account and the nonce of a person: what a verifier signs next must carry it, 0 if
		/// there is no such person.
		pub fn person(person: PersonId) -> Option<Person<T::AccountId>> {
			Persons::<T>::get(person)
		}

		/// The nonce of an account's person, 0 if it has none.
		pub fn nonce(who: T::AccountId) -> u32 {
			Self::nonce_of(&who)
		}

		/// Whose an account was that is closed.
		pub fn closed_account(who: T::AccountId) -> Option<PersonId> {
			ClosedAccounts::<T>::get(who)
		}

		/// The verifier with this key.
		pub fn verifier(key: T::AccountId) -> Option<Verifier<T::AccountId>> {
			Verifiers::<T>::get(VerifierIdOf::<T>::get(key)?)
		}

		/// Up to 100 verifiers with numbers from `from` on, in order.
		pub fn verifiers_from(from: VerifierId) -> Vec<(VerifierId, Verifier<T::AccountId>)> {
			Self::page_of_verifiers(from)
		}

		/// An account's roles, ended ones included.
		pub fn roles_of(who: T::AccountId) -> Vec<Grant<T::AccountId>> {
			Roles::<T>::get(who).into_inner()
		}

		/// Calls without a fee that an account has left today.
		pub fn free_calls_left(who: T::AccountId) -> u32 {
			<Self as FreeCalls<T::AccountId>>::left(&who)
		}

		/// Whether an attestation would be applied now, and if not, why.
		pub fn can_attest(
			attestation: Attestation<T::AccountId>,
			verifier: T::AccountId,
			signature: T::OffchainSignature,
		) -> Result<(), DispatchError> {
			Self::plan(&attestation, &verifier, &signature)?;
			Ok(())
		}

		/// Whether a link would succeed now, and if not, why.
		pub fn can_link(
			account: T::AccountId,
			old: T::AccountId,
			signature: T::OffchainSignature,
		) -> Result<(), DispatchError> {
			Self::linkable(&account, &old, &signature)?;
			Ok(())
		}

		/// What a verifier signs.
		pub fn attestation_payload(attestation: Attestation<T::AccountId>) -> Vec<u8> {
			Self::attestation_bytes(&attestation)
		}

		/// What the old key signs to be linked to `account` now.
		pub fn link_payload(account: T::AccountId, old: T::AccountId) -> Vec<u8> {
			Self::link_bytes(&account, &old)
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
