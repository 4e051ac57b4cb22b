//! Which votes count, and what becomes of them.

use crate::{
	Applied, Authorities, Config, Error, Event, Keys, OpenFact, OpenFactOf, OpenFacts, Pallet,
	Pauses, Settings, Tallies, Tally, VoteOf,
	types::{Candidates, Full},
};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Time, ValidatorSet},
};
use hotpot_primitives::{
	Moment,
	observations::{Claim, FactId, Kind},
	time::{DAY, MINUTE},
	traits::WatchInspect,
};
use sp_runtime::{
	DispatchError, DispatchResult,
	traits::{BlakeTwo256, Hash},
};
use sp_staking::SessionIndex;

/// How long ago what guests did may have begun, in ms. What was applied is remembered until then,
/// so that it is never told twice. SPOT takes no award that is older.
pub const EVIDENCE_AGE: Moment = 31 * DAY;
/// How far the clocks outside may be ahead of the chain's, in ms.
const CLOCK_SKEW: Moment = MINUTE;

/// What is known of a vote that may be counted.
pub(crate) struct Checked<T: Config> {
	pub(crate) authority: T::AuthorityId,
	pub(crate) fact: FactId,
	authorities: Keys<T::AuthorityId>,
	session: SessionIndex,
	kind: Kind,
	settings: Settings,
	tally: Tally,
	open: Option<OpenFactOf<T>>,
	now: Moment,
}

/// Until when an applied claim is remembered, UNIX ms. Deposits and likes are for ever: they could
/// be told again at any time.
pub(crate) fn remembered_until<AccountId>(claim: &Claim<AccountId>) -> Option<Moment> {
	match claim {
		Claim::Deposit(_) | Claim::Liked { .. } => None,
		Claim::Watched { from, .. } | Claim::Streamed { from, .. } => {
			Some(from.saturating_add(EVIDENCE_AGE))
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Whether a vote may be counted now, but for its signature.
	///
	/// # Errors
	/// The first thing that is wrong.
	pub(crate) fn check(vote: &VoteOf<T>) -> Result<Checked<T>, Error<T>> {
		let session = T::Sessions::session_index();
		ensure!(vote.session >= session, Error::<T>::PastSession);
		ensure!(vote.session == session, Error::<T>::FutureSession);
		let authorities = Authorities::<T>::get();
		let index = usize::try_from(vote.authority_index).unwrap_or(usize::MAX);
		let authority = authorities.get(index).ok_or(Error::<T>::UnknownAuthority)?.clone();
		let kind = vote.claim.kind();
		ensure!(!Pauses::<T>::contains_key(kind), Error::<T>::Paused);
		let now = T::Time::now();
		Self::ensure_sound(&vote.claim, now)?;
		let settings = Self::settings_of(kind);
		let tally = Tallies::<T>::get(&authority, kind);
		ensure!(tally.votes_in(session) < settings.max_votes, Error::<T>::TooManyVotes);
		let fact = vote.claim.fact();
		ensure!(!Applied::<T>::contains_key(fact), Error::<T>::AlreadyApplied);
		let open = OpenFacts::<T>::get(fact);
		match &open {
			Some(open) => {
				ensure!(!open.is_disputed, Error::<T>::Disputed);
				ensure!(now < open.expires_at, Error::<T>::Expired);
				ensure!(!open.has_vote_of(&authority), Error::<T>::AlreadyVoted);
			}
			None => ensure!(tally.open < settings.max_open, Error::<T>::TooManyOpen),
		}
		Self::ensure_watched(&vote.claim)?;
		Ok(Checked { authority, fact, authorities, session, kind, settings, tally, open, now })
	}

	/// Whether a claim could be applied now.
	pub(crate) fn ensure_applicable(
		claim: &Claim<T::AccountId>,
		now: Moment,
	) -> Result<(), Error<T>> {
		Self::ensure_sound(claim, now)?;
		Self::ensure_watched(claim)
	}

	fn ensure_sound(claim: &Claim<T::AccountId>, now: Moment) -> Result<(), Error<T>> {
		let (is_sound, latest) = match claim {
			Claim::Deposit(deposit) => (deposit.is_sound(), deposit.at),
			Claim::Watched { from, to, .. } | Claim::Streamed { from, to, .. } => (from < to, *to),
			Claim::Liked { likes, .. } => (*likes > 0, now),
		};
		ensure!(is_sound, Error::<T>::Unsound);
		ensure!(latest <= now.saturating_add(CLOCK_SKEW), Error::<T>::InFuture);
		ensure!(remembered_until(claim).is_none_or(|until| now < until), Error::<T>::TooOld);
		Ok(())
	}

	fn ensure_watched(claim: &Claim<T::AccountId>) -> Result<(), Error<T>> {
		let Claim::Deposit(deposit) = claim else { return Ok(()) };
		ensure!(T::Watch::is_watched(&deposit.to), Error::<T>::NotWatched);
		Ok(())
	}

	pub(crate) fn do_vote(vote: VoteOf<T>) -> DispatchResult {
		let checked = Self::check(&vote)?;
		let Checked { authority, fact, authorities, session, kind, settings, tally, open, now } =
			checked;
		let opens = open.is_none();
		let mut open = open.unwrap_or_else(|| OpenFact {
			kind,
			opened_by: authority.clone(),
			opened_at: now,
			expires_at: now.saturating_add(settings.time_to_live),
			is_disputed: false,
			candidates: Candidates::default(),
		});
		let claim = BlakeTwo256::hash(&vote.claim.encode()).0;
		let votes = Self::add_vote(&mut open, &authority, vote.claim, &authorities)?;
		let tally = Tally {
			session,
			votes: tally.votes_in(session).saturating_add(1),
			open: tally.open.saturating_add(u32::from(opens)),
		};
		Tallies::<T>::insert(&authority, kind, tally);
		let quorum = Self::quorum_of(&authorities);
		Self::deposit_event(Event::Voted { fact, kind, authority, claim, votes, quorum });
		Self::settle(fact, open, &authorities, now);
		Ok(())
	}

	/// Gives how many authorities make the claim now.
	fn add_vote(
		open: &mut OpenFactOf<T>,
		authority: &T::AuthorityId,
		claim: Claim<T::AccountId>,
		authorities: &[T::AuthorityId],
	) -> Result<u32, DispatchError> {
		open.add(authority.clone(), claim, authorities)
			.map_err(|Full| DispatchError::Other("an authority's vote has no room"))?;
		let own = open.candidates.iter().find(|candidate| candidate.voters.contains(authority));
		Ok(own.map_or(0, |candidate| candidate.votes_of(authorities)))
	}

	pub(crate) fn quorum_of(authorities: &[T::AuthorityId]) -> u32 {
		crate::quorum(u32::try_from(authorities.len()).unwrap_or(u32::MAX))
	}
}
