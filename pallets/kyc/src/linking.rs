//! Changing accounts: a person closes an old one (rule 8) or recovers on a new one (rule 13).

use crate::{
	ClosedAccounts, Config, Error, Event, Pallet, Persons, Record, Records, Roles, State, Usage,
};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Time};
use hotpot_primitives::{Moment, PersonId, time::local_day, traits::MoveHoldings};
use sp_runtime::DispatchError;

/// The UTC day, counted from 1970, that `at` lies in.
pub(crate) fn utc_day(at: Moment) -> u32 {
	local_day(at, 0)
}

impl<T: Config> Pallet<T> {
	/// The record of the account that `old` would be linked to, or why it would not. Reads only.
	pub(crate) fn linkable(
		account: &T::AccountId,
		old: &T::AccountId,
		signature: &T::OffchainSignature,
	) -> Result<Record, DispatchError> {
		let now = T::Time::now();
		let record = Records::<T>::get(account).ok_or(Error::<T>::NotVerified)?;
		ensure!(record.is_verified(now), Error::<T>::NotVerified);
		ensure!(account != old, Error::<T>::SameAccount);
		ensure!(record.usage.linked_day != utc_day(now), Error::<T>::LinkedToday);
		Self::ensure_closable(old, record.person)?;
		let payload = Self::link_bytes(account, old);
		ensure!(Self::is_signed(&payload, signature, old), Error::<T>::BadSignature);
		T::Holdings::can_move(old, account)?;
		Ok(record)
	}

	pub(crate) fn do_link(
		account: T::AccountId,
		before: Record,
		old: T::AccountId,
	) -> DispatchResult {
		let person = before.person;
		let linked_day = utc_day(T::Time::now());
		let after = Record { usage: Usage { linked_day, ..before.usage }, ..before };
		Records::<T>::insert(&account, after);
		if let Some(record) = Records::<T>::get(&old) {
			Self::take_record(&old, &record);
			Self::recount(Some(record.verifier), None);
		}
		ClosedAccounts::<T>::insert(&old, person);
		T::Holdings::move_holdings(&old, &account)?;
		Self::deposit_event(Event::Linked { account, old });
		Ok(())
	}

	/// The record that a recovery would take from `from` to `to`, or why it would not. Reads only.
	pub(crate) fn rebindable(from: &T::AccountId, to: &T::AccountId) -> Result<Record, Error<T>> {
		let record = Records::<T>::get(from).ok_or(Error::<T>::NotFound)?;
		let person = Persons::<T>::get(record.person).ok_or(Error::<T>::NotFound)?;
		ensure!(person.account == *from, Error::<T>::PersonTaken);
		ensure!(!ClosedAccounts::<T>::contains_key(to), Error::<T>::AccountClosed);
		ensure!(!Records::<T>::contains_key(to), Error::<T>::AccountTaken);
		Ok(record)
	}

	pub(crate) fn do_rebind(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		let record = Self::rebindable(from, to)?;
		Self::bump_nonce(record.person);
		Persons::<T>::mutate_extant(record.person, |person| person.account = to.clone());
		Self::take_record(from, &record);
		Self::drop_roles(from);
		ClosedAccounts::<T>::insert(from, record.person);
		Self::put_record(to, None, record);
		Self::deposit_event(Event::Rebound { from: from.clone(), to: to.clone() });
		Ok(())
	}

	/// Whether an account may be closed by this person: nobody else's, not held, without power.
	///
	/// One that the person closed before may be linked again, for what reached it since.
	fn ensure_closable(old: &T::AccountId, person: PersonId) -> Result<(), Error<T>> {
		let closed = ClosedAccounts::<T>::get(old);
		ensure!(closed.is_none_or(|owner| owner == person), Error::<T>::AccountClosed);
		if let Some(record) = Records::<T>::get(old) {
			ensure!(record.person == person, Error::<T>::AccountTaken);
			ensure!(record.state != State::Suspended, Error::<T>::AccountSuspended);
		}
		ensure!(!Roles::<T>::contains_key(old), Error::<T>::HasRoles);
		Ok(())
	}
}
