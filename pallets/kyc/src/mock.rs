//! A runtime with the real clock and restaurants, and builders for tests.

mod scene;

pub use scene::*;

use crate::{self as pallet_kyc, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec,
};
use frame_support::{
	assert_ok, derive_impl, ensure, parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
#[cfg(feature = "runtime-benchmarks")]
use hotpot_primitives::NodeId;
use hotpot_primitives::{
	Moment,
	time::{DAY, HOUR},
	traits::{Level, MoveHoldings, OnStanding, Role},
};
use sp_runtime::{
	AccountId32, BuildStorage, DispatchError, DispatchResult, MultiSignature, MultiSigner,
	traits::IdentityLookup,
};

pub type AccountId = AccountId32;
pub type Block = frame_system::mocking::MockBlock<Test>;

/// Noon of a day long after 1970, UTC.
pub const NOON: Moment = 20_000 * DAY + 12 * HOUR;
pub const YEAR: Moment = 365 * DAY;
pub const REASON: [u8; 32] = [6; 32];

/// Verifiers: all may attest `Premium` and clear, except where said.
pub const VERIFIER: u8 = 1;
pub const SECOND: u8 = 2;
pub const THIRD: u8 = 3;
/// May attest `Basic` only, and not clear.
pub const SMALL: u8 = 4;

pub const FRANCHISEE: u8 = 10;
pub const OFFICER: u8 = 11;
pub const GUEST: u8 = 20;
pub const OTHER: u8 = 21;
pub const FRESH: u8 = 22;
/// Pays for what others signed.
pub const ANYBODY: u8 = 99;

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
	pub type Franchise = pallet_franchise;
	#[runtime::pallet_index(3)]
	pub type Kyc = pallet_kyc;
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

impl pallet_franchise::Config for Test {
	type OwnerOrigin = EnsureRoot<AccountId>;
	type MaxTillsPerNode = ConstU32<10>;
	type WeightInfo = ();
}

parameter_types! {
	pub const ComplianceRole: Role = Role::Compliance;
	/// Who was told to be verified and not told otherwise.
	pub static Counted: BTreeSet<AccountId> = BTreeSet::new();
	/// What accounts hold.
	pub static Held: BTreeMap<AccountId, u64> = BTreeMap::new();
	/// Whether nothing may move; `true` if that can be seen beforehand.
	pub static Stuck: Option<bool> = None;
}

/// Counts verified accounts, and hears of each change once.
pub struct Counter;
impl OnStanding<AccountId> for Counter {
	fn verified(who: &AccountId) {
		assert!(Counted::mutate(|counted| counted.insert(who.clone())), "told twice");
	}
	fn unverified(who: &AccountId) {
		assert!(Counted::mutate(|counted| counted.remove(who)), "told of nobody");
	}
}

/// Moves what accounts hold.
pub struct Purse;
impl MoveHoldings<AccountId> for Purse {
	fn can_move(_: &AccountId, _: &AccountId) -> DispatchResult {
		ensure!(Stuck::get() != Some(true), DispatchError::Unavailable);
		Ok(())
	}
	fn move_holdings(from: &AccountId, to: &AccountId) -> DispatchResult {
		ensure!(Stuck::get().is_none(), DispatchError::Unavailable);
		Held::mutate(|held| {
			let amount = held.remove(from).unwrap_or(0);
			*held.entry(to.clone()).or_default() += amount;
		});
		Ok(())
	}
}

impl Config for Test {
	type Time = Timestamp;
	type OwnerOrigin = EnsureRoot<AccountId>;
	type ComplianceOrigin = EnsureRole<Self, ComplianceRole>;
	type Franchise = Franchise;
	type Holdings = Purse;
	type OnStanding = Counter;
	type OffchainSignature = MultiSignature;
	type OffchainPublic = MultiSigner;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Lender;
}

/// Lends benchmarks keys, a clock and restaurants.
#[cfg(feature = "runtime-benchmarks")]
pub struct Lender;
#[cfg(feature = "runtime-benchmarks")]
impl benchmarking::BenchmarkHelper<AccountId, MultiSignature> for Lender {
	fn signer(number: u32) -> AccountId {
		account(100 + u8::try_from(number).expect("few signers"))
	}
	fn sign(signer: &AccountId, message: &[u8]) -> MultiSignature {
		let number = (100..=255).find(|n| account(*n) == *signer).expect("one of the signers");
		sign(number, message)
	}
	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
	fn register_node(franchisee: AccountId) -> NodeId {
		register_node(franchisee)
	}
	fn endow(_: &AccountId) {}
}

pub fn licence(max_level: Level, may_clear: bool) -> Licence {
	Licence { max_level, may_clear, max_persons: 50 }
}

/// Builds a chain with four verifiers, a Compliance officer and one restaurant.
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
			assert_sound();
			assert_ok!(Franchise::do_try_state());
		});
	}

	pub fn build(self) -> sp_io::TestExternalities {
		Counted::take();
		Held::take();
		Stuck::take();
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("genesis is valid");
		let verifiers = [VERIFIER, SECOND, THIRD]
			.map(|n| (account(n), licence(Level::Premium, true)))
			.into_iter()
			.chain([(account(SMALL), licence(Level::Basic, false))])
			.collect();
		pallet_kyc::GenesisConfig::<Test> {
			settings: self.settings,
			verifiers,
			roles: vec![(account(OFFICER), Role::Compliance)],
		}
		.assimilate_storage(&mut storage)
		.expect("genesis is valid");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOON);
			register_node(account(FRANCHISEE));
		});
		ext
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

/// Every invariant, and whether whoever counts verified accounts counts those that are stored so.
pub fn assert_sound() {
	assert_ok!(Kyc::do_try_state());
	let verified: BTreeSet<_> = Records::<Test>::iter()
		.filter(|(_, record)| record.state == State::Verified)
		.map(|(account, _)| account)
		.collect();
	assert_eq!(Counted::get(), verified);
}
