//! The door for THP: the types of `Compliance`. Amounts are THP base units, times UNIX ms.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use super::Standing;
use std::{fmt, str::FromStr};
use subxt::{
	events::DecodeAsEvent,
	ext::{codec::Encode, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

variants! {
	/// What the law says of a country (rule 9).
	Rule {
		/// Its people may send and receive.
		Allowed = "allowed",
		/// Its people may not.
		Blocked = "blocked",
	}

	/// One end of a transfer.
	Side {
		/// Who sends.
		Sender = "sender",
		/// Who receives.
		Receiver = "receiver",
	}

	/// What was done to an account or to all of them (rule 14).
	ActionKind {
		/// An account was frozen.
		Freeze = "freeze",
		/// An account was unfrozen.
		Unfreeze = "unfreeze",
		/// Another amount of an account is frozen.
		PartialFreeze = "partial-freeze",
		/// THP was moved by force.
		ForcedTransfer = "forced-transfer",
		/// A recovery was requested.
		RecoveryRequest = "recovery-request",
		/// The old key refused a recovery.
		RecoveryVeto = "recovery-veto",
		/// Compliance called a recovery off.
		RecoveryCancel = "recovery-cancel",
		/// A person moved to a new account.
		RecoveryCompletion = "recovery-completion",
		/// All transfers were paused.
		Pause = "pause",
		/// Transfers go on.
		Resume = "resume",
	}
}

/// One thing that stands against a transfer (rule 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum Reason {
	/// Nothing would be sent.
	AmountZero,
	/// Sender and receiver are one account.
	SameAccount,
	/// All transfers are paused.
	Paused,
	/// A recovery of this side's account is open.
	RecoveryOpen {
		/// Whose.
		side: Side,
	},
	/// Compliance froze the sender.
	SenderFrozen,
	/// Compliance froze the receiver.
	ReceiverFrozen,
	/// The sender is not verified.
	SenderUnverified {
		/// What the sender is instead.
		standing: Standing,
	},
	/// The receiver is not verified.
	ReceiverUnverified {
		/// What the receiver is instead.
		standing: Standing,
	},
	/// The sender's country is not allowed.
	SenderJurisdiction {
		/// The country.
		country: [u8; 2],
	},
	/// The receiver's country is not allowed.
	ReceiverJurisdiction {
		/// The country.
		country: [u8; 2],
	},
	/// The sender has less.
	ExceedsBalance {
		/// What the sender has.
		balance: u128,
		/// What of that is not frozen.
		available: u128,
	},
	/// More than one transfer may move.
	ExceedsTransferLimit {
		/// The most.
		limit: u128,
	},
	/// More than the sender may send in a day.
	ExceedsDailyLimit {
		/// The most.
		limit: u128,
		/// What counts as sent within the last day.
		used: u128,
		/// When the amount would fit; never if nothing.
		fits_at: Option<u64>,
	},
	/// The receiver would hold more than one account may.
	ExceedsHolderCap {
		/// The most that one account may hold now.
		cap: u128,
		/// What of it the receiver may still get.
		room: u128,
	},
	/// The token's ledger would not credit the receiver.
	LedgerRefused,
}

/// What would remove a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum Fix {
	/// Name an amount.
	NameAmount,
	/// Name another receiver.
	NameAnotherReceiver,
	/// Send less.
	SendAtMost {
		/// The most.
		amount: u128,
	},
	/// Send it later, or less now.
	SendLater {
		/// When.
		at: u64,
		/// What could be sent now.
		now: u128,
	},
	/// Wait until transfers go on.
	WaitForResume,
	/// Wait until the recovery is completed or called off.
	WaitForRecovery {
		/// Whose.
		side: Side,
	},
	/// Be examined by a verifier.
	BeVerified {
		/// Who.
		side: Side,
	},
	/// Wait until verifiers have cleared the hit.
	WaitForClearance {
		/// Whose.
		side: Side,
	},
	/// Renew the verification.
	RenewVerification {
		/// Who.
		side: Side,
	},
	/// Ask Compliance.
	AskCompliance {
		/// Whose affair it is.
		side: Side,
	},
	/// Tell the network's operators.
	TellOperators,
}

/// A reason against a transfer, and what would remove it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Obstacle {
	/// Why.
	pub reason: Reason,
	/// What would help.
	pub fix: Fix,
}

shapes! {
	/// What of an account can't be sent (rule 13).
	Freeze {
		/// Compliance froze the account.
		whole: bool,
		/// A recovery of the account is open.
		recovery: bool,
		/// Compliance froze this much of what it holds.
		amount: u128,
	}

	/// What one account may still send and receive now.
	Limits {
		/// What it holds.
		balance: u128,
		/// What of that is not frozen.
		available: u128,
		/// The most of one transfer.
		max_transfer: u128,
		/// The most within a day.
		max_daily: u128,
		/// What counts as sent within the last day.
		used: u128,
		/// How much more a transfer may bring it; nothing where there is no cap.
		holder_room: Option<u128>,
		/// How much more it may be given without a transfer; nothing where there is no cap.
		claim_room: Option<u128>,
	}

	/// A verifier's request to give a person another account (rule 13).
	Recovery {
		/// The person's new account.
		new: AccountId32,
		/// Who asks for it.
		verifier: AccountId32,
		/// Hash of the document that says why.
		reason: [u8; 32],
		/// When it was requested.
		requested_at: u64,
		/// From when on it can be completed.
		completes_at: u64,
	}

	/// A recovery, and what can be done about it now.
	RecoveryStatus {
		/// The request.
		recovery: Recovery,
		/// Whether the old key may veto it.
		can_veto: bool,
		/// Whether it could be completed now.
		can_complete: bool,
	}

	/// One entry of the register of holders (rule 14).
	Holder {
		/// The account.
		account: AccountId32,
		/// What it holds.
		balance: u128,
		/// What it is to the law now.
		standing: Standing,
		/// The person behind it, if there is one.
		person: Option<[u8; 32]>,
		/// What of it can't be sent.
		freeze: Freeze,
	}

	/// One entry of the register of corporate actions (rule 14).
	Action {
		/// What was done.
		kind: ActionKind,
		/// To whom, unless to everybody.
		account: Option<AccountId32>,
		/// Who got what the account had, or is to get it.
		counterparty: Option<AccountId32>,
		/// 0 where none was meant.
		amount: u128,
		/// Hash of the document that says why, where one is asked for.
		reason: Option<[u8; 32]>,
		/// When.
		at: u64,
	}

	/// One entry of the register of emissions: the THP of one day (rule 14).
	Emission {
		/// Days since 1970-01-01, UTC.
		day: u32,
		/// What came into being.
		minted: u128,
		/// What ceased to be.
		burned: u128,
		/// What existed at the end of the day, or exists now.
		issuance: u128,
	}

	/// Event of `Compliance`.
	RecoveryRequested {
		/// From when on it can be completed.
		completes_at: u64,
		/// Whether the old key may veto it.
		can_veto: bool,
	}

	/// Event of `Compliance`.
	RecoveryCompleted {
		/// The account that the person has now.
		new: AccountId32,
		/// How much THP moved.
		amount: u128,
	}
}

events! {
	"Compliance" RecoveryRequested;
	"Compliance" RecoveryCompleted;
}
