//! What the pallet keeps of streaming, is told and tells.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hotpot_primitives::{Moment, NodeId};
use scale_info::TypeInfo;

/// What was seen outside the chain. Times are UNIX ms.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Observation<AccountId> {
	/// Somebody watched a stream.
	Watched {
		/// Who.
		who: AccountId,
		/// Which stream.
		stream: [u8; 32],
		/// From when.
		from: Moment,
		/// Until when.
		to: Moment,
	},
	/// People liked a repost or comment.
	Liked {
		/// Whose it is.
		who: AccountId,
		/// Which it is.
		post: [u8; 32],
		/// How many likes it has.
		likes: u32,
	},
	/// Somebody streamed from a table.
	Streamed {
		/// Who.
		who: AccountId,
		/// In which restaurant.
		node: NodeId,
		/// From which of its tables.
		table: u32,
		/// From when.
		from: Moment,
		/// Until when.
		to: Moment,
	},
}

/// A streaming session from a table. Times are UNIX ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Session {
	/// In which restaurant.
	pub node: NodeId,
	/// From which of its tables.
	pub table: u32,
	/// When it began.
	pub started_at: Moment,
	/// When the chain closes it.
	pub closes_at: Moment,
	/// Until when it was observed.
	pub seen_until: Moment,
	/// How much of it was observed, in ms.
	pub observed: Moment,
}

impl Session {
	/// A session that was seen for the first time. What was seen behind its end does not count.
	pub fn begun(node: NodeId, table: u32, from: Moment, to: Moment, duration: Moment) -> Self {
		let closes_at = from.saturating_add(duration);
		let opened =
			Self { node, table, started_at: from, closes_at, seen_until: from, observed: 0 };
		opened.seen(from, to)
	}

	/// The same, seen once more.
	pub fn seen(self, from: Moment, to: Moment) -> Self {
		let seen_until = to.min(self.closes_at);
		let observed = self.observed.saturating_add(seen_until.saturating_sub(from));
		Self { seen_until, observed, ..self }
	}

	/// Whether it is from this table.
	pub fn is_from(&self, node: NodeId, table: u32) -> bool {
		(self.node, self.table) == (node, table)
	}
}

/// What is known of an account that streams. Times are UNIX ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Streamer {
	/// Its open session.
	pub session: Option<Session>,
	/// From when on it may begin another one: when the last one ended or will end.
	pub free_from: Moment,
	/// The UTC day, counted from 1970, of its last session that paid.
	pub paid_day: u32,
	/// How many sessions of that day paid.
	pub paid: u32,
}

impl Streamer {
	/// How many sessions of a day paid.
	pub const fn paid_on(&self, day: u32) -> u32 {
		if self.paid_day == day { self.paid } else { 0 }
	}

	/// The same with one more paid session of a day.
	pub const fn paid_once_on(self, day: u32) -> Self {
		Self { paid_day: day, paid: self.paid_on(day).saturating_add(1), ..self }
	}

	/// Both accounts' past as one person's; the open session is this one's.
	pub fn merged(self, other: &Self) -> Self {
		let paid_day = self.paid_day.max(other.paid_day);
		let paid = self.paid_on(paid_day).saturating_add(other.paid_on(paid_day));
		Self {
			session: self.session,
			free_from: self.free_from.max(other.free_from),
			paid_day,
			paid,
		}
	}
}

/// How far an account is on the way to its next SPOT.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Progress {
	/// Visits that no SPOT was paid for.
	pub visits: u32,
	/// Visits for one SPOT.
	pub visits_per_spot: u32,
	/// Time watched that no SPOT was paid for, in ms.
	pub watched: Moment,
	/// Time watched for one SPOT, in ms.
	pub watch_per_spot: Moment,
	/// The open session.
	pub session: Option<Session>,
	/// How much of a session must have been observed for it to pay, in ms.
	pub session_paid_after: Moment,
	/// How many sessions of today, UTC, paid.
	pub paid_sessions: u32,
	/// How many sessions of a UTC day pay.
	pub max_paid_sessions: u32,
}
