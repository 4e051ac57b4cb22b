//! The numbers of rule 16, as the owner governs them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::PalletError;
use hotpot_primitives::{
	Moment, Tetri,
	time::{DAY, HOUR, MINUTE, local_day},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Milliseconds of a second.
const SECOND: Moment = 1_000;
/// The longest that anything observed or visited may be ago: SPOT takes no award that is older.
const MAX_AGE: Moment = 30 * DAY;

/// The governed settings (domain.md, preamble). All have a range that `set_settings` enforces.
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
	/// The least that a guest pays on a visit, in tetri.
	pub min_check: Tetri,
	/// Visits for one SPOT.
	pub visits_per_spot: u32,
	/// How long ago a sale may be that counts as a visit when its check matures, in ms.
	pub visit_window: Moment,
	/// The shortest time watched that counts, in ms.
	pub min_view: Moment,
	/// Time watched for one SPOT, in ms.
	pub watch_per_spot: Moment,
	/// A longer pause than this ends a view, in ms.
	pub view_timeout: Moment,
	/// Likes that a repost or comment needs.
	pub min_likes: u32,
	/// How long a session lasts, in ms.
	pub session_duration: Moment,
	/// How much of a session must have been observed for it to pay, in ms.
	pub session_paid_after: Moment,
	/// How many sessions of a UTC day pay.
	pub max_paid_sessions: u32,
	/// How long ago an observation may begin, in ms.
	pub max_observation_age: Moment,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			min_check: 1_000,
			visits_per_spot: 5,
			visit_window: 30 * DAY,
			min_view: 30 * SECOND,
			watch_per_spot: 2 * HOUR,
			view_timeout: 30 * MINUTE,
			min_likes: 50,
			session_duration: 45 * MINUTE,
			session_paid_after: 15 * MINUTE,
			max_paid_sessions: 3,
			max_observation_age: 7 * DAY,
		}
	}
}

impl Settings {
	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::MinCheck, (1..=1_000_000).contains(&self.min_check)),
			(Setting::VisitsPerSpot, (1..=1_000).contains(&self.visits_per_spot)),
			(Setting::VisitWindow, (MINUTE..=MAX_AGE).contains(&self.visit_window)),
			(Setting::MinView, (SECOND..=HOUR).contains(&self.min_view)),
			(Setting::WatchPerSpot, (MINUTE..=30 * DAY).contains(&self.watch_per_spot)),
			(Setting::ViewTimeout, (SECOND..=DAY).contains(&self.view_timeout)),
			(Setting::MinLikes, (1..=1_000_000).contains(&self.min_likes)),
			(Setting::SessionDuration, (MINUTE..=DAY).contains(&self.session_duration)),
			(
				Setting::SessionPaidAfter,
				(SECOND..=self.session_duration).contains(&self.session_paid_after),
			),
			(Setting::MaxPaidSessions, self.max_paid_sessions <= 1_000),
			(Setting::MaxObservationAge, (MINUTE..=MAX_AGE).contains(&self.max_observation_age)),
		];
		fits.into_iter().find_map(|(setting, fits)| (!fits).then_some(setting))
	}

	/// The first local day that a sale inside the window may be of, wherever it was: no clock of the
	/// world is more than a day off.
	pub fn oldest_day(&self, now: Moment) -> u32 {
		local_day(now.saturating_sub(self.visit_window), 0).saturating_sub(1)
	}
}

/// Names one of the settings in an error.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, PalletError,
)]
#[scale_info(capture_docs = "always")]
pub enum Setting {
	/// `min_check`: 1 to 1 000 000 tetri.
	MinCheck,
	/// `visits_per_spot`: 1 to 1 000.
	VisitsPerSpot,
	/// `visit_window`: a minute to 30 days.
	VisitWindow,
	/// `min_view`: a second to an hour.
	MinView,
	/// `watch_per_spot`: a minute to 30 days.
	WatchPerSpot,
	/// `view_timeout`: a second to a day.
	ViewTimeout,
	/// `min_likes`: 1 to 1 000 000.
	MinLikes,
	/// `session_duration`: a minute to a day.
	SessionDuration,
	/// `session_paid_after`: a second to `session_duration`.
	SessionPaidAfter,
	/// `max_paid_sessions`: at most 1 000.
	MaxPaidSessions,
	/// `max_observation_age`: a minute to 30 days.
	MaxObservationAge,
}
