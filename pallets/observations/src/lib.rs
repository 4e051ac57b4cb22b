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

mod applying;
mod authorizing;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod errors;
mod events;
mod impl_session;
pub mod settings;
pub mod sr25519;
mod sweeping;
mod try_state;
pub mod types;
mod voting;
pub mod weights;
pub mod worker;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use authorizing::{VOTE_CONTEXT, refusal};
pub use pallet::*;
pub use settings::{Setting, Settings};
pub use types::{
	Candidate, Keys, MAX_AUTHORITIES, MAX_PAGE, Memory, OpenFact, PauseCause, Tally, Vote, quorum,
};
pub use voting::EVIDENCE_AGE;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;
use sp_core::crypto::KeyTypeId;
use sp_runtime::RuntimeAppPublic;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::observations";
/// Names the session key in a keystore.
pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"hpob");

/// A vote of this runtime.
pub type VoteOf<T> = Vote<<T as frame_system::Config>::AccountId>;
/// An open fact of this runtime.
pub type OpenFactOf<T> =
	OpenFact<<T as Config>::AuthorityId, <T as frame_system::Config>::AccountId>;
/// A validator's signature of a vote.
pub type SignatureOf<T> = <<T as Config>::AuthorityId as RuntimeAppPublic>::Signature;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Time, ValidatorSet},
		weights::WeightMeter,
	};
	use frame_system::{
		ensure_authorized, offchain::CreateAuthorizedTransaction, pallet_prelude::*,
	};
	use hotpot_primitives::{
		Moment,
		observations::{Claim, FactId, Kind},
		traits::{OnObservation, WatchInspect},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What observations need.
	#[pallet::config]
	pub trait Config:
		CreateAuthorizedTransaction<Call<Self>>
		+ frame_system::Config<RuntimeEvent: From<Event<Self>>, RuntimeCall: From<Call<Self>>>
	{
		/// The session key with which validators sign votes: [`sr25519::AuthorityId`].
		type AuthorityId: Member
			+ Parameter
			+ RuntimeAppPublic<Signature: DecodeWithMemTracking>
			+ Ord
			+ MaybeSerializeDeserialize
			+ MaxEncodedLen;

		/// Tells which session it is.
		type Sessions: ValidatorSet<Self::AccountId>;

		/// Is told of everything that was agreed on.
		type OnObservation: OnObservation<Self::AccountId>;

		/// Tells whether a deposit reached anybody here.
		type Watch: WatchInspect;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Who changes settings, pauses, and drops disputed facts: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The priority of votes among transactions.
		#[pallet::constant]
		type VotePriority: Get<TransactionPriority>;

		/// Weights of the calls and of the steps of the hook, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// Sets up the clock and what claims are about for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// The keys of those that vote in this session, in its order.
	#[pallet::storage]
	pub type Authorities<T: Config> = StorageValue<_, Keys<T::AuthorityId>, ValueQuery>;

	/// The governed settings.
	///
	/// - Keys: kind. Of a kind without an entry it is `Settings::of`.
	#[pallet::storage]
	pub type SettingsOf<T: Config> = StorageMap<_, Twox64Concat, Kind, Settings>;

	/// Kinds that are not voted on now, and why.
	///
	/// - Keys: kind.
	#[pallet::storage]
	pub type Pauses<T: Config> = StorageMap<_, Twox64Concat, Kind, PauseCause>;

	/// What validators vote on.
	///
	/// - Keys: fact.
	/// - Value: `OpenFact`.
	#[pallet::storage]
	pub type OpenFacts<T: Config> = StorageMap<_, Blake2_128Concat, FactId, OpenFactOf<T>>;

	/// What was agreed on, and can't be again.
	///
	/// - Keys: fact.
	/// - Value: `Memory`.
	#[pallet::storage]
	pub type Applied<T: Config> = StorageMap<_, Blake2_128Concat, FactId, Memory>;

	/// Applied facts by the moment at which the hook forgets them.
	///
	/// - Keys: UNIX ms as big-endian bytes, fact.
	// Unhashed and big-endian, so that iteration goes from the earliest on and nothing else keeps
	// the order. Every entry takes a quorum, so nobody can pile up keys at will.
	#[pallet::storage]
	pub type Forgetting<T: Config> = StorageMap<_, frame_support::Identity, ([u8; 8], FactId), ()>;

	/// What authorities used of their limits.
	///
	/// - Keys: authority, kind.
	/// - Value: `Tally`. None of one that left, unless a fact is open that it opened.
	#[pallet::storage]
	pub type Tallies<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AuthorityId,
		Twox64Concat,
		Kind,
		Tally,
		ValueQuery,
	>;

	/// The open fact that the hook looked at last; none if it begins anew.
	#[pallet::storage]
	pub type SweptTo<T: Config> = StorageValue<_, FactId>;

	/// The settings a chain starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The governed settings of kinds that don't have the usual ones.
		pub settings: Vec<(Kind, Settings)>,
		#[serde(skip)]
		#[allow(missing_docs)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (kind, settings) in &self.settings {
				assert_eq!(settings.out_of_range(), None, "a setting is out of its range");
				assert!(!SettingsOf::<T>::contains_key(kind), "settings of a kind stand twice");
				SettingsOf::<T>::insert(kind, settings);
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Closes facts that expired or that a change of the session decided, and forgets applied
		/// ones whose time is over, as far as the weight goes.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::sweep(&mut meter);
			Self::forget(&mut meter);
			meter.consumed()
		}

		/// Votes for what the worker beside this node saw, if the node is an authority.
		fn offchain_worker(_: BlockNumberFor<T>) {
			Self::vote_for_offer();
		}

		fn integrity_test() {
			assert!(
				Kind::ALL.iter().all(|kind| Settings::of(*kind).out_of_range().is_none()),
				"default settings fit"
			);
			assert_eq!(T::AuthorityId::ID, KEY_TYPE, "the session key is this pallet's");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Votes for a claim about the world outside.
		///
		/// ## Dispatch Origin
		/// An authority of the session, by its signature; a general transaction without a fee.
		///
		/// ## Parameters
		/// - `vote`: the claim, and whose vote it is.
		/// - `signature`: by the authority's session key over the SCALE encoding of
		///   `"hotpot/vote/1"` (13 bytes), the genesis hash, session, number and claim.
		///
		/// ## Details
		/// When a quorum makes the same claim it is applied at once: whoever is to hear of it is
		/// told. An error of theirs undoes what they did, not the vote.
		///
		/// ## Errors
		/// None in a block: whatever could be wrong is refused before. `PastSession`,
		/// `FutureSession`, `UnknownAuthority`, `Paused`, `Unsound`, `InFuture`, `TooOld`,
		/// `NotWatched`, `AlreadyApplied`, `Disputed`, `Expired`, `AlreadyVoted`, `TooManyOpen`,
		/// `TooManyVotes`.
		#[pallet::call_index(0)]
		#[pallet::weight(applying::weight_of::<T>(vote.claim.kind()))]
		#[pallet::authorize(Self::authorize_vote)]
		#[pallet::weight_of_authorize(<T as Config>::WeightInfo::authorize_vote())]
		pub fn vote(
			origin: OriginFor<T>,
			vote: VoteOf<T>,
			_signature: SignatureOf<T>,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_vote(vote)
		}

		/// Changes the settings of a kind. Facts that are open keep their time.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `OutOfRange` with the first setting that is.
		#[pallet::call_index(1)]
		pub fn set_settings(
			origin: OriginFor<T>,
			kind: Kind,
			settings: Settings,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			if let Some(setting) = settings.out_of_range() {
				return Err(Error::<T>::OutOfRange { setting }.into());
			}
			SettingsOf::<T>::insert(kind, settings);
			Self::deposit_event(Event::SettingsChanged { kind, settings });
			Ok(())
		}

		/// Stops votes on a kind, or lets them go on. Facts that are open expire meanwhile.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `AlreadyPaused`, `NotPaused`.
		#[pallet::call_index(2)]
		pub fn set_paused(origin: OriginFor<T>, kind: Kind, paused: bool) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			if paused {
				ensure!(!Pauses::<T>::contains_key(kind), Error::<T>::AlreadyPaused);
				Self::pause(kind, PauseCause::Owner);
			} else {
				ensure!(Pauses::<T>::take(kind).is_some(), Error::<T>::NotPaused);
				Self::deposit_event(Event::Resumed { kind });
			}
			Ok(())
		}

		/// Drops a disputed fact, with all of its votes. It can be voted on anew, if its kind is not
		/// paused.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `NotFound`, `NotDisputed`.
		#[pallet::call_index(3)]
		pub fn drop_fact(origin: OriginFor<T>, fact: FactId) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			let open = OpenFacts::<T>::get(fact).ok_or(Error::<T>::NotFound)?;
			ensure!(open.is_disputed, Error::<T>::NotDisputed);
			Self::close(fact, &open);
			Self::deposit_event(Event::Dropped { fact, kind: open.kind });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The votes on a fact that is open.
		pub fn open_fact(fact: FactId) -> Option<OpenFactOf<T>> {
			OpenFacts::<T>::get(fact)
		}

		/// A page of open facts: up to `limit`, at most 100, behind `cursor`, in no order that means
		/// anything.
		pub fn open_facts(cursor: Option<FactId>, limit: u32) -> Vec<(FactId, OpenFactOf<T>)> {
			Self::page_of_open_facts(cursor, limit)
		}

		/// What is known of a fact that was agreed on.
		pub fn applied(fact: FactId) -> Option<Memory> {
			Applied::<T>::get(fact)
		}

		/// Whether a fact was agreed on.
		pub fn is_applied(fact: FactId) -> bool {
			Applied::<T>::contains_key(fact)
		}

		/// Whether an authority voted on a fact that is open.
		pub fn has_voted(authority: T::AuthorityId, fact: FactId) -> bool {
			OpenFacts::<T>::get(fact).is_some_and(|open| open.has_vote_of(&authority))
		}

		/// The keys of those that vote now; the number of a key is its place, from 0.
		pub fn authorities() -> Vec<T::AuthorityId> {
			Authorities::<T>::get().into_inner()
		}

		/// What an authority used of its limits.
		pub fn tally(authority: T::AuthorityId, kind: Kind) -> Tally {
			Tallies::<T>::get(authority, kind)
		}

		/// Why a kind is paused, if it is.
		pub fn pause_of(kind: Kind) -> Option<PauseCause> {
			Pauses::<T>::get(kind)
		}

		/// The governed settings of a kind.
		pub fn settings(kind: Kind) -> Settings {
			Self::settings_of(kind)
		}
	}

	impl<T: Config> Pallet<T> {
		/// Stops a kind and says why.
		pub(crate) fn pause(kind: Kind, cause: PauseCause) {
			Pauses::<T>::insert(kind, cause);
			Self::deposit_event(Event::Paused { kind, cause });
		}

		pub(crate) fn settings_of(kind: Kind) -> Settings {
			SettingsOf::<T>::get(kind).unwrap_or(Settings::of(kind))
		}

		fn page_of_open_facts(cursor: Option<FactId>, limit: u32) -> Vec<(FactId, OpenFactOf<T>)> {
			let limit = usize::try_from(limit.min(MAX_PAGE)).unwrap_or_default();
			Self::open_facts_behind(cursor).take(limit).collect()
		}

		/// Open facts in the order of the map, behind one of them or from the first on.
		pub(crate) fn open_facts_behind(
			cursor: Option<FactId>,
		) -> impl Iterator<Item = (FactId, OpenFactOf<T>)> {
			match cursor {
				Some(fact) => OpenFacts::<T>::iter_from(OpenFacts::<T>::hashed_key_for(fact)),
				None => OpenFacts::<T>::iter(),
			}
		}
	}
}
