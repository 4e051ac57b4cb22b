//! What is stored and passed.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, traits::ConstU32};
use hotpot_primitives::{
	Moment,
	observations::{Claim, FactId, Kind},
};
use scale_info::TypeInfo;
use sp_staking::SessionIndex;

/// Most authorities that vote. Of a larger set those behind have no vote.
pub const MAX_AUTHORITIES: u32 = 32;
/// Most facts on a page.
pub const MAX_PAGE: u32 = 100;

/// The keys of those that vote, in the session's order.
pub type Keys<Authority> = BoundedVec<Authority, ConstU32<MAX_AUTHORITIES>>;

/// What an authority signs, with the genesis hash, and sends.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Vote<AccountId> {
	/// The session that it is for; in another it is worth nothing.
	pub session: SessionIndex,
	/// Whose it is: the number of its key in that session, from 0.
	pub authority_index: u32,
	/// What was seen.
	pub claim: Claim<AccountId>,
}

/// A claim, and who makes it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Candidate<Authority, AccountId> {
	/// What was seen.
	pub claim: Claim<AccountId>,
	/// By whom.
	pub voters: Keys<Authority>,
}

/// Claims about one fact.
pub type Candidates<Authority, AccountId> =
	BoundedVec<Candidate<Authority, AccountId>, ConstU32<MAX_AUTHORITIES>>;

/// A fact that validators vote on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct OpenFact<Authority, AccountId> {
	/// What kind of thing it is about.
	pub kind: Kind,
	/// Who voted first.
	pub opened_by: Authority,
	/// When, UNIX ms.
	pub opened_at: Moment,
	/// From when on it can't be agreed on, UNIX ms.
	pub expires_at: Moment,
	/// Whether no claim could reach a quorum; it stays so until the owner drops it.
	pub is_disputed: bool,
	/// What validators say. Votes of those that left stand here too, and don't count.
	pub candidates: Candidates<Authority, AccountId>,
}

/// What is known of a fact that was agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Memory {
	/// When, UNIX ms.
	pub applied_at: Moment,
	/// Until when it is remembered, UNIX ms; for ever if `None`.
	pub until: Option<Moment>,
}

/// What an authority used of its limits, of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tally {
	/// The session that `votes` are of.
	pub session: SessionIndex,
	/// How often it voted in that session.
	pub votes: u32,
	/// How many facts are open that it opened.
	pub open: u32,
}

impl Tally {
	/// How often the authority voted in this session.
	pub fn votes_in(&self, session: SessionIndex) -> u32 {
		if self.session == session { self.votes } else { 0 }
	}
}

/// What the votes on a fact come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// It may still be agreed on.
	Open,
	/// A quorum makes one claim.
	Agreed {
		/// Which of the candidates.
		at: usize,
		/// How many make it.
		votes: u32,
	},
	/// No claim can reach a quorum any more.
	Disputed,
}

/// How many identical votes of so many authorities agree: two thirds, rounded up. Two quorums can't
/// be had, because a quorum is more than half.
pub fn quorum(authorities: u32) -> u32 {
	authorities.saturating_mul(2).div_ceil(3).max(1)
}

/// What pauses a kind.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum PauseCause {
	/// The owner.
	Owner,
	/// A dispute about this fact.
	Dispute(FactId),
}

impl<Authority: PartialEq, AccountId: PartialEq> OpenFact<Authority, AccountId> {
	/// Whether this authority voted, whatever for.
	pub fn has_vote_of(&self, authority: &Authority) -> bool {
		self.candidates.iter().any(|candidate| candidate.voters.contains(authority))
	}

	/// Adds a vote of an authority that has none. If nothing more fits, votes of those that are no
	/// authorities make room.
	pub fn add(
		&mut self,
		authority: Authority,
		claim: Claim<AccountId>,
		authorities: &[Authority],
	) -> Result<(), Full> {
		let votes: usize = self.candidates.iter().map(|candidate| candidate.voters.len()).sum();
		if u32::try_from(votes).unwrap_or(u32::MAX) >= MAX_AUTHORITIES {
			for candidate in &mut self.candidates {
				candidate.voters.retain(|voter| authorities.contains(voter));
			}
			self.candidates.retain(|candidate| !candidate.voters.is_empty());
		}
		let known = self.candidates.iter_mut().find(|candidate| candidate.claim == claim);
		if let Some(candidate) = known {
			return candidate.voters.try_push(authority).map_err(|_| Full);
		}
		let mut voters = Keys::default();
		voters.try_push(authority).map_err(|_| Full)?;
		self.candidates.try_push(Candidate { claim, voters }).map_err(|_| Full)
	}

	/// What the votes of these authorities come to.
	pub fn outcome(&self, authorities: &[Authority]) -> Outcome {
		let size = u32::try_from(authorities.len()).unwrap_or(u32::MAX);
		let quorum = quorum(size);
		let (mut cast, mut most): (u32, u32) = (0, 0);
		for (at, candidate) in self.candidates.iter().enumerate() {
			let votes = candidate.votes_of(authorities);
			if votes >= quorum {
				return Outcome::Agreed { at, votes };
			}
			cast = cast.saturating_add(votes);
			most = most.max(votes);
		}
		let can_agree = size == 0 || size.saturating_sub(cast).saturating_add(most) >= quorum;
		if can_agree { Outcome::Open } else { Outcome::Disputed }
	}
}

impl<Authority: PartialEq, AccountId> Candidate<Authority, AccountId> {
	/// How many of these authorities make this claim.
	pub fn votes_of(&self, authorities: &[Authority]) -> u32 {
		let votes = self.voters.iter().filter(|voter| authorities.contains(voter)).count();
		u32::try_from(votes).unwrap_or(u32::MAX)
	}
}

/// A fact has as many votes as fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;
