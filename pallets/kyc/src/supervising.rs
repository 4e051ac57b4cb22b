//! Supervising: what was attested is held or taken back (rules 8 and 9).

use crate::{Config, Error, Event, Pallet, Persons, Record, Records, State};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{EnsureOrigin, Time},
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::DispatchError;

/// Who supervises an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Supervisor {
	/// Compliance.
	Compliance,
	/// The verifier that attested it last.
	Verifier,
}

impl<T: Config> Pallet<T> {
	/// The account's record, and as what the origin supervises it.
	pub(crate) fn supervised(
		origin: OriginFor<T>,
		account: &T::AccountId,
	) -> Result<(Record, Supervisor), DispatchError> {
		let is_compliance = T::ComplianceOrigin::ensure_origin(origin.clone()).is_ok();
		let verifier = if is_compliance { None } else { Some(ensure_signed(origin)?) };
		let record = Records::<T>::get(account).ok_or(Error::<T>::NotFound)?;
		let Some(key) = verifier else { return Ok((record, Supervisor::Compliance)) };
		let attested = Self::active_verifier(&key).is_ok_and(|(id, _)| record.verifier == id);
		ensure!(attested, Error::<T>::NotAuthorized);
		Ok((record, Supervisor::Verifier))
	}

	pub(crate) fn do_suspend(
		account: T::AccountId,
		before: Record,
		reason: [u8; 32],
	) -> DispatchResult {
		ensure!(before.state != State::Suspended, Error::<T>::AccountSuspended);
		ensure!(before.state != State::Rejected, Error::<T>::AlreadyRejected);
		Self::bump_nonce(before.person);
		let after = Record { state: State::Suspended, ..before.clone() };
		Self::put_record(&account, Some(&before), after);
		Self::deposit_event(Event::Suspended { account, reason });
		Ok(())
	}

	pub(crate) fn do_reinstate(account: T::AccountId) -> DispatchResult {
		let before = Records::<T>::get(&account).ok_or(Error::<T>::NotFound)?;
		ensure!(before.state == State::Suspended, Error::<T>::NotSuspended);
		let now = T::Time::now();
		let state = if before.expires_at <= now {
			State::Expired
		} else {
			let person = Persons::<T>::get(before.person);
			Self::state_of(person.is_none_or(|person| person.has_hit))
		};
		let due_at = Some(Self::notice_at(before.expires_at));
		let after = Record { state, due_at, ..before.clone() };
		let standing = after.standing(now);
		Self::put_record(&account, Some(&before), after);
		Self::deposit_event(Event::Reinstated { account, standing });
		Ok(())
	}

	pub(crate) fn do_revoke(
		account: T::AccountId,
		before: Record,
		supervisor: Supervisor,
		reason: [u8; 32],
	) -> DispatchResult {
		ensure!(before.state != State::Rejected, Error::<T>::AlreadyRejected);
		// Else a verifier would undo what Compliance did: revoke, and attest anew.
		ensure!(
			supervisor == Supervisor::Compliance || before.state != State::Suspended,
			Error::<T>::AccountSuspended
		);
		Self::bump_nonce(before.person);
		let after = Record { state: State::Rejected, ..before.clone() };
		Self::put_record(&account, Some(&before), after);
		Self::deposit_event(Event::Revoked { account, reason });
		Ok(())
	}
}
