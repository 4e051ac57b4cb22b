//! Attesting: what a verifier signed comes into force (rules 7 and 8).

use crate::{
	Attestation, ClosedAccounts, Config, CurrentSettings, Error, Event, Licence, Outcome, Pallet,
	Person, Persons, Record, Records, State,
};
use frame_support::{BoundedVec, ensure, traits::Time};
use hotpot_primitives::{
	Moment, VerifierId,
	traits::{RiskBand, Standing},
};

/// What an attestation changes.
pub(crate) struct Plan<AccountId> {
	/// Who signed.
	verifier: VerifierId,
	/// The account's record until now.
	before: Option<Record>,
	/// The person's account until now, and its record, if it is another one.
	left: Option<(AccountId, Record)>,
	/// What is kept of the person from now on.
	person: Person<AccountId>,
	/// Where the account stands from now on.
	state: State,
}

impl<T: Config> Pallet<T> {
	/// What the attestation would change, or why it would not. Reads only.
	pub(crate) fn plan(
		attestation: &Attestation<T::AccountId>,
		key: &T::AccountId,
		signature: &T::OffchainSignature,
	) -> Result<Plan<T::AccountId>, Error<T>> {
		let plan = Self::plan_unsigned(attestation, key)?;
		let payload = Self::attestation_bytes(attestation);
		ensure!(Self::is_signed(&payload, signature, key), Error::<T>::BadSignature);
		Ok(plan)
	}

	/// What the attestation would change if `key` had signed it, or why it would not.
	pub(crate) fn plan_unsigned(
		attestation: &Attestation<T::AccountId>,
		key: &T::AccountId,
	) -> Result<Plan<T::AccountId>, Error<T>> {
		let (id, verifier) = Self::active_verifier(key)?;
		let now = T::Time::now();
		Self::ensure_sound(attestation, &verifier.licence, now)?;
		let known = Persons::<T>::get(attestation.person);
		let nonce = known.as_ref().map_or(0, |person| person.nonce);
		ensure!(attestation.nonce == nonce, Error::<T>::WrongNonce);
		let next_nonce = nonce.checked_add(1).ok_or(Error::<T>::TooManyIds)?;
		let before = Self::ensure_attestable(attestation, id, now)?;
		let left = Self::ensure_free(known.as_ref(), &attestation.account, now)?;
		let is_counted = before.as_ref().is_some_and(|record| record.verifier == id);
		ensure!(
			is_counted || verifier.persons < verifier.licence.max_persons,
			Error::<T>::TooManyPersons
		);

		let has_hit = known.is_some_and(|person| person.has_hit) || Self::is_hit(attestation);
		let person = Person { account: attestation.account.clone(), nonce: next_nonce, has_hit };
		let state = match attestation.outcome {
			Outcome::Rejected => State::Rejected,
			Outcome::Passed | Outcome::Hit => Self::state_of(has_hit),
		};
		Ok(Plan { verifier: id, before, left, person, state })
	}

	/// Puts a planned attestation into force.
	pub(crate) fn apply(
		plan: Plan<T::AccountId>,
		attestation: Attestation<T::AccountId>,
		verifier: T::AccountId,
	) {
		let Plan { verifier: id, before, left, person, state } = plan;
		let Attestation { account, person: person_id, level, expires_at, .. } = attestation;
		if let Some((account, record)) = left.filter(|(_, record)| record.is_live()) {
			Self::expire(&account, record);
		}
		let record = Record {
			person: person_id,
			level,
			risk: attestation.risk,
			jurisdiction: attestation.jurisdiction,
			commitment: attestation.commitment,
			verifier: id,
			expires_at,
			state,
			due_at: Some(Self::notice_at(expires_at)),
			usage: before.as_ref().map(|record| record.usage).unwrap_or_default(),
		};
		let standing = record.standing(T::Time::now());
		Persons::<T>::insert(person_id, person);
		Self::recount(before.as_ref().map(|record| record.verifier), Some(id));
		Self::put_record(&account, before.as_ref(), record);
		Self::deposit_event(Event::Attested {
			account,
			verifier,
			person: person_id,
			level,
			standing,
			expires_at,
		});
	}

	/// Where an account of a person stands that passed.
	pub(crate) fn state_of(has_hit: bool) -> State {
		if has_hit { State::Pending { clearances: BoundedVec::new() } } else { State::Verified }
	}

	/// Whether others must clear the person first. Of a person that did not pass there is nothing to
	/// clear.
	fn is_hit(attestation: &Attestation<T::AccountId>) -> bool {
		match attestation.outcome {
			Outcome::Passed => attestation.risk == RiskBand::High,
			Outcome::Hit => true,
			Outcome::Rejected => false,
		}
	}

	/// What the attestation says by itself.
	fn ensure_sound(
		attestation: &Attestation<T::AccountId>,
		licence: &Licence,
		now: Moment,
	) -> Result<(), Error<T>> {
		ensure!(attestation.jurisdiction.is_valid(), Error::<T>::InvalidCountry);
		ensure!(attestation.commitment != [0; 32], Error::<T>::InvalidCommitment);
		ensure!(attestation.expires_at > now, Error::<T>::AttestationExpired);
		let latest = now.saturating_add(CurrentSettings::<T>::get().max_validity);
		ensure!(attestation.expires_at <= latest, Error::<T>::ValidityTooLong);
		ensure!(attestation.level <= licence.max_level, Error::<T>::LevelAboveLicence);
		Ok(())
	}

	/// The account's record, if the account may be attested as this person's by this verifier.
	fn ensure_attestable(
		attestation: &Attestation<T::AccountId>,
		verifier: VerifierId,
		now: Moment,
	) -> Result<Option<Record>, Error<T>> {
		let account = &attestation.account;
		ensure!(!ClosedAccounts::<T>::contains_key(account), Error::<T>::AccountClosed);
		let Some(record) = Records::<T>::get(account) else { return Ok(None) };
		ensure!(record.person == attestation.person, Error::<T>::AccountTaken);
		ensure!(record.state != State::Suspended, Error::<T>::AccountSuspended);
		// A person may go to another verifier, but that one can't take away what the first gave.
		ensure!(
			attestation.outcome != Outcome::Rejected
				|| record.verifier == verifier
				|| !Self::binds(record.standing(now)),
			Error::<T>::NotAuthorized
		);
		Ok(Some(record))
	}

	/// The account that the person leaves, and its record, if it has another one that does not bind
	/// it any more.
	fn ensure_free(
		person: Option<&Person<T::AccountId>>,
		account: &T::AccountId,
		now: Moment,
	) -> Result<Option<(T::AccountId, Record)>, Error<T>> {
		let Some(person) = person.filter(|person| person.account != *account) else {
			return Ok(None);
		};
		let Some(record) = Records::<T>::get(&person.account) else { return Ok(None) };
		ensure!(!Self::binds(record.standing(now)), Error::<T>::PersonTaken);
		Ok(Some((person.account.clone(), record)))
	}

	/// Whether a person whose account stands so can't have another one.
	pub(crate) const fn binds(standing: Standing) -> bool {
		matches!(standing, Standing::Pending | Standing::Verified | Standing::Suspended)
	}
}
