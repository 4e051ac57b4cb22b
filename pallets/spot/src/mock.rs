//! A runtime with the real ledger of SPOT.

use crate::{self as pallet_spot, *};
use alloc::vec;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		AsEnsureOriginWithArg, ConstU32, ConstU64, ConstU128,
		fungible::{ItemOf, Mutate},
	},
};
use frame_system::{EnsureRoot, EnsureSigned};
use hotpot_primitives::{
	Balance, Moment,
	time::{DAY, HOUR},
	traits::{Award, AwardSource, OnStanding, SpotMutate},
};
use sp_runtime::{BuildStorage, DispatchError, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;
pub type SpotToken = ItemOf<Assets, ConstU32<SPOT_ASSET>, AccountId>;

pub const SPOT_ASSET: u32 = 2;
/// Owns the asset.
pub const ASSET_OWNER: AccountId = 1;
/// Verified persons.
pub const ALICE: AccountId = 20;
pub const BOB: AccountId = 21;
pub const CAROL: AccountId = 22;
/// Nobody's account.
pub const GUEST: AccountId = 30;
/// A new key without anything.
pub const NEW: AccountId = 40;
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
	pub type Spot = pallet_spot;
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

parameter_types! {
	/// Evidence that `earn` did not use yet.
	pub static NextEvidence: u64 = 1 << 32;
}

impl Config for Test {
	type Spot = SpotToken;
	type Time = Timestamp;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Clock;
}

/// Sets the clock for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Clock;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper for Clock {
	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
}

/// Builds a chain with three verified persons and no SPOT.
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
			assert_ok!(Spot::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		pallet_assets::GenesisConfig::<Test> {
			assets: vec![(SPOT_ASSET, ASSET_OWNER, true, 1)],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
		pallet_spot::GenesisConfig::<Test> { settings: self.settings, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOON);
			for who in [ALICE, BOB, CAROL] {
				Spot::verified(&who);
			}
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

/// Evidence that no other number names.
pub fn evidence(number: u64) -> [u8; 32] {
	sp_io::hashing::blake2_256(&number.to_le_bytes())
}

/// An award for a visit at this moment.
pub fn visit(number: u64, amount: u32, at: Moment) -> Award {
	Award { source: AwardSource::Visit, evidence: evidence(number), amount, at }
}

/// Awards with evidence that was not used before.
pub fn earn(who: AccountId, amount: u32, at: Moment) -> Result<u32, DispatchError> {
	NextEvidence::mutate(|number| *number += 1);
	<Spot as SpotMutate<_>>::award(&who, visit(NextEvidence::get(), amount, at))
}

/// Gives SPOT past the daily cap, as if earned on days long ago.
pub fn give(who: AccountId, amount: u32) {
	assert_ok!(SpotToken::mint_into(&who, amount.into()));
	let before = Holders::<Test>::get(who);
	let after = Holder { balance: before.balance + amount, ..before.clone() };
	Spot::put_holder(&who, &before, after);
	NextEvidence::mutate(|number| *number += 1);
	let (evidence, source) = (evidence(NextEvidence::get()), AwardSource::Visit);
	Awards::<Test>::insert(evidence, AwardLine { who, source, amount, at: 0 });
	Spot::deposit_event(Event::Awarded { evidence, who, source, amount, at: 0 });
}

/// What an account has, in the ledger and here.
pub fn spot(who: AccountId) -> u32 {
	let balance = Spot::balance(who);
	assert_eq!(Assets::balance(SPOT_ASSET, who), balance.into());
	balance
}

pub fn now() -> Moment {
	Timestamp::get()
}

/// Lets the clock go on by so many ms.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(now() + time);
}

/// This pallet's events so far, which are forgotten then.
pub fn events() -> Vec<Event<Test>> {
	let records = System::events();
	System::reset_events();
	let ours = |event| match event {
		RuntimeEvent::Spot(event) => Some(event),
		_ => None,
	};
	records.into_iter().filter_map(|record| ours(record.event)).collect()
}
