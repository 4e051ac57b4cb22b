//! Why SPOT is not given, taken or moved.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why something was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// Nothing would be given or taken.
		AmountZero,
		/// The evidence was used before.
		EvidenceUsed,
		/// Nobody earns tomorrow's SPOT today.
		AwardInFuture,
		/// It was earned on a day that is not remembered any more.
		AwardTooOld,
		/// The account has less SPOT.
		ExceedsBalance,
		/// As many record dates as can be are remembered already.
		TooManySnapshots,
		/// Both are one account.
		SameAccount,
		/// The token's ledger refuses.
		LedgerRefused,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
	}
}
