//! Money that reached accounts of other chains: the types of `Deposits`. Times are UNIX ms, amounts
//! the tokens' base units.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use std::{fmt, str::FromStr};
use subxt::{
	ext::{codec::Encode, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

variants! {
	/// What is deposited. A token of one chain is another than its namesake on the other.
	Token {
		/// TRON's coin.
		Trx = "trx",
		/// USDT by TRC-20.
		UsdtTron = "usdt-tron",
		/// USDC by TRC-20.
		UsdcTron = "usdc-tron",
		/// TON's coin.
		Ton = "ton",
		/// USDT as a jetton.
		UsdtTon = "usdt-ton",
	}
}

impl Token {
	/// Digits of an amount behind the point.
	pub const fn decimals(self) -> u32 {
		match self {
			Self::Ton => 9,
			Self::Trx | Self::UsdtTron | Self::UsdcTron | Self::UsdtTon => 6,
		}
	}

	/// What people call it.
	pub const fn title(self) -> &'static str {
		match self {
			Self::Trx => "TRX",
			Self::UsdtTron => "USDT on TRON",
			Self::UsdcTron => "USDC on TRON",
			Self::Ton => "TON",
			Self::UsdtTon => "USDT on TON",
		}
	}
}

/// An account of another chain. One of TRON can't stand for one of TON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum ForeignAccount {
	/// Without TRON's leading 0x41.
	Tron([u8; 20]),
	/// An account of TON.
	Ton {
		/// -1 or 0.
		workchain: i8,
		/// The account's id.
		id: [u8; 32],
	},
}

impl ForeignAccount {
	/// The chain it is on, as people write it.
	pub const fn chain(&self) -> &'static str {
		match self {
			Self::Tron(_) => "TRON",
			Self::Ton { .. } => "TON",
		}
	}
}

shapes! {
	/// Money that reached an account of another chain, as a validator says.
	Deposit {
		/// What.
		token: Token,
		/// Who sent it.
		from: ForeignAccount,
		/// Who received it.
		to: ForeignAccount,
		/// How much.
		amount: u128,
		/// The other chain's transaction.
		transaction: [u8; 32],
		/// Which transfer of the transaction.
		index: u32,
		/// When, by the other chain.
		at: u64,
		/// What the sender wrote, in UTF-8; a stranger's words.
		comment: Vec<u8>,
	}

	/// Whose a foreign account is.
	WatchedAccount {
		/// Who is credited.
		beneficiary: AccountId32,
		/// What for.
		purpose: u8,
		/// Since when.
		since: u64,
	}

	/// A deposit in the ledger.
	DepositLine {
		/// The fact that validators agreed on.
		fact: [u8; 32],
		/// What was deposited.
		token: Token,
		/// How much.
		amount: u128,
		/// Whether it counts as money.
		is_counted: bool,
		/// What the account is for.
		purpose: u8,
		/// Who sent it.
		from: ForeignAccount,
		/// The watched account that it reached.
		to: ForeignAccount,
		/// The other chain's transaction.
		transaction: [u8; 32],
		/// Which transfer of the transaction.
		index: u32,
		/// When, by the other chain.
		at: u64,
		/// When it was agreed on.
		recorded_at: u64,
	}

	/// What was deposited of a token ever.
	DepositSums {
		/// What counts as money.
		credited: u128,
		/// What does not.
		uncounted: u128,
	}
}
