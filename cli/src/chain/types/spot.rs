//! SPOT and what earns it: the types of `Spot` and `Loyalty`. Times are UNIX ms.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use std::{fmt, str::FromStr};
use subxt::{
	ext::{codec::Encode, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

variants! {
	/// What SPOT is earned by (rule 16).
	AwardSource {
		/// Visiting restaurants.
		Visit = "visit",
		/// Watching a stream.
		Watch = "watch",
		/// A repost or comment that people like.
		Post = "post",
		/// Streaming from a table.
		Session = "session",
	}
}

/// What was seen outside the chain (rule 16). Times are UNIX ms.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub enum Observation {
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

shapes! {
	/// The governed settings of `Spot`.
	SpotSettings {
		/// The most SPOT that an account earns of one UTC day.
		daily_cap: u8,
		/// The most SPOT that an account has.
		max_balance: u32,
	}

	/// The verified accounts with SPOT at one moment (rule 17).
	SpotFigures {
		/// How many there are.
		holders: u32,
		/// The upper median of what they have.
		median: u32,
		/// The SPOT of those who have more than the median.
		above: u64,
	}

	/// What an account's SPOT is worth to it now.
	SpotExplanation {
		/// SPOT that it has.
		balance: u32,
		/// Whether it counts: only a verified person's does.
		is_counted: bool,
		/// The median of all who count.
		median: u32,
		/// Whether it counts and is above the median.
		is_above: bool,
		/// SPOT that it may still earn today.
		room_today: u32,
	}

	/// What is kept of an account, as far as this program shows it.
	SpotHolder {
		/// Whether its person is verified.
		is_verified: bool,
		/// What it earned lately.
		days: RecentDays,
	}

	/// SPOT that an account earned, by UTC day.
	RecentDays {
		/// The latest day that is remembered, counted from 1970.
		newest: u32,
		/// What it and the days before it earned, the latest first.
		earned: Vec<u8>,
	}

	/// One entry of the register of holders of SPOT.
	HolderLine {
		/// The account.
		account: AccountId32,
		/// SPOT that it has.
		balance: u32,
		/// Whether its person is verified.
		is_verified: bool,
	}

	/// One line of the ledger of awards (rule 15).
	AwardLine {
		/// Who earned it. The person may have another account by now.
		who: AccountId32,
		/// By what.
		source: AwardSource,
		/// How much SPOT; 0 if all of it was above a cap.
		amount: u32,
		/// When it was earned.
		at: u64,
	}

	/// A record date that is remembered.
	Snapshot {
		/// Its number.
		id: u32,
		/// When it was.
		at: u64,
		/// The figures of that moment.
		figures: SpotFigures,
	}

	/// How far an account is on the way to its next SPOT (rule 16).
	LoyaltyProgress {
		/// Visits that no SPOT was paid for.
		visits: u32,
		/// Visits for one SPOT.
		visits_per_spot: u32,
		/// Time watched that no SPOT was paid for, in ms.
		watched: u64,
		/// Time watched for one SPOT, in ms.
		watch_per_spot: u64,
		/// The open session.
		session: Option<StreamSession>,
		/// How much of a session must have been observed for it to pay, in ms.
		session_paid_after: u64,
		/// How many sessions of today, UTC, paid.
		paid_sessions: u32,
		/// How many sessions of a UTC day pay.
		max_paid_sessions: u32,
	}

	/// A streaming session from a table.
	StreamSession {
		/// In which restaurant.
		node: u32,
		/// From which of its tables.
		table: u32,
		/// When it began.
		started_at: u64,
		/// When the chain closes it.
		closes_at: u64,
		/// How much of it was observed, in ms.
		observed: u64,
	}
}

impl RecentDays {
	/// What a UTC day, counted from 1970, earned; 0 if it is not remembered.
	pub fn on(&self, day: u64) -> u8 {
		let back = u64::from(self.newest).checked_sub(day);
		let back = back.and_then(|back| usize::try_from(back).ok());
		back.and_then(|back| self.earned.get(back)).copied().unwrap_or_default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn days_should_be_counted_back_from_the_latest() {
		let days = RecentDays { newest: 100, earned: vec![3, 0, 7] };
		let earned: Vec<u8> = (97..=101).map(|day| days.on(day)).collect();
		assert_eq!(earned, [0, 7, 0, 3, 0]);
	}
}
