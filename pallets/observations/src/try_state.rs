//! The invariants of the README.

use crate::{
	Applied, Authorities, Config, Forgetting, MAX_AUTHORITIES, OpenFactOf, OpenFacts, Pallet,
	SettingsOf, Tallies,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use hotpot_primitives::observations::FactId;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks whole maps: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let fits = SettingsOf::<T>::iter_values().all(|settings| settings.out_of_range().is_none());
		ensure!(fits, "a setting is out of its range");
		let authorities = Authorities::<T>::get();
		let unique: BTreeSet<_> = authorities.iter().collect();
		ensure!(unique.len() == authorities.len(), "a key votes twice");
		let mut opened = BTreeMap::<_, u32>::new();
		for (fact, open) in OpenFacts::<T>::iter() {
			Self::try_open_fact(fact, &open)?;
			let count = opened.entry((open.opened_by, open.kind)).or_default();
			*count = count.saturating_add(1);
		}
		Self::try_tallies(opened)?;
		Self::try_memory()
	}

	fn try_open_fact(fact: FactId, open: &OpenFactOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(!Applied::<T>::contains_key(fact), "an applied fact is open");
		ensure!(open.opened_at < open.expires_at, "a fact has no time");
		ensure!(!open.candidates.is_empty(), "a fact is open on which nobody voted");
		let mut voters = BTreeSet::new();
		for (at, candidate) in open.candidates.iter().enumerate() {
			ensure!(candidate.claim.fact() == fact, "a vote is about another fact");
			ensure!(candidate.claim.kind() == open.kind, "a vote is of another kind");
			ensure!(!candidate.voters.is_empty(), "a claim that nobody makes");
			let first = open.candidates.iter().position(|other| other.claim == candidate.claim);
			ensure!(first == Some(at), "a claim stands twice");
			for voter in &candidate.voters {
				ensure!(voters.insert(voter), "an authority voted twice on a fact");
			}
		}
		let fits = u32::try_from(voters.len()).is_ok_and(|voters| voters <= MAX_AUTHORITIES);
		ensure!(fits, "more votes than authorities");
		Ok(())
	}

	/// Every open fact is in the tally of who opened it, and nothing else is.
	fn try_tallies(
		mut opened: BTreeMap<(T::AuthorityId, hotpot_primitives::observations::Kind), u32>,
	) -> Result<(), TryRuntimeError> {
		let authorities = Authorities::<T>::get();
		for (authority, kind, tally) in Tallies::<T>::iter() {
			ensure!(
				tally.open > 0 || authorities.contains(&authority),
				"a tally of one that left, without an open fact"
			);
			let count = opened.remove(&(authority, kind)).unwrap_or(0);
			ensure!(tally.open == count, "a tally is not the number of open facts");
		}
		ensure!(opened.is_empty(), "an open fact is in no tally");
		Ok(())
	}

	/// What is to be forgotten is in the queue exactly once; nothing else is.
	fn try_memory() -> Result<(), TryRuntimeError> {
		let mut timed: u32 = 0;
		for (fact, memory) in Applied::<T>::iter() {
			let Some(until) = memory.until else { continue };
			timed = timed.saturating_add(1);
			ensure!(
				Forgetting::<T>::contains_key((until.to_be_bytes(), fact)),
				"an applied fact will not be forgotten"
			);
		}
		ensure!(
			u32::try_from(Forgetting::<T>::iter_keys().count()) == Ok(timed),
			"the queue has more than is to be forgotten"
		);
		Ok(())
	}
}
