//! What was converted.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What was converted. Amounts are THP base units.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A holder's SPOT became THP.
		PairConverted {
			/// The conversion's number.
			id: u32,
			/// The holder.
			who: T::AccountId,
			/// How much SPOT was burned.
			spot: u32,
			/// How much THP that was.
			amount: Balance,
			/// What of it the network reserve had.
			from_reserve: Balance,
			/// What of it was minted.
			minted: Balance,
		},
		/// The owner converted a list; its pairs were told before.
		Converted {
			/// The conversion's number.
			id: u32,
			/// How many holders.
			pairs: u16,
			/// SPOT for one THP.
			rate: u32,
			/// How much SPOT was burned.
			spot: u64,
			/// How much THP that was.
			amount: Balance,
			/// What of it the network reserve had.
			from_reserve: Balance,
			/// What of it was minted.
			minted: Balance,
		},
		/// A holder consented, withdrew its consent, or lost it with its account.
		ConsentChanged {
			/// The holder.
			who: T::AccountId,
			/// Whether the owner may convert its SPOT.
			consents: bool,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
