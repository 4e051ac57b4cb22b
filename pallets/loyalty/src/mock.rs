//! A runtime with a ledger of SPOT and a registry of persons in storage of their own.

mod points;

pub use points::*;

use crate::{self as pallet_loyalty, *};
use alloc::vec::Vec;
use frame_support::{
	assert_ok, derive_impl,
	storage::with_storage_layer,
	traits::{ConstU64, Hooks},
	weights::Weight,
};
use frame_system::EnsureRoot;
use hotpot_primitives::{
	Moment, NodeId, TillId,
	time::{DAY, HOUR, local_day},
	traits::{MaturedCheck, MoveHoldings, ObservationFeed, OnCheck},
};
use sp_runtime::{BuildStorage, DispatchResult, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

pub const ALICE: AccountId = 20;
pub const BOB: AccountId = 21;
/// Left for ALICE.
pub const OLD: AccountId = 30;
pub const NODE: NodeId = NodeId(1);
pub const STREAM: [u8; 32] = [1; 32];
pub const POST: [u8; 32] = [2; 32];
pub const TABLE: u32 = 7;
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
	pub type Loyalty = pallet_loyalty;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
}

impl pallet_timestamp::Config for Test {
	type Moment = Moment;
	type OnTimestampSet = ();
	type MinimumPeriod = ConstU64<1>;
	type WeightInfo = ();
}

impl Config for Test {
	type Spot = Spot;
	type Kyc = Persons;
	type Time = Timestamp;
	type FeedOrigin = EnsureRoot<AccountId>;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Persons;
}

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
			assert_ok!(Loyalty::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		pallet_loyalty::GenesisConfig::<Test> { settings: self.settings, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("genesis is valid");
		IsStuck::set(false);
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOON);
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

/// A check of 10 GEL that is sold now, by a till of its restaurant's number.
pub fn check(node: u32, sequence: u32) -> MaturedCheck {
	let sold_at = Timestamp::get();
	let day = local_day(sold_at, 0);
	MaturedCheck { node: NodeId(node), till: TillId(node), sequence, tetri: 1_000, sold_at, day }
}

pub fn mature(who: AccountId, check: MaturedCheck) {
	<Loyalty as OnCheck<_>>::matured(&who, check);
}

/// Visits so many restaurants, numbered from `first` on, today. Nobody else has the same checks.
pub fn visit_many(who: AccountId, first: u32, count: u32) {
	let sequence =
		100 * local_day(Timestamp::get(), 0) + u32::try_from(who).expect("a small number");
	for node in first..first + count {
		mature(who, check(node, sequence));
	}
}

pub fn watch(who: AccountId, from: Moment, to: Moment) -> DispatchResult {
	watch_stream(who, STREAM, from, to)
}

pub fn watch_stream(who: AccountId, stream: [u8; 32], from: Moment, to: Moment) -> DispatchResult {
	with_storage_layer(|| <Loyalty as ObservationFeed<_>>::watched(&who, stream, from, to))
}

pub fn like(who: AccountId, post: [u8; 32], likes: u32) -> DispatchResult {
	with_storage_layer(|| <Loyalty as ObservationFeed<_>>::liked(&who, post, likes))
}

pub fn stream(who: AccountId, table: u32, from: Moment, to: Moment) -> DispatchResult {
	with_storage_layer(|| <Loyalty as ObservationFeed<_>>::streamed(&who, NODE, table, from, to))
}

pub fn move_to(from: AccountId, to: AccountId) {
	assert_ok!(Loyalty::can_move(&from, &to));
	assert_ok!(Loyalty::move_holdings(&from, &to));
}

pub fn spot(who: AccountId) -> u32 {
	Balances::get(who).unwrap_or(0)
}

/// Lets the clock go on by so many ms.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(Timestamp::get() + time);
}

/// Runs what a block runs last.
pub fn idle() {
	Loyalty::on_idle(System::block_number(), Weight::MAX);
}

/// The events of this pallet, the last one last.
pub fn events() -> Vec<Event<Test>> {
	let ours = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Loyalty(event) => Some(event),
		_ => None,
	});
	ours.collect()
}

pub fn last_event() -> Event<Test> {
	events().pop().expect("there is an event")
}
