//! What `scripts/weights` measures, and what it lends the pallets for that.

#![deny(missing_docs)]

use crate::{
	Franchise, Runtime, RuntimeCall, RuntimeOrigin,
	constants::MAX_VALIDATORS,
	types::{AccountId, Balance, Moment},
};
use frame_support::BoundedVec;
use hotpot_primitives::{NodeId, TillId, traits::TillLimits};
use pallet_franchise::NodeProfile;

frame_benchmarking::define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_timestamp, Timestamp]
	[pallet_balances, Balances]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_utility, Utility]
	[pallet_multisig, Multisig]
	[pallet_proxy, Proxy]
	[pallet_preimage, Preimage]
	[pallet_scheduler, Scheduler]
	[pallet_safe_mode, SafeMode]
	[pallet_tx_pause, TxPause]
	[pallet_sudo, Sudo]
	[pallet_assets, Assets]
	[pallet_owner, Owner]
	[pallet_franchise, Franchise]
	[pallet_checks, Checks]
);

impl frame_system_benchmarking::Config for Runtime {}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Lends `pallet_owner` the largest call of its delayed list.
pub struct OwnerHelper;

impl pallet_owner::benchmarking::BenchmarkHelper<RuntimeCall> for OwnerHelper {
	fn delayed_call() -> RuntimeCall {
		let account = AccountId::new([1; 32]);
		let invulnerables = (0..MAX_VALIDATORS).map(|_| account.clone()).collect();
		RuntimeCall::Staking(pallet_staking::Call::set_invulnerables { invulnerables })
	}
}

/// Lends `pallet_checks` a till and a clock.
pub struct ChecksHelper;

impl pallet_checks::benchmarking::BenchmarkHelper<AccountId> for ChecksHelper {
	fn register_till(franchisee: AccountId, key: AccountId) -> (NodeId, TillId) {
		let profile = NodeProfile {
			entity: [1; 32],
			city: BoundedVec::truncate_from(b"Tbilisi".to_vec()),
			country: *b"GE",
			time_zone: BoundedVec::truncate_from(b"Asia/Tbilisi".to_vec()),
			utc_offset_minutes: 240,
			licence: [2; 32],
		};
		let limits = TillLimits { per_check: u64::MAX, per_day: u64::MAX };
		let root = RuntimeOrigin::root;
		Franchise::register_node(root(), franchisee, profile, Balance::MAX)
			.expect("Root may register a valid restaurant; qed");
		let node = NodeId(pallet_franchise::NextNodeId::<Runtime>::get().0.saturating_sub(1));
		Franchise::approve_till(root(), node, key.clone(), limits)
			.expect("Root may approve a till of an open restaurant; qed");
		let till = pallet_franchise::TillIdOf::<Runtime>::get(key)
			.expect("the key was registered a moment ago; qed");
		(node, till)
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}
}
