//! The invariants of the README.

use crate::{
	ClosedAccounts, Config, Due, NextVerifierId, Pallet, Persons, Record, Records, Roles,
	StaffCount, State, VerifierIdOf, Verifiers, records::due_key,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::Time};
use hotpot_primitives::{NodeId, VerifierId, traits::Scope};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks all records and roles: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_verifiers()?;
		Self::try_records()?;
		Self::try_roles()
	}

	fn try_verifiers() -> Result<(), TryRuntimeError> {
		let next = NextVerifierId::<T>::get().0;
		let mut records = BTreeMap::<VerifierId, u32>::new();
		for record in Records::<T>::iter_values() {
			let count = records.entry(record.verifier).or_default();
			*count = count.saturating_add(1);
		}
		let mut verifiers = 0usize;
		for (id, verifier) in Verifiers::<T>::iter() {
			ensure!(id.0 > 0 && id.0 < next, "a verifier's number is out of range");
			ensure!(
				VerifierIdOf::<T>::get(&verifier.key) == Some(id),
				"a verifier's key leads elsewhere"
			);
			ensure!(
				records.remove(&id).unwrap_or_default() == verifier.persons,
				"a verifier's count is wrong"
			);
			verifiers = verifiers.saturating_add(1);
		}
		ensure!(records.is_empty(), "a record names no verifier");
		ensure!(VerifierIdOf::<T>::iter_keys().count() == verifiers, "as many keys as verifiers");
		ensure!(
			usize::try_from(next).ok() == verifiers.checked_add(1),
			"a verifier's number below the next one is free"
		);
		Ok(())
	}

	/// Rules 7 and 8.
	fn try_records() -> Result<(), TryRuntimeError> {
		let mut live = 0usize;
		for (account, record) in Records::<T>::iter() {
			ensure!(!ClosedAccounts::<T>::contains_key(&account), "a closed account has a record");
			let person = Persons::<T>::get(record.person).ok_or("a record of no person")?;
			let theirs = Records::<T>::get(&person.account).ok_or("a person without a record")?;
			ensure!(theirs.person == record.person, "a person's account is another's");
			ensure!(record.due_at.is_some() == record.is_live(), "what is live is queued");
			ensure!(record.jurisdiction.is_valid(), "a malformed country is stored");
			ensure!(
				record.state != State::Expired || record.expires_at <= T::Time::now(),
				"a record is expired before its end"
			);
			let Some(due_at) = record.due_at else { continue };
			live = live.saturating_add(1);
			ensure!(person.account == account, "a person has two accounts");
			ensure!(Due::<T>::contains_key(due_key(due_at, &account)), "a record is not queued");
			ensure!(due_at <= record.expires_at, "a record is queued past its end");
			Self::try_hit(&record, person.has_hit)?;
		}
		ensure!(Due::<T>::iter_keys().count() == live, "more is queued than live");
		Ok(())
	}

	/// Rule 8: nobody with a hit is verified.
	fn try_hit(record: &Record, has_hit: bool) -> Result<(), TryRuntimeError> {
		let State::Pending { clearances } = &record.state else {
			ensure!(!has_hit, "a hit is not pending");
			return Ok(());
		};
		ensure!(has_hit, "nothing is pending");
		ensure!(!clearances.contains(&record.verifier), "whoever attested has cleared");
		let distinct: BTreeSet<_> = clearances.iter().collect();
		ensure!(distinct.len() == clearances.len(), "a verifier has cleared twice");
		Ok(())
	}

	/// Rule 10.
	fn try_roles() -> Result<(), TryRuntimeError> {
		let mut staff = BTreeMap::<NodeId, u32>::new();
		for (account, grants) in Roles::<T>::iter() {
			ensure!(!grants.is_empty(), "an account with no roles is stored");
			ensure!(!ClosedAccounts::<T>::contains_key(&account), "a closed account has a role");
			let mut distinct = BTreeSet::new();
			for grant in &grants {
				ensure!(grant.role.fits(&grant.scope), "a role in a scope it does not fit");
				ensure!(distinct.insert((grant.role, grant.scope)), "a role is given twice");
				if let Scope::Node(node) = grant.scope {
					let count = staff.entry(node).or_default();
					*count = count.saturating_add(1);
				}
			}
		}
		ensure!(
			StaffCount::<T>::iter().collect::<BTreeMap<_, _>>() == staff,
			"a restaurant's count of roles is wrong"
		);
		Ok(())
	}
}
