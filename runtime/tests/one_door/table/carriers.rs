//! Calls of the pallets that carry calls. Each carries something harmless here; the ways of
//! making a call carry the whole table.

use super::{Entry, entries};
use crate::one_door::{
	cast::{Cast, HEIGHT},
	world::{ASKED, NOTED, TASK, TASKS_AT, remark, remark_hash},
};
use frame_support::weights::Weight;
use frame_system::RawOrigin;
use hotpot_runtime::{AccountId, Hash, OriginCaller, ProxyType, Runtime, RuntimeCall};
use pallet_multisig::Timepoint;
use sp_runtime::{
	MultiAddress,
	traits::{BlakeTwo256, Hash as _},
};

fn boxed() -> Box<RuntimeCall> {
	Box::new(remark())
}

/// Calls of batches and the like.
pub fn calls_of_utility() -> Vec<Entry> {
	type Call = pallet_utility::Call<Runtime>;

	let as_holder = || {
		let holder = RawOrigin::Signed(Cast::Holder.account());
		Box::new(OriginCaller::system(holder))
	};
	entries([
		Call::batch { calls: vec![remark()] },
		Call::as_derivative { index: 0, call: boxed() },
		Call::batch_all { calls: vec![remark()] },
		Call::dispatch_as { as_origin: as_holder(), call: boxed() },
		Call::force_batch { calls: vec![remark()] },
		Call::with_weight { call: boxed(), weight: Weight::zero() },
		Call::if_else { main: boxed(), fallback: boxed() },
		Call::dispatch_as_fallible { as_origin: as_holder(), call: boxed() },
	])
}

/// Calls of multisigs: the holder's with the delegate.
pub fn calls_of_multisig() -> Vec<Entry> {
	type Call = pallet_multisig::Call<Runtime>;

	let others = || vec![Cast::Delegate.account()];
	let (threshold, max_weight) = (2, Weight::MAX);
	entries([
		Call::as_multi_threshold_1 { other_signatories: others(), call: boxed() },
		Call::as_multi {
			threshold,
			other_signatories: others(),
			maybe_timepoint: None,
			call: boxed(),
			max_weight,
		},
		Call::approve_as_multi {
			threshold,
			other_signatories: others(),
			maybe_timepoint: None,
			call_hash: [7; 32],
			max_weight,
		},
		Call::cancel_as_multi {
			threshold,
			other_signatories: others(),
			timepoint: Timepoint { height: HEIGHT, index: 0 },
			call_hash: ASKED,
		},
		Call::poke_deposit { threshold, other_signatories: others(), call_hash: ASKED },
	])
}

/// Calls of proxies.
pub fn calls_of_proxy() -> Vec<Entry> {
	type Call = pallet_proxy::Call<Runtime>;
	type Address = MultiAddress<AccountId, ()>;

	let holder = || Address::from(Cast::Holder.account());
	let delegate = || Address::from(Cast::Delegate.account());
	let (proxy_type, delay, index) = (ProxyType::Any, 0, 0);
	let call_hash = remark_hash();
	entries([
		Call::proxy { real: holder(), force_proxy_type: None, call: boxed() },
		Call::add_proxy { delegate: Cast::Guest.account().into(), proxy_type, delay },
		Call::remove_proxy { delegate: delegate(), proxy_type, delay },
		Call::remove_proxies {},
		Call::create_pure { proxy_type, delay, index },
		Call::kill_pure { spawner: holder(), proxy_type, index, height: HEIGHT, ext_index: 0 },
		Call::announce { real: holder(), call_hash },
		Call::remove_announcement { real: holder(), call_hash },
		Call::reject_announcement { delegate: delegate(), call_hash },
		Call::proxy_announced {
			delegate: delegate(),
			real: holder(),
			force_proxy_type: None,
			call: boxed(),
		},
		Call::poke_deposit {},
	])
}

/// Calls of preimages.
pub fn calls_of_preimage() -> Vec<Entry> {
	type Call = pallet_preimage::Call<Runtime>;

	let hash = BlakeTwo256::hash(NOTED);
	entries([
		Call::note_preimage { bytes: vec![1] },
		Call::unnote_preimage { hash },
		Call::request_preimage { hash },
		Call::unrequest_preimage { hash: Hash::from(ASKED) },
		Call::ensure_updated { hashes: vec![hash] },
	])
}

/// Calls of delayed calls.
pub fn calls_of_scheduler() -> Vec<Entry> {
	type Call = pallet_scheduler::Call<Runtime>;

	let (maybe_periodic, priority, task) = (None, 0, (TASKS_AT, 0));
	let (when, after, id) = (TASKS_AT, 1, [1; 32]);
	let (retries, period) = (1, 1);
	entries([
		Call::schedule { when, maybe_periodic, priority, call: boxed() },
		Call::cancel { when, index: 0 },
		Call::schedule_named { id, when, maybe_periodic, priority, call: boxed() },
		Call::cancel_named { id: TASK },
		Call::schedule_after { after, maybe_periodic, priority, call: boxed() },
		Call::schedule_named_after { id, after, maybe_periodic, priority, call: boxed() },
		Call::set_retry { task, retries, period },
		Call::set_retry_named { id: TASK, retries, period },
		Call::cancel_retry { task },
		Call::cancel_retry_named { id: TASK },
	])
}

/// Calls of the root key.
pub fn calls_of_sudo() -> Vec<Entry> {
	type Call = pallet_sudo::Call<Runtime>;

	entries([
		Call::sudo { call: boxed() },
		Call::sudo_unchecked_weight { call: boxed(), weight: Weight::zero() },
		Call::set_key { new: Cast::Guest.account().into() },
		Call::sudo_as { who: Cast::Holder.account().into(), call: boxed() },
		Call::remove_key {},
	])
}
