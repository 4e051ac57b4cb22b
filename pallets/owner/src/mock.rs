//! A runtime with the real scheduler and preimages.

use crate as pallet_owner;
use crate::*;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, Contains, EqualPrivilegeOnly, OnInitialize},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{BuildStorage, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

pub const OWNER: AccountId = 1;
pub const SUCCESSOR: AccountId = 2;
pub const DELAY: u64 = 10;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(2)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(3)]
	pub type Owner = pallet_owner;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
}

impl pallet_preimage::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = ();
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

parameter_types! {
	pub MaximumSchedulerWeight: Weight = Weight::from_parts(2_000_000_000_000, u64::MAX);
}

impl pallet_scheduler::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<10>;
	type WeightInfo = ();
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

/// `set_storage` and `set_heap_pages` may be delayed.
pub struct Delayed;
impl Contains<RuntimeCall> for Delayed {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::System(
				frame_system::Call::set_storage { .. } | frame_system::Call::set_heap_pages { .. }
			)
		)
	}
}

/// `kill_storage` happens at once, and so does `remark_with_event`, which fails: it wants a signer.
pub struct Immediate;
impl Contains<RuntimeCall> for Immediate {
	fn contains(call: &RuntimeCall) -> bool {
		use frame_system::Call;
		matches!(
			call,
			RuntimeCall::System(Call::kill_storage { .. } | Call::remark_with_event { .. })
		)
	}
}

impl Config for Test {
	type RuntimeCall = RuntimeCall;
	type Delayed = Delayed;
	type Immediate = Immediate;
	type EnactmentPeriod = ConstU64<DELAY>;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Largest;
}

/// The largest call that tests delay.
#[cfg(feature = "runtime-benchmarks")]
pub struct Largest;
#[cfg(feature = "runtime-benchmarks")]
impl benchmarking::BenchmarkHelper<RuntimeCall> for Largest {
	fn delayed_call() -> RuntimeCall {
		set_storage(1_000)
	}
}

/// A call that writes `size` bytes under the key `k`.
pub fn set_storage(size: usize) -> RuntimeCall {
	let items = alloc::vec![(b"k".to_vec(), alloc::vec![1; size])];
	RuntimeCall::System(frame_system::Call::set_storage { items })
}

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage =
		frame_system::GenesisConfig::<Test>::default().build_storage().expect("genesis is valid");
	pallet_owner::GenesisConfig::<Test> { owner: Some(OWNER) }
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test and then, always, `try_state`.
pub fn execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		assert_ok!(Owner::do_try_state());
	});
}

/// Makes blocks up to number `n`.
pub fn run_to(n: u64) {
	while System::block_number() < n {
		System::set_block_number(System::block_number() + 1);
		<Scheduler as OnInitialize<u64>>::on_initialize(System::block_number());
	}
}

pub fn last_event() -> RuntimeEvent {
	System::events().pop().expect("there is an event").event
}
