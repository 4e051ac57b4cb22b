//! The network of a single developer: Alice validates, owns the Root key, and is rich.
//!
//! Supply 112 million POT: 100 million of Alice, from whom load tests fund their accounts, and one
//! million of every other well-known account and of the owner. Days are minutes: a check may be voided
//! for one minute and claimed for 365.

use super::{DEV_OWNER, LOAD_TEST_CHECKS_PER_DAY, Network, STASH_ENDOWMENT, Validator};
use crate::{
	constants::POT,
	types::{AccountId, Balance},
};
use alloc::{vec, vec::Vec};
use hotpot_primitives::time::MINUTE;
use pallet_checks::Settings;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// POT base units of Alice: 4 000 POT for each of 25 000 load-test accounts.
pub const ALICE_ENDOWMENT: Balance = 100_000_000 * POT;
/// POT base units of the owner and of every other well-known account, stashes included.
pub const ENDOWMENT: Balance = STASH_ENDOWMENT;

/// The development network.
pub fn network() -> Network {
	Network {
		validators: vec![Validator::well_known(
			Sr25519Keyring::Alice,
			Ed25519Keyring::Alice,
			Sr25519Keyring::AliceStash,
		)],
		min_validators: 1,
		owner: DEV_OWNER,
		checks: Settings {
			void_window: MINUTE,
			expiry_duration: 365 * MINUTE,
			max_checks_per_day: LOAD_TEST_CHECKS_PER_DAY,
			..Default::default()
		},
		root: Some(Sr25519Keyring::Alice.to_account_id()),
		endowments: endowments(),
	}
}

/// Who holds what on development and local test networks.
pub(super) fn endowments() -> Vec<(AccountId, Balance)> {
	Sr25519Keyring::well_known()
		.map(|keyring| {
			let amount = if keyring == Sr25519Keyring::Alice { ALICE_ENDOWMENT } else { ENDOWMENT };
			(keyring.to_account_id(), amount)
		})
		.chain([(DEV_OWNER, ENDOWMENT)])
		.collect()
}
