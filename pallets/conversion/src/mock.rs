//! A runtime with the real ledger, the real door for THP, and a registry of persons in storage of
//! its own.

mod registry;

pub use registry::*;

use crate::{self as pallet_conversion, *};
use alloc::{vec, vec::Vec};
use frame_support::{
	BoundedVec, assert_ok, derive_impl, ord_parameter_types, parameter_types,
	traits::{
		AsEnsureOriginWithArg, ConstU32, ConstU64, ConstU128, Contains,
		fungible::{ItemOf, Mutate},
	},
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use hotpot_primitives::{
	Balance, Moment,
	time::{DAY, HOUR},
	traits::{SpotInspect, Standing},
};
use sp_runtime::{BuildStorage, DispatchResult, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Thp = ItemOf<Assets, ConstU32<THP_ASSET>, AccountId>;
pub type Spot = ItemOf<Assets, ConstU32<SPOT_ASSET>, AccountId>;

pub const THP_ASSET: u32 = 1;
pub const SPOT_ASSET: u32 = 2;
/// Base units of one THP.
pub const THP: Balance = hotpot_primitives::money::THP;
pub const COMPLIANCE: AccountId = 2;
/// Persons with 100 SPOT each, who consented.
pub const ALICE: AccountId = 20;
pub const BOB: AccountId = 21;
pub const CAROL: AccountId = 22;
/// Nobody's account, with 100 SPOT.
pub const GUEST: AccountId = 30;
pub const RESERVE: AccountId = 501;
/// What each holder has at the start.
pub const HELD: u32 = 100;
/// What the reserve has at the start.
pub const IN_RESERVE: Balance = 10 * THP;
/// Noon of 2024-10-04, UTC: the fourth quarter.
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
	#[runtime::pallet_index(5)]
	pub type Conversion = pallet_conversion;
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

parameter_types! {
	pub const ReserveAccount: AccountId = RESERVE;
}

pub struct Pots;

impl Contains<AccountId> for Pots {
	fn contains(who: &AccountId) -> bool {
		*who == RESERVE
	}
}

impl pallet_compliance::Config for Test {
	type Thp = Thp;
	type Kyc = KycRegistry;
	type Free = KycRegistry;
	type Holdings = Nothing;
	type Holders = Nothing;
	type Pots = Pots;
	type Time = Timestamp;
	type ComplianceOrigin = EnsureSignedBy<ComplianceOfficer, AccountId>;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = KycRegistry;
}

impl Config for Test {
	type Thp = Thp;
	type Spot = Points;
	type Kyc = KycRegistry;
	type Free = KycRegistry;
	type Payout = Compliance;
	type Rounds = Rounds;
	type ReserveAccount = ReserveAccount;
	type Time = Timestamp;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = KycRegistry;
}

/// Builds a chain with three persons, a guest and a reserve.
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
			assert_ok!(Conversion::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		pallet_assets::GenesisConfig::<Test> {
			assets: vec![(THP_ASSET, 1, true, 1), (SPOT_ASSET, 1, true, 1)],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
		pallet_compliance::GenesisConfig::<Test>::default()
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		pallet_conversion::GenesisConfig::<Test> { settings: self.settings, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		FreeLeft::set(20);
		IsAnnounced::set(false);
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOON);
			for who in [ALICE, BOB, CAROL] {
				register(who, HELD);
				Consents::<Test>::insert(who, ());
			}
			assert_ok!(Spot::mint_into(&GUEST, HELD.into()));
			assert_ok!(Thp::mint_into(&RESERVE, IN_RESERVE));
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

/// A verified person with so much SPOT.
pub fn register(who: AccountId, points: u32) {
	Standings::insert(who, Standing::Verified);
	assert_ok!(Spot::mint_into(&who, points.into()));
}

pub fn thp(who: AccountId) -> Balance {
	Assets::balance(THP_ASSET, who)
}

pub fn spot(who: AccountId) -> u32 {
	Points::balance(&who)
}

pub fn list(pairs: impl IntoIterator<Item = (AccountId, u32)>) -> Pairs<AccountId> {
	BoundedVec::try_from(pairs.into_iter().collect::<Vec<_>>()).expect("at most 500 pairs")
}

/// Has the owner convert at the default rate.
pub fn convert(pairs: impl IntoIterator<Item = (AccountId, u32)>) -> DispatchResult {
	Conversion::convert(RuntimeOrigin::root(), list(pairs), 10)
}

pub fn change_settings(change: impl FnOnce(&mut Settings)) {
	CurrentSettings::<Test>::mutate(change);
}

/// Lets the clock go on by so many ms.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(Timestamp::get() + time);
}

/// The events of this pallet, the last one last.
pub fn events() -> Vec<Event<Test>> {
	let ours = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Conversion(event) => Some(event),
		_ => None,
	});
	ours.collect()
}

pub fn last_event() -> Event<Test> {
	events().pop().expect("there is an event")
}
