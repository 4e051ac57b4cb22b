//! What loyalty keeps for a person that changes its account (rules 8 and 13).

use crate::{Closing, Config, Event, Pallet, Streamers, Visitors, Watchers};
use hotpot_primitives::traits::MoveHoldings;
use sp_runtime::DispatchResult;

impl<T: Config> MoveHoldings<T::AccountId> for Pallet<T> {
	fn move_holdings(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		let moved = [
			Self::move_visits(from, to),
			Self::move_watched(from, to),
			Self::move_streamed(from, to),
		];
		if moved.contains(&true) {
			Self::deposit_event(Event::ProgressMoved { from: from.clone(), to: to.clone() });
		}
		Ok(())
	}
}

/// Each gives whether there was anything.
impl<T: Config> Pallet<T> {
	fn move_visits(from: &T::AccountId, to: &T::AccountId) -> bool {
		let Some(moved) = Visitors::<T>::take(from) else { return false };
		let own = Visitors::<T>::get(to).unwrap_or_default();
		Visitors::<T>::insert(to, own.merged(moved));
		true
	}

	fn move_watched(from: &T::AccountId, to: &T::AccountId) -> bool {
		let Some(moved) = Watchers::<T>::take(from) else { return false };
		let own = Watchers::<T>::get(to).unwrap_or_default();
		Watchers::<T>::insert(to, own.merged(moved));
		true
	}

	/// A person streams once at a time: if both accounts do, the session of the account that is left
	/// ends here, and pays if it may.
	fn move_streamed(from: &T::AccountId, to: &T::AccountId) -> bool {
		let Some(moved) = Streamers::<T>::take(from) else { return false };
		let mut own = Streamers::<T>::get(to).unwrap_or_default().merged(&moved);
		if let Some(session) = moved.session {
			let closes_at = session.closes_at.to_be_bytes();
			Closing::<T>::remove((closes_at, from));
			if own.session.is_some() {
				own = Self::pay_session(to, own, session);
			} else {
				Closing::<T>::insert((closes_at, to), ());
				own.session = Some(session);
			}
		}
		Streamers::<T>::insert(to, own);
		true
	}
}
