//! What a chain starts with.

use crate::ext;
use frame_support::{
	assert_ok,
	traits::fungibles::{Inspect, Mutate, metadata::Inspect as Metadata, roles::Inspect as Roles},
};
use hotpot_primitives::{
	CountryCode,
	traits::{Role, RoleInspect, Scope},
};
use hotpot_runtime::{
	AccountId, Assets, AuthorityDiscovery, Babe, Balances, Compliance, Grandpa, Kyc, Observations,
	Runtime, Session,
	constants::{
		BABE_EPOCH_CONFIG, MAX_VALIDATOR_CANDIDATES, MIN_VALIDATORS, POT, SPOT_ASSET, THP_ASSET,
		assets_account,
	},
	genesis::{
		DEV_COMPLIANCE, DEV_LICENCE, DEV_OWNER, DEV_VERIFIERS, DEVELOPMENT, GENESIS_STAKE,
		LOCAL_TESTNET, LOCAL_TESTNET_4, STAGING, preset, preset_names, staging,
	},
};
use pallet_compliance::Rule;
use sp_core::Pair;
use sp_keyring::Sr25519Keyring;
use std::collections::BTreeSet;

const PRESETS: [(&str, u32, u32); 4] = [
	(DEVELOPMENT, 1, 1),
	(LOCAL_TESTNET, 3, MIN_VALIDATORS),
	(LOCAL_TESTNET_4, 4, MIN_VALIDATORS),
	(STAGING, 3, MIN_VALIDATORS),
];

fn sudo_key() -> Option<AccountId> {
	pallet_sudo::Key::<Runtime>::get()
}

fn owner() -> Option<AccountId> {
	pallet_owner::CurrentOwner::<Runtime>::get()
}

#[test]
fn the_names_should_be_those_of_the_presets() {
	assert_eq!(preset_names(), PRESETS.map(|(name, ..)| name.to_string()));
	assert!(preset(&"another".into()).is_none());
}

#[test]
fn every_preset_should_start_with_its_validators() {
	for (name, validators, minimum) in PRESETS {
		ext(name).execute_with(|| {
			let count = validators as usize;
			let stashes: BTreeSet<_> = Session::validators().into_iter().collect();
			assert_eq!(stashes.len(), count, "{name}");
			assert_eq!(Session::queued_keys().len(), count, "{name}");
			assert_eq!(Babe::authorities().len(), count, "{name}");
			assert_eq!(Grandpa::grandpa_authorities().len(), count, "{name}");
			assert_eq!(AuthorityDiscovery::authorities().len(), count, "{name}");
			assert_eq!(Observations::authorities().len(), count, "{name}");
			assert_eq!(Babe::epoch_config(), Some(BABE_EPOCH_CONFIG), "{name}");

			assert_eq!(pallet_staking::ValidatorCount::<Runtime>::get(), validators, "{name}");
			assert_eq!(pallet_staking::MinimumValidatorCount::<Runtime>::get(), minimum, "{name}");
			assert_eq!(
				pallet_staking::MaxValidatorsCount::<Runtime>::get(),
				Some(MAX_VALIDATOR_CANDIDATES),
				"{name}"
			);
			for stash in stashes {
				let ledger = pallet_staking::Ledger::<Runtime>::get(&stash).expect("it is bonded");
				assert_eq!(ledger.active, GENESIS_STAKE, "{name}");
			}
		});
	}
}

#[test]
fn every_preset_should_hold_both_tokens_owned_by_nobody_with_a_key() {
	for (name, ..) in PRESETS {
		ext(name).execute_with(|| {
			let tokens = [(THP_ASSET, &b"THP"[..], 6), (SPOT_ASSET, &b"SPOT"[..], 0)];
			for (id, symbol, decimals) in tokens {
				assert!(<Assets as Inspect<AccountId>>::asset_exists(id), "{name}");
				assert_eq!(<Assets as Inspect<AccountId>>::total_issuance(id), 0, "{name}");
				assert_eq!(<Assets as Inspect<AccountId>>::minimum_balance(id), 1, "{name}");
				assert_eq!(<Assets as Metadata<AccountId>>::symbol(id), symbol, "{name}");
				assert_eq!(<Assets as Metadata<AccountId>>::decimals(id), decimals, "{name}");
				let owner = Some(assets_account());
				assert_eq!(<Assets as Roles<AccountId>>::owner(id), owner, "{name}");
				assert_eq!(<Assets as Roles<AccountId>>::issuer(id), owner, "{name}");
				let newcomer = AccountId::new([9; 32]);
				assert_ok!(<Assets as Mutate<AccountId>>::mint_into(id, &newcomer, 1));
			}
			assert_eq!(pallet_assets::Asset::<Runtime>::iter().count(), 2, "{name}");
		});
	}
}

#[test]
fn development_networks_should_have_an_owner_a_root_key_and_a_rich_alice() {
	for (name, ..) in PRESETS.into_iter().filter(|(name, ..)| *name != STAGING) {
		ext(name).execute_with(|| {
			let alice = Sr25519Keyring::Alice.to_account_id();
			assert_eq!(owner(), Some(DEV_OWNER), "{name}");
			assert_eq!(sudo_key(), Some(alice.clone()), "{name}");
			assert_eq!(Balances::free_balance(&alice), 100_000_000 * POT, "{name}");
			assert_eq!(Balances::free_balance(DEV_OWNER), 1_000_000 * POT, "{name}");
			assert_eq!(Balances::total_issuance(), 116_000_000 * POT, "{name}");
		});
	}
}

/// Rule 39.
#[test]
fn the_keys_of_development_should_be_derived_as_documented() {
	let [first, second, third] = DEV_VERIFIERS;
	for (path, account) in [
		("//owner", DEV_OWNER),
		("//compliance", DEV_COMPLIANCE),
		("//verifier//1", first),
		("//verifier//2", second),
		("//verifier//3", third),
	] {
		let pair = sp_core::sr25519::Pair::from_string(path, None).expect("a valid path");
		assert_eq!(AccountId::from(pair.public()), account, "{path}");
	}
}

#[test]
fn development_networks_should_be_able_to_verify_people_and_to_clear_hits() {
	for (name, ..) in PRESETS.into_iter().filter(|(name, ..)| *name != STAGING) {
		ext(name).execute_with(|| {
			for verifier in DEV_VERIFIERS {
				let found = Kyc::verifier(verifier).expect("it is registered");
				assert_eq!((found.licence, found.is_active), (DEV_LICENCE, true), "{name}");
			}
			assert!(Kyc::has_role(&DEV_COMPLIANCE, Role::Compliance, Scope::Network), "{name}");
			assert_eq!(Compliance::jurisdiction(CountryCode(*b"GE")), Some(Rule::Allowed));
		});
	}
}

#[test]
fn staging_should_have_no_root_key_and_no_key_that_anybody_holds() {
	ext(STAGING).execute_with(|| {
		assert_eq!(sudo_key(), None);
		assert_eq!(owner(), Some(staging::OWNER));
		assert_eq!(Balances::total_issuance(), staging::SUPPLY);
		assert!(pallet_kyc::Verifiers::<Runtime>::iter().next().is_none());
		assert!(pallet_kyc::Roles::<Runtime>::iter().next().is_none());

		let accounts = frame_system::Account::<Runtime>::iter_keys();
		let held = accounts.filter(|who| Balances::free_balance(who) > 0);
		for who in held {
			let bytes: &[u8] = who.as_ref();
			assert!(bytes.starts_with(b"replace-me"), "{who}");
		}
	});
}
