//! Verifiers and what they may do (rule 8).

use crate::{
	Config, Error, Event, Licence, NextVerifierId, Pallet, Verifier, VerifierIdOf, Verifiers,
};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use hotpot_primitives::VerifierId;

/// Entries of one page of a view.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_verifier(key: T::AccountId, licence: Licence) -> DispatchResult {
		ensure!(licence.max_persons > 0, Error::<T>::InvalidLicence);
		ensure!(!VerifierIdOf::<T>::contains_key(&key), Error::<T>::AlreadyRegistered);
		let id = NextVerifierId::<T>::get();
		NextVerifierId::<T>::put(id.next().ok_or(Error::<T>::TooManyIds)?);
		VerifierIdOf::<T>::insert(&key, id);
		let verifier = Verifier { key: key.clone(), licence, is_active: true, persons: 0 };
		Verifiers::<T>::insert(id, verifier);
		Self::deposit_event(Event::VerifierRegistered { verifier: key, licence });
		Ok(())
	}

	pub(crate) fn do_set_licence(key: T::AccountId, licence: Licence) -> DispatchResult {
		ensure!(licence.max_persons > 0, Error::<T>::InvalidLicence);
		Self::mutate_verifier(&key, |verifier| {
			verifier.licence = licence;
			Ok(())
		})?;
		Self::deposit_event(Event::LicenceChanged { verifier: key, licence });
		Ok(())
	}

	pub(crate) fn do_set_verifier_status(key: T::AccountId, is_active: bool) -> DispatchResult {
		Self::mutate_verifier(&key, |verifier| {
			ensure!(verifier.is_active != is_active, Error::<T>::StatusUnchanged);
			verifier.is_active = is_active;
			Ok(())
		})?;
		Self::deposit_event(Event::VerifierStatusChanged { verifier: key, is_active });
		Ok(())
	}

	/// The verifier with this key, if it may do anything now.
	pub(crate) fn active_verifier(
		key: &T::AccountId,
	) -> Result<(VerifierId, Verifier<T::AccountId>), Error<T>> {
		let id = VerifierIdOf::<T>::get(key).ok_or(Error::<T>::UnknownVerifier)?;
		let verifier = Verifiers::<T>::get(id).ok_or(Error::<T>::UnknownVerifier)?;
		ensure!(verifier.is_active, Error::<T>::VerifierInactive);
		Ok((id, verifier))
	}

	/// Whether the verifier may clear hits now.
	pub(crate) fn may_clear(id: VerifierId) -> bool {
		Verifiers::<T>::get(id)
			.is_some_and(|verifier| verifier.is_active && verifier.licence.may_clear)
	}

	pub(crate) fn page_of_verifiers(from: VerifierId) -> Vec<(VerifierId, Verifier<T::AccountId>)> {
		let end = NextVerifierId::<T>::get().0.min(from.0.saturating_add(PAGE));
		(from.0..end)
			.map(VerifierId)
			.filter_map(|id| Some((id, Verifiers::<T>::get(id)?)))
			.collect()
	}

	fn mutate_verifier(
		key: &T::AccountId,
		change: impl FnOnce(&mut Verifier<T::AccountId>) -> DispatchResult,
	) -> DispatchResult {
		let id = VerifierIdOf::<T>::get(key).ok_or(Error::<T>::UnknownVerifier)?;
		Verifiers::<T>::try_mutate(id, |maybe_verifier| {
			let verifier = maybe_verifier.as_mut().ok_or(Error::<T>::UnknownVerifier)?;
			change(verifier)
		})
	}
}
