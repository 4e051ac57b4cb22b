//! What is stored and passed.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hotpot_primitives::{
	Moment,
	observations::{FactId, ForeignAccount, Token},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Most entries on a page.
pub const MAX_PAGE: u32 = 500;

/// What a beneficiary means a watched account for. Whoever registers accounts gives it its meaning.
pub type Purpose = u8;

/// The number of a line among those of its beneficiary, from 0.
pub type LineNumber = u32;

/// The governed settings (domain.md, preamble): which tokens count as money. TRX and TON never do
/// (rule 23).
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
	/// Whether USDT on TRON counts.
	pub counts_usdt_tron: bool,
	/// Whether USDC on TRON counts. Its issuer left TRON (rule 27).
	pub counts_usdc_tron: bool,
	/// Whether USDT on TON counts.
	pub counts_usdt_ton: bool,
}

impl Default for Settings {
	fn default() -> Self {
		Self { counts_usdt_tron: true, counts_usdc_tron: false, counts_usdt_ton: true }
	}
}

impl Settings {
	/// Whether deposits of this token count now.
	pub const fn counts(&self, token: Token) -> bool {
		match token {
			Token::UsdtTron => self.counts_usdt_tron,
			Token::UsdcTron => self.counts_usdc_tron,
			Token::UsdtTon => self.counts_usdt_ton,
			Token::Trx | Token::Ton => false,
		}
	}
}

/// Whose a foreign account is.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Watch<AccountId> {
	/// Who is credited.
	pub beneficiary: AccountId,
	/// What for.
	pub purpose: Purpose,
	/// Since when, UNIX ms.
	pub since: Moment,
}

/// A deposit in the ledger. Lines are never changed.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Line {
	/// The fact that validators agreed on.
	pub fact: FactId,
	/// What was deposited.
	pub token: Token,
	/// How much, in the token's base units.
	pub amount: u128,
	/// Whether it counts as money: the settings at that time.
	pub is_counted: bool,
	/// What the account is for.
	pub purpose: Purpose,
	/// Who sent it.
	pub from: ForeignAccount,
	/// The watched account that it reached.
	pub to: ForeignAccount,
	/// The other chain's transaction.
	pub transaction: [u8; 32],
	/// Which transfer of the transaction.
	pub index: u32,
	/// When, by the other chain, UNIX ms.
	pub at: Moment,
	/// When it was agreed on, UNIX ms.
	pub recorded_at: Moment,
}

/// What was deposited of a token ever, in its base units.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Sums {
	/// What counts as money.
	pub credited: u128,
	/// What does not.
	pub uncounted: u128,
}

impl Sums {
	/// With a deposit more. `None` if that overflows.
	pub fn with(self, amount: u128, is_counted: bool) -> Option<Self> {
		Some(if is_counted {
			Self { credited: self.credited.checked_add(amount)?, ..self }
		} else {
			Self { uncounted: self.uncounted.checked_add(amount)?, ..self }
		})
	}
}
