//! Consent: a holder lets the owner convert its SPOT (rule 18).

use crate::{Config, Consents, Error, Event, Pallet};
use frame_support::ensure;
use hotpot_primitives::traits::KycInspect;

impl<T: Config> Pallet<T> {
	/// Whether `who` may say so now. Reads only.
	pub(crate) fn consentable(who: &T::AccountId, consents: bool) -> Result<(), Error<T>> {
		ensure!(Consents::<T>::contains_key(who) != consents, Error::<T>::ConsentUnchanged);
		ensure!(!consents || T::Kyc::is_verified(who), Error::<T>::NotVerified);
		Ok(())
	}

	pub(crate) fn put_consent(who: T::AccountId, consents: bool) {
		Consents::<T>::set(&who, consents.then_some(()));
		Self::deposit_event(Event::ConsentChanged { who, consents });
	}
}
