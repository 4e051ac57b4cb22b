//! What the pallet keeps, is told and tells.

use crate::calendar::Date;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, PalletError, traits::ConstU32};
use hotpot_primitives::{Balance, Moment, money::THP};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Most pairs of one conversion (rule 18).
pub const MAX_PAIRS: u32 = 500;
/// Most entries of a page of the log.
pub const MAX_PAGE: u32 = 500;
/// The largest ceiling that can be set, in THP base units: a billion THP.
pub const MAX_CEILING: Balance = 1_000_000_000 * THP;
/// The highest rate that a band may allow, in SPOT for one THP.
pub const MAX_RATE: u32 = 1_000;

/// Holders, and how much SPOT of each is burned.
pub type Pairs<AccountId> = BoundedVec<(AccountId, u32), ConstU32<MAX_PAIRS>>;

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
	/// SPOT for one THP (rule 18).
	pub rate: u32,
	/// The lowest rate of the governed band (rule 18).
	pub min_rate: u32,
	/// The highest rate of the governed band (rule 18).
	pub max_rate: u32,
	/// The most THP that one call may give, in base units (rule 18).
	pub max_per_call: Balance,
	/// The most THP that a UTC day's calls may give, in base units (rule 18).
	pub max_per_day: Balance,
	/// The most THP that the calls of a quarter of the calendar may give, in base units (rule 18).
	pub max_per_quarter: Balance,
	/// The most THP that may be minted in a year of the calendar, in base units (rule 18).
	pub max_minted_per_year: Balance,
	/// Whether a holder's SPOT is converted only with its consent (rule 18).
	pub consent_required: bool,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			rate: 10,
			min_rate: 5,
			max_rate: 20,
			max_per_call: 50_000 * THP,
			max_per_day: 100_000 * THP,
			max_per_quarter: 1_000_000 * THP,
			max_minted_per_year: 1_000_000 * THP,
			consent_required: true,
		}
	}
}

impl Settings {
	/// Whether a rate is in the governed band.
	pub fn is_in_band(&self, rate: u32) -> bool {
		(self.min_rate..=self.max_rate).contains(&rate)
	}

	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::MinRate, (1..=MAX_RATE).contains(&self.min_rate)),
			(Setting::MaxRate, (self.min_rate..=MAX_RATE).contains(&self.max_rate)),
			(Setting::Rate, self.is_in_band(self.rate)),
			(Setting::MaxPerCall, (THP..=MAX_CEILING).contains(&self.max_per_call)),
			(Setting::MaxPerDay, (self.max_per_call..=MAX_CEILING).contains(&self.max_per_day)),
			(
				Setting::MaxPerQuarter,
				(self.max_per_day..=MAX_CEILING).contains(&self.max_per_quarter),
			),
			(Setting::MaxMintedPerYear, self.max_minted_per_year <= MAX_CEILING),
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
	/// `rate`: within the band.
	Rate,
	/// `min_rate`: 1 to 1 000.
	MinRate,
	/// `max_rate`: `min_rate` to 1 000.
	MaxRate,
	/// `max_per_call`: one THP to a billion.
	MaxPerCall,
	/// `max_per_day`: `max_per_call` to a billion THP.
	MaxPerDay,
	/// `max_per_quarter`: `max_per_day` to a billion THP.
	MaxPerQuarter,
	/// `max_minted_per_year`: at most a billion THP.
	MaxMintedPerYear,
}

/// What is wrong with one pair of a conversion.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, PalletError,
)]
#[scale_info(capture_docs = "always")]
pub enum PairError {
	/// No SPOT would be burned.
	AmountZero,
	/// The SPOT is not a multiple of the rate.
	NotMultiple,
	/// The holder stands in the list before.
	AppearsTwice,
	/// The holder is not verified now.
	NotVerified,
	/// The holder did not consent.
	NotConsented,
	/// The holder has less SPOT.
	ExceedsBalance,
	/// The law is against giving the holder THP: it is frozen, its country is not allowed, it would
	/// hold too much, or transfers are paused.
	PayoutRefused,
}

/// What one pair comes to. Amounts are THP base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Payment<AccountId> {
	/// Whose SPOT is burned, and who gets the THP.
	pub who: AccountId,
	/// How much SPOT is burned.
	pub spot: u32,
	/// How much THP that is.
	pub amount: Balance,
	/// What of it the network reserve had.
	pub from_reserve: Balance,
	/// What of it is minted.
	pub minted: Balance,
}

/// What a conversion comes to. Amounts are THP base units.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Quote<AccountId> {
	/// Each pair, in the order of the call.
	pub payments: Vec<Payment<AccountId>>,
	/// How much SPOT is burned.
	pub spot: u64,
	/// How much THP that is.
	pub amount: Balance,
	/// What of it the network reserve had.
	pub from_reserve: Balance,
	/// What of it is minted.
	pub minted: Balance,
}

/// One entry of the public log. Amounts are THP base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LogEntry {
	/// When, UNIX ms.
	pub at: Moment,
	/// SPOT for one THP.
	pub rate: u32,
	/// How many holders.
	pub pairs: u16,
	/// How much SPOT was burned.
	pub spot: u64,
	/// How much THP that was.
	pub amount: Balance,
	/// What of it the network reserve had.
	pub from_reserve: Balance,
	/// What of it was minted.
	pub minted: Balance,
}

/// What was converted in one day, quarter and year of the calendar, UTC. Amounts are THP base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Usage {
	/// The day, its quarter and its year.
	pub date: Date,
	/// Given that day.
	pub in_day: Balance,
	/// Given in that quarter.
	pub in_quarter: Balance,
	/// Minted in that year.
	pub minted_in_year: Balance,
}

impl Usage {
	/// The same as it counts on another date: what was of another day, quarter or year is gone.
	pub fn on(self, date: Date) -> Self {
		let kept = |same: bool, amount| if same { amount } else { 0 };
		Self {
			date,
			in_day: kept(self.date.day == date.day, self.in_day),
			in_quarter: kept(self.date.quarter == date.quarter, self.in_quarter),
			minted_in_year: kept(self.date.year() == date.year(), self.minted_in_year),
		}
	}

	/// The same with more given and more minted. What can't be counted is more than any ceiling.
	pub const fn plus(self, amount: Balance, minted: Balance) -> Self {
		Self {
			date: self.date,
			in_day: self.in_day.saturating_add(amount),
			in_quarter: self.in_quarter.saturating_add(amount),
			minted_in_year: self.minted_in_year.saturating_add(minted),
		}
	}
}

/// What may still be converted now, in THP base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Ceilings {
	/// By one call.
	pub per_call: Balance,
	/// Today, UTC.
	pub today: Balance,
	/// In this quarter of the calendar.
	pub this_quarter: Balance,
	/// What the network reserve has.
	pub in_reserve: Balance,
	/// What may be minted in this year of the calendar.
	pub mintable: Balance,
}
