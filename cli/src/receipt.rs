//! The commitment that ties a recorded check to its fiscal receipt (rule 2).
//!
//! The chain keeps 32 bytes of it and no word of the receipt. Whoever holds the receipt and the
//! salt can prove that this receipt, with these items, was recorded under that number.
//!
//! # Encoding, version 1
//!
//! ```text
//! salt       = blake2-256( "hotpot/receipt-salt/1" ‖ seed )
//! commitment = blake2-256( "hotpot/receipt/1" ‖ text(fiscal_receipt) ‖ text(items) ‖ salt )
//! text(t)    = length of t in bytes as u32 little-endian ‖ t
//! ```
//!
//! - `seed` is the check wallet's: that of `//check//<sequence>` below the till's key. So the till
//!   can compute every salt again, and the guest can from the QR code. The salt does not give the
//!   seed away: it may be shown to an auditor while the check is still unclaimed.
//! - `fiscal_receipt` and `items` are UTF-8 without white space at both ends, otherwise as they
//!   stand in the till's export.
//! - The lengths keep the border between the two texts: moving a word from one to the other is
//!   another commitment.

use crate::keys::Seed;
use sp_core::{Blake2Hasher, Hasher};

const SALT_DOMAIN: &[u8] = b"hotpot/receipt-salt/1";
const COMMITMENT_DOMAIN: &[u8] = b"hotpot/receipt/1";

/// The salt of a check's commitment, from its wallet's seed.
pub fn salt(seed: &Seed) -> [u8; 32] {
	blake2_256(&[SALT_DOMAIN, seed].concat())
}

/// The commitment to a fiscal receipt and its line items.
pub fn commitment(fiscal_receipt: &str, items: &str, salt: &[u8; 32]) -> [u8; 32] {
	let mut bytes = COMMITMENT_DOMAIN.to_vec();
	for text in [fiscal_receipt, items] {
		let text = text.trim().as_bytes();
		// A text beyond 4 GiB can't come out of a till.
		let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
		bytes.extend_from_slice(&length.to_le_bytes());
		bytes.extend_from_slice(text);
	}
	bytes.extend_from_slice(salt);
	blake2_256(&bytes)
}

/// The 32-byte BLAKE2b hash, as the chain computes it.
pub fn blake2_256(bytes: &[u8]) -> [u8; 32] {
	Blake2Hasher::hash(bytes).0
}

#[cfg(test)]
mod tests {
	use super::*;

	// Computed from the description above with Python's `hashlib.blake2b(digest_size=32)`.
	const SALT: &str = "7fbe3d1da8b623a24fa6f3d7bccf853b4cfdad93429a0981462aa42f157bae14";
	const COMMITMENT: &str = "5d2155316d57d39a97b2f416e7ba0e8a4305a6ec4ad385e9bb08b44b5b9971ea";

	#[test]
	fn the_encoding_should_be_the_documented_one() {
		let salt = salt(&[7; 32]);
		assert_eq!(hex::encode(salt), SALT);
		let commitment = commitment("FR-0001", "1x ხინკალი 2.20", &salt);
		assert_eq!(hex::encode(commitment), COMMITMENT);
	}

	#[test]
	fn the_commitment_should_change_with_every_part_but_not_with_outer_space() {
		let salt_a = salt(&[1; 32]);
		let a = commitment("FR-1", "soup", &salt_a);
		assert_eq!(a, commitment(" FR-1\n", "soup ", &salt_a));
		assert_ne!(a, commitment("FR-2", "soup", &salt_a));
		assert_ne!(a, commitment("FR-1", "soups", &salt_a));
		assert_ne!(a, commitment("FR-1s", "oup", &salt_a));
		assert_ne!(a, commitment("FR-1", "soup", &salt(&[2; 32])));
	}
}
