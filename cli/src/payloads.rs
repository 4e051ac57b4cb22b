//! What is signed outside a transaction: a verifier's attestation, the consent of an account that is
//! linked (rule 8).
//!
//! Both are written here from what the signer was asked for, byte for byte as `pallet-kyc` checks
//! them. A node is asked what it expects only to compare: what is signed is never what a node says.
//!
//! ```text
//! attestation = "hotpot/attest/1" ‖ genesis hash ‖ SCALE(attestation)
//! link        = "hotpot/link/1" ‖ genesis hash ‖ old account ‖ new account ‖ SCALE(nonce)
//! ```
//!
//! Wallets put `<Bytes>` and `</Bytes>` around such bytes before they sign; both forms count.

use crate::{chain::types::Attestation, keys::SecretKey};
use subxt::{
	ext::codec::Encode,
	utils::{AccountId32, H256},
};
use subxt_signer::sr25519::{self, PublicKey, Signature};
use thiserror::Error;

/// What an attestation's payload begins with.
const ATTESTATION_CONTEXT: &[u8] = b"hotpot/attest/1";
/// What a link's payload begins with.
const LINK_CONTEXT: &[u8] = b"hotpot/link/1";

/// What wallets put around raw bytes.
const WRAP: (&[u8], &[u8]) = (b"<Bytes>", b"</Bytes>");

/// Why nothing was signed, or a signature does not count.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PayloadError {
	/// The node expects other bytes.
	#[error(
		"The node at {url} expects something else to be signed than was asked for, so nothing was \
		 signed. Either this program is older than the chain's runtime, or the node is not to be \
		 trusted."
	)]
	Differs {
		/// Which node.
		url: String,
	},
	/// The node is on another chain than was asked for.
	#[error("The node at {url} is on the chain {found}, not on {expected}; nothing was done.")]
	OtherChain {
		/// Which node.
		url: String,
		/// The genesis hash of its chain.
		found: String,
		/// The genesis hash that was asked for.
		expected: String,
	},
	/// A signature is not of its key, or not of these words.
	#[error(
		"The signature is not of {0} over this attestation on this chain; have the verifier sign anew."
	)]
	BadSignature(AccountId32),
}

/// What a verifier signs.
pub fn attestation(genesis: H256, attestation: &Attestation) -> Vec<u8> {
	[ATTESTATION_CONTEXT, genesis.as_bytes(), &attestation.encode()].concat()
}

/// What `old` signs to be linked to `account`, whose person has this nonce.
pub fn link(genesis: H256, account: &AccountId32, old: &AccountId32, nonce: u32) -> Vec<u8> {
	[LINK_CONTEXT, genesis.as_bytes(), &old.0, &account.0, &nonce.encode()].concat()
}

/// Signs bytes that this program wrote, after comparing them with what the node expects.
///
/// # Errors
/// [`PayloadError::Differs`].
pub fn sign(
	payload: &[u8],
	expected: &[u8],
	key: &SecretKey,
	url: &str,
) -> Result<[u8; 64], PayloadError> {
	if payload == expected {
		Ok(key.signer().sign(payload).0)
	} else {
		Err(PayloadError::Differs { url: url.to_owned() })
	}
}

/// Whether the node is on the chain that was asked for, if one was.
///
/// # Errors
/// [`PayloadError::OtherChain`].
pub fn ensure_chain(found: H256, expected: Option<H256>, url: &str) -> Result<(), PayloadError> {
	match expected {
		Some(expected) if expected != found => Err(PayloadError::OtherChain {
			url: url.to_owned(),
			found: format!("{found:?}"),
			expected: format!("{expected:?}"),
		}),
		_ => Ok(()),
	}
}

/// Whether the key of `signer` signed the payload, as it is or as wallets wrap it.
pub fn is_signed(payload: &[u8], signature: &[u8; 64], signer: &AccountId32) -> bool {
	let (signature, signer) = (Signature(*signature), PublicKey(signer.0));
	let wrapped = [WRAP.0, payload, WRAP.1].concat();
	[payload, wrapped.as_slice()].iter().any(|bytes| sr25519::verify(&signature, bytes, &signer))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::types::{Level, Outcome, RiskBand};

	fn key(path: &str) -> SecretKey {
		SecretKey::parse(path).expect("the key is valid")
	}

	fn sample() -> Attestation {
		Attestation {
			account: AccountId32([1; 32]),
			person: [2; 32],
			outcome: Outcome::Hit,
			level: Level::Premium,
			risk: RiskBand::Medium,
			jurisdiction: *b"GE",
			commitment: [3; 32],
			expires_at: 0x0102_0304_0506_0708,
			nonce: 7,
		}
	}

	#[test]
	fn an_attestation_should_be_signed_in_the_documented_bytes() {
		let mut bytes = b"hotpot/attest/1".to_vec();
		bytes.extend([9; 32]);
		bytes.extend([1; 32]);
		bytes.extend([2; 32]);
		bytes.extend([1, 2, 1]);
		bytes.extend(b"GE");
		bytes.extend([3; 32]);
		bytes.extend([8, 7, 6, 5, 4, 3, 2, 1]);
		bytes.extend([7, 0, 0, 0]);
		assert_eq!(attestation(H256([9; 32]), &sample()), bytes);
	}

	#[test]
	fn a_link_should_be_signed_in_the_documented_bytes() {
		let mut bytes = b"hotpot/link/1".to_vec();
		bytes.extend([9; 32]);
		bytes.extend([5; 32]);
		bytes.extend([4; 32]);
		bytes.extend([7, 0, 0, 0]);
		let (account, old) = (AccountId32([4; 32]), AccountId32([5; 32]));
		assert_eq!(link(H256([9; 32]), &account, &old, 7), bytes);
	}

	#[test]
	fn sign_should_refuse_when_the_node_expects_other_bytes() {
		let ours = attestation(H256([9; 32]), &sample());
		let forged = [
			attestation(H256([8; 32]), &sample()),
			attestation(H256([9; 32]), &Attestation { account: AccountId32([6; 32]), ..sample() }),
			link(H256([9; 32]), &AccountId32([1; 32]), &AccountId32([2; 32]), 7),
			Vec::new(),
		];
		for theirs in forged {
			let refused = sign(&ours, &theirs, &key("//verifier//1"), "ws://here");
			assert_eq!(refused, Err(PayloadError::Differs { url: "ws://here".to_owned() }));
		}
	}

	#[test]
	fn signatures_should_count_raw_and_wrapped_and_for_one_payload_only() {
		let (verifier, payload) = (key("//verifier//1"), attestation(H256([9; 32]), &sample()));
		let raw = sign(&payload, &payload, &verifier, "ws://here").expect("the bytes are the same");
		let wrapped = [b"<Bytes>".as_slice(), &payload, b"</Bytes>"].concat();
		let by_wallet = verifier.signer().sign(&wrapped).0;
		for signature in [raw, by_wallet] {
			assert!(is_signed(&payload, &signature, &verifier.account()));
			assert!(!is_signed(&payload, &signature, &key("//verifier//2").account()));
			let other = attestation(H256([8; 32]), &sample());
			assert!(!is_signed(&other, &signature, &verifier.account()));
		}
	}

	#[test]
	fn a_node_of_another_chain_should_be_refused() {
		let (ours, other) = (H256([1; 32]), H256([2; 32]));
		assert_eq!(ensure_chain(ours, None, "ws://here"), Ok(()));
		assert_eq!(ensure_chain(ours, Some(ours), "ws://here"), Ok(()));
		assert!(ensure_chain(ours, Some(other), "ws://here").is_err());
	}
}
