//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused. A vote is refused for it before it is in a block, as the README's
	/// table says.
	#[pallet::error]
	pub enum Error<T> {
		/// The vote is for a session that is over.
		PastSession,
		/// The vote is for a session that has not begun.
		FutureSession,
		/// The session has no authority of this number.
		UnknownAuthority,
		/// Nothing of this kind is voted on now.
		Paused,
		/// The claim contradicts itself: a deposit of two chains, nothing at all, an end before a
		/// start.
		Unsound,
		/// The claim is of a time to come.
		InFuture,
		/// The claim is of a time that is too long ago.
		TooOld,
		/// The deposit reached nobody here.
		NotWatched,
		/// The fact was agreed on.
		AlreadyApplied,
		/// No claim about the fact could be agreed on; the owner must drop it.
		Disputed,
		/// The fact was not agreed on in time; it can be voted on anew in a later block.
		Expired,
		/// The authority voted on the fact.
		AlreadyVoted,
		/// Too many facts are open that the authority opened.
		TooManyOpen,
		/// The authority has no more votes in this session.
		TooManyVotes,
		/// No such fact is open.
		NotFound,
		/// The fact may still be agreed on.
		NotDisputed,
		/// The kind is paused already.
		AlreadyPaused,
		/// The kind is not paused.
		NotPaused,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
	}
}
