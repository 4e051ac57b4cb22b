//! Persons, verifiers and roles.

use super::{ChainError, Refusal, State};
use crate::chain::types::{Attestation, Grant, Identity, KycSettings, Person, Record, Verifier};
use subxt::utils::{AccountId32, MultiSignature};

impl State {
	/// What is known of an account's person now; nothing if nobody ever attested it.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn identity(&self, account: &AccountId32) -> Result<Option<Identity>, ChainError> {
		self.view("Kyc", "identity", (*account,)).await
	}

	/// What is kept of an account that was attested.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn record(&self, account: &AccountId32) -> Result<Option<Record>, ChainError> {
		self.view("Kyc", "record", (*account,)).await
	}

	/// What is kept of a person.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn person(&self, person: &[u8; 32]) -> Result<Option<Person>, ChainError> {
		self.view("Kyc", "person", (*person,)).await
	}

	/// The nonce of an account's person, 0 if it has none.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn person_nonce(&self, account: &AccountId32) -> Result<u32, ChainError> {
		self.view("Kyc", "nonce", (*account,)).await
	}

	/// Whose an account was that is closed.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn closed_account(
		&self,
		account: &AccountId32,
	) -> Result<Option<[u8; 32]>, ChainError> {
		self.view("Kyc", "closed_account", (*account,)).await
	}

	/// All verifiers, by number.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn verifiers(&self) -> Result<Vec<(u32, Verifier)>, ChainError> {
		self.pages("Kyc", "verifiers_from").await
	}

	/// An account's roles, ended ones included.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn roles_of(&self, account: &AccountId32) -> Result<Vec<Grant>, ChainError> {
		self.view("Kyc", "roles_of", (*account,)).await
	}

	/// Calls without a fee that an account has left today.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn free_calls_left(&self, account: &AccountId32) -> Result<u32, ChainError> {
		self.view("Kyc", "free_calls_left", (*account,)).await
	}

	/// The governed settings of `Kyc`.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn kyc_settings(&self) -> Result<KycSettings, ChainError> {
		self.view("Kyc", "settings", ()).await
	}

	/// What the node says that a verifier signs. To be compared, never to be signed.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn attestation_payload(
		&self,
		attestation: &Attestation,
	) -> Result<Vec<u8>, ChainError> {
		self.view("Kyc", "attestation_payload", (attestation.clone(),)).await
	}

	/// What the node says that `old` signs to be linked to `account`. To be compared, never to be
	/// signed.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn link_payload(
		&self,
		account: &AccountId32,
		old: &AccountId32,
	) -> Result<Vec<u8>, ChainError> {
		self.view("Kyc", "link_payload", (*account, *old)).await
	}

	/// Why an attestation would be refused now; nothing if it would be applied.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn why_not_attest(
		&self,
		attestation: &Attestation,
		verifier: &AccountId32,
		signature: [u8; 64],
	) -> Result<Option<Refusal>, ChainError> {
		let signature = MultiSignature::Sr25519(signature);
		self.why_not("Kyc", "can_attest", (attestation.clone(), *verifier, signature)).await
	}

	/// Why a link would be refused now; nothing if it would go through.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn why_not_link(
		&self,
		account: &AccountId32,
		old: &AccountId32,
		signature: [u8; 64],
	) -> Result<Option<Refusal>, ChainError> {
		let signature = MultiSignature::Sr25519(signature);
		self.why_not("Kyc", "can_link", (*account, *old, signature)).await
	}
}
