//! A runtime with nothing but deposits.

use crate::{self as pallet_deposits, *};
use alloc::vec::Vec;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types,
	storage::with_storage_layer,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureSignedBy;
use hotpot_primitives::{
	Moment,
	observations::{Claim, Comment, Deposit, ForeignAccount, Token},
	time::DAY,
	traits::OnObservation,
};
use sp_runtime::{BuildStorage, DispatchResult, traits::IdentityLookup};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

pub const OWNER: AccountId = 1;
pub const DESK: AccountId = 2;
pub const STRANGER: AccountId = 3;
/// Beneficiaries.
pub const ALICE: AccountId = 20;
pub const BOB: AccountId = 21;
/// Midnight of a day long after 1970, UTC.
pub const START: Moment = 20_000 * DAY;
pub const MAX_WATCHED: u32 = 5;

pub const TRON: ForeignAccount = ForeignAccount::Tron([7; 20]);
pub const TON: ForeignAccount = ForeignAccount::Ton { workchain: 0, id: [8; 32] };

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Deposits = pallet_deposits;
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

ord_parameter_types! {
	pub const NetworkOwner: AccountId = OWNER;
	pub const Desk: AccountId = DESK;
}

impl Config for Test {
	type WatchOrigin = EnsureSignedBy<Desk, AccountId>;
	type OwnerOrigin = EnsureSignedBy<NetworkOwner, AccountId>;
	type Time = Timestamp;
	type MaxWatched = ConstU32<MAX_WATCHED>;
	type WeightInfo = ();
}

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage =
		frame_system::GenesisConfig::<Test>::default().build_storage().expect("genesis is valid");
	pallet_deposits::GenesisConfig::<Test>::default()
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		Timestamp::set_timestamp(START);
	});
	ext
}

/// Runs a test and then, always, `try_state`.
pub fn execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		assert_ok!(Deposits::do_try_state());
	});
}

pub fn owner() -> RuntimeOrigin {
	RuntimeOrigin::signed(OWNER)
}

pub fn desk() -> RuntimeOrigin {
	RuntimeOrigin::signed(DESK)
}

/// Has an account watched for somebody.
pub fn watch(account: ForeignAccount, beneficiary: AccountId) {
	assert_ok!(Deposits::watch(desk(), account, beneficiary, 1));
}

/// A deposit, named by its transaction, at the watched account of its chain.
pub fn deposit(token: Token, amount: u128, transaction: u8) -> Deposit {
	let (from, to) = match token {
		Token::Trx | Token::UsdtTron | Token::UsdcTron => (ForeignAccount::Tron([1; 20]), TRON),
		Token::Ton | Token::UsdtTon => (ForeignAccount::Ton { workchain: 0, id: [1; 32] }, TON),
	};
	let transaction = [transaction; 32];
	let comment = Comment::default();
	Deposit { token, from, to, amount, transaction, index: 0, at: START - 1, comment }
}

/// Tells a deposit as observations do: in a storage layer.
pub fn tell(deposit: &Deposit) -> DispatchResult {
	let claim = Claim::Deposit(deposit.clone());
	with_storage_layer(|| <Deposits as OnObservation<AccountId>>::observed(&claim))
}

/// What this pallet told, in order.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter();
	let ours = events.filter_map(|record| match record.event {
		RuntimeEvent::Deposits(event) => Some(event),
		_ => None,
	});
	ours.collect()
}
