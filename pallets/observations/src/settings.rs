//! How validators vote on each kind of thing, as the owner governs it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::PalletError;
use hotpot_primitives::{
	Moment,
	observations::Kind,
	time::{DAY, MINUTE},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The governed settings of one kind (domain.md, preamble). All have a range that `set_settings`
/// enforces.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
	/// How long after its first vote a fact can be agreed on, in ms.
	pub time_to_live: Moment,
	/// How many open facts may be there that an authority was the first to vote on.
	pub max_open: u32,
	/// How many votes an authority has in a session.
	pub max_votes: u32,
}

impl Settings {
	/// What a chain starts with if its genesis says nothing. Money waits longer for a validator
	/// whose worker is down than what guests did.
	pub const fn of(kind: Kind) -> Self {
		let time_to_live = match kind {
			Kind::TronDeposit | Kind::TonDeposit => 7 * DAY,
			Kind::Watched | Kind::Liked | Kind::Streamed => DAY,
		};
		Self { time_to_live, max_open: 256, max_votes: 1_000 }
	}

	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::TimeToLive, (MINUTE..=90 * DAY).contains(&self.time_to_live)),
			(Setting::MaxOpen, (1..=1_000).contains(&self.max_open)),
			(Setting::MaxVotes, (1..=100_000).contains(&self.max_votes)),
		];
		fits.into_iter().find_map(|(setting, fits)| (!fits).then_some(setting))
	}
}

/// Names one of the settings in an error.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, PalletError,
)]
#[scale_info(capture_docs = "always")]
pub enum Setting {
	/// `time_to_live`: a minute to 90 days.
	TimeToLive,
	/// `max_open`: 1 to 1 000.
	MaxOpen,
	/// `max_votes`: 1 to 100 000.
	MaxVotes,
}
