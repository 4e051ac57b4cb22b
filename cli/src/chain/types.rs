//! The runtime's types, as far as this program reads or writes them.
//!
//! They are matched with the runtime's metadata by the names of fields and variants. A field that
//! the runtime has and this file has not is skipped in reading; one that is missing in the runtime
//! is an error that names it. The calls are in [`super::calls`]; besides these two files only the
//! reads of [`super::State`] go by the runtime's names.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

#[macro_use]
mod macros;
mod compliance;
mod conversion;
mod deposits;
mod distribution;
mod kyc;
mod observations;
mod spot;

pub use compliance::*;
pub use conversion::*;
pub use deposits::*;
pub use distribution::*;
pub use kyc::*;
pub use observations::*;
pub use spot::*;

use std::{fmt, str::FromStr};
use subxt::{
	events::DecodeAsEvent,
	ext::{codec::Encode, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

/// The asset id of THP in `Assets`.
pub const THP_ASSET: u32 = 1;

variants! {
	/// Whether a restaurant or a till may record checks.
	Status {
		/// It may.
		Active = "active",
		/// It may not, until the owner makes it active again.
		Suspended = "suspended",
		/// It may not, ever again.
		Closed = "closed",
	}

	/// Why a check was voided (rule 5).
	VoidReason {
		/// It was keyed in wrongly.
		EntryError = "entry-error",
		/// The guest got the money back.
		CustomerReturn = "customer-return",
		/// The same sale was recorded twice.
		Duplicate = "duplicate",
		/// It was no sale.
		Fraud = "fraud",
		/// Another reason.
		Other = "other",
	}
}

shapes! {
	/// What a till may record.
	TillLimits {
		/// The largest check, in tetri.
		per_check: u64,
		/// The most in one local day, in tetri.
		per_day: u64,
	}

	/// Who and where a restaurant is (rule 1).
	NodeProfile {
		/// Salted commitment to the legal entity's registration.
		entity: [u8; 32],
		/// City, UTF-8.
		city: Vec<u8>,
		/// ISO 3166-1 alpha-2 country code.
		country: [u8; 2],
		/// IANA time zone name.
		time_zone: Vec<u8>,
		/// Local clocks show UTC plus so many minutes.
		utc_offset_minutes: i16,
		/// Hash of the franchise licence.
		licence: [u8; 32],
	}

	/// The numbers `first..=last` of a till.
	SequenceRange {
		/// The first number.
		first: u32,
		/// The last number.
		last: u32,
	}

	/// One check of a batch (rule 2).
	CheckEntry {
		/// The till's own running number.
		sequence: u32,
		/// What the guest paid.
		tetri: u64,
		/// When the guest paid, UNIX ms.
		sold_at: u64,
		/// The check wallet.
		wallet: AccountId32,
		/// Salted commitment to the fiscal receipt and its line items.
		commitment: [u8; 32],
	}
}

shapes! {
	/// A restaurant.
	Node {
		/// Who runs it.
		franchisee: AccountId32,
		/// Who and where it is.
		profile: NodeProfile,
		/// THP base units a local day.
		daily_accrual_cap: u128,
		/// Whether its tills may record.
		status: Status,
	}

	/// A till.
	Till {
		/// The restaurant it stands in.
		node: u32,
		/// The key that signs its batches.
		key: AccountId32,
		/// What it may record.
		limits: TillLimits,
		/// Whether it may record at all.
		status: Status,
	}

	/// Numbers that a till went past without recording them.
	Gap {
		/// The numbers.
		range: SequenceRange,
		/// The minute, counted from 1970, in which the till went past them.
		opened_minute: u32,
	}

	/// What the chain knows of a till's numbers.
	TillLedger {
		/// The lowest number that was never reached.
		next: u32,
		/// No number below can be recorded any more.
		oldest: u32,
		/// Numbers below `next` that were not recorded, in order.
		gaps: Vec<Gap>,
		/// How many checks were recorded.
		checks: u64,
		/// What they came to, in tetri.
		tetri: u64,
	}

	/// What of a till is in quarantine.
	Quarantine {
		/// Everything.
		whole: bool,
		/// These numbers.
		ranges: Vec<SequenceRange>,
	}

	/// What was recorded in one local day.
	DayTotal {
		/// How many checks, voided ones included.
		checks: u32,
		/// What they came to, in tetri, voided ones included.
		tetri: u64,
		/// What of it was voided, in tetri.
		voided: u64,
		/// THP base units of checks that were not voided.
		accrued: u128,
		/// The fiscal Z-total the franchisee posted, in tetri.
		z_total: Option<u64>,
	}

	/// What a till's report says.
	TillReport {
		/// Its numbers.
		ledger: TillLedger,
		/// How many numbers are missing.
		missing: u32,
		/// What of it is in quarantine.
		quarantine: Quarantine,
		/// What it recorded today, local time.
		today: DayTotal,
	}

	/// Where all THP that checks ever accrued stands, in base units.
	Totals {
		/// Everything that was ever accrued.
		accrued: u128,
		/// Recorded, not claimed.
		unclaimed: u128,
		/// Claimed, not matured.
		pending: u128,
		/// Matured, but above what an unverified account may hold; not minted.
		deferred: u128,
		/// Minted to guests.
		matured: u128,
		/// Minted to the pool and the network reserve.
		expired: u128,
		/// Never minted.
		voided: u128,
	}

	/// A recorded check that is not settled.
	Check {
		/// The key that may claim it.
		wallet: AccountId32,
		/// Salted commitment to the fiscal receipt and its line items.
		commitment: [u8; 32],
		/// What the guest paid.
		tetri: u64,
		/// The THP it carries, in base units.
		accrued: u128,
		/// When the guest paid, UNIX ms.
		sold_at: u64,
		/// When it was recorded, UNIX ms.
		recorded_at: u64,
		/// Where its THP stands.
		state: CheckState,
	}

	/// The part of `System.Account` that this program shows.
	AccountInfo {
		/// Transactions sent.
		nonce: u64,
		/// POT.
		data: AccountData,
	}

	/// The part of an account's POT that this program shows.
	AccountData {
		/// Spendable and frozen, in base units.
		free: u128,
		/// Held, in base units.
		reserved: u128,
	}

	/// The part of `Assets.Account` that this program shows.
	AssetAccount {
		/// In base units.
		balance: u128,
	}

	/// The part of `Assets.Asset` that this program shows.
	AssetDetails {
		/// In base units.
		supply: u128,
	}

	/// Event of `Franchise`.
	NodeRegistered {
		/// Its number.
		node: u32,
	}

	/// Event of `Franchise`.
	TillApproved {
		/// Its number.
		till: u32,
		/// The restaurant it stands in.
		node: u32,
	}

	/// Event of `Checks`.
	ChecksRecorded {
		/// The till.
		till: u32,
		/// How many checks.
		count: u32,
		/// What they came to, in tetri.
		tetri: u64,
		/// The THP they carry, in base units.
		accrued: u128,
	}

	/// Event of `Checks`.
	CheckClaimed {
		/// The till.
		till: u32,
		/// The till's number of the check.
		sequence: u32,
		/// Who gets the THP.
		destination: AccountId32,
		/// THP base units.
		amount: u128,
		/// When the void window closes, UNIX ms.
		matures_at: u64,
	}

	/// Event of `Checks`.
	ThpCollected {
		/// Who got it.
		who: AccountId32,
		/// THP base units.
		amount: u128,
		/// THP base units that are still put aside.
		left: u128,
	}

	/// Event of `Checks`.
	CheckVoided {
		/// The till.
		till: u32,
		/// The till's number of the check.
		sequence: u32,
		/// THP base units.
		amount: u128,
	}
}

events! {
	"Franchise" NodeRegistered;
	"Franchise" TillApproved;
	"Checks" ChecksRecorded;
	"Checks" CheckClaimed;
	"Checks" CheckVoided;
	"Checks" ThpCollected;
}

/// Where a recorded check's THP stands.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum CheckState {
	/// Nobody has claimed it.
	Unclaimed,
	/// Claimed, not matured.
	Pending {
		/// Who gets the THP.
		destination: AccountId32,
		/// The minute, counted from 1970, from which it may mature.
		due_minute: u32,
	},
}

/// What a till's number stands for.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum CheckStatus {
	/// The till has not reached this number.
	Unknown,
	/// The till went past this number without recording it.
	Missing,
	/// Recorded and not settled.
	Recorded(Check),
	/// Matured, voided, expired or written off.
	Settled,
}

impl NodeProfile {
	/// The city, readable.
	pub fn city(&self) -> String {
		String::from_utf8_lossy(&self.city).into_owned()
	}
}
