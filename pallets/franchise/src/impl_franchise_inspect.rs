//! The registry as other pallets read it.

use crate::{Config, Nodes, Pallet, TillIdOf, Tills};
use hotpot_primitives::{
	NodeId, TillId,
	traits::{FranchiseInspect, NodeInfo, TillInfo},
};

impl<T: Config> FranchiseInspect<T::AccountId> for Pallet<T> {
	fn till_of(key: &T::AccountId) -> Option<TillId> {
		TillIdOf::<T>::get(key)
	}

	fn till(id: TillId) -> Option<TillInfo<T::AccountId>> {
		let till = Tills::<T>::get(id)?;
		Some(TillInfo { node: till.node, key: till.key, limits: till.limits, status: till.status })
	}

	fn node(id: NodeId) -> Option<NodeInfo<T::AccountId>> {
		let node = Nodes::<T>::get(id)?;
		Some(NodeInfo {
			franchisee: node.franchisee,
			utc_offset_minutes: node.profile.utc_offset_minutes,
			daily_accrual_cap: node.daily_accrual_cap,
			status: node.status,
		})
	}

	/// The franchisee and the keys of the restaurant's tills, closed ones included.
	fn is_staff(node: NodeId, who: &T::AccountId) -> bool {
		Nodes::<T>::get(node).is_some_and(|n| n.franchisee == *who)
			|| TillIdOf::<T>::get(who)
				.and_then(Tills::<T>::get)
				.is_some_and(|till| till.node == node)
	}
}
