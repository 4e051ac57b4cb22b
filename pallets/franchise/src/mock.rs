//! A runtime with nothing but the registry.

use crate as pallet_franchise;
use crate::*;
use frame_support::{assert_ok, derive_impl, traits::ConstU32};
use frame_system::EnsureRoot;
use hotpot_primitives::{NodeId, TillId};
use sp_runtime::{BuildStorage, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

pub const NODE: NodeId = NodeId(1);
pub const TILL: TillId = TillId(1);
pub const FRANCHISEE: AccountId = 10;
pub const TILL_KEY: AccountId = 11;
pub const LIMITS: TillLimits = TillLimits { per_check: 100, per_day: 1_000 };

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Franchise = pallet_franchise;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
}

impl Config for Test {
	type OwnerOrigin = EnsureRoot<AccountId>;
	type MaxTillsPerNode = ConstU32<3>;
	type WeightInfo = ();
}

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut ext = sp_io::TestExternalities::new(
		frame_system::GenesisConfig::<Test>::default().build_storage().expect("genesis is valid"),
	);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test and then, always, `try_state`.
pub fn execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		assert_ok!(Franchise::do_try_state());
	});
}

pub fn profile() -> NodeProfile {
	NodeProfile {
		entity: [1; 32],
		city: b"Tbilisi".to_vec().try_into().expect("short"),
		country: *b"GE",
		time_zone: b"Asia/Tbilisi".to_vec().try_into().expect("short"),
		utc_offset_minutes: 240,
		licence: [2; 32],
	}
}

/// Registers a restaurant and one till in it.
pub fn register() {
	assert_ok!(Franchise::register_node(RuntimeOrigin::root(), FRANCHISEE, profile(), 1_000));
	assert_ok!(Franchise::approve_till(RuntimeOrigin::root(), NODE, TILL_KEY, LIMITS));
}

pub fn last_event() -> RuntimeEvent {
	System::events().pop().expect("there is an event").event
}
