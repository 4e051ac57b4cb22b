//! A runtime with the real ledger of THP, and a registry of persons in storage of its own.

mod registry;

pub use registry::*;

use crate::{self as pallet_compliance, *};
use alloc::vec;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types,
	traits::{
		AsEnsureOriginWithArg, ConstU32, ConstU64, ConstU128, Contains, Hooks,
		fungible::{ItemOf, Mutate},
	},
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use hotpot_primitives::{
	Balance, CountryCode, Moment,
	time::{DAY, HOUR},
	traits::Level,
};
use sp_runtime::{BuildStorage, DispatchResult, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Thp = ItemOf<Assets, ConstU32<THP_ASSET>, AccountId>;

pub const THP_ASSET: u32 = 1;
/// Base units of one THP.
pub const THP: Balance = hotpot_primitives::money::THP;
pub const COMPLIANCE: AccountId = 2;
pub const VERIFIER: AccountId = 3;
pub const OTHER_VERIFIER: AccountId = 4;
/// A verifier of the lowest level only.
pub const BASIC_VERIFIER: AccountId = 5;
/// Persons of Georgia, the United States and Georgia with 10 000 THP each.
pub const ALICE: AccountId = 20;
pub const BOB: AccountId = 21;
pub const CAROL: AccountId = 22;
/// Nobody's account.
pub const GUEST: AccountId = 30;
/// A new key without anything.
pub const NEW: AccountId = 40;
pub const POOL: AccountId = 500;
pub const REASON: ReasonHash = [7; 32];
/// What each person holds at the start.
pub const HELD: Balance = 10_000 * THP;
/// Noon of a day long after 1970, UTC.
pub const NOON: Moment = 20_000 * DAY + 12 * HOUR;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(4)]
	pub type Compliance = pallet_compliance;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

impl pallet_timestamp::Config for Test {
	type Moment = Moment;
	type OnTimestampSet = ();
	type MinimumPeriod = ConstU64<1>;
	type WeightInfo = ();
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = Balance;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = ();
	type Freezer = ();
}

ord_parameter_types! {
	pub const ComplianceOfficer: AccountId = COMPLIANCE;
}

pub struct Pots;

impl Contains<AccountId> for Pots {
	fn contains(who: &AccountId) -> bool {
		*who == POOL
	}
}

impl Config for Test {
	type Thp = Thp;
	type Kyc = KycRegistry;
	type Free = KycRegistry;
	type Holdings = PointHoldings;
	type Holders = AssetHolders;
	type Pots = Pots;
	type Time = Timestamp;
	type ComplianceOrigin = EnsureSignedBy<ComplianceOfficer, AccountId>;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = KycRegistry;
}

/// Builds a chain with three persons and three verifiers.
#[derive(Default)]
pub struct ExtBuilder {
	settings: Settings,
}

impl ExtBuilder {
	pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
		change(&mut self.settings);
		self
	}

	/// Runs a test and then, always, `try_state`.
	pub fn execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			assert_ok!(Compliance::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		pallet_assets::GenesisConfig::<Test> {
			assets: vec![(THP_ASSET, 1, true, 1)],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
		pallet_compliance::GenesisConfig::<Test> { settings: self.settings, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		FreeLeft::set(20);
		AreHoldingsStuck::set(false);
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOON);
			for verifier in [VERIFIER, OTHER_VERIFIER] {
				Verifiers::insert(verifier, Level::Premium);
			}
			Verifiers::insert(BASIC_VERIFIER, Level::Basic);
			for (who, country) in [(ALICE, b"GE"), (BOB, b"US"), (CAROL, b"GE")] {
				verify(who, |identity| identity.jurisdiction = CountryCode(*country));
				mint(who, HELD);
			}
			next_block();
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

pub fn mint(who: AccountId, amount: Balance) {
	assert_ok!(Thp::mint_into(&who, amount));
}

pub fn thp(who: AccountId) -> Balance {
	Assets::balance(THP_ASSET, who)
}

pub fn change_settings(change: impl FnOnce(&mut Settings)) {
	CurrentSettings::<Test>::mutate(change);
}

pub fn send(from: AccountId, to: AccountId, amount: Balance) -> DispatchResult {
	Compliance::transfer(RuntimeOrigin::signed(from), to, amount)
}

pub fn officer() -> RuntimeOrigin {
	RuntimeOrigin::signed(COMPLIANCE)
}

/// Lets the clock go on by so many ms.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(Timestamp::get() + time);
}

/// Runs what a block runs first.
pub fn next_block() {
	System::set_block_number(System::block_number() + 1);
	Compliance::on_initialize(System::block_number());
}

/// The event that came last of this pallet.
pub fn last_event() -> Event<Test> {
	let events = System::events().into_iter().rev();
	let mut ours = events.filter_map(|record| match record.event {
		RuntimeEvent::Compliance(event) => Some(event),
		_ => None,
	});
	ours.next().expect("there is an event")
}

/// The entry that came last in the register of corporate actions.
pub fn last_action() -> Action<AccountId> {
	let id = NextActionId::<Test>::get().checked_sub(1).expect("there is an action");
	Actions::<Test>::get(id).expect("numbers have no holes")
}
