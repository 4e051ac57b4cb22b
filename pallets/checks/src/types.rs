//! What the pallet keeps and is told.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, PalletError, traits::ConstU32};
use hotpot_primitives::{
	Balance, Moment, SequenceRange, Tetri, TillId,
	money::THP,
	time::{DAY, HOUR, MINUTE},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Most checks of one batch (rule 2).
pub const MAX_BATCH: u32 = 200;
const _: () = assert!(MAX_BATCH < 255, "an error names an entry by a u8");
/// The longest that `max_sale_age` may be.
pub const MAX_SALE_AGE: Moment = 30 * DAY;
/// Most days, local or of UTC, that the sales of one batch may be of: `MAX_SALE_AGE` back and
/// `max_sale_lead` ahead.
pub const MAX_SALE_DAYS: u32 = 32;
/// Most open gaps of one till (rule 2).
pub const MAX_GAPS: u32 = 64;
/// Most quarantined ranges of one till.
pub const MAX_QUARANTINED_RANGES: u32 = 16;

/// One check of a batch, as the till tells it (rule 2).
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CheckEntry<AccountId> {
	/// The till's own running number.
	#[codec(compact)]
	pub sequence: u32,
	/// What the guest paid.
	#[codec(compact)]
	pub tetri: Tetri,
	/// When the guest paid, UNIX ms.
	#[codec(compact)]
	pub sold_at: Moment,
	/// The check wallet: the public key whose secret the receipt's QR carries.
	pub wallet: AccountId,
	/// Salted commitment to the fiscal receipt and its line items.
	pub commitment: [u8; 32],
}

/// A batch.
pub type Batch<AccountId> = BoundedVec<CheckEntry<AccountId>, ConstU32<MAX_BATCH>>;

/// Where a recorded check's THP stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum CheckState<AccountId> {
	/// Nobody has claimed it.
	Unclaimed,
	/// Claimed; matures when the void window closes.
	Pending {
		/// Who gets the THP.
		destination: AccountId,
		/// The minute, counted from 1970, from which it may mature.
		due_minute: u32,
	},
}

/// A check that is recorded and not settled yet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Check<AccountId> {
	/// The key that may claim it.
	pub wallet: AccountId,
	/// Salted commitment to the fiscal receipt and its line items.
	pub commitment: [u8; 32],
	/// What the guest paid.
	#[codec(compact)]
	pub tetri: Tetri,
	/// The THP it carries, fixed at recording, in base units.
	#[codec(compact)]
	pub accrued: Balance,
	/// When the guest paid, UNIX ms.
	#[codec(compact)]
	pub sold_at: Moment,
	/// When it was recorded, UNIX ms; the void window and the expiry count from here.
	#[codec(compact)]
	pub recorded_at: Moment,
	/// Where its THP stands.
	pub state: CheckState<AccountId>,
}

/// What is left of a check wallet that was used: enough to refuse it forever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SpentWallet {
	/// The till of the check it claimed.
	pub till: TillId,
	/// The number of that check.
	pub sequence: u32,
}

/// Numbers that a till went past without recording them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Gap {
	/// The numbers.
	pub range: SequenceRange,
	/// The minute, counted from 1970, in which the till went past them.
	pub opened_minute: u32,
}

impl Gap {
	/// When the till went past the numbers, UNIX ms, rounded down to the minute.
	pub fn opened_at(&self) -> Moment {
		Moment::from(self.opened_minute).saturating_mul(MINUTE)
	}

	/// From when on its numbers can't be recorded any more, UNIX ms: their checks, had they been
	/// recorded in order, would have expired.
	pub fn closes_at(&self, expiry_duration: Moment) -> Moment {
		self.opened_at().saturating_add(expiry_duration)
	}
}

/// What is known of a till's numbers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TillLedger {
	/// The lowest number that was never reached.
	pub next: u32,
	/// No check below this number can still expire, and none can be recorded.
	pub oldest: u32,
	/// Numbers below `next` that were not recorded, in order, apart from one another.
	pub gaps: BoundedVec<Gap, ConstU32<MAX_GAPS>>,
	/// How many checks were recorded.
	pub checks: u64,
	/// What they came to.
	pub tetri: u64,
}

impl Default for TillLedger {
	fn default() -> Self {
		Self { next: 1, oldest: 1, gaps: BoundedVec::new(), checks: 0, tetri: 0 }
	}
}

/// What was recorded in one local day, by sale time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct DayTotal {
	/// How many checks, voided ones included.
	pub checks: u32,
	/// What they came to, in tetri, voided ones included.
	pub tetri: Tetri,
	/// What of it was voided, in tetri.
	pub voided: Tetri,
	/// The THP of checks that were not voided, in base units.
	pub accrued: Balance,
	/// The fiscal Z-total the franchisee posted, in tetri.
	pub z_total: Option<Tetri>,
}

impl DayTotal {
	/// What counts: recorded and not voided, in tetri.
	pub const fn net(&self) -> Tetri {
		self.tetri.saturating_sub(self.voided)
	}

	/// Whether the posted Z-total equals what counts. `None` while nothing is posted.
	pub fn is_reconciled(&self) -> Option<bool> {
		self.z_total.map(|z| z == self.net())
	}
}

/// Where all THP that checks ever accrued stands, in base units (rule 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Totals {
	/// Everything that was ever accrued.
	pub accrued: Balance,
	/// Recorded, not claimed.
	pub unclaimed: Balance,
	/// Claimed, not matured.
	pub pending: Balance,
	/// Matured, but above what an unverified account may hold; never minted before it is collected.
	pub deferred: Balance,
	/// Minted to guests.
	pub matured: Balance,
	/// Minted to the pool and the network reserve.
	pub expired: Balance,
	/// Never minted.
	pub voided: Balance,
}

impl Totals {
	/// Whether every accrued unit stands in exactly one place.
	pub fn is_conserved(&self) -> bool {
		[self.pending, self.deferred, self.matured, self.expired, self.voided]
			.into_iter()
			.try_fold(self.unclaimed, Balance::checked_add)
			== Some(self.accrued)
	}
}

/// What of a till is in quarantine (rule 1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Quarantine {
	/// Everything.
	pub whole: bool,
	/// These numbers.
	pub ranges: BoundedVec<SequenceRange, ConstU32<MAX_QUARANTINED_RANGES>>,
}

impl Quarantine {
	/// Whether the check with this number is held.
	pub fn holds(&self, sequence: u32) -> bool {
		self.whole || self.ranges.iter().any(|range| range.contains(sequence))
	}

	/// Whether nothing is held.
	pub fn is_empty(&self) -> bool {
		!self.whole && self.ranges.is_empty()
	}
}

/// Why a check was voided (rule 5).
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
pub enum VoidReason {
	/// It was keyed in wrongly.
	EntryError,
	/// The guest got the money back.
	CustomerReturn,
	/// The same sale was recorded twice.
	Duplicate,
	/// It was no sale.
	Fraud,
	/// Another reason, kept with the fiscal documents.
	Other,
}

/// What a (till, number) stands for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CheckStatus<AccountId> {
	/// The till has not reached this number.
	Unknown,
	/// The till went past this number without recording it: a receipt is missing.
	Missing,
	/// Recorded and not settled.
	Recorded(Check<AccountId>),
	/// Matured, voided, expired or written off; the events say which.
	Settled,
}

/// What a till's report says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct TillReport {
	/// Its numbers.
	pub ledger: TillLedger,
	/// How many numbers are missing.
	pub missing: u32,
	/// What of it is in quarantine.
	pub quarantine: Quarantine,
	/// What it recorded today, local time.
	pub today: DayTotal,
}

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
	/// THP base units that one tetri carries (rule 3). A change affects later checks only.
	pub rate: u64,
	/// How long after recording a check may be voided, in ms (rule 5).
	pub void_window: Moment,
	/// How long after recording an unclaimed check expires, in ms (rule 6).
	pub expiry_duration: Moment,
	/// How many numbers a batch may jump ahead (rule 2).
	pub max_sequence_jump: u32,
	/// How long ago a sale may be, in ms (rule 2).
	pub max_sale_age: Moment,
	/// How far ahead of the chain's clock a sale may be, in ms (rule 2).
	pub max_sale_lead: Moment,
	/// The most THP a check may carry, in base units (rule 3).
	pub max_accrual: Balance,
	/// Whether maturing waits for a Z-total that agrees (rule 1).
	pub z_total_required: bool,
	/// How many checks of one local day a till may record, voided ones included: they are free, so
	/// something must bound what a stolen till puts into blocks.
	pub max_checks_per_day: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			rate: 2_000,
			void_window: DAY,
			expiry_duration: 365 * DAY,
			max_sequence_jump: 10_000,
			max_sale_age: 7 * DAY,
			max_sale_lead: MINUTE,
			max_accrual: 100_000 * THP,
			z_total_required: false,
			max_checks_per_day: 10_000,
		}
	}
}

impl Settings {
	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::Rate, (1..=1_000_000).contains(&self.rate)),
			(Setting::VoidWindow, (MINUTE..=30 * DAY).contains(&self.void_window)),
			(
				Setting::ExpiryDuration,
				self.expiry_duration >= self.void_window.max(MINUTE).saturating_mul(2)
					&& self.expiry_duration <= 3_650 * DAY,
			),
			(Setting::MaxSequenceJump, self.max_sequence_jump <= 1_000_000),
			(Setting::MaxSaleAge, (MINUTE..=MAX_SALE_AGE).contains(&self.max_sale_age)),
			(Setting::MaxSaleLead, self.max_sale_lead <= HOUR),
			(Setting::MaxAccrual, (1..=1_000_000 * THP).contains(&self.max_accrual)),
			(Setting::MaxChecksPerDay, (1..=10_000_000).contains(&self.max_checks_per_day)),
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
	/// `rate`: 1 to 1 000 000.
	Rate,
	/// `void_window`: a minute to 30 days.
	VoidWindow,
	/// `expiry_duration`: at least two void windows, at most ten years.
	ExpiryDuration,
	/// `max_sequence_jump`: at most 1 000 000.
	MaxSequenceJump,
	/// `max_sale_age`: a minute to 30 days.
	MaxSaleAge,
	/// `max_sale_lead`: at most an hour.
	MaxSaleLead,
	/// `max_accrual`: 1 base unit to 1 000 000 THP.
	MaxAccrual,
	/// `max_checks_per_day`: 1 to 10 000 000.
	MaxChecksPerDay,
}

/// What is wrong with one entry of a batch.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, PalletError,
)]
#[scale_info(capture_docs = "always")]
pub enum EntryError {
	/// A check of nothing.
	AmountZero,
	/// More than one check of this till may come to.
	ExceedsCheckLimit,
	/// More THP than a check may carry.
	ExceedsMaxAccrual,
	/// More than the till may record in that day.
	ExceedsTillDayLimit,
	/// More THP than the restaurant's checks may accrue in that day.
	ExceedsNodeDayCap,
	/// Sold later than now.
	SoldInFuture,
	/// Sold too long ago.
	SoldTooLongAgo,
	/// The number is not above the one before it in the batch.
	SequenceOutOfOrder,
	/// The number was recorded before, or the owner wrote it off.
	SequenceUsed,
	/// The number is so old that its check would have expired.
	SequenceClosed,
	/// The number is too far ahead, or skips numbers inside the batch.
	SequenceJump,
	/// One gap more than a till may have open; fill one or have the owner write one off.
	TooManyGaps,
	/// The check wallet stands twice in the batch, or claimed a check before.
	WalletUsed,
	/// More checks than a till may record of that day, voided ones included.
	ExceedsTillDayCount,
}
