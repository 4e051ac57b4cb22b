//! A person that changes its account is not paid twice (rules 8 and 13).

use crate::{Config, Event, Pallet, Payment, Payments};
use hotpot_primitives::traits::MoveHoldings;
use sp_runtime::DispatchResult;

impl<T: Config> MoveHoldings<T::AccountId> for Pallet<T> {
	/// Never fails. What the person had at a record date follows it in the ledger of SPOT; that it
	/// was paid must follow it here.
	fn move_holdings(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		if from == to {
			return Ok(());
		}
		let Some(payment) = Payments::<T>::take(from) else { return Ok(()) };
		let Payment { round, amount } = payment;
		let merged = Payments::<T>::get(to).map_or(payment, |other| payment.merged(other));
		Payments::<T>::insert(to, merged);
		Self::deposit_event(Event::PaymentMoved {
			round,
			from: from.clone(),
			to: to.clone(),
			amount,
		});
		Ok(())
	}
}
