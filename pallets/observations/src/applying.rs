//! What follows when votes come to something.

use crate::{
	Applied, Authorities, Config, Event, Forgetting, LOG_TARGET, Memory, OpenFactOf, OpenFacts,
	Pallet, PauseCause, Tallies, WeightInfo,
	types::{Candidate, Outcome},
	voting::remembered_until,
};
use frame_support::{storage::with_storage_layer, weights::Weight};
use hotpot_primitives::{
	Moment,
	observations::{FactId, Kind},
	traits::OnObservation,
};

/// The weight of a vote that applies a claim of this kind.
pub(crate) fn weight_of<T: Config>(kind: Kind) -> Weight {
	match kind {
		Kind::TronDeposit | Kind::TonDeposit => T::WeightInfo::vote_deposit(),
		Kind::Watched => T::WeightInfo::vote_watched(),
		Kind::Liked => T::WeightInfo::vote_liked(),
		Kind::Streamed => T::WeightInfo::vote_streamed(),
	}
}

impl<T: Config> Pallet<T> {
	/// Applies a fact if it is agreed on, marks it if it is disputed, and keeps it otherwise.
	pub(crate) fn settle(
		fact: FactId,
		mut open: OpenFactOf<T>,
		authorities: &[T::AuthorityId],
		now: Moment,
	) {
		match Self::outcome_now(&open, authorities, now) {
			Outcome::Open => OpenFacts::<T>::insert(fact, open),
			Outcome::Agreed { at, votes } => Self::apply(fact, &open, at, votes, authorities, now),
			Outcome::Disputed => {
				let kind = open.kind;
				open.is_disputed = true;
				OpenFacts::<T>::insert(fact, open);
				Self::deposit_event(Event::Disputed { fact, kind });
				// Not paused yet: nothing of a paused kind is settled.
				Self::pause(kind, PauseCause::Dispute(fact));
			}
		}
	}

	/// What the votes come to. What could not be voted for now is not applied now either: of a
	/// deposit at an account that is watched no more nothing could follow.
	pub(crate) fn outcome_now(
		open: &OpenFactOf<T>,
		authorities: &[T::AuthorityId],
		now: Moment,
	) -> Outcome {
		let outcome = open.outcome(authorities);
		let Outcome::Agreed { at, .. } = outcome else { return outcome };
		let agreed = open.candidates.get(at);
		let is_applicable =
			agreed.is_some_and(|candidate| Self::ensure_applicable(&candidate.claim, now).is_ok());
		if is_applicable { outcome } else { Outcome::Open }
	}

	fn apply(
		fact: FactId,
		open: &OpenFactOf<T>,
		at: usize,
		votes: u32,
		authorities: &[T::AuthorityId],
		now: Moment,
	) {
		let Some(Candidate { claim, .. }) = open.candidates.get(at) else { return };
		Self::close(fact, open);
		let until = remembered_until(claim);
		Applied::<T>::insert(fact, Memory { applied_at: now, until });
		if let Some(until) = until {
			Forgetting::<T>::insert((until.to_be_bytes(), fact), ());
		}
		let quorum = Self::quorum_of(authorities);
		Self::alert(fact, open, at);
		Self::deposit_event(Event::Applied { fact, claim: claim.clone(), votes, quorum });
		if let Err(error) = with_storage_layer(|| T::OnObservation::observed(claim)) {
			log::warn!(target: LOG_TARGET, "nothing follows from {fact:?}: {error:?}");
			Self::deposit_event(Event::ApplyFailed { fact, error });
		}
	}

	/// Tells of those who saw something else.
	fn alert(fact: FactId, open: &OpenFactOf<T>, agreed: usize) {
		let others = open.candidates.iter().enumerate().filter(|(at, _)| *at != agreed);
		for (_, Candidate { claim, voters }) in others {
			for authority in voters {
				let (authority, claim) = (authority.clone(), claim.clone());
				Self::deposit_event(Event::Outvoted { fact, authority, claim });
			}
		}
	}

	/// Removes an open fact, and takes it off the tally of who opened it.
	pub(crate) fn close(fact: FactId, open: &OpenFactOf<T>) {
		OpenFacts::<T>::remove(fact);
		Tallies::<T>::mutate_exists(&open.opened_by, open.kind, |tally| {
			let mut left = tally.unwrap_or_default();
			left.open = left.open.saturating_sub(1);
			let is_needed = left.open > 0 || Authorities::<T>::get().contains(&open.opened_by);
			*tally = is_needed.then_some(left);
		});
	}
}
