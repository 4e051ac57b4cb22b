//! What happened to checks.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What happened to checks.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A till recorded a batch.
		ChecksRecorded {
			/// The till.
			till: TillId,
			/// The lowest number of the batch.
			first: u32,
			/// The highest number of the batch.
			last: u32,
			/// How many checks.
			count: u32,
			/// What they came to, in tetri.
			tetri: Tetri,
			/// The THP they carry, in base units.
			accrued: Balance,
		},
		/// A till went past numbers without recording them.
		GapOpened {
			/// The till.
			till: TillId,
			/// The first missing number.
			first: u32,
			/// The last missing number.
			last: u32,
		},
		/// The owner wrote a gap off: its receipts are missing for good.
		GapClosed {
			/// The till.
			till: TillId,
			/// The first missing number.
			first: u32,
			/// The last missing number.
			last: u32,
		},
		/// A guest claimed a check.
		CheckClaimed {
			/// The till.
			till: TillId,
			/// The till's number of the check.
			sequence: u32,
			/// Who gets the THP.
			destination: T::AccountId,
			/// THP base units.
			amount: Balance,
			/// When the void window closes, UNIX ms.
			matures_at: Moment,
		},
		/// A claimed check's THP was minted, as far as its destination may hold it.
		CheckMatured {
			/// The till.
			till: TillId,
			/// The till's number of the check.
			sequence: u32,
			/// Who got the THP: where the claim said, or the account that its person has now.
			destination: T::AccountId,
			/// THP base units that were minted.
			amount: Balance,
			/// THP base units that were put aside until the account is verified.
			deferred: Balance,
		},
		/// A claimed check could not mature yet: it is in quarantine, its day's Z-total is missing
		/// or disagrees, or its THP could not be minted. It is tried again.
		MaturityPostponed {
			/// The till.
			till: TillId,
			/// The till's number of the check.
			sequence: u32,
			/// Not before this moment, UNIX ms.
			until: Moment,
		},
		/// A check was voided; its THP is never minted.
		CheckVoided {
			/// The till.
			till: TillId,
			/// The till's number of the check.
			sequence: u32,
			/// Who had claimed it.
			destination: Option<T::AccountId>,
			/// THP base units.
			amount: Balance,
			/// Why.
			reason: VoidReason,
		},
		/// Nobody claimed a check in time.
		CheckExpired {
			/// The till.
			till: TillId,
			/// The till's number of the check.
			sequence: u32,
			/// THP base units.
			amount: Balance,
		},
		/// The THP of expired checks was minted.
		UnusedMinted {
			/// THP base units for the pool.
			pool: Balance,
			/// THP base units for the network reserve.
			reserve: Balance,
		},
		/// Checks are held: no claim, no maturing.
		Quarantined {
			/// The till.
			till: TillId,
			/// Its numbers, or all of them.
			range: Option<SequenceRange>,
		},
		/// Checks are no longer held.
		QuarantineLifted {
			/// The till.
			till: TillId,
			/// Its numbers, or all of them.
			range: Option<SequenceRange>,
		},
		/// The franchisee posted a day's fiscal Z-total.
		ZTotalPosted {
			/// The restaurant.
			node: NodeId,
			/// Days since 1970-01-01, local time.
			day: u32,
			/// The Z-total, in tetri.
			tetri: Tetri,
			/// What the chain has for that day, in tetri.
			recorded: Tetri,
		},
		/// Deferred THP was minted.
		ThpCollected {
			/// Who got it.
			who: T::AccountId,
			/// THP base units.
			amount: Balance,
			/// THP base units that are still put aside.
			left: Balance,
		},
		/// Deferred THP went along with a person that changed its account.
		DeferredMoved {
			/// Which account it left.
			from: T::AccountId,
			/// Who may collect it now.
			to: T::AccountId,
			/// THP base units.
			amount: Balance,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
