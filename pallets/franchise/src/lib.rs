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
mod benchmarking;
mod functions;
mod impl_franchise_inspect;
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use hotpot_primitives::traits::{Status, TillLimits};
pub use pallet::*;
pub use types::{Node, NodeProfile, Till};
pub use weights::WeightInfo;

#[frame_support::pallet]
#[allow(clippy::expect_used, clippy::unreachable, reason = "FRAME's macros write them")]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use hotpot_primitives::{Balance, NodeId, TillId};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the registry needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who keeps the registry: the network owner.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most tills, closed ones included, that one restaurant may ever have.
		#[pallet::constant]
		type MaxTillsPerNode: Get<u32>;

		/// Weights of the calls, measured on the runtime.
		type WeightInfo: WeightInfo;
	}

	/// Restaurants.
	///
	/// - Keys: `NodeId`, from 1, given by the pallet.
	/// - Value: `Node`.
	#[pallet::storage]
	pub type Nodes<T: Config> = StorageMap<_, Twox64Concat, NodeId, Node<T::AccountId>>;

	/// The next restaurant's number.
	#[pallet::storage]
	pub type NextNodeId<T: Config> = StorageValue<_, NodeId, ValueQuery, FirstNodeId>;

	/// Tills.
	///
	/// - Keys: `TillId`, from 1, given by the pallet.
	/// - Value: `Till`.
	#[pallet::storage]
	pub type Tills<T: Config> = StorageMap<_, Twox64Concat, TillId, Till<T::AccountId>>;

	/// The next till's number.
	#[pallet::storage]
	pub type NextTillId<T: Config> = StorageValue<_, TillId, ValueQuery, FirstTillId>;

	/// How many tills each restaurant ever had.
	///
	/// - Keys: `NodeId`.
	/// - Value: a count.
	#[pallet::storage]
	pub type TillCount<T: Config> = StorageMap<_, Twox64Concat, NodeId, u32, ValueQuery>;

	/// The till of a key. Kept for closed tills, so that a key is used once, ever.
	///
	/// - Keys: the till's account.
	/// - Value: `TillId`.
	#[pallet::storage]
	pub type TillIdOf<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, TillId>;

	/// The first restaurant is number 1, so that 0 never names one.
	#[pallet::type_value]
	pub fn FirstNodeId() -> NodeId {
		NodeId(1)
	}

	/// The first till is number 1, so that 0 never names one.
	#[pallet::type_value]
	pub fn FirstTillId() -> TillId {
		TillId(1)
	}

	/// What happened in the registry.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A restaurant was opened.
		NodeRegistered {
			/// Its number.
			node: NodeId,
			/// Who runs it.
			franchisee: T::AccountId,
		},
		/// A restaurant was suspended, reactivated or closed.
		NodeStatusChanged {
			/// Its number.
			node: NodeId,
			/// Its status from now on.
			status: Status,
		},
		/// A restaurant's daily cap was changed.
		DailyAccrualCapChanged {
			/// Its number.
			node: NodeId,
			/// The most THP its checks may accrue in one local day, in base units.
			cap: Balance,
		},
		/// A till was approved.
		TillApproved {
			/// Its number.
			till: TillId,
			/// The restaurant it stands in.
			node: NodeId,
			/// The key that signs its batches.
			key: T::AccountId,
		},
		/// A till's limits were changed.
		TillLimitsChanged {
			/// Its number.
			till: TillId,
			/// What it may record from now on.
			limits: TillLimits,
		},
		/// A till was suspended, reactivated or closed.
		TillStatusChanged {
			/// Its number.
			till: TillId,
			/// Its status from now on.
			status: Status,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No restaurant has this number.
		UnknownNode,
		/// No till has this number.
		UnknownTill,
		/// The restaurant is closed for good.
		NodeClosed,
		/// The till is closed for good.
		TillClosed,
		/// It has this status already.
		StatusUnchanged,
		/// City or time zone is missing, the country is not two capital letters, or the UTC offset
		/// is beyond 14 hours.
		InvalidProfile,
		/// A limit is zero, or a check may be larger than a day.
		InvalidLimits,
		/// The daily cap is zero.
		InvalidCap,
		/// A till has, or had, this key; give the new till a new one.
		KeyAlreadyUsed,
		/// The restaurant can have no more tills.
		TooManyTills,
		/// The numbers are used up.
		TooManyIds,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxTillsPerNode::get() > 0, "a restaurant needs at least one till");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Opens a restaurant (rule 1).
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Parameters
		/// - `daily_accrual_cap`: THP base units a local day, not zero.
		///
		/// ## Errors
		/// `InvalidProfile`, `InvalidCap`, `TooManyIds`.
		#[pallet::call_index(0)]
		pub fn register_node(
			origin: OriginFor<T>,
			franchisee: T::AccountId,
			profile: NodeProfile,
			daily_accrual_cap: Balance,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			ensure!(profile.is_valid(), Error::<T>::InvalidProfile);
			ensure!(daily_accrual_cap > 0, Error::<T>::InvalidCap);
			let node = NextNodeId::<T>::get();
			NextNodeId::<T>::put(node.next().ok_or(Error::<T>::TooManyIds)?);
			Nodes::<T>::insert(
				node,
				Node {
					franchisee: franchisee.clone(),
					profile,
					daily_accrual_cap,
					status: Status::Active,
				},
			);
			Self::deposit_event(Event::NodeRegistered { node, franchisee });
			Ok(())
		}

		/// Suspends, reactivates or closes a restaurant. Its tills record from the next call on
		/// only if it is active; claims go on.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `UnknownNode`, `NodeClosed`, `StatusUnchanged`.
		#[pallet::call_index(1)]
		pub fn set_node_status(
			origin: OriginFor<T>,
			node: NodeId,
			status: Status,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::mutate_open_node(node, |n| {
				ensure!(n.status != status, Error::<T>::StatusUnchanged);
				n.status = status;
				Ok(())
			})?;
			Self::deposit_event(Event::NodeStatusChanged { node, status });
			Ok(())
		}

		/// Changes how much THP a restaurant's checks may accrue in one local day.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Parameters
		/// - `cap`: THP base units, not zero.
		///
		/// ## Errors
		/// `UnknownNode`, `NodeClosed`, `InvalidCap`.
		#[pallet::call_index(2)]
		pub fn set_daily_accrual_cap(
			origin: OriginFor<T>,
			node: NodeId,
			cap: Balance,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			ensure!(cap > 0, Error::<T>::InvalidCap);
			Self::mutate_open_node(node, |n| {
				n.daily_accrual_cap = cap;
				Ok(())
			})?;
			Self::deposit_event(Event::DailyAccrualCapChanged { node, cap });
			Ok(())
		}

		/// Approves a till of a restaurant. Its key's account lives without a balance until the
		/// till is closed.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `UnknownNode`, `NodeClosed`, `InvalidLimits`, `KeyAlreadyUsed`, `TooManyTills`,
		/// `TooManyIds`.
		#[pallet::call_index(3)]
		pub fn approve_till(
			origin: OriginFor<T>,
			node: NodeId,
			key: T::AccountId,
			limits: TillLimits,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			Self::do_approve_till(node, key, limits)
		}

		/// Changes what a till may record from now on.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `UnknownTill`, `TillClosed`, `InvalidLimits`.
		#[pallet::call_index(4)]
		pub fn set_till_limits(
			origin: OriginFor<T>,
			till: TillId,
			limits: TillLimits,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			ensure!(Self::are_valid(&limits), Error::<T>::InvalidLimits);
			Self::mutate_open_till(till, |t| {
				t.limits = limits;
				Ok(())
			})?;
			Self::deposit_event(Event::TillLimitsChanged { till, limits });
			Ok(())
		}

		/// Suspends, reactivates or closes a till.
		///
		/// ## Dispatch Origin
		/// The network owner.
		///
		/// ## Errors
		/// `UnknownTill`, `TillClosed`, `StatusUnchanged`.
		#[pallet::call_index(5)]
		pub fn set_till_status(
			origin: OriginFor<T>,
			till: TillId,
			status: Status,
		) -> DispatchResult {
			T::OwnerOrigin::ensure_origin(origin)?;
			let key = Self::mutate_open_till(till, |t| {
				ensure!(t.status != status, Error::<T>::StatusUnchanged);
				t.status = status;
				Ok(t.key.clone())
			})?;
			if status == Status::Closed {
				frame_system::Pallet::<T>::dec_sufficients(&key);
			}
			Self::deposit_event(Event::TillStatusChanged { till, status });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A restaurant by its number.
		pub fn node(node: NodeId) -> Option<Node<T::AccountId>> {
			Nodes::<T>::get(node)
		}

		/// A till by its number.
		pub fn till(till: TillId) -> Option<Till<T::AccountId>> {
			Tills::<T>::get(till)
		}

		/// Up to 100 restaurants with numbers from `from` on, in order.
		pub fn nodes_from(from: NodeId) -> alloc::vec::Vec<(NodeId, Node<T::AccountId>)> {
			Self::page_of_nodes(from)
		}

		/// Up to 100 tills with numbers from `from` on, in order.
		pub fn tills_from(from: TillId) -> alloc::vec::Vec<(TillId, Till<T::AccountId>)> {
			Self::page_of_tills(from)
		}
	}
}
