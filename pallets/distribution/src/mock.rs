//! A runtime with the real ledger of THP; persons and SPOT are kept as plainly as can be.

mod neighbours;

pub use neighbours::*;

use crate::{self as pallet_distribution, *};
use alloc::vec;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types,
	traits::{
		AsEnsureOriginWithArg, ConstU32, ConstU64, ConstU128,
		fungible::{ItemOf, Mutate},
	},
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use hotpot_primitives::{Balance, Moment, time::DAY};
use sp_runtime::{BuildStorage, DispatchResult, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Thp = ItemOf<Assets, ConstU32<THP_ASSET>, AccountId>;

pub const THP_ASSET: u32 = 1;
/// Base units of one THP.
pub const THP: Balance = hotpot_primitives::money::THP;
pub const OWNER: AccountId = 1;
pub const STRANGER: AccountId = 2;
/// Verified persons.
pub const ALICE: AccountId = 20;
pub const BOB: AccountId = 21;
pub const CAROL: AccountId = 22;
/// A new key without anything.
pub const NEW: AccountId = 40;
pub const POOL: AccountId = 500;
/// What the pool holds at the start.
pub const POOLED: Balance = 1_000 * THP;
/// Midnight of a day long after 1970, UTC.
pub const START: Moment = 20_000 * DAY;

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
	pub type Distribution = pallet_distribution;
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
	pub const NetworkOwner: AccountId = OWNER;
}

impl Config for Test {
	type Thp = Thp;
	type Payout = Door;
	type Spot = SpotLedger;
	type Kyc = KycRegistry;
	type PoolAccount = ConstU64<POOL>;
	type Time = Timestamp;
	type OwnerOrigin = EnsureSignedBy<NetworkOwner, AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Lender;
}

/// Builds a chain with three verified persons, who have 1, 2 and 4 SPOT, and a pool.
pub struct ExtBuilder {
	pool: Balance,
	spot: vec::Vec<(AccountId, u32)>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		let spot = vec![(ALICE, 1), (BOB, 2), (CAROL, 4)];
		Self { pool: POOLED, spot }
	}
}

impl ExtBuilder {
	pub const fn pool(mut self, pool: Balance) -> Self {
		self.pool = pool;
		self
	}

	/// Verified persons with SPOT, instead of the three.
	pub fn spot(mut self, spot: &[(AccountId, u32)]) -> Self {
		self.spot = spot.to_vec();
		self
	}

	/// Runs a test and then, always, `try_state`.
	pub fn execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			assert_ok!(Distribution::do_try_state());
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
		pallet_distribution::GenesisConfig::<Test>::default()
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		IsSettled::set(true);
		IsPaused::set(false);
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(START);
			mint(POOL, self.pool);
			for (who, spot) in self.spot {
				verify(who);
				Spot::insert(who, spot);
			}
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().pool(0).spot(&[]).build()
}

pub fn mint(who: AccountId, amount: Balance) {
	if amount > 0 {
		assert_ok!(Thp::mint_into(&who, amount));
	}
}

pub fn thp(who: AccountId) -> Balance {
	Assets::balance(THP_ASSET, who)
}

pub fn owner() -> RuntimeOrigin {
	RuntimeOrigin::signed(OWNER)
}

pub fn stranger() -> RuntimeOrigin {
	RuntimeOrigin::signed(STRANGER)
}

/// Lets the clock go on by so many ms.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(Timestamp::get() + time);
}

/// Announces a round at the earliest, lets the time pass, and opens it. Gives its number.
pub fn open() -> RoundId {
	let opens_at = Distribution::earliest_opening();
	let notice = Distribution::settings().max_notice;
	pass(opens_at.saturating_sub(notice).saturating_sub(Timestamp::get()));
	assert_ok!(Distribution::announce(owner(), opens_at));
	pass(opens_at.saturating_sub(Timestamp::get()));
	assert_ok!(Distribution::open(owner()));
	RoundCount::<Test>::get()
}

pub fn claim(round: RoundId, who: AccountId) -> DispatchResult {
	Distribution::claim(RuntimeOrigin::signed(who), round)
}

pub fn push(round: RoundId, holders: &[AccountId]) -> DispatchResult {
	Distribution::push(stranger(), round, Payees::truncate_from(holders.to_vec()))
}

/// A round that must be there.
pub fn round(id: RoundId) -> Round {
	Rounds::<Test>::get(id).expect("it was opened")
}

/// A share of a round that must be there.
pub fn share_of(round: RoundId, who: AccountId) -> Share {
	Distribution::share_of(round, who).expect("it was opened")
}

/// What this pallet told, in order.
pub fn events() -> vec::Vec<Event<Test>> {
	let events = System::events().into_iter();
	let ours = events.filter_map(|record| match record.event {
		RuntimeEvent::Distribution(event) => Some(event),
		_ => None,
	});
	ours.collect()
}

/// The event that came last of this pallet.
pub fn last_event() -> Event<Test> {
	events().pop().expect("there is an event")
}
