//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused. Those of a transfer are the reasons of `why_not`, which has the
	/// numbers too.
	#[pallet::error]
	pub enum Error<T> {
		/// Nothing would be moved.
		AmountZero,
		/// Both are one account.
		SameAccount,
		/// All transfers are paused.
		Paused,
		/// A recovery of one of the accounts is open.
		RecoveryOpen,
		/// Compliance froze the sender.
		SenderFrozen,
		/// Compliance froze the receiver.
		ReceiverFrozen,
		/// The sender is not verified now.
		SenderNotVerified,
		/// The receiver is not verified now.
		ReceiverNotVerified,
		/// The sender's country is not allowed.
		SenderCountryNotAllowed,
		/// The receiver's country is not allowed.
		ReceiverCountryNotAllowed,
		/// The account has less, or part of it is frozen.
		ExceedsBalance,
		/// More than one transfer may move.
		ExceedsTransferLimit,
		/// More than the sender may send in a day.
		ExceedsDailyLimit,
		/// The receiver would hold more than one account may.
		ExceedsHolderCap,
		/// The token's ledger would not credit the receiver.
		LedgerRefused,
		/// The hash of the document that says why is all zeros.
		MissingReason,
		/// The account is the network's own.
		IsPot,
		/// Compliance froze the account already.
		AlreadyFrozen,
		/// Compliance did not freeze the account.
		NotFrozen,
		/// So much is frozen already.
		AmountUnchanged,
		/// Transfers are paused already, or not paused.
		PauseUnchanged,
		/// A country is two capital letters.
		InvalidCountry,
		/// The country has this rule already.
		RuleUnchanged,
		/// There is no person behind the account that could be moved.
		NotRecoverable,
		/// The signer is no active verifier with a licence for the person's level.
		NotLicensed,
		/// The old key vetoed this verifier; another one must examine the person.
		VerifierVetoed,
		/// After a veto the verifier must have attested the account last.
		NotReverified,
		/// The new account belongs to a person.
		NewAccountKnown,
		/// The new account holds THP.
		NewAccountNotEmpty,
		/// The new account is promised to another person.
		NewAccountTaken,
		/// No recovery of the account is open.
		NoRecovery,
		/// The account used its veto up.
		AlreadyVetoed,
		/// The old key may still veto; wait for the delay's end.
		TooEarly,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
		/// The account is none of the network's own.
		NotPot,
	}
}
