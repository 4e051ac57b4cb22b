//! What is signed outside a transaction, and whether it was.
//!
//! Every payload begins with what it is for and the genesis hash, so that nothing signed for one
//! purpose or one chain counts for another.

use crate::{Attestation, Config, Pallet};
use alloc::vec::Vec;
use codec::Encode;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{Verify, Zero};

/// What an attestation's payload begins with.
pub const ATTESTATION_CONTEXT: [u8; 15] = *b"hotpot/attest/1";
/// What a link's payload begins with.
pub const LINK_CONTEXT: [u8; 13] = *b"hotpot/link/1";

/// What wallets put around raw bytes before they sign them.
const WRAP: (&[u8], &[u8]) = (b"<Bytes>", b"</Bytes>");

/// The payload as wallets sign it.
pub fn wrapped(payload: &[u8]) -> Vec<u8> {
	[WRAP.0, payload, WRAP.1].concat()
}

impl<T: Config> Pallet<T> {
	/// What a verifier signs.
	pub(crate) fn attestation_bytes(attestation: &Attestation<T::AccountId>) -> Vec<u8> {
		(ATTESTATION_CONTEXT, Self::genesis_hash(), attestation).encode()
	}

	/// What `old` signs to be linked to `account`, with the person's nonce: a signature that nobody
	/// handed in ends with the next change of that person's standing.
	pub(crate) fn link_bytes(account: &T::AccountId, old: &T::AccountId) -> Vec<u8> {
		let nonce = Self::nonce_of(account);
		(LINK_CONTEXT, Self::genesis_hash(), old, account, nonce).encode()
	}

	/// Whether `signer` signed the payload, as it is or as wallets wrap it.
	pub(crate) fn is_signed(
		payload: &[u8],
		signature: &T::OffchainSignature,
		signer: &T::AccountId,
	) -> bool {
		signature.verify(payload, signer) || signature.verify(wrapped(payload).as_slice(), signer)
	}

	fn genesis_hash() -> T::Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
