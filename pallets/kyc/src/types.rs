//! What the registry keeps and is told.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, PalletError, traits::ConstU32};
use hotpot_primitives::{
	CountryCode, Moment, PersonId, VerifierId,
	time::{DAY, MINUTE},
	traits::{Identity, Level, RiskBand, Role, Scope, Standing},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The most verifiers that a hit may be made to need.
pub const MAX_CLEARANCES: u32 = 4;
/// Most roles of one account.
pub const MAX_ROLES: u32 = 16;

/// What a verifier may do (rule 8).
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
pub struct Licence {
	/// The highest level it may attest.
	pub max_level: Level,
	/// Whether it may clear hits that others found.
	pub may_clear: bool,
	/// The most accounts that its attestations may stand behind, so the most state it may fill.
	pub max_persons: u32,
}

/// A verifier.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Verifier<AccountId> {
	/// The key that signs its attestations.
	pub key: AccountId,
	/// What it may do.
	pub licence: Licence,
	/// Whether it may do anything now.
	pub is_active: bool,
	/// How many accounts' records name it, in whatever state.
	pub persons: u32,
}

/// What a verifier found.
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
pub enum Outcome {
	/// The person passed.
	Passed,
	/// The person passed, but a sanctions or PEP list has somebody like it: others must clear it.
	Hit,
	/// The person did not pass.
	Rejected,
}

/// What a verifier signs about an account (rule 8). Names nobody.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Attestation<AccountId> {
	/// The account.
	pub account: AccountId,
	/// The person behind it.
	pub person: PersonId,
	/// How it ended.
	pub outcome: Outcome,
	/// How thoroughly the person was examined.
	pub level: Level,
	/// How risky the person is. High counts as a hit.
	pub risk: RiskBand,
	/// The country whose law applies.
	pub jurisdiction: CountryCode,
	/// Salted commitment to the file in the vault; not all zeros (rule 7).
	pub commitment: [u8; 32],
	/// When the attestation ends, UNIX ms. It can't be handed in later either.
	pub expires_at: Moment,
	/// The person's nonce: what is signed applies once, and never after something else did.
	pub nonce: u32,
}

/// Where an account's record stands. Expiry is in here only once the hook came to it;
/// `Record::standing` applies the clock.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum State {
	/// A hit waits to be cleared.
	Pending {
		/// Who cleared it so far.
		clearances: BoundedVec<VerifierId, ConstU32<MAX_CLEARANCES>>,
	},
	/// In force.
	Verified,
	/// Refused, or revoked.
	Rejected,
	/// Held, until Compliance reinstates it.
	Suspended,
	/// Its time is over.
	Expired,
}

/// What of the day's allowances an account has used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Usage {
	/// The UTC day, counted from 1970, of the last `link`; 0 if there was none.
	pub linked_day: u32,
	/// The UTC day, counted from 1970, that `free_calls` is of.
	pub free_day: u32,
	/// How many calls without a fee were used in that day.
	pub free_calls: u16,
}

impl Usage {
	/// How many calls without a fee were used on this day.
	pub const fn free_calls_on(&self, day: u32) -> u16 {
		if self.free_day == day { self.free_calls } else { 0 }
	}

	/// The same with one call without a fee more on this day.
	pub const fn with_free_call_on(self, day: u32) -> Self {
		let free_calls = self.free_calls_on(day).saturating_add(1);
		Self { free_day: day, free_calls, ..self }
	}
}

/// What is kept of an account that was attested.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Record {
	/// The person behind it.
	pub person: PersonId,
	/// How thoroughly the person was examined.
	pub level: Level,
	/// How risky the person is.
	pub risk: RiskBand,
	/// The country whose law applies.
	pub jurisdiction: CountryCode,
	/// Salted commitment to the file in the vault.
	pub commitment: [u8; 32],
	/// Who attested it last.
	pub verifier: VerifierId,
	/// When the attestation ends, UNIX ms.
	pub expires_at: Moment,
	/// Where it stands.
	pub state: State,
	/// When the hook has to look at it, UNIX ms: to give notice, then to expire it. `None` if it is
	/// not live.
	pub due_at: Option<Moment>,
	/// What of the day's allowances the account has used.
	pub usage: Usage,
}

impl Record {
	/// What the account is at `now`.
	pub fn standing(&self, now: Moment) -> Standing {
		match self.state {
			State::Rejected => Standing::Rejected,
			State::Suspended => Standing::Suspended,
			State::Expired => Standing::Expired,
			_ if self.expires_at <= now => Standing::Expired,
			State::Pending { .. } => Standing::Pending,
			State::Verified => Standing::Verified,
		}
	}

	/// Whether it is in force at `now`.
	pub fn is_verified(&self, now: Moment) -> bool {
		self.standing(now) == Standing::Verified
	}

	/// Whether time can end it: the hook has it in its queue.
	pub const fn is_live(&self) -> bool {
		matches!(self.state, State::Pending { .. } | State::Verified)
	}

	/// What other pallets see at `now`.
	pub fn identity(&self, now: Moment) -> Identity {
		Identity {
			person: self.person,
			level: self.level,
			risk: self.risk,
			jurisdiction: self.jurisdiction,
			standing: self.standing(now),
			expires_at: self.expires_at,
		}
	}
}

/// What is kept of a person, for ever: erasure takes the file, not this (rule 7).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Person<AccountId> {
	/// The one account that is the person's.
	pub account: AccountId,
	/// How often the person's standing was changed by somebody. The next attestation carries it.
	pub nonce: u32,
	/// Whether a hit was found that nobody cleared yet. It outlives rejection and change of account.
	pub has_hit: bool,
}

/// A role that was given (rule 10).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Grant<AccountId> {
	/// Which.
	pub role: Role,
	/// Where it holds.
	pub scope: Scope,
	/// When it ends, UNIX ms; `None` if it doesn't.
	pub expires_at: Option<Moment>,
	/// The franchisee who gave it; `None` if the network owner did.
	pub granted_by: Option<AccountId>,
}

impl<AccountId> Grant<AccountId> {
	/// Whether it holds at `now`.
	pub fn holds(&self, now: Moment) -> bool {
		self.expires_at.is_none_or(|end| end > now)
	}

	/// Whether it is this role in this scope.
	pub fn is_of(&self, role: Role, scope: Scope) -> bool {
		self.role == role && self.scope == scope
	}
}

/// An account's roles.
pub type Grants<AccountId> = BoundedVec<Grant<AccountId>, ConstU32<MAX_ROLES>>;

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
	/// How long an attestation may be in force, in ms (rule 8).
	pub max_validity: Moment,
	/// How long before its end the account is told, in ms (rule 8).
	pub notice: Moment,
	/// How many verifiers must clear a hit, besides the one that attested (rule 8).
	pub clearances_needed: u8,
	/// How many calls without a fee a verified account has in a UTC day (rule 40).
	pub free_calls_per_day: u16,
	/// How long an auditor's role may last, in ms (rule 10).
	pub max_auditor_term: Moment,
	/// Most roles that may be given in one restaurant, ended ones included.
	pub max_staff: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			max_validity: 365 * DAY,
			notice: 30 * DAY,
			clearances_needed: 2,
			free_calls_per_day: 20,
			max_auditor_term: 90 * DAY,
			max_staff: 200,
		}
	}
}

impl Settings {
	/// The first setting outside its range.
	pub fn out_of_range(&self) -> Option<Setting> {
		let max_clearances = u8::try_from(MAX_CLEARANCES).unwrap_or(u8::MAX);
		let fits = [
			(Setting::MaxValidity, (MINUTE..=3_650 * DAY).contains(&self.max_validity)),
			(Setting::Notice, self.notice < self.max_validity),
			(Setting::ClearancesNeeded, (1..=max_clearances).contains(&self.clearances_needed)),
			(Setting::FreeCallsPerDay, self.free_calls_per_day <= 1_000),
			(Setting::MaxAuditorTerm, (MINUTE..=365 * DAY).contains(&self.max_auditor_term)),
			(Setting::MaxStaff, (1..=10_000).contains(&self.max_staff)),
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
	/// `max_validity`: a minute to ten years.
	MaxValidity,
	/// `notice`: below `max_validity`.
	Notice,
	/// `clearances_needed`: 1 to 4.
	ClearancesNeeded,
	/// `free_calls_per_day`: at most 1 000.
	FreeCallsPerDay,
	/// `max_auditor_term`: a minute to a year.
	MaxAuditorTerm,
	/// `max_staff`: 1 to 10 000.
	MaxStaff,
}
