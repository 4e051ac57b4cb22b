//! A runtime whose transactions are authorized as on the real one, with real signatures.

mod neighbours;

pub use neighbours::*;

use crate::{self as pallet_observations, *};
use alloc::{vec, vec::Vec};
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl,
	dispatch::GetDispatchInfo,
	ord_parameter_types,
	traits::{ConstU64, Hooks},
	weights::Weight,
};
use frame_system::{
	AuthorizeCall, ChainContext, EnsureSignedBy,
	offchain::{CreateAuthorizedTransaction, CreateTransaction, CreateTransactionBase},
};
use hotpot_primitives::{
	Moment, NodeId,
	observations::{Claim, Comment, Deposit, FactId, ForeignAccount, Kind, Token},
	time::DAY,
};
use sp_core::{H256, Pair};
use sp_runtime::{
	ApplyExtrinsicResult, BuildStorage, generic,
	testing::TestSignature,
	traits::{Applyable, BlakeTwo256, Checkable, IdentityLookup},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
};

pub type AccountId = u64;
pub type TxExtension = (AuthorizeCall<Test>,);
pub type Extrinsic =
	generic::UncheckedExtrinsic<AccountId, RuntimeCall, TestSignature, TxExtension>;
pub type Block = generic::Block<generic::Header<u64, BlakeTwo256>, Extrinsic>;
pub type TestClaim = Claim<AccountId>;

pub const OWNER: AccountId = 1;
pub const STRANGER: AccountId = 2;
pub const GUEST: AccountId = 10;
/// Midnight of a day long after 1970, UTC.
pub const START: Moment = 20_000 * DAY;
pub const GENESIS: H256 = H256([69; 32]);
pub const PRIORITY: u64 = 1_000;

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
	pub type Observations = pallet_observations;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
	type BaseCallFilter = SafeMode;
}

impl pallet_timestamp::Config for Test {
	type Moment = Moment;
	type OnTimestampSet = ();
	type MinimumPeriod = ConstU64<1>;
	type WeightInfo = ();
}

ord_parameter_types! {
	pub const NetworkOwner: AccountId = OWNER;
}

impl Config for Test {
	type AuthorityId = Counted;
	type Sessions = Sessions;
	type OnObservation = Listener;
	type Watch = Watch;
	type Time = Timestamp;
	type OwnerOrigin = EnsureSignedBy<NetworkOwner, AccountId>;
	type VotePriority = ConstU64<PRIORITY>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Lender;
}

impl<LocalCall> CreateTransactionBase<LocalCall> for Test
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = Extrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<LocalCall> CreateTransaction<LocalCall> for Test
where
	RuntimeCall: From<LocalCall>,
{
	type Extension = TxExtension;

	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> Extrinsic {
		Extrinsic::new_transaction(call, extension)
	}
}

impl<LocalCall> CreateAuthorizedTransaction<LocalCall> for Test
where
	RuntimeCall: From<LocalCall>,
{
	fn create_extension() -> TxExtension {
		(AuthorizeCall::new(),)
	}
}

/// Builds a chain with validators numbered from 0.
pub struct ExtBuilder {
	validators: Vec<u8>,
	settings: Vec<(Kind, Settings)>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { validators: vec![0, 1, 2, 3], settings: vec![] }
	}
}

impl ExtBuilder {
	pub fn validators(mut self, count: u8) -> Self {
		self.validators = (0..count).collect();
		self
	}

	pub fn settings(mut self, kind: Kind, settings: Settings) -> Self {
		self.settings.push((kind, settings));
		self
	}

	/// Runs a test and then, always, `try_state`.
	pub fn execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			assert_ok!(Observations::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		pallet_observations::GenesisConfig::<Test> {
			settings: self.settings,
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
		ListenerFails::set(None);
		IsSafeMode::set(false);
		Verified::set(0);
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, GENESIS);
			Timestamp::set_timestamp(START);
			enter_session(7, &self.validators);
			WatchedAccounts::insert(ours(), ());
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut ext = ExtBuilder::default().validators(0).build();
	let keystore = sp_keystore::testing::MemoryKeystore::new();
	ext.register_extension(sp_keystore::KeystoreExt::new(keystore));
	ext
}

/// An account that is watched.
pub fn ours() -> ForeignAccount {
	ForeignAccount::Ton { workchain: 0, id: [1; 32] }
}

/// A deposit, named by its transaction.
pub fn deposit_of(transaction: u8, amount: u128) -> TestClaim {
	Claim::Deposit(Deposit {
		token: Token::UsdtTon,
		from: ForeignAccount::Ton { workchain: 0, id: [2; 32] },
		to: ours(),
		amount,
		transaction: [transaction; 32],
		index: 0,
		at: START,
		comment: Comment::default(),
	})
}

pub fn deposit() -> TestClaim {
	deposit_of(3, 5_000_000)
}

pub fn watched(from: Moment) -> TestClaim {
	Claim::Watched { who: GUEST, stream: [4; 32], from, to: from + 60_000 }
}

pub fn liked(likes: u32) -> TestClaim {
	Claim::Liked { who: GUEST, post: [5; 32], likes }
}

pub fn streamed(from: Moment) -> TestClaim {
	Claim::Streamed { who: GUEST, node: NodeId(1), table: 2, from, to: from + 60_000 }
}

/// A vote of a validator of the current session, without a signature.
pub fn unsigned(validator: u8, claim: TestClaim) -> VoteOf<Test> {
	let key = key(validator);
	let index = Authorities::<Test>::get().iter().position(|authority| *authority == key);
	let authority_index = index.map_or(99, |index| index as u32);
	Vote { session: SessionNumber::get(), authority_index, claim }
}

/// Signs a vote with a validator's key.
pub fn sign(validator: u8, vote: VoteOf<Test>) -> RuntimeCall {
	let signature = pair(validator).sign(&Observations::vote_bytes(&vote)).into();
	RuntimeCall::Observations(Call::vote { vote, signature })
}

/// Applies a general transaction as a block does.
pub fn apply(call: RuntimeCall) -> ApplyExtrinsicResult {
	let transaction = Extrinsic::new_transaction(call, (AuthorizeCall::new(),));
	let length = transaction.encoded_size();
	let checked = transaction.check(&ChainContext::<Test>::default())?;
	let info = checked.function.get_dispatch_info();
	let result = checked.apply::<Test>(&info, length)?;
	Ok(result.map(|_| ()).map_err(|error| error.error))
}

/// What the pool makes of a general transaction.
pub fn validate(call: RuntimeCall) -> TransactionValidity {
	let transaction = Extrinsic::new_transaction(call, (AuthorizeCall::new(),));
	let length = transaction.encoded_size();
	let checked = transaction.check(&ChainContext::<Test>::default())?;
	let info = checked.function.get_dispatch_info();
	checked.validate::<Test>(TransactionSource::External, &info, length)
}

/// A validator's vote, in a block.
pub fn vote(validator: u8, claim: TestClaim) -> ApplyExtrinsicResult {
	apply(sign(validator, unsigned(validator, claim)))
}

/// Votes that must be taken.
pub fn votes(validators: &[u8], claim: &TestClaim) {
	for validator in validators {
		assert_eq!(vote(*validator, claim.clone()), Ok(Ok(())), "validator {validator}");
	}
}

/// What `apply` gives for a vote that is refused with this code.
pub fn refused(code: u8) -> ApplyExtrinsicResult {
	Err(custom(code))
}

pub fn custom(code: u8) -> TransactionValidityError {
	invalid(InvalidTransaction::Custom(code))
}

pub fn invalid(why: InvalidTransaction) -> TransactionValidityError {
	TransactionValidityError::Invalid(why)
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

/// Lets the hook run in so many blocks without anything else in them.
pub fn idle(blocks: u32) {
	for _ in 0..blocks {
		Observations::on_idle(System::block_number(), Weight::MAX);
	}
}

pub fn open_facts() -> Vec<FactId> {
	OpenFacts::<Test>::iter_keys().collect()
}

/// What this pallet told, in order.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter();
	let ours = events.filter_map(|record| match record.event {
		RuntimeEvent::Observations(event) => Some(event),
		_ => None,
	});
	ours.collect()
}

/// What this pallet told but for votes, in order.
pub fn news() -> Vec<Event<Test>> {
	let mut events = events();
	events.retain(|event| !matches!(event, Event::Voted { .. }));
	events
}
