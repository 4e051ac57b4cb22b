//! What fits into a block.

use crate::{ext, record_checks, signed, transfer};
use codec::Encode;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::constants::{
		ExtrinsicBaseWeight, WEIGHT_REF_TIME_PER_MILLIS, WEIGHT_REF_TIME_PER_SECOND,
	},
};
use hotpot_runtime::{
	RuntimeCall,
	constants::{ERA_PERIOD, SLOT_DURATION},
	genesis::DEVELOPMENT,
	weights::{RuntimeBlockLength, RuntimeBlockWeights},
};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::generic::Era;

const NORMAL_REF_TIME: u64 = 1_125 * WEIGHT_REF_TIME_PER_MILLIS;

/// Picoseconds a call declares in a transaction, all included.
fn declared(call: RuntimeCall) -> u64 {
	let extrinsic = signed(call, Alice, 0, Era::mortal(ERA_PERIOD, 0), 0);
	let weight = extrinsic.get_dispatch_info().total_weight();
	weight.saturating_add(ExtrinsicBaseWeight::get()).ref_time()
}

#[test]
fn a_block_should_compute_for_half_a_slot_at_most() {
	let weights = RuntimeBlockWeights::get();
	let slot = SLOT_DURATION * WEIGHT_REF_TIME_PER_MILLIS;
	assert_eq!(weights.max_block.ref_time(), slot / 2);
	let normal = weights.get(DispatchClass::Normal).max_total.expect("it is limited");
	assert_eq!(normal.ref_time(), NORMAL_REF_TIME);
	weights.validate().expect("the limits fit one another");
}

#[test]
fn ordinary_calls_should_fill_three_quarters_of_a_blocks_length() {
	let length = RuntimeBlockLength::get();
	assert_eq!(*length.max.get(DispatchClass::Normal), 3_932_160);
	assert_eq!(*length.max.get(DispatchClass::Operational), 5 * 1024 * 1024);
	assert_eq!(*length.max.get(DispatchClass::Mandatory), 5 * 1024 * 1024);
}

/// Rule 38.
#[test]
fn transfers_should_reach_the_throughput_of_rule_38_by_declared_weight() {
	ext(DEVELOPMENT).execute_with(|| {
		let a_block = NORMAL_REF_TIME / declared(transfer(Bob));
		let a_second =
			a_block * WEIGHT_REF_TIME_PER_SECOND / (SLOT_DURATION * WEIGHT_REF_TIME_PER_MILLIS);
		assert!(a_second >= 500, "{a_second} transfers a second");
	});
}

#[test]
fn a_full_batch_of_checks_should_fit_a_block_many_times() {
	ext(DEVELOPMENT).execute_with(|| {
		let batch = record_checks(1, 200);
		let limit = RuntimeBlockWeights::get()
			.get(DispatchClass::Normal)
			.max_extrinsic
			.expect("it is limited");
		assert!(batch.get_dispatch_info().call_weight.all_lte(limit));
		assert!(NORMAL_REF_TIME / declared(batch.clone()) >= 10);
		let bytes = batch.encoded_size();
		assert!(bytes < 20_000, "{bytes} bytes");
	});
}

#[test]
fn a_runtime_upgrade_should_fit_a_block() {
	let operational = *RuntimeBlockLength::get().max.get(DispatchClass::Operational) as usize;
	assert!(hotpot_runtime::wasm_binary().len() < operational);
	let upgrade =
		RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { code: vec![] });
	assert_eq!(upgrade.get_dispatch_info().class, DispatchClass::Operational);
}
