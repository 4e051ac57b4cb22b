//! The invariants of the README.

use crate::{Config, CurrentOwner, OfferedTo, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let owner = CurrentOwner::<T>::get();
		ensure!(owner.is_some(), "the network has no owner");
		ensure!(OfferedTo::<T>::get().is_none_or(|to| Some(to) != owner), "offered to the owner");
		Ok(())
	}
}
