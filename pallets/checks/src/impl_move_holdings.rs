//! What checks keep for a person that changes its account (rules 8 and 13).
//!
//! Pending checks stay with the account that claimed them; when they mature, the person's account of
//! then gets the THP. So there is no list of them to move.

use crate::{ClaimCount, Config, Deferred, Event, Pallet};
use hotpot_primitives::traits::MoveHoldings;
use sp_runtime::DispatchResult;

impl<T: Config> MoveHoldings<T::AccountId> for Pallet<T> {
	fn move_holdings(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		let claims = ClaimCount::<T>::take(from);
		if claims > 0 {
			ClaimCount::<T>::mutate(to, |count| *count = count.saturating_add(claims));
		}
		let amount = Deferred::<T>::take(from);
		if amount > 0 {
			Self::defer(to, amount)?;
			Self::deposit_event(Event::DeferredMoved {
				from: from.clone(),
				to: to.clone(),
				amount,
			});
		}
		Ok(())
	}
}
