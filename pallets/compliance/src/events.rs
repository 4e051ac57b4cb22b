//! What happened at the door.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What happened at the door, but for transfers: the ledger tells of those. Amounts are THP base
	/// units.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Compliance moved THP.
		ForceTransferred {
			/// Who had it.
			from: T::AccountId,
			/// Who got it.
			to: T::AccountId,
			/// How much.
			amount: Balance,
			/// Hash of the document that says why.
			reason: ReasonHash,
		},
		/// A person's THP, frozen amount and sent amounts moved to its other account.
		HoldingsMoved {
			/// The person's other account until now.
			from: T::AccountId,
			/// The person's account.
			to: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// Compliance froze an account.
		Frozen {
			/// The account.
			who: T::AccountId,
			/// Hash of the document that says why.
			reason: ReasonHash,
		},
		/// Compliance unfroze an account.
		Unfrozen {
			/// The account.
			who: T::AccountId,
		},
		/// Compliance froze a part of what an account holds.
		FrozenAmountChanged {
			/// The account.
			who: T::AccountId,
			/// How much is frozen from now on.
			amount: Balance,
		},
		/// A verifier asked to move a person to a new account.
		RecoveryRequested {
			/// The person's account, frozen from now on.
			old: T::AccountId,
			/// The person's new account.
			new: T::AccountId,
			/// Who asked.
			verifier: T::AccountId,
			/// Hash of the document that says why.
			reason: ReasonHash,
			/// When, UNIX ms: names the request in a veto.
			requested_at: Moment,
			/// From when on it can be completed, UNIX ms.
			completes_at: Moment,
			/// Whether the old key may veto it.
			can_veto: bool,
		},
		/// The old key refused.
		RecoveryVetoed {
			/// The person's account.
			old: T::AccountId,
			/// Whose request it was.
			verifier: T::AccountId,
		},
		/// Compliance called a recovery off.
		RecoveryCancelled {
			/// The person's account.
			old: T::AccountId,
			/// Whose request it was.
			verifier: T::AccountId,
		},
		/// A person moved to its new account, with everything it holds.
		RecoveryCompleted {
			/// The account it had.
			old: T::AccountId,
			/// The account it has.
			new: T::AccountId,
			/// How much THP moved.
			amount: Balance,
		},
		/// Nothing is transferred from now on.
		TransfersPaused,
		/// Transfers go on.
		TransfersResumed,
		/// The law says something else of a country.
		JurisdictionChanged {
			/// The country.
			country: CountryCode,
			/// What it says; `None` if nothing, so that the country is not allowed.
			rule: Option<Rule>,
		},
		/// The owner changed the settings.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
