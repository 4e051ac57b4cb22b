//! What claims may bring an account (rule 12).

use crate::{Config, CurrentSettings, Pallet};
use frame_support::traits::{Contains, fungible::Inspect};
use hotpot_primitives::{
	Balance,
	traits::{KycInspect, ThpRoom},
};

impl<T: Config> ThpRoom<T::AccountId> for Pallet<T> {
	fn room(who: &T::AccountId) -> Balance {
		if T::Pots::contains(who) || T::Kyc::is_verified(who) {
			return Balance::MAX;
		}
		CurrentSettings::<T>::get().unverified_cap.saturating_sub(T::Thp::balance(who))
	}
}
