//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// One pair is wrong; nothing was converted. `index` counts from 0.
		BadPair {
			/// Which pair.
			index: u16,
			/// What is wrong with it.
			reason: PairError,
		},
		/// A conversion needs at least one pair.
		EmptyList,
		/// The rate is outside the governed band.
		RateOutOfBand,
		/// The rate is not the current one.
		RateChanged,
		/// A round of the distribution is announced; wait for its record date.
		RoundAnnounced,
		/// More THP than one call may give.
		ExceedsCallCeiling,
		/// More THP than may be given today.
		ExceedsDayCeiling,
		/// More THP than may be given in this quarter.
		ExceedsQuarterCeiling,
		/// More THP than may be minted in this year.
		ExceedsMintCeiling,
		/// The signer is not verified now.
		NotVerified,
		/// The signer said so already.
		ConsentUnchanged,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
	}
}
