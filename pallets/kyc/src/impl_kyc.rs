//! Persons as other pallets read and rebind them.

use crate::{ClosedAccounts, Config, Due, Pallet, Persons, Records, Verifiers};
use frame_support::traits::Time;
use hotpot_primitives::traits::{Identity, KycClock, KycInspect, KycMutate, Level};
use sp_runtime::DispatchResult;

impl<T: Config> KycInspect<T::AccountId> for Pallet<T> {
	fn identity(who: &T::AccountId) -> Option<Identity> {
		Self::identity_of(who)
	}

	fn current_account(who: T::AccountId) -> T::AccountId {
		let person = ClosedAccounts::<T>::get(&who).and_then(Persons::<T>::get);
		person.map_or(who, |person| person.account)
	}
}

impl<T: Config> KycClock for Pallet<T> {
	fn is_settled() -> bool {
		let now = T::Time::now().to_be_bytes();
		Due::<T>::iter_keys().next().is_none_or(|(at, _)| at > now)
	}
}

impl<T: Config> KycMutate<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `NotFound`, `PersonTaken`, `AccountClosed`, `AccountTaken`.
	fn can_rebind(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		Self::rebindable(from, to)?;
		Ok(())
	}

	/// # Errors
	/// Those of `can_rebind`.
	fn rebind(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		Self::do_rebind(from, to)
	}

	fn verifier_of(who: &T::AccountId) -> Option<T::AccountId> {
		let id = Records::<T>::get(who)?.verifier;
		Some(Verifiers::<T>::get(id)?.key)
	}

	fn is_verifier(who: &T::AccountId, level: Level) -> bool {
		Self::active_verifier(who).is_ok_and(|(_, verifier)| verifier.licence.max_level >= level)
	}
}
