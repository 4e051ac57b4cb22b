//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The person is suspended.
		Suspended,
		/// It ends later than now.
		InFuture,
		/// It began too long ago.
		TooOld,
		/// It is shorter than what counts.
		TooShort,
		/// It begins before what was told last ended.
		Overlaps,
		/// The post has fewer likes than it needs.
		TooFewLikes,
		/// A session of the same person at another table is open then.
		SessionOpen,
		/// Another session at the same table lasts until later.
		TableBusy,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
	}
}
