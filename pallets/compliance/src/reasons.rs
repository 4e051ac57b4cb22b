//! Why a transfer is refused, and what would help.

use crate::Error;
use codec::{Decode, Encode};
use hotpot_primitives::{Balance, CountryCode, Moment, traits::Standing};
use scale_info::TypeInfo;

/// One end of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Side {
	/// Who sends.
	Sender,
	/// Who receives.
	Receiver,
}

/// One thing that stands against a transfer. Amounts are THP base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[scale_info(capture_docs = "always")]
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
		country: CountryCode,
	},
	/// The receiver's country is not allowed.
	ReceiverJurisdiction {
		/// The country.
		country: CountryCode,
	},
	/// The sender has less.
	ExceedsBalance {
		/// What the sender has.
		balance: Balance,
		/// What of that is not frozen.
		available: Balance,
	},
	/// More than one transfer may move.
	ExceedsTransferLimit {
		/// The most.
		limit: Balance,
	},
	/// More than the sender may send in a day.
	ExceedsDailyLimit {
		/// The most.
		limit: Balance,
		/// What counts as sent within the last day.
		used: Balance,
		/// When the amount would fit if nothing else is sent, UNIX ms; `None` if it never would.
		fits_at: Option<Moment>,
	},
	/// The receiver would hold more than one account may.
	ExceedsHolderCap {
		/// The most that one account may hold now.
		cap: Balance,
		/// What of it the receiver may still get.
		room: Balance,
	},
	/// The token's ledger would not credit the receiver: its account is blocked, or the number is
	/// beyond what can be counted.
	LedgerRefused,
}

/// What would remove a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum Fix {
	/// Name an amount.
	NameAmount,
	/// Name another receiver.
	NameAnotherReceiver,
	/// Send at most this many base units.
	SendAtMost {
		/// THP base units.
		amount: Balance,
	},
	/// Send it at this moment or after, or send less now.
	SendLater {
		/// UNIX ms.
		at: Moment,
		/// THP base units that could be sent now.
		now: Balance,
	},
	/// Wait until transfers go on.
	WaitForResume,
	/// Wait until the recovery is completed or called off; the old key may veto it once.
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
	/// Tell the network's operators: the chain can't mend it by itself.
	TellOperators,
}

/// A reason and what would remove it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Refusal {
	/// Why.
	pub reason: Reason,
	/// What would help.
	pub fix: Fix,
}

impl From<Reason> for Refusal {
	fn from(reason: Reason) -> Self {
		Self { reason, fix: reason.fix() }
	}
}

impl Reason {
	/// What would remove it.
	pub const fn fix(self) -> Fix {
		match self {
			Self::AmountZero => Fix::NameAmount,
			Self::SameAccount => Fix::NameAnotherReceiver,
			Self::Paused => Fix::WaitForResume,
			Self::RecoveryOpen { side } => Fix::WaitForRecovery { side },
			Self::SenderFrozen | Self::SenderJurisdiction { .. } => {
				Fix::AskCompliance { side: Side::Sender }
			}
			Self::ReceiverFrozen | Self::ReceiverJurisdiction { .. } => {
				Fix::AskCompliance { side: Side::Receiver }
			}
			Self::SenderUnverified { standing } => fix_of(standing, Side::Sender),
			Self::ReceiverUnverified { standing } => fix_of(standing, Side::Receiver),
			Self::ExceedsBalance { available, .. } => Fix::SendAtMost { amount: available },
			Self::ExceedsTransferLimit { limit } => Fix::SendAtMost { amount: limit },
			Self::ExceedsDailyLimit { limit, used, fits_at } => {
				let now = limit.saturating_sub(used);
				match fits_at {
					Some(at) => Fix::SendLater { at, now },
					None => Fix::SendAtMost { amount: now },
				}
			}
			Self::ExceedsHolderCap { room, .. } => Fix::SendAtMost { amount: room },
			Self::LedgerRefused => Fix::TellOperators,
		}
	}
}

/// What an account that is not verified must do.
const fn fix_of(standing: Standing, side: Side) -> Fix {
	match standing {
		Standing::Pending => Fix::WaitForClearance { side },
		Standing::Expired => Fix::RenewVerification { side },
		Standing::Suspended => Fix::AskCompliance { side },
		Standing::Unknown | Standing::Rejected | Standing::Verified => Fix::BeVerified { side },
	}
}

impl<T> From<Reason> for Error<T> {
	fn from(reason: Reason) -> Self {
		match reason {
			Reason::AmountZero => Self::AmountZero,
			Reason::SameAccount => Self::SameAccount,
			Reason::Paused => Self::Paused,
			Reason::RecoveryOpen { .. } => Self::RecoveryOpen,
			Reason::SenderFrozen => Self::SenderFrozen,
			Reason::ReceiverFrozen => Self::ReceiverFrozen,
			Reason::SenderUnverified { .. } => Self::SenderNotVerified,
			Reason::ReceiverUnverified { .. } => Self::ReceiverNotVerified,
			Reason::SenderJurisdiction { .. } => Self::SenderCountryNotAllowed,
			Reason::ReceiverJurisdiction { .. } => Self::ReceiverCountryNotAllowed,
			Reason::ExceedsBalance { .. } => Self::ExceedsBalance,
			Reason::ExceedsTransferLimit { .. } => Self::ExceedsTransferLimit,
			Reason::ExceedsDailyLimit { .. } => Self::ExceedsDailyLimit,
			Reason::ExceedsHolderCap { .. } => Self::ExceedsHolderCap,
			Reason::LedgerRefused => Self::LedgerRefused,
		}
	}
}
