//! A verifier's signed attestation as a file, for whoever hands it in.
//!
//! JSON; bytes are `0x…`, accounts SS58 addresses, times UNIX ms. It names nobody and holds no
//! secret: the person stands in it as on chain, as a number of the vault's (rule 7).

use crate::{
	chain::types::Attestation,
	keys::{self, KeyError},
	payloads::{self, PayloadError},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use subxt::utils::{AccountId32, H256};
use thiserror::Error;

/// The name of this form.
const FORMAT: &str = "hotpot/attestation/1";

/// A text that is no signed attestation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("it is no signed attestation: {0}")]
pub struct AttestationError(String);

impl From<KeyError> for AttestationError {
	fn from(error: KeyError) -> Self {
		Self(error.to_string())
	}
}

/// An attestation with its verifier's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAttestation {
	/// The chain that it is for.
	pub genesis: H256,
	/// What was signed.
	pub attestation: Attestation,
	/// Who signed.
	pub verifier: AccountId32,
	/// The sr25519 signature.
	pub signature: [u8; 64],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
	format: String,
	genesis: String,
	account: String,
	person: String,
	outcome: String,
	level: String,
	risk: String,
	country: String,
	commitment: String,
	expires_at: u64,
	nonce: u32,
	verifier: String,
	signature: String,
}

impl SignedAttestation {
	/// As JSON.
	pub fn to_json(&self) -> Value {
		let Attestation {
			account,
			person,
			outcome,
			level,
			risk,
			jurisdiction,
			commitment,
			expires_at,
			nonce,
		} = &self.attestation;
		let form = Form {
			format: FORMAT.to_owned(),
			genesis: format!("{:?}", self.genesis),
			account: account.to_string(),
			person: text_of(person),
			outcome: outcome.to_string(),
			level: level.to_string(),
			risk: risk.to_string(),
			country: String::from_utf8_lossy(jurisdiction).into_owned(),
			commitment: text_of(commitment),
			expires_at: *expires_at,
			nonce: *nonce,
			verifier: self.verifier.to_string(),
			signature: text_of(&self.signature),
		};
		// A structure of texts and numbers is always JSON.
		serde_json::to_value(form).unwrap_or_default()
	}

	/// Reads the JSON form. The signature is not looked at.
	///
	/// # Errors
	/// [`AttestationError`] with what is wrong.
	pub fn from_json(text: &str) -> Result<Self, AttestationError> {
		let form: Form =
			serde_json::from_str(text).map_err(|error| AttestationError(error.to_string()))?;
		if form.format != FORMAT {
			return Err(AttestationError(format!("its format is {}", form.format)));
		}
		let country = form.country.as_bytes().try_into();
		Ok(Self {
			genesis: H256(bytes_of("genesis", &form.genesis)?),
			attestation: Attestation {
				account: keys::parse_address(&form.account)?,
				person: bytes_of("person", &form.person)?,
				outcome: form.outcome.parse().map_err(AttestationError)?,
				level: form.level.parse().map_err(AttestationError)?,
				risk: form.risk.parse().map_err(AttestationError)?,
				jurisdiction: country
					.map_err(|_| AttestationError("its country is not two letters".to_owned()))?,
				commitment: bytes_of("commitment", &form.commitment)?,
				expires_at: form.expires_at,
				nonce: form.nonce,
			},
			verifier: keys::parse_address(&form.verifier)?,
			signature: bytes_of("signature", &form.signature)?,
		})
	}

	/// Whether the verifier signed exactly this, for its chain.
	///
	/// # Errors
	/// [`PayloadError::BadSignature`].
	pub fn verify(&self) -> Result<(), PayloadError> {
		let payload = payloads::attestation(self.genesis, &self.attestation);
		if payloads::is_signed(&payload, &self.signature, &self.verifier) {
			Ok(())
		} else {
			Err(PayloadError::BadSignature(self.verifier))
		}
	}
}

fn text_of(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn bytes_of<const N: usize>(name: &str, text: &str) -> Result<[u8; N], AttestationError> {
	text.strip_prefix("0x")
		.and_then(|digits| hex::decode(digits).ok())
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| AttestationError(format!("its {name} is not 0x and {} hex digits", 2 * N)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::types::{Level, Outcome, RiskBand},
		keys::SecretKey,
	};

	fn signed() -> SignedAttestation {
		let key = SecretKey::parse("//verifier//1").expect("the key is valid");
		let attestation = Attestation {
			account: AccountId32([1; 32]),
			person: [2; 32],
			outcome: Outcome::Passed,
			level: Level::Enhanced,
			risk: RiskBand::Low,
			jurisdiction: *b"GE",
			commitment: [3; 32],
			expires_at: 1_795_165_511_000,
			nonce: 4,
		};
		let genesis = H256([9; 32]);
		let payload = payloads::attestation(genesis, &attestation);
		let signature = key.signer().sign(&payload).0;
		SignedAttestation { genesis, attestation, verifier: key.account(), signature }
	}

	#[test]
	fn files_should_come_back_as_they_went_out() {
		let signed = signed();
		let text = signed.to_json().to_string();
		let read = SignedAttestation::from_json(&text).expect("the file is right");
		assert_eq!(read, signed);
		assert_eq!(read.verify(), Ok(()));
	}

	#[test]
	fn a_changed_file_should_not_verify() {
		let changed = SignedAttestation {
			attestation: Attestation { level: Level::Premium, ..signed().attestation },
			..signed()
		};
		assert_eq!(changed.verify(), Err(PayloadError::BadSignature(signed().verifier)));
		let elsewhere = SignedAttestation { genesis: H256([8; 32]), ..signed() };
		assert!(elsewhere.verify().is_err());
	}

	#[test]
	fn a_file_should_be_refused_with_what_is_wrong() {
		let with = |field: &str, value: Value| {
			let mut form = signed().to_json();
			form[field] = value;
			SignedAttestation::from_json(&form.to_string())
				.expect_err("the file is wrong")
				.to_string()
		};
		assert!(with("person", "0x12".into()).contains("person is not 0x and 64 hex digits"));
		assert!(with("signature", "0x12".into()).contains("128 hex digits"));
		assert!(with("country", "Georgia".into()).contains("two letters"));
		assert!(with("level", "high".into()).contains("basic, enhanced, premium"));
		assert!(with("verifier", "somebody".into()).contains("is not an address"));
		assert!(with("format", "hotpot/attestation/2".into()).contains("format"));
		assert!(with("name", "Nino".into()).contains("unknown field"));
		assert!(SignedAttestation::from_json("").is_err());
	}
}
