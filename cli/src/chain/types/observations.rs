//! What validators agree on: the types of `Observations`. Times are UNIX ms.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use super::Deposit;
use std::{fmt, str::FromStr};
use subxt::{
	ext::{codec::Encode, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

variants! {
	/// What kind of thing was seen.
	Kind {
		/// A deposit on TRON.
		TronDeposit = "tron-deposit",
		/// A deposit on TON.
		TonDeposit = "ton-deposit",
		/// Somebody watched.
		Watched = "watched",
		/// People liked a post.
		Liked = "liked",
		/// Somebody streamed from a table.
		Streamed = "streamed",
	}
}

impl Kind {
	/// Its name in the runtime.
	pub const fn name(self) -> &'static str {
		match self {
			Self::TronDeposit => "TronDeposit",
			Self::TonDeposit => "TonDeposit",
			Self::Watched => "Watched",
			Self::Liked => "Liked",
			Self::Streamed => "Streamed",
		}
	}
}

/// What a validator says that it saw.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum Claim {
	/// Money arrived.
	Deposit(Deposit),
	/// Somebody watched a stream.
	Watched {
		/// Who.
		who: AccountId32,
		/// Which stream.
		stream: [u8; 32],
		/// From when.
		from: u64,
		/// Until when.
		to: u64,
	},
	/// People liked a repost or comment.
	Liked {
		/// Whose it is.
		who: AccountId32,
		/// Which it is.
		post: [u8; 32],
		/// How many likes it has.
		likes: u32,
	},
	/// Somebody streamed from a table.
	Streamed {
		/// Who.
		who: AccountId32,
		/// In which restaurant.
		node: u32,
		/// From which of its tables.
		table: u32,
		/// From when.
		from: u64,
		/// Until when.
		to: u64,
	},
}

/// What pauses a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum PauseCause {
	/// The owner.
	Owner,
	/// A dispute about this fact.
	Dispute([u8; 32]),
}

shapes! {
	/// A claim, and who makes it.
	Candidate {
		/// What was seen.
		claim: Claim,
		/// By whom: keys of this session, or of one that is over.
		voters: Vec<AccountId32>,
	}

	/// A fact that validators vote on.
	OpenFact {
		/// What kind of thing it is about.
		kind: Kind,
		/// Who voted first.
		opened_by: AccountId32,
		/// When.
		opened_at: u64,
		/// From when on it can't be agreed on.
		expires_at: u64,
		/// Whether no claim can reach a quorum.
		is_disputed: bool,
		/// What validators say.
		candidates: Vec<Candidate>,
	}

	/// What is known of a fact that was agreed on.
	AppliedFact {
		/// When.
		applied_at: u64,
		/// Until when it is remembered; for ever if `None`.
		until: Option<u64>,
	}

	/// What an authority used of its limits, of one kind.
	Tally {
		/// The session that `votes` are of.
		session: u32,
		/// How often it voted in that session.
		votes: u32,
		/// How many facts are open that it opened.
		open: u32,
	}
}

impl Tally {
	/// How often the authority voted in this session.
	pub const fn votes_in(&self, session: u32) -> u32 {
		if self.session == session { self.votes } else { 0 }
	}
}

/// How many identical votes of so many authorities agree: two thirds, rounded up.
pub fn quorum(authorities: usize) -> usize {
	authorities.saturating_mul(2).div_ceil(3).max(1)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_quorum_should_be_the_documented_one() {
		let sizes = [1, 2, 3, 4, 5, 7, 21];
		assert_eq!(sizes.map(quorum), [1, 2, 2, 3, 4, 5, 14]);
	}

	#[test]
	fn votes_of_another_session_should_not_count() {
		let tally = Tally { session: 7, votes: 5, open: 2 };
		assert_eq!((tally.votes_in(7), tally.votes_in(8)), (5, 0));
	}
}
