//! What the network pays out of its pots: through the same door (rules 12, 18 and 19).

use crate::{Config, Error, Pallet};
use frame_support::{ensure, traits::Contains};
use hotpot_primitives::{Balance, traits::ThpPayout};
use sp_runtime::DispatchResult;

impl<T: Config> ThpPayout<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `NotPot`, or that of the first reason that `why_not` gives.
	fn can_pay_out(pot: &T::AccountId, to: &T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(T::Pots::contains(pot), Error::<T>::NotPot);
		match Self::facts(pot, to, amount).reasons().first() {
			Some(reason) => Err(Error::<T>::from(*reason).into()),
			None => Ok(()),
		}
	}

	fn pay_out(pot: &T::AccountId, to: &T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(T::Pots::contains(pot), Error::<T>::NotPot);
		Self::do_transfer(pot, to, amount)
	}
}
