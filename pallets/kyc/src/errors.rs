//! Why calls are refused.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No verifier has, or had, this key.
		UnknownVerifier,
		/// The owner stopped this verifier.
		VerifierInactive,
		/// A verifier has, or had, this key; give the new one a new key.
		AlreadyRegistered,
		/// It has this status already.
		StatusUnchanged,
		/// A verifier needs room for at least one person.
		InvalidLicence,
		/// The numbers are used up.
		TooManyIds,
		/// The signature is not of this key, or not of these words on this chain.
		BadSignature,
		/// The nonce is not the person's: something was applied since, or before.
		WrongNonce,
		/// The attestation's own time is over.
		AttestationExpired,
		/// The attestation ends later than one may.
		ValidityTooLong,
		/// The level is above the verifier's licence.
		LevelAboveLicence,
		/// The country is not two capital letters.
		InvalidCountry,
		/// The commitment is all zeros.
		InvalidCommitment,
		/// The person has another account.
		PersonTaken,
		/// The account is another person's.
		AccountTaken,
		/// The account was closed for good.
		AccountClosed,
		/// The account is held; Compliance must reinstate it first.
		AccountSuspended,
		/// The verifier has as many persons as it may.
		TooManyPersons,
		/// Nobody attested this account.
		NotFound,
		/// No hit of this account waits to be cleared.
		NotPending,
		/// The account's attestation is over; it must be renewed first.
		RecordExpired,
		/// The verifier's licence does not include clearing.
		MayNotClear,
		/// Whoever attested can't clear.
		OwnAttestation,
		/// This verifier cleared the hit already.
		AlreadyCleared,
		/// Only Compliance and the verifier that attested may do this, or the owner and the
		/// restaurant's franchisee.
		NotAuthorized,
		/// The account is not held.
		NotSuspended,
		/// The account is rejected already.
		AlreadyRejected,
		/// The account is not verified.
		NotVerified,
		/// An account can't be linked to itself.
		SameAccount,
		/// The account linked another one today.
		LinkedToday,
		/// The old account has roles; have them revoked first.
		HasRoles,
		/// The role means nothing in such a scope.
		WrongScope,
		/// No restaurant has this number.
		UnknownNode,
		/// The account has this role already.
		AlreadyGranted,
		/// The account does not have this role.
		NotGranted,
		/// The account has as many roles as one may.
		TooManyRoles,
		/// The restaurant has given as many roles as it may.
		TooManyStaff,
		/// The role would end before it begins.
		TermOver,
		/// An auditor's role must end, and sooner than that.
		TermTooLong,
		/// A setting is out of its range.
		OutOfRange {
			/// Which one.
			setting: Setting,
		},
	}
}
