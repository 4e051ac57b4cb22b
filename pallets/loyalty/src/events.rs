//! What counted.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What counted. SPOT tells of its awards itself. Times are UNIX ms.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A matured check is a visit.
		VisitCounted {
			/// The guest.
			who: T::AccountId,
			/// The check's till.
			till: TillId,
			/// The till's number of the check.
			sequence: u32,
			/// Where the guest ate.
			node: NodeId,
			/// The restaurant's local day, counted from 1970.
			day: u32,
			/// Visits that no SPOT was paid for, after this one.
			unpaid: u32,
		},
		/// Somebody watched a stream.
		Watched {
			/// Who.
			who: T::AccountId,
			/// Which stream.
			stream: [u8; 32],
			/// When the view began that this belongs to.
			since: Moment,
			/// From when.
			from: Moment,
			/// Until when.
			to: Moment,
			/// Time watched that no SPOT was paid for, after this, in ms.
			unpaid: Moment,
		},
		/// A repost or comment was liked enough.
		PostCounted {
			/// Whose it is.
			who: T::AccountId,
			/// Which it is.
			post: [u8; 32],
			/// How many likes it has.
			likes: u32,
			/// How much SPOT it was: none above the day's cap.
			spot: u32,
		},
		/// A session began.
		SessionOpened {
			/// Who streams.
			who: T::AccountId,
			/// In which restaurant.
			node: NodeId,
			/// From which of its tables.
			table: u32,
			/// When it began.
			started_at: Moment,
			/// When the chain closes it.
			closes_at: Moment,
		},
		/// A session was seen.
		Streamed {
			/// Who streams.
			who: T::AccountId,
			/// In which restaurant.
			node: NodeId,
			/// From which of its tables.
			table: u32,
			/// From when.
			from: Moment,
			/// Until when; what is behind the session's end does not count.
			to: Moment,
			/// How much of the session was observed, after this, in ms.
			observed: Moment,
		},
		/// The chain closed a session, or it ended because its person has another one.
		SessionClosed {
			/// Who streamed.
			who: T::AccountId,
			/// In which restaurant.
			node: NodeId,
			/// From which of its tables.
			table: u32,
			/// When it began.
			started_at: Moment,
			/// How much of it was observed, in ms.
			observed: Moment,
			/// How much SPOT it was.
			spot: u32,
		},
		/// Visits, time watched and the open session went along with a person that changed its
		/// account.
		ProgressMoved {
			/// Which account they left.
			from: T::AccountId,
			/// Whose they are now.
			to: T::AccountId,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
