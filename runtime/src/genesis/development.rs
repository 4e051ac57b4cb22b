//! The network of a single developer: Alice validates, owns the Root key, and is rich.
//!
//! Supply 116 million POT: 100 million of Alice, from whom load tests fund their accounts, and one
//! million of every other well-known account, the owner, the officer of Compliance and each
//! verifier. Days are minutes: a check may be voided for one minute and claimed for 365, and so long
//! an attestation lasts.

use super::{
	DEV_COMPLIANCE, DEV_LICENCE, DEV_OWNER, DEV_VERIFIERS, LOAD_TEST_CHECKS_PER_DAY, Network,
	STASH_ENDOWMENT, Validator,
};
use crate::{
	constants::POT,
	types::{AccountId, Balance},
};
use alloc::{vec, vec::Vec};
use hotpot_primitives::time::MINUTE;
use pallet_checks::Settings;
use pallet_kyc::Licence;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// POT base units of Alice: 4 000 POT for each of 25 000 load-test accounts.
pub const ALICE_ENDOWMENT: Balance = 100_000_000 * POT;
/// POT base units of everybody else.
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
		kyc: pallet_kyc::Settings {
			max_validity: 365 * MINUTE,
			notice: 30 * MINUTE,
			max_auditor_term: 90 * MINUTE,
			..Default::default()
		},
		compliance: pallet_compliance::Settings {
			daily_window: 24 * MINUTE,
			recovery_delay: MINUTE,
			..Default::default()
		},
		loyalty: loyalty(),
		conversion: conversion(),
		distribution: distribution(),
		verifiers: verifiers(),
		officer: Some(DEV_COMPLIANCE),
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
		.chain([DEV_OWNER, DEV_COMPLIANCE].map(|who| (who, ENDOWMENT)))
		.chain(DEV_VERIFIERS.map(|who| (who, ENDOWMENT)))
		.collect()
}

/// A streaming session takes a minute, and two minutes of watching are worth a SPOT.
pub(super) fn loyalty() -> pallet_loyalty::Settings {
	pallet_loyalty::Settings {
		watch_per_spot: 2 * MINUTE,
		session_duration: MINUTE,
		session_paid_after: MINUTE / 4,
		..Default::default()
	}
}

/// The owner need not ask the holders.
pub(super) fn conversion() -> pallet_conversion::Settings {
	pallet_conversion::Settings { consent_required: false, ..Default::default() }
}

/// A round is announced a minute ahead, five minutes after the last one at the earliest, and its
/// shares can be claimed for three.
pub(super) fn distribution() -> pallet_distribution::Settings {
	pallet_distribution::Settings {
		min_notice: MINUTE,
		max_notice: 90 * MINUTE,
		min_interval: 5 * MINUTE,
		owner_window: 30 * MINUTE,
		reclaim_period: 3 * MINUTE,
	}
}

/// The verifiers of development and local test networks.
pub(super) fn verifiers() -> Vec<(AccountId, Licence)> {
	DEV_VERIFIERS.map(|who| (who, DEV_LICENCE)).into_iter().collect()
}
