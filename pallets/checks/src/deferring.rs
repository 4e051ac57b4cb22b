//! THP beyond what an unverified account may hold: put aside, collected after KYC (rule 12).
//!
//! It is decided when a check matures, so a void never meets deferred THP.

use crate::{Config, Deferred, Error, Event, Pallet, TotalThp};
use frame_support::{ensure, traits::fungible::Mutate};
use hotpot_primitives::{Balance, traits::ThpRoom};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Mints what of `amount` the account may hold and puts the rest aside. Gives both parts, in base
	/// units.
	///
	/// # Errors
	/// The ledger refuses. The caller's storage layer must undo everything then.
	pub(crate) fn issue(
		to: &T::AccountId,
		amount: Balance,
	) -> Result<(Balance, Balance), DispatchError> {
		let minted = amount.min(T::Room::room(to));
		let deferred = amount.saturating_sub(minted);
		if minted > 0 {
			T::Thp::mint_into(to, minted)?;
		}
		Self::defer(to, deferred)?;
		Ok((minted, deferred))
	}

	/// Puts THP aside for an account.
	pub(crate) fn defer(to: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Deferred::<T>::try_mutate(to, |deferred| {
			*deferred = deferred.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})
	}

	/// How much of its deferred THP an account may collect now, in base units, or why nothing. Reads
	/// only.
	pub(crate) fn collectable(who: &T::AccountId) -> Result<Balance, Error<T>> {
		let deferred = Deferred::<T>::get(who);
		ensure!(deferred > 0, Error::<T>::NothingDeferred);
		let amount = deferred.min(T::Room::room(who));
		ensure!(amount > 0, Error::<T>::NoRoom);
		Ok(amount)
	}

	/// Mints so much of an account's deferred THP.
	pub(crate) fn do_collect(who: T::AccountId, amount: Balance) -> DispatchResult {
		T::Thp::mint_into(&who, amount)?;
		let left =
			Deferred::<T>::get(&who).checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
		if left > 0 {
			Deferred::<T>::insert(&who, left);
		} else {
			Deferred::<T>::remove(&who);
		}
		TotalThp::<T>::try_mutate(|totals| {
			totals.deferred =
				totals.deferred.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
			totals.matured = totals.matured.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::ThpCollected { who, amount, left });
		Ok(())
	}
}
