//! Whose SPOT counts follows from whether the person is verified (rules 16 and 17).

use crate::{Config, Event, Holder, Holders, Pallet};
use hotpot_primitives::traits::OnStanding;

impl<T: Config> OnStanding<T::AccountId> for Pallet<T> {
	fn verified(who: &T::AccountId) {
		Self::set_verified(who, true);
	}

	fn unverified(who: &T::AccountId) {
		Self::set_verified(who, false);
	}
}

impl<T: Config> Pallet<T> {
	fn set_verified(who: &T::AccountId, is_verified: bool) {
		let before = Holders::<T>::get(who);
		if before.is_verified == is_verified {
			return;
		}
		Self::put_holder(who, &before, Holder { is_verified, ..before.clone() });
		Self::deposit_event(Event::StandingChanged { who: who.clone(), is_verified });
	}
}
