//! The runtime as a chain uses it: the real configuration, on the state of a real preset.

mod block_limits;
mod check_wallets;
mod door_cost;
mod economy;
mod economy_cost;
mod equivocation;
mod extensions;
mod fees;
mod filters;
mod genesis;
mod ids;
mod observations;
mod one_door;
mod people;

use codec::{Decode, Encode};
use frame_support::genesis_builder_helper::build_state;
use hotpot_primitives::{
	NodeId,
	time::DAY,
	traits::{Award, AwardSource, SpotMutate, TillLimits},
};
use hotpot_runtime::{
	AccountId, Balance, Franchise, Nonce, Runtime, RuntimeCall, RuntimeGenesisConfig,
	RuntimeOrigin, SignedPayload, Spot, UncheckedExtrinsic, constants::POT,
	extensions::tx_extension, genesis::DEV_OWNER,
};
use pallet_checks::CheckEntry;
use pallet_franchise::NodeProfile;
use scale_info::{MetaType, TypeDef, Variant, form::MetaForm, meta_type};
use serde_json::Value;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{MultiSignature, generic::Era, traits::TrailingZeroInput};

/// A moment of 2026.
const NOW: u64 = 1_790_000_000_000;

/// A chain's state right after genesis.
fn ext(preset: &str) -> TestExternalities {
	let mut ext = TestExternalities::default();
	let json = full_genesis(preset);
	ext.execute_with(|| build_state::<RuntimeGenesisConfig>(json).expect("the preset builds"));
	ext
}

/// A preset's patch, applied to the default genesis as nodes do it.
fn full_genesis(preset: &str) -> Vec<u8> {
	let patch = hotpot_runtime::genesis::preset(&preset.into()).expect("the preset exists");
	let mut genesis =
		serde_json::to_value(RuntimeGenesisConfig::default()).expect("the default is JSON");
	merge(&mut genesis, serde_json::from_slice(&patch).expect("the patch is JSON"));
	serde_json::to_vec(&genesis).expect("a JSON value is JSON")
}

fn merge(into: &mut Value, patch: Value) {
	match (into, patch) {
		(Value::Object(into), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(Value::Null), value);
			}
		}
		(into, value) => *into = value,
	}
}

/// A transaction signed by a well-known account, valid on the current state.
fn signed(
	call: RuntimeCall,
	who: Sr25519Keyring,
	nonce: Nonce,
	era: Era,
	tip: Balance,
) -> UncheckedExtrinsic {
	let extension = tx_extension(nonce, era, tip);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the era is known");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		who.to_account_id().into(),
		MultiSignature::Sr25519(signature),
		extension,
	)
}

/// A transfer of one POT.
fn transfer(to: Sr25519Keyring) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: to.to_account_id().into(), value: POT }
		.into()
}

/// Opens a restaurant of Bob with a till whose key is `key`, at [`NOW`].
fn open_till(key: AccountId) {
	pallet_timestamp::Now::<Runtime>::put(NOW);
	let profile = NodeProfile {
		entity: [1; 32],
		city: b"Tbilisi".to_vec().try_into().expect("short enough"),
		country: *b"GE",
		time_zone: b"Asia/Tbilisi".to_vec().try_into().expect("short enough"),
		utc_offset_minutes: 240,
		licence: [2; 32],
	};
	let owner = RuntimeOrigin::signed(DEV_OWNER);
	let franchisee = Sr25519Keyring::Bob.to_account_id();
	Franchise::register_node(owner.clone(), franchisee, profile, Balance::MAX)
		.expect("the owner may open a restaurant");
	let limits = TillLimits { per_check: 1_000_000, per_day: u64::MAX };
	Franchise::approve_till(owner, NodeId(1), key, limits).expect("the owner may approve a till");
}

/// Records `count` checks of 50 GEL from number `first` on, paid at [`NOW`].
fn record_checks(first: u32, count: u32) -> RuntimeCall {
	let entries: Vec<_> = (first..)
		.take(count as usize)
		.map(|sequence| CheckEntry {
			sequence,
			tetri: 5_000,
			sold_at: NOW,
			wallet: wallet(sequence),
			commitment: [3; 32],
		})
		.collect();
	let entries = entries.try_into().expect("not more than a batch may hold");
	RuntimeCall::Checks(pallet_checks::Call::record_checks { entries })
}

/// Gives SPOT of a day some days ago, and of as many days before it as the caps ask for.
fn award(who: &AccountId, spot: u32, days_ago: u32) {
	let cap = u32::from(pallet_spot::CurrentSettings::<Runtime>::get().daily_cap);
	let now = pallet_timestamp::Now::<Runtime>::get();
	for day in 0..spot.div_ceil(cap) {
		let evidence = sp_io::hashing::blake2_256(&(who, day).encode());
		let (amount, at) = (cap.min(spot - day * cap), now - u64::from(days_ago + day) * DAY);
		let award = Award { source: AwardSource::Watch, evidence, amount, at };
		assert_eq!(Spot::award(who, award), Ok(amount));
	}
}

/// The check wallet of a check: any key that nobody else uses.
fn wallet(sequence: u32) -> AccountId {
	let mut key = [4; 32];
	key[..4].copy_from_slice(&sequence.to_le_bytes());
	AccountId::new(key)
}

/// Calls that zeros are no arguments of, each with arguments.
fn calls_with_arguments() -> Vec<(&'static str, RuntimeCall)> {
	let config = sp_consensus_babe::digests::NextConfigDescriptor::V1 {
		c: (1, 4),
		allowed_slots: sp_consensus_babe::AllowedSlots::PrimarySlots,
	};
	let plan = pallet_babe::Call::plan_config_change { config };
	vec![("Babe.plan_config_change", RuntimeCall::Babe(plan))]
}

/// Every call of the runtime with its name, its arguments decoded from zeros where that works.
fn every_call() -> Vec<(String, RuntimeCall)> {
	let mut calls = Vec::new();
	for pallet in variants(&meta_type::<RuntimeCall>()) {
		for call in variants(&pallet.fields[0].ty) {
			let name = format!("{}.{}", pallet.name, call.name);
			let indices = [pallet.index, call.index];
			let decoded = RuntimeCall::decode(&mut TrailingZeroInput::new(&indices)).ok();
			let built = || calls_with_arguments().into_iter().find(|(n, _)| *n == name);
			let call = decoded
				.or_else(|| built().map(|(_, call)| call))
				.unwrap_or_else(|| panic!("{name}: add it to calls_with_arguments"));
			calls.push((name, call));
		}
	}
	calls
}

/// The variants of an enum by its type information.
fn variants(ty: &MetaType) -> Vec<Variant<MetaForm>> {
	match ty.type_info().type_def {
		TypeDef::Variant(def) => def.variants,
		_ => Vec::new(),
	}
}
