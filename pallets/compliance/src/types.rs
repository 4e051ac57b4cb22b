//! What the pallet keeps, is told and tells.

use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::PalletError;
use hotpot_primitives::{
	Balance, CountryCode, Moment, PersonId,
	money::THP,
	time::{DAY, MINUTE},
	traits::Standing,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::Permill;

/// Most entries of a page of a register (rule 14).
pub const MAX_PAGE: u32 = 500;
/// The largest limit that can be set, in THP base units: a billion THP.
pub const MAX_LIMIT: Balance = 1_000_000_000 * THP;

/// Hash of a document that says why something was done. All zeros is not one.
pub type ReasonHash = [u8; 32];

/// Pages through everybody who holds THP. The runtime knows where the balances are.
pub trait Holders<AccountId> {
	/// Up to `limit` holders and what they hold, in base units, from behind `after` on, or from the
	/// beginning. In an order of its own, but always the same one at the same height.
	fn page(after: Option<&AccountId>, limit: u32) -> Vec<(AccountId, Balance)>;
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
	/// The most THP of one transfer, in base units (rule 12).
	pub max_transfer: Balance,
	/// The most THP that one account may send within `daily_window`, in base units (rule 12).
	pub max_daily: Balance,
	/// How long what was sent counts, in ms: a day, but on development networks (rule 12).
	pub daily_window: Moment,
	/// The most of all THP that a transfer may bring one account to (rule 12).
	pub holder_cap: Permill,
	/// While no more THP than this exists, in base units, there is no holder cap (rule 12).
	pub cap_floor: Balance,
	/// The most THP that an unverified account may hold, in base units (rule 12).
	pub unverified_cap: Balance,
	/// How long a recovery waits for a veto, in ms (rule 13).
	pub recovery_delay: Moment,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			max_transfer: 100_000 * THP,
			max_daily: 100_000 * THP,
			daily_window: DAY,
			holder_cap: Permill::from_percent(49),
			cap_floor: 1_000_000 * THP,
			unverified_cap: 1_000 * THP,
			recovery_delay: DAY,
		}
	}
}

impl Settings {
	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let fits = [
			(Setting::MaxTransfer, (1..=MAX_LIMIT).contains(&self.max_transfer)),
			(Setting::MaxDaily, (1..=MAX_LIMIT).contains(&self.max_daily)),
			(Setting::DailyWindow, (24 * MINUTE..=7 * DAY).contains(&self.daily_window)),
			(Setting::HolderCap, self.holder_cap >= Permill::from_percent(1)),
			(Setting::CapFloor, self.cap_floor <= MAX_LIMIT),
			(Setting::UnverifiedCap, self.unverified_cap <= 1_000_000 * THP),
			(Setting::RecoveryDelay, (MINUTE..=30 * DAY).contains(&self.recovery_delay)),
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
	/// `max_transfer`: 1 base unit to a billion THP.
	MaxTransfer,
	/// `max_daily`: 1 base unit to a billion THP.
	MaxDaily,
	/// `daily_window`: 24 minutes to 7 days.
	DailyWindow,
	/// `holder_cap`: at least 1 %.
	HolderCap,
	/// `cap_floor`: at most a billion THP.
	CapFloor,
	/// `unverified_cap`: at most a million THP.
	UnverifiedCap,
	/// `recovery_delay`: a minute to 30 days.
	RecoveryDelay,
}

/// What the law says of a country. One without a rule is treated as blocked (rule 9).
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
pub enum Rule {
	/// Its people may send and receive.
	Allowed,
	/// Its people may not, and this was decided.
	Blocked,
}

/// The countries of rule 9: Georgia, the United States and the 27 of the European Union allowed;
/// North Korea, Iran and Syria blocked.
pub fn default_jurisdictions() -> Vec<(CountryCode, Rule)> {
	let allowed = [
		b"GE", b"US", b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR",
		b"GR", b"HR", b"HU", b"IE", b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO",
		b"SE", b"SI", b"SK",
	];
	let mut rules = vec![
		(CountryCode(*b"KP"), Rule::Blocked),
		(CountryCode(*b"IR"), Rule::Blocked),
		(CountryCode(*b"SY"), Rule::Blocked),
	];
	rules.extend(allowed.map(|letters| (CountryCode(*letters), Rule::Allowed)));
	rules
}

/// What of an account can't be sent (rule 13). It may still be given THP without a transfer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Freeze {
	/// Compliance froze the account.
	pub whole: bool,
	/// A recovery of the account is open.
	pub recovery: bool,
	/// Compliance froze this much of what it holds, in base units; more than that can be sent.
	pub amount: Balance,
}

/// A verifier's request to give a person another account (rule 13).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Recovery<AccountId> {
	/// The person's new account.
	pub new: AccountId,
	/// Who examined the person again and asks for it.
	pub verifier: AccountId,
	/// Hash of the document that says why.
	pub reason: ReasonHash,
	/// When it was requested, UNIX ms.
	pub requested_at: Moment,
	/// From when on it can be completed, UNIX ms.
	pub completes_at: Moment,
}

/// A recovery, and what can be done about it now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RecoveryStatus<AccountId> {
	/// The request.
	pub recovery: Recovery<AccountId>,
	/// Whether the old key may veto it.
	pub can_veto: bool,
	/// Whether `complete_recovery` would succeed now.
	pub can_complete: bool,
}

/// What Compliance, or a verifier, did to an account or to all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum ActionKind {
	/// An account was frozen.
	Freeze,
	/// An account was unfrozen.
	Unfreeze,
	/// Another amount of an account is frozen.
	PartialFreeze,
	/// THP was moved by force.
	ForcedTransfer,
	/// A recovery was requested.
	RecoveryRequest,
	/// The old key refused a recovery.
	RecoveryVeto,
	/// Compliance called a recovery off.
	RecoveryCancel,
	/// A person moved to a new account.
	RecoveryCompletion,
	/// All transfers were paused.
	Pause,
	/// Transfers go on.
	Resume,
}

/// One entry of the register of corporate actions (rule 14).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Action<AccountId> {
	/// What was done.
	pub kind: ActionKind,
	/// To whom; `None` where it was to everybody.
	pub account: Option<AccountId>,
	/// Who got what the account had, or is to get it.
	pub counterparty: Option<AccountId>,
	/// THP base units, 0 where none were meant.
	pub amount: Balance,
	/// Hash of the document that says why, where one is asked for.
	pub reason: Option<ReasonHash>,
	/// When, UNIX ms.
	pub at: Moment,
}

/// One entry of the register of emissions: the THP of one day (rule 14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Emission {
	/// Days since 1970-01-01, UTC.
	pub day: u32,
	/// THP base units that came into being, each block's balance counted.
	pub minted: Balance,
	/// THP base units that ceased to be, each block's balance counted.
	pub burned: Balance,
	/// THP base units that exist at the end of the day, or now.
	pub issuance: Balance,
}

/// One entry of the register of holders (rule 14).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Holder<AccountId> {
	/// The account.
	pub account: AccountId,
	/// What it holds, in base units.
	pub balance: Balance,
	/// What it is to the law now.
	pub standing: Standing,
	/// The person behind it, if there is one.
	pub person: Option<PersonId>,
	/// What of it can't be sent.
	pub freeze: Freeze,
}

/// What one account may still send and receive now, in THP base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Limits {
	/// What it holds.
	pub balance: Balance,
	/// What of that is not frozen.
	pub available: Balance,
	/// The most of one transfer.
	pub max_transfer: Balance,
	/// The most within a day.
	pub max_daily: Balance,
	/// What counts as sent within the last day.
	pub used: Balance,
	/// How much more a transfer may bring it; `None` where there is no cap now.
	pub holder_room: Option<Balance>,
	/// How much more it may be given without a transfer, such as by claims; `None` where there is no
	/// cap.
	pub claim_room: Option<Balance>,
}
