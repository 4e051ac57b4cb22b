//! A network on one machine, with as many validators as the real one starts with, or one more.
//!
//! Money as on the development network. A check may be voided for two minutes instead of a day, so
//! that people see it mature, and a recovery vetoed for as long.

use super::{DEV_COMPLIANCE, DEV_OWNER, LOAD_TEST_CHECKS_PER_DAY, Network, Validator, development};
use crate::constants::MIN_VALIDATORS;
use hotpot_primitives::time::MINUTE;
use pallet_checks::Settings;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// Keys of the validators, in the order in which they join: authority, finality, stash.
pub const VALIDATORS: [(Sr25519Keyring, Ed25519Keyring, Sr25519Keyring); 4] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice, Sr25519Keyring::AliceStash),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob, Sr25519Keyring::BobStash),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie, Sr25519Keyring::CharlieStash),
	(Sr25519Keyring::Dave, Ed25519Keyring::Dave, Sr25519Keyring::DaveStash),
];

/// How many validators there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
	/// All must be there for finality.
	Three,
	/// One may fail.
	Four,
}

impl Size {
	/// The number.
	pub const fn validators(self) -> usize {
		match self {
			Self::Three => 3,
			Self::Four => 4,
		}
	}
}

/// The local test network.
pub fn network(size: Size) -> Network {
	Network {
		validators: VALIDATORS
			.into_iter()
			.take(size.validators())
			.map(|(authority, finality, stash)| Validator::well_known(authority, finality, stash))
			.collect(),
		min_validators: MIN_VALIDATORS,
		owner: DEV_OWNER,
		checks: Settings {
			void_window: 2 * MINUTE,
			max_checks_per_day: LOAD_TEST_CHECKS_PER_DAY,
			..Default::default()
		},
		kyc: pallet_kyc::Settings::default(),
		compliance: pallet_compliance::Settings {
			recovery_delay: 2 * MINUTE,
			..Default::default()
		},
		loyalty: development::loyalty(),
		conversion: development::conversion(),
		distribution: development::distribution(),
		verifiers: development::verifiers(),
		officer: Some(DEV_COMPLIANCE),
		root: Some(Sr25519Keyring::Alice.to_account_id()),
		endowments: development::endowments(),
	}
}
