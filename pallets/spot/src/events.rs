//! What happened to SPOT.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What happened to SPOT. Whoever replays these events has everybody's balance, whether it
	/// counts, and so every median.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account earned SPOT.
		Awarded {
			/// Names the evidence.
			evidence: [u8; 32],
			/// Who earned it.
			who: T::AccountId,
			/// By what.
			source: AwardSource,
			/// How much.
			amount: u32,
			/// When it was earned, UNIX ms.
			at: Moment,
		},
		/// All or a part of an award was above a cap. The evidence is used all the same.
		CapReached {
			/// Names the evidence.
			evidence: [u8; 32],
			/// Who would have earned it.
			who: T::AccountId,
			/// Which cap: the one that left less room, the day's if both left as much.
			cap: Cap,
			/// How much was not given.
			dropped: u32,
			/// When it would have been earned, UNIX ms.
			at: Moment,
		},
		/// SPOT was taken away for good.
		Burned {
			/// From whom.
			who: T::AccountId,
			/// How much.
			amount: u32,
		},
		/// A person's SPOT moved to its other account.
		HoldingsMoved {
			/// The person's other account until now.
			from: T::AccountId,
			/// The person's account.
			to: T::AccountId,
			/// How much `from` had.
			amount: u32,
			/// How much SPOT of both is no more, because both together were above a cap.
			dropped: u32,
		},
		/// An account's SPOT counts from now on, or no longer.
		StandingChanged {
			/// The account.
			who: T::AccountId,
			/// Whether it counts.
			is_verified: bool,
		},
		/// A moment became a record date.
		SnapshotTaken {
			/// Its number.
			id: SnapshotId,
			/// Verified accounts with SPOT.
			holders: u32,
			/// The upper median of what they have.
			median: u32,
			/// SPOT of those who have more.
			above: u64,
		},
		/// A record date is forgotten.
		SnapshotReleased {
			/// Its number.
			id: SnapshotId,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
