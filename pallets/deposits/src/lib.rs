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
mod functions;
mod impl_on_observation;
mod impl_watch_inspect;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{Line, LineNumber, MAX_PAGE, Purpose, Settings, Sums, Watch};
pub use weights::WeightInfo;

#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use hotpot_primitives::{
		Moment,
		observations::{FactId, ForeignAccount, Rail, Token},
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What deposits need.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who registers and retires accounts: the network owner, later a desk.
		type WatchOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who changes settings: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// Most accounts of a chain that are watched at a time.
		#[pallet::constant]
		type MaxWatched: Get<u32>;

		/// Weights of the calls, measured on the runtime.
		type WeightInfo: WeightInfo;
	}

	/// The governed settings.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, Settings, ValueQuery>;

	/// Accounts of other chains at which deposits are looked for.
	///
	/// - Keys: account.
	/// - Value: `Watch`. At most `MaxWatched` of each chain.
	#[pallet::storage]
	pub type WatchedAccounts<T: Config> =
		StorageMap<_, Blake2_128Concat, ForeignAccount, Watch<T::AccountId>>;

	/// How many accounts are watched.
	///
	/// - Keys: chain.
	#[pallet::storage]
	pub type WatchedCount<T: Config> = StorageMap<_, Twox64Concat, Rail, u32, ValueQuery>;

	/// Accounts that were watched. They stay their beneficiaries' for ever, because money that was
	/// sent to one of them may arrive at any time.
	///
	/// - Keys: account.
	/// - Value: `Watch`.
	#[pallet::storage]
	pub type RetiredAccounts<T: Config> =
		StorageMap<_, Blake2_128Concat, ForeignAccount, Watch<T::AccountId>>;

	/// The ledger. Lines are added, and never changed or removed.
	///
	/// - Keys: beneficiary, number of the line among its own.
	/// - Value: `Line`.
	#[pallet::storage]
	pub type Lines<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, LineNumber, Line>;

	/// How many lines a beneficiary has; the number of its next one.
	///
	/// - Keys: beneficiary.
	#[pallet::storage]
	pub type LineCounts<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, LineNumber, ValueQuery>;

	/// Where each deposit stands in the ledger. Whatever has an entry is not credited again.
	///
	/// - Keys: fact.
	/// - Value: beneficiary, number of the line.
	#[pallet::storage]
	pub type LineOf<T: Config> =
		StorageMap<_, Blake2_128Concat, FactId, (T::AccountId, LineNumber)>;

	/// What each beneficiary was deposited ever.
	///
	/// - Keys: beneficiary, token.
	/// - Value: the sums of its lines of the token, in base units.
	#[pallet::storage]
	pub type Balances<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Token, Sums, ValueQuery>;

	/// What was deposited ever.
	///
	/// - Keys: token.
	/// - Value: the sums of all lines of the token, in base units.
	#[pallet::storage]
	pub type Totals<T: Config> = StorageMap<_, Twox64Concat, Token, Sums, ValueQuery>;

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
			CurrentSettings::<T>::put(self.settings);
		}
	}

	/// What happened to watched accounts and deposits.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account is watched from now on.
		AccountWatched {
			/// Which one.
			account: ForeignAccount,
			/// Who is credited.
			beneficiary: T::AccountId,
			/// What for.
			purpose: Purpose,
		},
		/// An account is watched no more. It stays its beneficiary's.
		AccountRetired {
			/// Which one.
			account: ForeignAccount,
			/// Whose it is.
			beneficiary: T::AccountId,
		},
		/// A deposit stands in the ledger.
		DepositRecorded {
			/// The fact that validators agreed on.
			fact: FactId,
			/// Whose it is.
			beneficiary: T::AccountId,
			/// The number of its line.
			line: LineNumber,
			/// What was deposited.
			token: Token,
			/// How much, in the token's base units.
			amount: u128,
			/// Whether it counts as money.
			is_counted: bool,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}

	/// Why a call was refused, or a deposit not recorded.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such account: not on the chain's own workchains, or nobody's.
		NoSuchAccount,
		/// The account is watched already.
		AlreadyWatched,
		/// The account was another beneficiary's, or for something else, and stays so.
		Taken,
		/// As many accounts are watched as can be.
		TooManyWatched,
		/// The account is not watched.
		NotWatched,
		/// The deposit is of two chains, or of nothing.
		Unsound,
		/// The deposit stands in the ledger.
		AlreadyRecorded,
		/// A sum or a number would be too large.
		Overflow,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxWatched::get() > 0, "something can be watched");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Has an account of another chain watched: what reaches it is the beneficiary's.
		///
		/// ## Dispatch Origin
		/// Whoever registers accounts.
		///
		/// ## Parameters
		/// - `account`: typed, so that one of TRON can't stand for one of TON.
		/// - `beneficiary`: who is credited.
		/// - `purpose`: what for.
		///
		/// ## Details
		/// An account that was retired can be watched again, for the same beneficiary and purpose.
		///
		/// ## Errors
		/// `NoSuchAccount`, `AlreadyWatched`, `Taken`, `TooManyWatched`.
		#[pallet::call_index(0)]
		pub fn watch(
			origin: OriginFor<T>,
			account: ForeignAccount,
			beneficiary: T::AccountId,
			purpose: Purpose,
		) -> DispatchResult {
			T::WatchOrigin::ensure_origin(origin)?;
			Self::do_watch(account, beneficiary, purpose)
		}

		/// Has an account watched no more. What reaches it from now on is recorded when it is
		/// watched again, and not before.
		///
		/// ## Dispatch Origin
		/// Whoever registers accounts.
		///
		/// ## Errors
		/// `NotWatched`.
		#[pallet::call_index(1)]
		pub fn retire(origin: OriginFor<T>, account: ForeignAccount) -> DispatchResult {
			T::WatchOrigin::ensure_origin(origin)?;
			let watch = WatchedAccounts::<T>::take(account).ok_or(Error::<T>::NotWatched)?;
			WatchedCount::<T>::mutate(account.rail(), |count| *count = count.saturating_sub(1));
			let beneficiary = watch.beneficiary.clone();
			RetiredAccounts::<T>::insert(account, watch);
			Self::deposit_event(Event::AccountRetired { account, beneficiary });
			Ok(())
		}

		/// Changes the settings. What stands in the ledger stays as it is.
		///
		/// ## Dispatch Origin
		/// The network owner.
		#[pallet::call_index(2)]
		pub fn set_settings(origin: OriginFor<T>, settings: Settings) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			CurrentSettings::<T>::put(settings);
			Self::deposit_event(Event::SettingsChanged { settings });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a beneficiary was deposited ever of a token, in its base units.
		pub fn balance_of(beneficiary: T::AccountId, token: Token) -> Sums {
			Balances::<T>::get(beneficiary, token)
		}

		/// What was deposited ever of a token, in its base units.
		pub fn total_of(token: Token) -> Sums {
			Totals::<T>::get(token)
		}

		/// A page of a beneficiary's ledger: up to `limit`, at most 500, from number `from` on.
		pub fn lines(
			beneficiary: T::AccountId,
			from: LineNumber,
			limit: u32,
		) -> Vec<(LineNumber, Line)> {
			Self::page_of_lines(&beneficiary, from, limit)
		}

		/// Where a deposit stands in the ledger: beneficiary, number, line.
		pub fn line_of(fact: FactId) -> Option<(T::AccountId, LineNumber, Line)> {
			let (beneficiary, number) = LineOf::<T>::get(fact)?;
			let line = Lines::<T>::get(&beneficiary, number)?;
			Some((beneficiary, number, line))
		}

		/// Whose an account is, if it is watched.
		pub fn watch_of(account: ForeignAccount) -> Option<Watch<T::AccountId>> {
			WatchedAccounts::<T>::get(account)
		}

		/// A page of watched accounts: up to `limit`, at most 500, behind `cursor`, in no order that
		/// means anything. Workers read them of a finalized block.
		pub fn watched_accounts(
			cursor: Option<ForeignAccount>,
			limit: u32,
		) -> Vec<(ForeignAccount, Watch<T::AccountId>)> {
			Self::page_of_watched(cursor, limit)
		}

		/// The governed settings.
		pub fn settings() -> Settings {
			CurrentSettings::<T>::get()
		}
	}
}
