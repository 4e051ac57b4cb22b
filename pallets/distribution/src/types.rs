//! What the pallet keeps, is told and tells.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, PalletError, traits::ConstU32};
use hotpot_primitives::{
	Balance, Moment,
	time::{DAY, MINUTE},
	traits::{SnapshotId, SpotFigures},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchError;

/// Most holders that one `push` pays.
pub const MAX_PUSH: u32 = 100;

/// Names a round, from 1.
pub type RoundId = u32;

/// Those whom a `push` is to pay.
pub type Payees<AccountId> = BoundedVec<AccountId, ConstU32<MAX_PUSH>>;

/// The governed settings (domain.md, preamble), all in ms. All have a range that `set_settings`
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
	/// How long before its opening a round must be announced (rule 18).
	pub min_notice: Moment,
	/// How long before its opening a round may be announced.
	pub max_notice: Moment,
	/// The least time from one record date to the next (rule 19).
	pub min_interval: Moment,
	/// How long only the owner may open a round that is due (rule 19).
	pub owner_window: Moment,
	/// How long shares can be claimed for sure (rule 20). Shorter than `min_interval`.
	pub reclaim_period: Moment,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			min_notice: 7 * DAY,
			max_notice: 90 * DAY,
			min_interval: 365 * DAY,
			owner_window: 30 * DAY,
			reclaim_period: 180 * DAY,
		}
	}
}

impl Settings {
	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::MinNotice, (MINUTE..=90 * DAY).contains(&self.min_notice)),
			(Setting::MaxNotice, (self.min_notice..=365 * DAY).contains(&self.max_notice)),
			(Setting::MinInterval, (2 * MINUTE..=3_650 * DAY).contains(&self.min_interval)),
			(Setting::OwnerWindow, (MINUTE..=365 * DAY).contains(&self.owner_window)),
			(Setting::ReclaimPeriod, (MINUTE..self.min_interval).contains(&self.reclaim_period)),
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
	/// `min_notice`: a minute to 90 days.
	MinNotice,
	/// `max_notice`: `min_notice` to 365 days.
	MaxNotice,
	/// `min_interval`: two minutes to ten years.
	MinInterval,
	/// `owner_window`: a minute to 365 days.
	OwnerWindow,
	/// `reclaim_period`: a minute to less than `min_interval`.
	ReclaimPeriod,
}

/// A round that is announced and not open yet. Its dates hold, whatever becomes of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Announcement {
	/// From when on the owner may open it, UNIX ms.
	pub opens_at: Moment,
	/// From when on anybody may open it, UNIX ms.
	pub anyone_from: Moment,
}

/// A round that was opened. All but what it paid, and its end, is fixed at the record date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Round {
	/// Names the record date in the ledger of SPOT. Forgotten there once the round is closed.
	pub snapshot: SnapshotId,
	/// Those who had SPOT then.
	pub figures: SpotFigures,
	/// What is shared, in base units.
	pub pool: Balance,
	/// What of it was paid, in base units.
	pub paid: Balance,
	/// How many shares that was.
	pub shares_paid: u32,
	/// The record date, UNIX ms.
	pub opened_at: Moment,
	/// From when on anybody may close it, UNIX ms.
	pub reclaims_at: Moment,
	/// When it was closed, UNIX ms; `None` while it is open.
	pub closed_at: Option<Moment>,
}

impl Round {
	/// What was not paid, in base units.
	pub const fn left(&self) -> Balance {
		self.pool.saturating_sub(self.paid)
	}

	/// Whether shares can be claimed.
	pub const fn is_open(&self) -> bool {
		self.closed_at.is_none()
	}
}

/// The last share that an account was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Payment {
	/// Of which round.
	pub round: RoundId,
	/// How much, in base units.
	pub amount: Balance,
}

impl Payment {
	/// What counts when a person with both moves to one account: that of the later round; both, if
	/// they are of one.
	pub const fn merged(self, other: Self) -> Self {
		let amount = self.amount.saturating_add(other.amount);
		if self.round == other.round {
			Self { round: self.round, amount }
		} else if self.round > other.round {
			self
		} else {
			other
		}
	}
}

/// What stands against paying somebody's share, the most general first.
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
pub enum Reason {
	/// The round is closed.
	RoundClosed,
	/// It was paid.
	AlreadyPaid,
	/// The account had no SPOT at the record date, or was not verified then.
	NothingThen,
	/// The account did not have more SPOT than the median.
	NotAboveMedian,
	/// It is less than a base unit.
	ShareIsZero,
	/// The account is not verified now.
	NotVerified,
	/// More would be paid than the round shares.
	ExceedsPool,
	/// THP can't be paid out to the account now.
	PayoutRefused {
		/// Why, in the words of whoever pays out.
		error: DispatchError,
	},
}

/// An account's share of a round, explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Share {
	/// The SPOT it had at the record date; 0 if it was not verified then, or the round is closed.
	pub spot: u32,
	/// Those who had SPOT then.
	pub figures: SpotFigures,
	/// Whether it had more than the median.
	pub is_above: bool,
	/// What is shared, in base units.
	pub pool: Balance,
	/// What of that is its own, in base units: `spot * pool / figures.above`, rounded down; 0 unless
	/// it is above.
	pub amount: Balance,
	/// What it was paid, in base units; `None` if nothing, or if it was paid in a later round since.
	pub paid: Option<Balance>,
	/// Why `claim` would fail now; `None` if it would succeed.
	pub why_not: Option<Reason>,
}
