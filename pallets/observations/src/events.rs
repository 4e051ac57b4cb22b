//! What happened to votes and facts.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What happened to votes and facts.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An authority voted.
		Voted {
			/// On what.
			fact: FactId,
			/// Of what kind that is.
			kind: Kind,
			/// Who.
			authority: T::AuthorityId,
			/// For what: BLAKE2-256 of the claim.
			claim: [u8; 32],
			/// How many authorities make this claim now.
			votes: u32,
			/// How many would agree.
			quorum: u32,
		},
		/// A quorum agreed. Whatever follows from it, or `ApplyFailed`, comes next.
		Applied {
			/// On what.
			fact: FactId,
			/// What was seen.
			claim: Claim<T::AccountId>,
			/// How many saw it.
			votes: u32,
			/// How many agree.
			quorum: u32,
		},
		/// Nothing followed from what was agreed on, and nothing will.
		ApplyFailed {
			/// What it was about.
			fact: FactId,
			/// Why.
			error: DispatchError,
		},
		/// An authority saw something else than the quorum. Its worker lies, or is broken.
		Outvoted {
			/// On what.
			fact: FactId,
			/// Who.
			authority: T::AuthorityId,
			/// What it says that it saw.
			claim: Claim<T::AccountId>,
		},
		/// No claim about a fact can be agreed on any more.
		Disputed {
			/// Which one.
			fact: FactId,
			/// Of what kind it is.
			kind: Kind,
		},
		/// A fact was not agreed on in time. It can be voted on anew.
		Expired {
			/// Which one.
			fact: FactId,
			/// Of what kind it is.
			kind: Kind,
		},
		/// The owner dropped a disputed fact. It can be voted on anew.
		Dropped {
			/// Which one.
			fact: FactId,
			/// Of what kind it is.
			kind: Kind,
		},
		/// Nothing of a kind is voted on from now on.
		Paused {
			/// Which kind.
			kind: Kind,
			/// Why.
			cause: PauseCause,
		},
		/// A kind is voted on again.
		Resumed {
			/// Which kind.
			kind: Kind,
		},
		/// The owner changed the settings of a kind.
		SettingsChanged {
			/// Which kind.
			kind: Kind,
			/// The settings from now on.
			settings: Settings,
		},
	}
}
