//! What the calls share.

use crate::{Config, Error, Event, NextNodeId, NextTillId, Node, Nodes, Pallet, Status, Till};
use crate::{TillCount, TillIdOf, TillLimits, Tills};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use hotpot_primitives::{NodeId, TillId};
use sp_runtime::DispatchError;

/// Entries of one page of a view.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	/// Whether both limits allow something and a check fits into a day.
	pub(crate) const fn are_valid(limits: &TillLimits) -> bool {
		limits.per_check > 0 && limits.per_check <= limits.per_day
	}

	pub(crate) fn do_approve_till(
		node: NodeId,
		key: T::AccountId,
		limits: TillLimits,
	) -> DispatchResult {
		let status = Nodes::<T>::get(node).ok_or(Error::<T>::UnknownNode)?.status;
		ensure!(status != Status::Closed, Error::<T>::NodeClosed);
		ensure!(Self::are_valid(&limits), Error::<T>::InvalidLimits);
		ensure!(!TillIdOf::<T>::contains_key(&key), Error::<T>::KeyAlreadyUsed);
		let count = TillCount::<T>::get(node);
		ensure!(count < T::MaxTillsPerNode::get(), Error::<T>::TooManyTills);
		let till = NextTillId::<T>::get();

		NextTillId::<T>::put(till.next().ok_or(Error::<T>::TooManyIds)?);
		TillCount::<T>::insert(node, count.saturating_add(1));
		TillIdOf::<T>::insert(&key, till);
		Tills::<T>::insert(till, Till { node, key: key.clone(), limits, status: Status::Active });
		frame_system::Pallet::<T>::inc_sufficients(&key);
		Self::deposit_event(Event::TillApproved { till, node, key });
		Ok(())
	}

	/// Changes a restaurant that is not closed.
	pub(crate) fn mutate_open_node(
		node: NodeId,
		change: impl FnOnce(&mut Node<T::AccountId>) -> DispatchResult,
	) -> DispatchResult {
		Nodes::<T>::try_mutate(node, |maybe_node| {
			let node = maybe_node.as_mut().ok_or(Error::<T>::UnknownNode)?;
			ensure!(node.status != Status::Closed, Error::<T>::NodeClosed);
			change(node)
		})
	}

	/// Changes a till that is not closed.
	pub(crate) fn mutate_open_till<R>(
		till: TillId,
		change: impl FnOnce(&mut Till<T::AccountId>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		Tills::<T>::try_mutate(till, |maybe_till| {
			let till = maybe_till.as_mut().ok_or(Error::<T>::UnknownTill)?;
			ensure!(till.status != Status::Closed, Error::<T>::TillClosed);
			change(till)
		})
	}

	pub(crate) fn page_of_nodes(from: NodeId) -> Vec<(NodeId, Node<T::AccountId>)> {
		let end = NextNodeId::<T>::get().0.min(from.0.saturating_add(PAGE));
		(from.0..end)
			.filter_map(|id| Nodes::<T>::get(NodeId(id)).map(|node| (NodeId(id), node)))
			.collect()
	}

	pub(crate) fn page_of_tills(from: TillId) -> Vec<(TillId, Till<T::AccountId>)> {
		let end = NextTillId::<T>::get().0.min(from.0.saturating_add(PAGE));
		(from.0..end)
			.filter_map(|id| Tills::<T>::get(TillId(id)).map(|till| (TillId(id), till)))
			.collect()
	}
}
