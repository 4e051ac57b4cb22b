//! Calls of the base, consensus and coins.

use super::{Entry, entries};
use crate::{
	calls_with_arguments,
	one_door::{
		cast::Cast,
		world::{CODE, SLOT},
	},
};
use codec::Encode;
use frame_support::traits::PalletInfoAccess;
use hotpot_runtime::{
	Assets, Hash, Runtime,
	constants::{POT, SLOT_DURATION, THP_ASSET},
	opaque::SessionKeys,
};
use pallet_balances::AdjustmentDirection;
use sp_core::proof_of_possession::ProofOfPossessionGenerator;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// Calls of the base, aimed at the ledger where they can be.
pub fn calls() -> Vec<Entry> {
	type Call = frame_system::Call<Runtime>;
	type Accounts = pallet_assets::Account<Runtime>;

	let receiver = Accounts::hashed_key_for(THP_ASSET, Cast::Receiver.account());
	let mut riches = Accounts::get(THP_ASSET, Cast::Receiver.account()).expect("it holds THP");
	riches.balance += 1;
	let supply = pallet_assets::Asset::<Runtime>::hashed_key_for(THP_ASSET);
	let ledger = sp_io::hashing::twox_128(Assets::name().as_bytes()).to_vec();
	let code_hash = Hash::repeat_byte(1);
	entries([
		Call::remark { remark: vec![1] },
		Call::set_heap_pages { pages: 64 },
		Call::set_code { code: CODE.to_vec() },
		Call::set_code_without_checks { code: CODE.to_vec() },
		Call::set_storage { items: vec![(receiver, riches.encode())] },
		Call::kill_storage { keys: vec![supply] },
		Call::kill_prefix { prefix: ledger, subkeys: 1_000 },
		Call::remark_with_event { remark: vec![1] },
		Call::authorize_upgrade { code_hash },
		Call::authorize_upgrade_without_checks { code_hash },
		Call::apply_authorized_upgrade { code: CODE.to_vec() },
	])
}

/// Calls of clock, BABE, GRANDPA and sessions.
pub fn calls_of_consensus() -> Vec<Entry> {
	let now = SLOT * SLOT_DURATION;
	let stalled = pallet_grandpa::Call::note_stalled { delay: 10, best_finalized_block_number: 0 };
	let plan = calls_with_arguments().into_iter().map(|(_, call)| Entry::new(call));
	[
		Entry::new(pallet_timestamp::Call::set { now }),
		Entry::new(stalled),
		Entry::new(set_keys()),
		Entry::new(pallet_session::Call::purge_keys {}),
	]
	.into_iter()
	.chain(plan)
	.collect()
}

/// The delegate wants to validate, with keys that it proves to have.
fn set_keys() -> pallet_session::Call<Runtime> {
	let (authority, finality) = (Sr25519Keyring::One, Ed25519Keyring::One);
	let owner = Cast::Delegate.account().encode();
	let authority_proof = authority.pair().generate_proof_of_possession(&owner);
	let finality_proof = finality.pair().generate_proof_of_possession(&owner);
	let keys = SessionKeys {
		babe: authority.public().into(),
		grandpa: finality.public().into(),
		authority_discovery: authority.public().into(),
		observations: authority.public().into(),
	};
	let proof = (authority_proof, finality_proof, authority_proof, authority_proof).encode();
	pallet_session::Call::set_keys { keys, proof }
}

/// Calls of POT.
pub fn calls_of_balances() -> Vec<Entry> {
	type Call = pallet_balances::Call<Runtime>;

	let guest = || Cast::Guest.account().into();
	let delegate = || Cast::Delegate.account().into();
	entries([
		Call::transfer_allow_death { dest: guest(), value: POT },
		Call::force_transfer { source: delegate(), dest: guest(), value: POT },
		Call::transfer_keep_alive { dest: guest(), value: POT },
		Call::transfer_all { dest: guest(), keep_alive: false },
		Call::force_unreserve { who: delegate(), amount: POT },
		Call::upgrade_accounts { who: vec![Cast::Holder.account()] },
		Call::force_set_balance { who: delegate(), new_free: POT },
		Call::force_adjust_total_issuance { direction: AdjustmentDirection::Increase, delta: 1 },
		Call::burn { value: POT, keep_alive: false },
	])
}
