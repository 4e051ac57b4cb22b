//! What happened to persons and roles.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod events {
	/// What happened to persons and roles.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A verifier was registered; it is active.
		VerifierRegistered {
			/// Its key.
			verifier: T::AccountId,
			/// What it may do.
			licence: Licence,
		},
		/// A verifier may do something else than before.
		LicenceChanged {
			/// Its key.
			verifier: T::AccountId,
			/// What it may do from now on.
			licence: Licence,
		},
		/// A verifier was stopped, or may go on.
		VerifierStatusChanged {
			/// Its key.
			verifier: T::AccountId,
			/// Whether it may do anything from now on.
			is_active: bool,
		},
		/// A verifier's attestation was applied.
		Attested {
			/// The account.
			account: T::AccountId,
			/// Who signed.
			verifier: T::AccountId,
			/// The person behind the account.
			person: PersonId,
			/// How thoroughly the person was examined.
			level: Level,
			/// What the account is from now on: pending, verified or rejected.
			standing: Standing,
			/// When that ends, UNIX ms.
			expires_at: Moment,
		},
		/// A verifier cleared a hit.
		HitCleared {
			/// The account.
			account: T::AccountId,
			/// Who cleared it.
			verifier: T::AccountId,
			/// How many more must; with 0 the account is verified.
			missing: u8,
		},
		/// An account is held.
		Suspended {
			/// The account.
			account: T::AccountId,
			/// Hash of the reason's document.
			reason: [u8; 32],
		},
		/// An account is no longer held.
		Reinstated {
			/// The account.
			account: T::AccountId,
			/// What it is from now on: pending, verified or expired.
			standing: Standing,
		},
		/// What an account had was taken back.
		Revoked {
			/// The account.
			account: T::AccountId,
			/// Hash of the reason's document.
			reason: [u8; 32],
		},
		/// An account's attestation ends soon.
		ExpiryNotice {
			/// The account.
			account: T::AccountId,
			/// When it ends, UNIX ms.
			expires_at: Moment,
		},
		/// An account's attestation ended.
		Expired {
			/// The account.
			account: T::AccountId,
		},
		/// A person closed another account of its own.
		Linked {
			/// The person's account, which has everything now.
			account: T::AccountId,
			/// The closed one.
			old: T::AccountId,
		},
		/// A person has another account now.
		Rebound {
			/// The closed one.
			from: T::AccountId,
			/// The new one.
			to: T::AccountId,
		},
		/// A role was given.
		RoleGranted {
			/// To whom.
			who: T::AccountId,
			/// Which.
			role: Role,
			/// Where it holds.
			scope: Scope,
			/// When it ends, UNIX ms; `None` if it doesn't.
			expires_at: Option<Moment>,
		},
		/// A role was taken back.
		RoleRevoked {
			/// From whom.
			who: T::AccountId,
			/// Which.
			role: Role,
			/// Where it held.
			scope: Scope,
		},
		/// The settings were changed.
		SettingsChanged {
			/// The settings from now on.
			settings: Settings,
		},
	}
}
