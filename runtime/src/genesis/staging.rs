//! A form for a real network. It builds, but nobody holds the keys to it.
//!
//! Every `replace-me` must be replaced in the chain specification before the network starts: three
//! stashes, their four session keys each, and the owner, a multisig. There is no Root key; Root is
//! reached by the owner's `enact` (rule 41). There are neither verifiers nor officers: the owner
//! registers the first and gives the others their role.
//!
//! Supply one billion POT: one million of each stash, the rest of the owner, who sells or lends
//! POT to those who need fees or stake.

use super::{Network, STASH_ENDOWMENT, Validator};
use crate::{
	constants::{MIN_VALIDATORS, POT},
	opaque::SessionKeys,
	types::{AccountId, Balance},
};
use alloc::vec::Vec;
use pallet_checks::Settings;
use sp_core::{ed25519, sr25519};

/// POT base units in existence at genesis.
pub const SUPPLY: Balance = 1_000_000_000 * POT;

/// Stands for the owner's account.
pub const OWNER: AccountId = AccountId::new(*b"replace-me: the network owner...");

/// Stand for the validators' stashes.
pub const STASHES: [AccountId; 3] = [
	AccountId::new(*b"replace-me: stash of validator 1"),
	AccountId::new(*b"replace-me: stash of validator 2"),
	AccountId::new(*b"replace-me: stash of validator 3"),
];

/// Stand for the validators' keys of BABE, GRANDPA, authority discovery and observations.
pub const SESSION_KEYS: [[[u8; 32]; 4]; 3] = [
	[
		*b"replace-me: babe of validator 1.",
		*b"replace-me: grandpa of valid. 1.",
		*b"replace-me: discovery of val. 1.",
		*b"replace-me: observ. of valid. 1.",
	],
	[
		*b"replace-me: babe of validator 2.",
		*b"replace-me: grandpa of valid. 2.",
		*b"replace-me: discovery of val. 2.",
		*b"replace-me: observ. of valid. 2.",
	],
	[
		*b"replace-me: babe of validator 3.",
		*b"replace-me: grandpa of valid. 3.",
		*b"replace-me: discovery of val. 3.",
		*b"replace-me: observ. of valid. 3.",
	],
];

/// The form.
pub fn network() -> Network {
	let validators: Vec<_> = STASHES
		.into_iter()
		.zip(SESSION_KEYS)
		.map(|(stash, [babe, grandpa, authority_discovery, observations])| Validator {
			stash,
			keys: SessionKeys {
				babe: sr25519::Public::from_raw(babe).into(),
				grandpa: ed25519::Public::from_raw(grandpa).into(),
				authority_discovery: sr25519::Public::from_raw(authority_discovery).into(),
				observations: sr25519::Public::from_raw(observations).into(),
			},
		})
		.collect();
	let stashes: Vec<_> = validators.iter().map(|v| (v.stash.clone(), STASH_ENDOWMENT)).collect();
	let given: Balance = stashes.iter().map(|(_, amount)| amount).sum();
	let owned = (OWNER, SUPPLY.saturating_sub(given));

	Network {
		validators,
		min_validators: MIN_VALIDATORS,
		owner: OWNER,
		checks: Settings::default(),
		kyc: pallet_kyc::Settings::default(),
		compliance: pallet_compliance::Settings::default(),
		loyalty: pallet_loyalty::Settings::default(),
		conversion: pallet_conversion::Settings::default(),
		distribution: pallet_distribution::Settings::default(),
		verifiers: Vec::new(),
		officer: None,
		root: None,
		endowments: stashes.into_iter().chain([owned]).collect(),
	}
}
