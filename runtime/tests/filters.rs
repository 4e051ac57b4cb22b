//! Which calls pass, by whom, in which state.

use crate::{every_call, ext, open_till, record_checks, transfer, variants};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{Contains, GetCallMetadata, InstanceFilter},
};
use hotpot_primitives::TillId;
use hotpot_runtime::{
	Balances, ProxyType, Runtime, RuntimeCall, RuntimeOrigin, SafeMode, TxPause,
	constants::THP_ASSET,
	filters::{
		BaseCallFilter, MAX_NESTING, Refusal, UnpausableCalls, carried_calls, nesting_depth,
		refusal,
	},
	genesis::{DEV_OWNER, DEVELOPMENT},
};
use pallet_tx_pause::RuntimeCallNameOf;
use scale_info::meta_type;
use sp_keyring::Sr25519Keyring::{Alice, Bob, One};
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeMap;

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch { calls })
}

fn batch_all(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch_all { calls })
}

fn proxied(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Proxy(pallet_proxy::Call::proxy {
		real: Bob.to_account_id().into(),
		force_proxy_type: None,
		call: Box::new(call),
	})
}

fn by_multisig(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
		other_signatories: vec![Bob.to_account_id()],
		call: Box::new(call),
	})
}

fn as_root(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(call) })
}

fn enacted(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Owner(pallet_owner::Call::enact { call: Box::new(call) })
}

fn is_filtered(call: RuntimeCall, origin: RuntimeOrigin) -> bool {
	let error = frame_system::Error::<Runtime>::CallFiltered.into();
	call.dispatch(origin).is_err_and(|failure| failure.error == error)
}

/// A call's name, as `TxPause` wants it.
fn name(call: &RuntimeCall) -> RuntimeCallNameOf<Runtime> {
	let names = call.get_call_metadata();
	let bytes = |name: &str| name.as_bytes().to_vec();
	(
		bytes(names.pallet_name).try_into().expect("short enough"),
		bytes(names.function_name).try_into().expect("short enough"),
	)
}

#[test]
fn every_assets_call_should_be_refused_when_plain_or_carried() {
	let assets: Vec<_> =
		every_call().into_iter().filter(|(_, c)| matches!(c, RuntimeCall::Assets(_))).collect();
	assert!(assets.len() > 30, "all calls of the pallet are here");
	for (name, call) in assets {
		let wrapped = [
			call.clone(),
			batch(vec![transfer(Bob), call.clone()]),
			proxied(call.clone()),
			by_multisig(batch_all(vec![call.clone()])),
			as_root(call.clone()),
			enacted(call.clone()),
			RuntimeCall::Utility(pallet_utility::Call::if_else {
				main: Box::new(transfer(Bob)),
				fallback: Box::new(call.clone()),
			}),
		];
		for call in wrapped {
			assert_eq!(refusal(&call), Some(Refusal::AssetsCall), "{name}");
		}
	}
}

#[test]
fn a_refused_call_should_fail_as_filtered_when_dispatched() {
	ext(DEVELOPMENT).execute_with(|| {
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		let burn = RuntimeCall::Assets(pallet_assets::Call::burn {
			id: THP_ASSET,
			who: Alice.to_account_id().into(),
			amount: 1,
		});
		assert!(is_filtered(burn, alice.clone()));
		assert!(is_filtered(batch(vec![batch(vec![])]), alice.clone()));
		assert_ok!(batch(vec![transfer(Bob)]).dispatch(alice));
	});
}

#[test]
fn a_batch_should_be_refused_when_directly_inside_a_batch() {
	let inner = || batch(vec![transfer(Bob)]);
	for nested in [
		batch(vec![transfer(Bob), inner()]),
		batch_all(vec![inner()]),
		RuntimeCall::Utility(pallet_utility::Call::force_batch { calls: vec![batch_all(vec![])] }),
	] {
		assert_eq!(refusal(&nested), Some(Refusal::NestedBatch));
	}
	assert_eq!(refusal(&inner()), None);
	assert_eq!(refusal(&proxied(inner())), None);
	assert_eq!(refusal(&batch(vec![proxied(transfer(Bob))])), None);
}

#[test]
fn a_call_should_be_refused_when_too_many_calls_stand_around_it() {
	let two = by_multisig(proxied(transfer(Bob)));
	assert_eq!(nesting_depth(&transfer(Bob)), 0);
	assert_eq!(nesting_depth(&batch(vec![])), 1);
	assert_eq!(nesting_depth(&two), MAX_NESTING);
	assert_eq!(refusal(&two), None);
	assert_eq!(refusal(&proxied(two.clone())), Some(Refusal::TooDeep));
	assert_eq!(refusal(&batch(vec![transfer(Bob), proxied(two)])), Some(Refusal::TooDeep));
}

#[test]
fn nesting_depth_should_stay_cheap_when_a_tower_is_high() {
	let tower = (0..200).fold(transfer(Bob), |call, _| proxied(call));
	assert_eq!(nesting_depth(&tower), MAX_NESTING + 1);
}

#[test]
fn every_call_that_carries_calls_should_be_known() {
	let call_types = [meta_type::<RuntimeCall>(), meta_type::<Vec<RuntimeCall>>()];
	let instances: BTreeMap<_, _> = every_call().into_iter().collect();
	let mut carriers = 0;
	for pallet in variants(&meta_type::<RuntimeCall>()) {
		for call in variants(&pallet.fields[0].ty) {
			let name = format!("{}.{}", pallet.name, call.name);
			let carries = call.fields.iter().any(|field| call_types.contains(&field.ty));
			assert_eq!(carried_calls(&instances[&name]).is_some(), carries, "{name}");
			carriers += u32::from(carries);
		}
	}
	assert!(carriers > 15, "the types of carried calls are recognised: {carriers}");
}

#[test]
fn safe_mode_should_let_through_what_blocks_and_the_owner_need() {
	ext(DEVELOPMENT).execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::signed(DEV_OWNER)));
		assert!(SafeMode::is_entered());

		let mandatory: Vec<_> = every_call()
			.into_iter()
			.filter(|(_, call)| call.get_dispatch_info().class == DispatchClass::Mandatory)
			.collect();
		assert!(!mandatory.is_empty());
		for (name, call) in mandatory {
			assert!(BaseCallFilter::contains(&call), "{name}");
		}

		let exit = RuntimeCall::SafeMode(pallet_safe_mode::Call::force_exit {});
		assert!(BaseCallFilter::contains(&enacted(exit.clone())));
		assert!(BaseCallFilter::contains(&by_multisig(exit.clone())));
		assert!(BaseCallFilter::contains(&as_root(transfer(Bob))));
		let quarantine = pallet_checks::Call::quarantine { till: TillId(1), range: None };
		assert!(BaseCallFilter::contains(&RuntimeCall::Checks(quarantine)));
		let veto = pallet_compliance::Call::veto_recovery { requested_at: 0 };
		assert!(BaseCallFilter::contains(&RuntimeCall::Compliance(veto)));
		let (who, reason) = (Bob.to_account_id(), [1; 32]);
		let freeze = pallet_compliance::Call::freeze { who: who.clone(), reason };
		assert!(BaseCallFilter::contains(&RuntimeCall::Compliance(freeze)));
		let door = pallet_compliance::Call::transfer { to: who, amount: 1 };
		assert!(!BaseCallFilter::contains(&RuntimeCall::Compliance(door)));
		assert!(!BaseCallFilter::contains(&record_checks(1, 1)));
		assert!(!BaseCallFilter::contains(&transfer(Bob)));
		assert!(!BaseCallFilter::contains(&batch(vec![exit.clone()])));

		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		assert!(is_filtered(transfer(Bob), alice.clone()));
		assert!(is_filtered(by_multisig(transfer(Bob)), alice.clone()));

		assert_ok!(exit.dispatch(RuntimeOrigin::signed(DEV_OWNER)));
		assert_ok!(transfer(Bob).dispatch(alice));
	});
}

#[test]
fn safe_mode_should_stay_closed_to_others_than_the_owner() {
	ext(DEVELOPMENT).execute_with(|| {
		let alice = || RuntimeOrigin::signed(Alice.to_account_id());
		assert!(SafeMode::enter(alice()).is_err());
		assert!(SafeMode::force_enter(alice()).is_err());
		assert!(!SafeMode::is_entered());
	});
}

#[test]
fn a_call_should_be_refused_when_paused() {
	ext(DEVELOPMENT).execute_with(|| {
		open_till(One.to_account_id());
		let owner = || RuntimeOrigin::signed(DEV_OWNER);
		let record = record_checks(1, 1);
		let till = || RuntimeOrigin::signed(One.to_account_id());

		assert_ok!(TxPause::pause(owner(), name(&record)));
		assert!(is_filtered(record.clone(), till()));
		assert_ok!(TxPause::unpause(owner(), name(&record)));
		assert_ok!(record.dispatch(till()));

		for (call_name, call) in every_call() {
			let is_unpausable = UnpausableCalls::contains(&name(&call));
			assert_eq!(TxPause::pause(owner(), name(&call)).is_err(), is_unpausable, "{call_name}");
			let class = call.get_dispatch_info().class;
			assert!(is_unpausable || class != DispatchClass::Mandatory, "{call_name}");
		}
		let record = record_checks(2, 1);
		assert!(is_filtered(record.clone(), till()));
		let unpause = pallet_tx_pause::Call::unpause { ident: name(&record) };
		assert_ok!(RuntimeCall::TxPause(unpause).dispatch(owner()));
		assert_ok!(record.dispatch(till()));
	});
}

#[test]
fn a_till_proxy_should_do_nothing_but_a_tills_work() {
	let allowed: Vec<_> = every_call()
		.into_iter()
		.filter_map(|(name, call)| ProxyType::Till.filter(&call).then_some(name))
		.collect();
	assert_eq!(allowed, ["Checks.record_checks", "Checks.void"]);
}

#[test]
fn a_staking_proxy_should_not_move_stake_or_rewards_to_others() {
	for (name, call) in every_call() {
		if ProxyType::Staking.filter(&call) {
			let name = name.strip_prefix("Staking.").expect("only calls of staking");
			assert!(!["bond", "set_payee", "update_payee"].contains(&name));
		}
	}
}

#[test]
fn a_non_transfer_proxy_should_not_reach_money() {
	for (name, call) in every_call() {
		if ProxyType::NonTransfer.filter(&call) {
			let pallet = name.split('.').next().expect("a name has a pallet");
			assert!(["Staking", "Session", "Checks"].contains(&pallet), "{name}");
			assert_ne!(name, "Checks.claim");
		}
	}
	assert!(!ProxyType::NonTransfer.filter(&transfer(Bob)));
	assert!(!ProxyType::NonTransfer.filter(&batch(vec![transfer(Bob)])));
}

#[test]
fn a_superset_should_allow_all_that_its_subset_allows() {
	let types = [ProxyType::Any, ProxyType::NonTransfer, ProxyType::Till, ProxyType::Staking];
	let calls = every_call();
	for wide in types {
		assert!(wide.is_superset(&wide));
		for narrow in types {
			let holds = calls.iter().all(|(_, c)| !narrow.filter(c) || wide.filter(c));
			assert_eq!(wide.is_superset(&narrow), holds, "{wide:?} over {narrow:?}");
		}
	}
}

#[test]
fn a_proxy_should_be_held_to_its_type_when_it_wraps_the_call() {
	ext(DEVELOPMENT).execute_with(|| {
		let bob = RuntimeOrigin::signed(Bob.to_account_id());
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		let add = RuntimeCall::Proxy(pallet_proxy::Call::add_proxy {
			delegate: Alice.to_account_id().into(),
			proxy_type: ProxyType::NonTransfer,
			delay: 0,
		});
		assert_ok!(add.dispatch(bob));
		let before = Balances::free_balance(Bob.to_account_id());
		assert_ok!(proxied(transfer(Alice)).dispatch(alice));
		assert_eq!(Balances::free_balance(Bob.to_account_id()), before);
	});
}
