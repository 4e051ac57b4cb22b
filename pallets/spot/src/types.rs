//! What the pallet keeps, is told and tells.

use crate::days::RecentDays;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, PalletError, traits::ConstU32};
use hotpot_primitives::{
	Moment,
	traits::{AwardSource, SnapshotId, SpotFigures},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The most SPOT of one account that can be set, and what the histogram has room for.
pub const MAX_BALANCE: u32 = 1_000_000;
/// The largest daily cap that can be set.
pub const MAX_DAILY_CAP: u8 = 100;
/// Record dates that are remembered at most.
pub const MAX_SNAPSHOTS: u32 = 8;
/// Most entries of a page of the register of holders.
pub const MAX_PAGE: u32 = 500;

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
	/// The most SPOT that an account earns of one UTC day (rule 16).
	pub daily_cap: u8,
	/// The most SPOT that an account has (domain.md "Units").
	pub max_balance: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self { daily_cap: 10, max_balance: MAX_BALANCE }
	}
}

impl Settings {
	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::DailyCap, (1..=MAX_DAILY_CAP).contains(&self.daily_cap)),
			(Setting::MaxBalance, (1_000..=MAX_BALANCE).contains(&self.max_balance)),
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
	/// `daily_cap`: 1 to 100 SPOT.
	DailyCap,
	/// `max_balance`: 1 000 to 1 000 000 SPOT.
	MaxBalance,
}

/// Names what an award was too much for.
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
pub enum Cap {
	/// What an account earns of one day.
	Daily,
	/// What an account has.
	Balance,
}

/// What an account counted for at record dates before its last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Checkpoint {
	/// The last record date of which this is true; it is of those since the checkpoint before too.
	pub until: SnapshotId,
	/// SPOT that counted: 0 if the account was not verified.
	pub counted: u32,
}

/// An account's checkpoints, in order.
pub type Checkpoints = BoundedVec<Checkpoint, ConstU32<MAX_SNAPSHOTS>>;

/// An account with SPOT, or of a verified person, or that lately was one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Holder {
	/// SPOT that it has.
	pub balance: u32,
	/// Whether its person is verified, so that its SPOT counts.
	pub is_verified: bool,
	/// What it earned lately.
	pub days: RecentDays,
	/// What it counted for at record dates, if that is not what it counts for now.
	pub checkpoints: Checkpoints,
}

impl Holder {
	/// SPOT that counts.
	pub const fn counted(&self) -> u32 {
		if self.is_verified { self.balance } else { 0 }
	}

	/// SPOT that counted at a record date.
	pub fn counted_at(&self, id: SnapshotId) -> u32 {
		let checkpoint = self.checkpoints.iter().find(|checkpoint| id <= checkpoint.until);
		checkpoint.map_or(self.counted(), |checkpoint| checkpoint.counted)
	}

	/// Whether there is nothing to keep.
	pub fn is_empty(&self) -> bool {
		self.balance == 0
			&& !self.is_verified
			&& self.days.is_empty()
			&& self.checkpoints.is_empty()
	}
}

/// One line of the ledger of awards, and the proof that its evidence was used (rules 15 and 16).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AwardLine<AccountId> {
	/// Who earned it. The person may have another account by now.
	pub who: AccountId,
	/// By what.
	pub source: AwardSource,
	/// How much SPOT; 0 if all of it was above a cap.
	pub amount: u32,
	/// When it was earned, UNIX ms.
	pub at: Moment,
}

/// A record date that is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Snapshot {
	/// Its number; later ones have greater numbers.
	pub id: SnapshotId,
	/// When it was, UNIX ms.
	pub at: Moment,
	/// The figures of that moment.
	pub figures: SpotFigures,
	/// SPOT of all who counted.
	pub sum: u64,
}

/// Record dates that are remembered, in order.
pub type Snapshots = BoundedVec<Snapshot, ConstU32<MAX_SNAPSHOTS>>;

/// One entry of the register of holders.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HolderLine<AccountId> {
	/// The account.
	pub account: AccountId,
	/// SPOT that it has.
	pub balance: u32,
	/// Whether its person is verified, so that its SPOT counts.
	pub is_verified: bool,
}

/// What an account's SPOT is worth to it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Explanation {
	/// SPOT that it has.
	pub balance: u32,
	/// Whether it counts: only a verified person's does.
	pub is_counted: bool,
	/// The median of all who count.
	pub median: u32,
	/// Whether it counts and is above the median.
	pub is_above: bool,
	/// SPOT that it may still earn today.
	pub room_today: u32,
}
