//! Records, and what follows from them: the queue, whom to tell, how many a verifier has.

use crate::{Config, CurrentSettings, Due, Pallet, Persons, Record, Records, State, Verifiers};
use frame_support::traits::Time;
use hotpot_primitives::{
	Moment, PersonId, VerifierId,
	traits::{Identity, OnStanding},
};

/// The queue's key of an account that is due at `at`.
pub(crate) fn due_key<AccountId: Clone>(at: Moment, account: &AccountId) -> ([u8; 8], AccountId) {
	(at.to_be_bytes(), account.clone())
}

impl<T: Config> Pallet<T> {
	pub(crate) fn identity_of(who: &T::AccountId) -> Option<Identity> {
		Some(Records::<T>::get(who)?.identity(T::Time::now()))
	}

	pub(crate) fn nonce_of(who: &T::AccountId) -> u32 {
		let person = Records::<T>::get(who).and_then(|record| Persons::<T>::get(record.person));
		person.map_or(0, |person| person.nonce)
	}

	/// When the hook first has to look at what ends at `expires_at`: to give notice.
	pub(crate) fn notice_at(expires_at: Moment) -> Moment {
		expires_at.saturating_sub(CurrentSettings::<T>::get().notice)
	}

	/// Puts an account's record in the place of the one before: stores it, queues it, and tells
	/// whoever counts verified accounts.
	pub(crate) fn put_record(account: &T::AccountId, before: Option<&Record>, mut after: Record) {
		if !after.is_live() {
			after.due_at = None;
		}
		Self::requeue(account, before.and_then(|record| record.due_at), after.due_at);
		let is_verified = after.state == State::Verified;
		Records::<T>::insert(account, after);
		Self::tell(account, before.is_some_and(|r| r.state == State::Verified), is_verified);
	}

	/// Forgets an account's record, which was `before`.
	pub(crate) fn take_record(account: &T::AccountId, before: &Record) {
		Self::requeue(account, before.due_at, None);
		Records::<T>::remove(account);
		Self::tell(account, before.state == State::Verified, false);
	}

	/// Makes everything void that verifiers signed about a person before.
	///
	/// Stops at the last number, with which nothing can be attested.
	pub(crate) fn bump_nonce(id: PersonId) {
		Persons::<T>::mutate_extant(id, |person| person.nonce = person.nonce.saturating_add(1));
	}

	/// Counts a record that changed from one verifier to another, came or went.
	pub(crate) fn recount(before: Option<VerifierId>, after: Option<VerifierId>) {
		if before == after {
			return;
		}
		let count = |id: Option<VerifierId>, change: fn(u32) -> u32| {
			let Some(id) = id else { return };
			Verifiers::<T>::mutate_extant(id, |verifier| {
				verifier.persons = change(verifier.persons);
			});
		};
		count(before, |persons| persons.saturating_sub(1));
		count(after, |persons| persons.saturating_add(1));
	}

	fn requeue(account: &T::AccountId, before: Option<Moment>, after: Option<Moment>) {
		if before == after {
			return;
		}
		if let Some(at) = before {
			Due::<T>::remove(due_key(at, account));
		}
		if let Some(at) = after {
			Due::<T>::insert(due_key(at, account), ());
		}
	}

	fn tell(account: &T::AccountId, was_verified: bool, is_verified: bool) {
		match (was_verified, is_verified) {
			(false, true) => T::OnStanding::verified(account),
			(true, false) => T::OnStanding::unverified(account),
			_ => {}
		}
	}
}
