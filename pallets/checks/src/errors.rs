//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// One entry is wrong; nothing of the batch was recorded. `index` counts from 0.
		BadEntry {
			/// Which entry.
			index: u8,
			/// What is wrong with it.
			reason: EntryError,
		},
		/// A batch needs at least one check.
		EmptyBatch,
		/// No till has this key or number.
		UnknownTill,
		/// The till is suspended or closed.
		TillNotActive,
		/// The restaurant is unknown, suspended or closed.
		NodeNotActive,
		/// The till is in quarantine.
		TillQuarantined,
		/// No such check is open: the till never recorded it, or to void it is too late.
		NotFound,
		/// The key that signed is not this check's wallet.
		WrongWallet,
		/// The check was claimed already.
		AlreadyClaimed,
		/// The check was claimed, voided or expired before.
		AlreadySettled,
		/// The check's time to be claimed is over.
		Expired,
		/// The check is in quarantine; ask again when it is lifted.
		CheckQuarantined,
		/// Staff of the restaurant can't claim its checks.
		StaffDestination,
		/// A check wallet is good once; give another account as the destination.
		DestinationIsWallet,
		/// Only the till's key, its franchisee, or in quarantine the owner may do this.
		NotAuthorized,
		/// The time to void this check is over.
		VoidWindowClosed,
		/// The range's first number is above its last, or is zero.
		InvalidRange,
		/// This is in quarantine already.
		AlreadyQuarantined,
		/// This is not in quarantine.
		NotQuarantined,
		/// More ranges in quarantine than a till may have; quarantine the whole till.
		TooManyRanges,
		/// No gap begins at this number.
		GapNotFound,
		/// The day is not over a year back and not ahead of today.
		InvalidDay,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
		/// The wallet claimed another check; a check wallet is good once.
		WalletSpent,
		/// No THP of this account is put aside.
		NothingDeferred,
		/// The account holds as much THP as an unverified one may; verify it first.
		NoRoom,
	}
}
