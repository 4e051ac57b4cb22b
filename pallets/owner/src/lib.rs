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
mod origin;
mod try_state;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use origin::EnsureOwner;
pub use pallet::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use alloc::boxed::Box;
	use frame_support::{
		Hashable,
		dispatch::{GetDispatchInfo, RawOrigin},
		pallet_prelude::*,
		traits::{
			Bounded, Contains, OriginTrait, StorePreimage,
			schedule::{DispatchTime, HIGHEST_PRIORITY, v3::Named},
		},
	};
	use frame_system::{ensure_signed, pallet_prelude::*};
	use sp_runtime::traits::{Dispatchable, Hash};

	/// The scheduler's word for an origin.
	pub type PalletsOriginOf<T> =
		<<T as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the owner's calls need.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's calls.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin>
			+ GetDispatchInfo
			+ From<frame_system::Call<Self>>;

		/// Calls the owner may have dispatched as Root after the delay.
		type Delayed: Contains<<Self as Config>::RuntimeCall>;

		/// Calls the owner may have dispatched as Root at once.
		type Immediate: Contains<<Self as Config>::RuntimeCall>;

		/// How long a delayed call waits, in blocks.
		#[pallet::constant]
		type EnactmentPeriod: Get<BlockNumberFor<Self>>;

		/// Keeps the delayed calls until their time.
		type Scheduler: Named<
				BlockNumberFor<Self>,
				<Self as Config>::RuntimeCall,
				PalletsOriginOf<Self>,
				Hasher = Self::Hashing,
			>;

		/// Keeps large calls.
		type Preimages: StorePreimage<H = Self::Hashing>;

		/// Weights of the calls, measured on the runtime.
		type WeightInfo: WeightInfo;

		/// A call of the delayed list, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: benchmarking::BenchmarkHelper<<Self as Config>::RuntimeCall>;
	}

	/// The network owner.
	#[pallet::storage]
	pub type CurrentOwner<T: Config> = StorageValue<_, T::AccountId, OptionQuery>;

	/// Whom the owner offered ownership to.
	#[pallet::storage]
	pub type OfferedTo<T: Config> = StorageValue<_, T::AccountId, OptionQuery>;

	/// The next delayed call's number.
	#[pallet::storage]
	pub type NextEnactmentId<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Who owns the network at the start.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The network owner. A chain that starts without one never has one.
		pub owner: Option<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			CurrentOwner::<T>::set(self.owner.clone());
		}
	}

	/// What the owner did.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A call will be dispatched as Root.
		Scheduled {
			/// Its number, for `cancel`.
			id: u32,
			/// Hash of the encoded call.
			call_hash: T::Hash,
			/// The block in which it runs.
			at: BlockNumberFor<T>,
		},
		/// A call was dispatched as Root at once.
		Enacted {
			/// Hash of the encoded call.
			call_hash: T::Hash,
			/// How it ended.
			result: DispatchResult,
		},
		/// A scheduled call was called off.
		Cancelled {
			/// Its number.
			id: u32,
		},
		/// Ownership was offered.
		OwnershipOffered {
			/// Who may accept it.
			to: T::AccountId,
		},
		/// The network has a new owner.
		OwnershipTransferred {
			/// The new owner.
			to: T::AccountId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The owner can't have this call dispatched as Root.
		NotAllowed,
		/// No such call is waiting.
		NotFound,
		/// Ownership was not offered to this account.
		NotOffered,
		/// This account is the owner already.
		AlreadyOwner,
		/// The numbers are used up.
		TooManyIds,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::EnactmentPeriod::get() > 0u32.into(), "a delayed call must wait");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Has an allow-listed call dispatched as Root, after the delay or at once (rule 41).
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `NotAllowed`, `TooManyIds`. A call dispatched at once reports its own outcome in
		/// `Enacted`.
		#[pallet::call_index(0)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(<T as Config>::WeightInfo::enact().saturating_add(info.call_weight), info.class)
		})]
		pub fn enact(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResult {
			EnsureOwner::<T>::ensure_origin(origin)?;
			let call_hash = T::Hashing::hash_of(&call);
			if T::Immediate::contains(&call) {
				let outcome = call.dispatch(RawOrigin::Root.into());
				let result = outcome.map(|_| ()).map_err(|e| e.error);
				Self::deposit_event(Event::Enacted { call_hash, result });
				return Ok(());
			}
			ensure!(T::Delayed::contains(&call), Error::<T>::NotAllowed);
			let id = NextEnactmentId::<T>::get();
			NextEnactmentId::<T>::put(id.checked_add(1).ok_or(Error::<T>::TooManyIds)?);
			let bounded: Bounded<_, T::Hashing> = T::Preimages::bound(*call)?;
			T::Scheduler::schedule_named(
				Self::task_name(id),
				DispatchTime::After(T::EnactmentPeriod::get()),
				None,
				HIGHEST_PRIORITY,
				RawOrigin::Root.into(),
				bounded,
			)?;
			let at = T::Scheduler::next_dispatch_time(Self::task_name(id))?;
			Self::deposit_event(Event::Scheduled { id, call_hash, at });
			Ok(())
		}

		/// Calls off a delayed call.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `NotFound`.
		#[pallet::call_index(1)]
		pub fn cancel(origin: OriginFor<T>, #[pallet::compact] id: u32) -> DispatchResult {
			EnsureOwner::<T>::ensure_origin(origin)?;
			T::Scheduler::cancel_named(Self::task_name(id)).map_err(|_| Error::<T>::NotFound)?;
			Self::deposit_event(Event::Cancelled { id });
			Ok(())
		}

		/// Offers ownership to `to`. A second offer replaces the first.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `AlreadyOwner`.
		#[pallet::call_index(2)]
		pub fn transfer_ownership(origin: OriginFor<T>, to: T::AccountId) -> DispatchResult {
			let owner = EnsureOwner::<T>::ensure_origin(origin)?;
			ensure!(owner != to, Error::<T>::AlreadyOwner);
			OfferedTo::<T>::put(&to);
			Self::deposit_event(Event::OwnershipOffered { to });
			Ok(())
		}

		/// Takes offered ownership.
		///
		/// ## Dispatch Origin
		/// The account it was offered to.
		///
		/// ## Errors
		/// `NotOffered`.
		#[pallet::call_index(3)]
		pub fn accept_ownership(origin: OriginFor<T>) -> DispatchResult {
			let to = ensure_signed(origin)?;
			ensure!(OfferedTo::<T>::get().as_ref() == Some(&to), Error::<T>::NotOffered);
			OfferedTo::<T>::kill();
			CurrentOwner::<T>::put(&to);
			Self::deposit_event(Event::OwnershipTransferred { to });
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		/// The scheduler's name of a delayed call.
		pub(crate) fn task_name(id: u32) -> [u8; 32] {
			(*b"hotpot/owner/enact", id).blake2_256()
		}
	}
}
