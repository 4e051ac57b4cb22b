//! How THP moves: the door, and what may go past its limits (rules 11 to 13).

use crate::{
	ActionKind, Config, CurrentSettings, Error, Event, Freezes, Outflows, Pallet, ReasonHash,
};
use frame_support::{
	ensure,
	traits::{
		Contains, Time,
		fungible::{Inspect, Mutate},
		tokens::Preservation,
	},
};
use hotpot_primitives::{Balance, traits::KycInspect};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The door. The ledger's event tells of it; one of our own would say the same again.
	pub(crate) fn do_transfer(
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		let facts = Self::facts(from, to, amount);
		if let Some(reason) = facts.reasons().first() {
			return Err(Error::<T>::from(*reason).into());
		}
		if !facts.sender.is_pot {
			Outflows::<T>::insert(from, facts.outflow.plus(amount));
		}
		Self::move_thp(from, to, amount, facts.receiver_balance)
	}

	pub(crate) fn do_force_transfer(
		from: T::AccountId,
		to: T::AccountId,
		amount: Balance,
		reason: ReasonHash,
	) -> DispatchResult {
		Self::ensure_reason(&reason)?;
		ensure!(amount > 0, Error::<T>::AmountZero);
		ensure!(from != to, Error::<T>::SameAccount);
		ensure!(!T::Pots::contains(&from), Error::<T>::IsPot);
		ensure!(
			T::Pots::contains(&to) || T::Kyc::is_verified(&to),
			Error::<T>::ReceiverNotVerified
		);
		ensure!(amount <= T::Thp::balance(&from), Error::<T>::ExceedsBalance);
		ensure!(
			Self::is_creditable(&to, amount, T::Thp::total_issuance()),
			Error::<T>::LedgerRefused
		);
		Self::move_thp(&from, &to, amount, T::Thp::balance(&to))?;
		Self::register_action(
			ActionKind::ForcedTransfer,
			Some(from.clone()),
			Some(to.clone()),
			amount,
			Some(reason),
		)?;
		Self::deposit_event(Event::ForceTransferred { from, to, amount, reason });
		Ok(())
	}

	/// Moves all THP of `from`, what of it is frozen, and what counts as sent within the day; gives
	/// the THP's amount. Two accounts of one person: no limit applies, and none is escaped.
	///
	/// # Errors
	/// The ledger refuses.
	pub(crate) fn move_everything(
		from: &T::AccountId,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		let amount = T::Thp::balance(from);
		if amount > 0 {
			Self::move_thp(from, to, amount, T::Thp::balance(to))?;
		}
		let moved = Freezes::<T>::take(from);
		Self::change_freeze(to, |freeze| {
			freeze.whole |= moved.whole;
			freeze.amount = freeze.amount.saturating_add(moved.amount);
		});
		if let Some(outflow) = Outflows::<T>::take(from) {
			let (now, window) = (T::Time::now(), CurrentSettings::<T>::get().daily_window);
			let merged = Self::outflow_at(to, now, window).merged(&outflow, now, window);
			Outflows::<T>::insert(to, merged);
		}
		Ok(amount)
	}

	/// Moves `amount` exactly. The SDK's `transfer` debits, then credits as well as it can; what it
	/// could not credit would be lost, so the credit is checked, and the caller's storage layer undoes
	/// everything.
	fn move_thp(
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
		held_by_receiver: Balance,
	) -> DispatchResult {
		T::Thp::transfer(from, to, amount, Preservation::Expendable)?;
		let expected = held_by_receiver.checked_add(amount);
		ensure!(expected == Some(T::Thp::balance(to)), Error::<T>::LedgerRefused);
		Ok(())
	}

	/// Refuses a hash that is no hash.
	pub(crate) fn ensure_reason(reason: &ReasonHash) -> DispatchResult {
		ensure!(reason.iter().any(|byte| *byte != 0), Error::<T>::MissingReason);
		Ok(())
	}
}
