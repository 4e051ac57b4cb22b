//! The session key with which a validator signs its votes.

mod app {
	use crate::KEY_TYPE;
	use sp_runtime::app_crypto::{app_crypto, sr25519};
	app_crypto!(sr25519, KEY_TYPE);
}

sp_runtime::app_crypto::with_pair! {
	/// A validator's pair.
	pub type AuthorityPair = app::Pair;
}

/// A validator's signature of a vote.
pub type AuthoritySignature = app::Signature;

/// A validator's public key.
pub type AuthorityId = app::Public;
