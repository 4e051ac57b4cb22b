//! What happened to rounds and shares.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What happened to rounds and shares. Amounts are THP base units, times UNIX ms.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The owner announced a round.
		RoundAnnounced {
			/// The number it will have.
			round: RoundId,
			/// From when on the owner may open it.
			opens_at: Moment,
			/// From when on anybody may.
			anyone_from: Moment,
		},
		/// The owner took the announcement back.
		RoundCancelled {
			/// The number it would have had.
			round: RoundId,
		},
		/// A round is open; this moment is its record date.
		RoundOpened {
			/// Which one.
			round: RoundId,
			/// Names the record date in the ledger of SPOT.
			snapshot: SnapshotId,
			/// What is shared.
			pool: Balance,
			/// How many verified persons had SPOT.
			holders: u32,
			/// The upper median of what they had.
			median: u32,
			/// The SPOT of those who had more than the median.
			above: u64,
			/// From when on anybody may close it.
			reclaims_at: Moment,
		},
		/// A share was paid.
		SharePaid {
			/// Of which round.
			round: RoundId,
			/// To whom.
			who: T::AccountId,
			/// The SPOT that `who` had at the record date.
			spot: u32,
			/// How much.
			amount: Balance,
		},
		/// A share was to be paid, and could not be.
		ShareSkipped {
			/// Of which round.
			round: RoundId,
			/// To whom.
			who: T::AccountId,
			/// Why.
			reason: Reason,
		},
		/// A person moved to another account; the share it was paid counts as paid to that one.
		PaymentMoved {
			/// Of which round.
			round: RoundId,
			/// The person's account until now.
			from: T::AccountId,
			/// The person's account.
			to: T::AccountId,
			/// How much that was.
			amount: Balance,
		},
		/// A round is closed.
		RoundClosed {
			/// Which one.
			round: RoundId,
			/// What it paid.
			paid: Balance,
			/// What of it stays in the pool.
			left: Balance,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
