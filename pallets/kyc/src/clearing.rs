//! Clearing: others look at a hit too (rule 8).

use crate::{Config, CurrentSettings, Error, Event, Pallet, Persons, Record, Records, State};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Time};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_clear_hit(key: T::AccountId, account: T::AccountId) -> DispatchResult {
		let (id, verifier) = Self::active_verifier(&key)?;
		ensure!(verifier.licence.may_clear, Error::<T>::MayNotClear);
		let before = Records::<T>::get(&account).ok_or(Error::<T>::NotFound)?;
		let State::Pending { clearances } = &before.state else {
			return Err(Error::<T>::NotPending.into());
		};
		ensure!(before.expires_at > T::Time::now(), Error::<T>::RecordExpired);
		ensure!(before.verifier != id, Error::<T>::OwnAttestation);
		ensure!(!clearances.contains(&id), Error::<T>::AlreadyCleared);

		let mut clearances = clearances.clone();
		// Whoever lost its licence since does not count.
		clearances.retain(|id| Self::may_clear(*id));
		let given = u8::try_from(clearances.len()).unwrap_or(u8::MAX).saturating_add(1);
		let missing = CurrentSettings::<T>::get().clearances_needed.saturating_sub(given);
		let state = if missing == 0 {
			Persons::<T>::mutate_extant(before.person, |person| person.has_hit = false);
			State::Verified
		} else {
			// There is room: at most `MAX_CLEARANCES` are ever needed, and one is still missing.
			let _ = clearances.try_push(id);
			State::Pending { clearances }
		};
		let after = Record { state, ..before.clone() };
		Self::put_record(&account, Some(&before), after);
		Self::deposit_event(Event::HitCleared { account, verifier: key, missing });
		Ok(())
	}
}
