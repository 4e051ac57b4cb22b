//! A runtime with the real neighbours, and builders for tests.

use crate::{self as pallet_checks, *};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU32, ConstU64, ConstU128, Hooks, fungible::ItemOf},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSigned};
use hotpot_primitives::{
	Balance, Moment, NodeId, Tetri, TillId,
	time::{DAY, HOUR},
	traits::{
		FranchiseInspect, Identity, KycInspect, MaturedCheck, OnCheck, Role, RoleInspect, Scope,
		ThpRoom, TillLimits,
	},
};
use sp_runtime::{BuildStorage, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

pub const THP: u32 = 1;
pub const NODE: NodeId = NodeId(1);
pub const TILL: TillId = TillId(1);
pub const FRANCHISEE: AccountId = 10;
pub const TILL_KEY: AccountId = 11;
/// Has a role in the restaurant.
pub const COOK: AccountId = 12;
pub const GUEST: AccountId = 20;
/// Noon of a day long after 1970, UTC.
pub const NOON: Moment = 20_000 * DAY + 12 * HOUR;
pub const LIMITS: TillLimits = TillLimits { per_check: 1_000_000, per_day: 50_000_000 };
pub const CAP: Balance = 2_000 * 100_000_000;

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
	pub type Franchise = pallet_franchise;
	#[runtime::pallet_index(5)]
	pub type Checks = pallet_checks;
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

impl pallet_franchise::Config for Test {
	type OwnerOrigin = EnsureRoot<AccountId>;
	type MaxTillsPerNode = ConstU32<10>;
	type WeightInfo = ();
}

parameter_types! {
	pub const PoolAccount: AccountId = 500;
	pub const ReserveAccount: AccountId = 501;
	pub static MintedElsewhere: Balance = 0;
}

parameter_types! {
	/// The most THP that some accounts may hold.
	pub static Caps: BTreeMap<AccountId, Balance> = BTreeMap::new();
	/// Accounts that persons left, and for which.
	pub static Left: BTreeMap<AccountId, AccountId> = BTreeMap::new();
	/// What was told of matured checks.
	pub static Matured: Vec<(AccountId, MaturedCheck)> = Vec::new();
}

/// Persons, as far as the traits' documentation promises.
pub struct Persons;

impl KycInspect<AccountId> for Persons {
	fn identity(_: &AccountId) -> Option<Identity> {
		None
	}
	fn current_account(who: AccountId) -> AccountId {
		Left::get().remove(&who).unwrap_or(who)
	}
}

impl RoleInspect<AccountId> for Persons {
	fn has_role(_: &AccountId, _: Role, _: Scope) -> bool {
		false
	}
	fn is_staff(node: NodeId, who: &AccountId) -> bool {
		*who == COOK || Franchise::is_staff(node, who)
	}
}

impl ThpRoom<AccountId> for Persons {
	fn room(who: &AccountId) -> Balance {
		Caps::get().get(who).map_or(Balance::MAX, |cap| cap.saturating_sub(thp(*who)))
	}
}

impl OnCheck<AccountId> for Persons {
	fn matured(who: &AccountId, check: MaturedCheck) {
		Matured::mutate(|told| told.push((*who, check)));
	}
}

impl Config for Test {
	type Franchise = Franchise;
	type Kyc = Persons;
	type Room = Persons;
	type Thp = ItemOf<Assets, frame_support::traits::ConstU32<THP>, AccountId>;
	type OnCheck = Persons;
	type MintedElsewhere = MintedElsewhere;
	type PoolAccount = PoolAccount;
	type ReserveAccount = ReserveAccount;
	type Time = Timestamp;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type QuarantineOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Registry;
}

/// Registers tills for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Registry;
#[cfg(feature = "runtime-benchmarks")]
impl benchmarking::BenchmarkHelper<AccountId> for Registry {
	fn register_till(franchisee: AccountId, key: AccountId) -> (NodeId, TillId) {
		register_till(franchisee, key)
	}

	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}

	fn leave_account(left: AccountId, current: AccountId) {
		Left::mutate(|accounts| accounts.insert(left, current));
		cap(current, 1);
	}
}

/// Builds a chain with one restaurant in Tbilisi and one till.
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
		let mut ext = self.build();
		ext.execute_with(|| {
			test();
			assert_ok!(Checks::do_try_state());
			assert_ok!(Franchise::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		Caps::take();
		Left::take();
		Matured::take();
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		pallet_assets::GenesisConfig::<Test> {
			assets: vec![(THP, 1, true, 1)],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
		pallet_checks::GenesisConfig::<Test> { settings: self.settings, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOON);
			register_till(FRANCHISEE, TILL_KEY);
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

pub fn register_till(franchisee: AccountId, key: AccountId) -> (NodeId, TillId) {
	let node = pallet_franchise::NextNodeId::<Test>::get();
	let till = pallet_franchise::NextTillId::<Test>::get();
	let profile = pallet_franchise::NodeProfile {
		entity: [1; 32],
		city: b"Tbilisi".to_vec().try_into().expect("short"),
		country: *b"GE",
		time_zone: b"Asia/Tbilisi".to_vec().try_into().expect("short"),
		utc_offset_minutes: 240,
		licence: [2; 32],
	};
	assert_ok!(Franchise::register_node(RuntimeOrigin::root(), franchisee, profile, CAP));
	assert_ok!(Franchise::approve_till(RuntimeOrigin::root(), node, key, LIMITS));
	(node, till)
}

/// The wallet that tests give the check with this number.
pub fn wallet(sequence: u32) -> AccountId {
	1_000 + AccountId::from(sequence)
}

/// A check of `tetri`, sold now.
pub fn entry(sequence: u32, tetri: Tetri) -> CheckEntry<AccountId> {
	CheckEntry {
		sequence,
		tetri,
		sold_at: Timestamp::get(),
		wallet: wallet(sequence),
		commitment: [7; 32],
	}
}

pub fn batch(entries: Vec<CheckEntry<AccountId>>) -> Batch<AccountId> {
	entries.try_into().expect("at most 200 entries")
}

/// Records checks of 10 GEL with these numbers.
pub fn record(sequences: impl IntoIterator<Item = u32>) {
	let entries = sequences.into_iter().map(|sequence| entry(sequence, 1_000)).collect();
	assert_ok!(Checks::record_checks(RuntimeOrigin::signed(TILL_KEY), batch(entries)));
}

pub fn claim(sequence: u32, destination: AccountId) {
	assert_ok!(Checks::claim(RuntimeOrigin::signed(wallet(sequence)), TILL, sequence, destination));
}

/// Lets the clock go on and the hook run, as a block would.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(Timestamp::get() + time);
	System::set_block_number(System::block_number() + 1);
	Checks::on_idle(System::block_number(), Weight::MAX);
}

/// Lets an account hold no more THP than this, in base units.
pub fn cap(who: AccountId, amount: Balance) {
	Caps::mutate(|caps| caps.insert(who, amount));
}

/// Lets an account hold as much THP as it likes.
pub fn uncap(who: AccountId) {
	Caps::mutate(|caps| caps.remove(&who));
}

pub fn thp(who: AccountId) -> Balance {
	Assets::balance(THP, who)
}

/// The event that came last of this pallet.
pub fn last_event() -> Event<Test> {
	events().pop().expect("there is an event")
}

pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Checks(event) => Some(event),
			_ => None,
		})
		.collect()
}
