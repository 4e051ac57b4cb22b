//! THP of a person that links another account to its own (rule 8).

use crate::{Config, Error, Event, Freezes, Pallet, Paused};
use frame_support::{
	ensure,
	traits::{Contains, fungible::Inspect},
};
use hotpot_primitives::traits::MoveHoldings;
use sp_runtime::DispatchResult;

impl<T: Config> MoveHoldings<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `SameAccount`, `Paused`, `IsPot`, `RecoveryOpen` for either side, `SenderFrozen`,
	/// `LedgerRefused`.
	fn can_move(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		ensure!(from != to, Error::<T>::SameAccount);
		ensure!(!Paused::<T>::get(), Error::<T>::Paused);
		ensure!(!T::Pots::contains(from) && !T::Pots::contains(to), Error::<T>::IsPot);
		ensure!(!Self::is_recovering(from) && !Self::is_recovering(to), Error::<T>::RecoveryOpen);
		ensure!(!Freezes::<T>::get(from).whole, Error::<T>::SenderFrozen);
		let amount = T::Thp::balance(from);
		ensure!(
			amount == 0 || Self::is_creditable(to, amount, T::Thp::total_issuance()),
			Error::<T>::LedgerRefused
		);
		Ok(())
	}

	/// Past the limits, which hold between persons; what is frozen stays frozen.
	fn move_holdings(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		Self::can_move(from, to)?;
		let amount = Self::move_everything(from, to)?;
		Self::deposit_event(Event::HoldingsMoved { from: from.clone(), to: to.clone(), amount });
		Ok(())
	}
}
