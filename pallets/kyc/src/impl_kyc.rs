//! Persons as other pallets read and rebind them.

use crate::{Config, Pallet, Records, Verifiers};
use hotpot_primitives::traits::{Identity, KycInspect, KycMutate, Level};
use sp_runtime::DispatchResult;

impl<T: Config> KycInspect<T::AccountId> for Pallet<T> {
	fn identity(who: &T::AccountId) -> Option<Identity> {
		Self::identity_of(who)
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
