//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused. Those of a claim are the reasons of `share_of`.
	#[pallet::error]
	pub enum Error<T> {
		/// A round is announced already.
		AlreadyAnnounced,
		/// No round is announced.
		NotAnnounced,
		/// A round must be announced earlier before it opens.
		NoticeTooShort,
		/// A round can't be announced so long before it opens.
		NoticeTooLong,
		/// The last round's record date is too near, or its holders still have time to claim.
		IntervalNotOver,
		/// The announced moment has not come.
		NotDue,
		/// Only the network owner may open the round yet.
		OwnerFirst,
		/// The registry of persons has not told of every expiry yet; try again in a later block.
		RegistryBehind,
		/// All round numbers are used up.
		TooManyRounds,
		/// There is no round of this number.
		NotFound,
		/// The round is closed: what was not claimed went on to the next.
		RoundClosed,
		/// The share was paid.
		AlreadyPaid,
		/// The account had no SPOT at the record date, or was not verified then.
		NothingThen,
		/// The account did not have more SPOT than the median.
		NotAboveMedian,
		/// The share is less than a base unit.
		ShareIsZero,
		/// The account is not verified now.
		NotVerified,
		/// More would be paid than the round shares: the record date's numbers contradict one another.
		ExceedsPool,
		/// The list is empty.
		NoHolders,
		/// The holders still have time to claim.
		TooEarly,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
	}
}
