//! The invariants of the README.

use crate::{Config, NextNodeId, NextTillId, Nodes, Pallet, Status, TillCount, TillIdOf, Tills};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks the whole registry: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let next_node = NextNodeId::<T>::get().0;
		let next_till = NextTillId::<T>::get().0;
		ensure!(
			Nodes::<T>::iter_keys().all(|id| id.0 > 0 && id.0 < next_node),
			"node id out of range"
		);
		ensure!(
			usize::try_from(next_node.saturating_sub(1)) == Ok(Nodes::<T>::iter_keys().count()),
			"a node id below the next one is free"
		);
		ensure!(
			usize::try_from(next_till.saturating_sub(1)) == Ok(Tills::<T>::iter_keys().count()),
			"a till id below the next one is free"
		);
		ensure!(
			TillIdOf::<T>::iter().count() == Tills::<T>::iter_keys().count(),
			"as many keys as tills"
		);
		for (id, till) in Tills::<T>::iter() {
			ensure!(id.0 > 0 && id.0 < next_till, "till id out of range");
			ensure!(Nodes::<T>::contains_key(till.node), "a till stands in no node");
			ensure!(TillIdOf::<T>::get(&till.key) == Some(id), "a till's key leads elsewhere");
			ensure!(
				till.status == Status::Closed
					|| frame_system::Pallet::<T>::sufficients(&till.key) > 0,
				"an open till's key has no reference"
			);
		}
		for node in Nodes::<T>::iter_keys() {
			let tills = Tills::<T>::iter_values().filter(|till| till.node == node).count();
			let is_right = usize::try_from(TillCount::<T>::get(node)) == Ok(tills);
			ensure!(is_right, "a node's till count is wrong");
		}
		Ok(())
	}
}
