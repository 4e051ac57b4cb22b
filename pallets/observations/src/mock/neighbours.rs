//! Sessions, keys, what is watched, and who is told.

use super::{AccountId, Observations, RuntimeCall, TestClaim};
use crate::{KEY_TYPE, sr25519};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	Blake2_128Concat,
	pallet_prelude::ValueQuery,
	parameter_types,
	traits::{Contains, OneSessionHandler, ValidatorSet},
};
use hotpot_primitives::{
	observations::ForeignAccount,
	traits::{OnObservation, WatchInspect},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{Pair, crypto::KeyTypeId};
use sp_runtime::{
	DispatchError, DispatchResult, RuntimeAppPublic,
	traits::{ConvertInto, IdentifyAccount},
};
use sp_staking::SessionIndex;

parameter_types! {
	/// Why the listener takes nothing.
	pub static ListenerFails: Option<DispatchError> = None;
	/// Whether no call is let through.
	pub static IsSafeMode: bool = false;
	/// How many signatures were verified.
	pub static Verified: u32 = 0;
}

/// The session's number.
#[frame_support::storage_alias]
pub type SessionNumber = StorageValue<Neighbours, SessionIndex, ValueQuery>;

/// What the listener was told.
#[frame_support::storage_alias]
pub type Told = StorageValue<Neighbours, Vec<TestClaim>, ValueQuery>;

/// Foreign accounts of somebody here.
#[frame_support::storage_alias]
pub type WatchedAccounts = StorageMap<Neighbours, Blake2_128Concat, ForeignAccount, ()>;

/// The real session key, which counts how often it verifies.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Counted(pub sr25519::AuthorityId);

impl IdentifyAccount for Counted {
	type AccountId = Self;

	fn into_account(self) -> Self {
		self
	}
}

impl RuntimeAppPublic for Counted {
	const ID: KeyTypeId = KEY_TYPE;
	type Signature = <sr25519::AuthorityId as RuntimeAppPublic>::Signature;
	type ProofOfPossession = <sr25519::AuthorityId as RuntimeAppPublic>::ProofOfPossession;

	fn all() -> Vec<Self> {
		sr25519::AuthorityId::all().into_iter().map(Self).collect()
	}

	fn generate_pair(seed: Option<Vec<u8>>) -> Self {
		Self(sr25519::AuthorityId::generate_pair(seed))
	}

	fn sign<M: AsRef<[u8]>>(&self, message: &M) -> Option<Self::Signature> {
		self.0.sign(message)
	}

	fn verify<M: AsRef<[u8]>>(&self, message: &M, signature: &Self::Signature) -> bool {
		Verified::mutate(|count| *count += 1);
		self.0.verify(message, signature)
	}

	fn generate_proof_of_possession(&mut self, owner: &[u8]) -> Option<Self::ProofOfPossession> {
		self.0.generate_proof_of_possession(owner)
	}

	fn verify_proof_of_possession(&self, owner: &[u8], proof: &Self::ProofOfPossession) -> bool {
		self.0.verify_proof_of_possession(owner, proof)
	}

	fn to_raw_vec(&self) -> Vec<u8> {
		self.0.to_raw_vec()
	}
}

/// A validator's pair.
pub fn pair(validator: u8) -> sp_core::sr25519::Pair {
	sp_core::sr25519::Pair::from_seed(&[validator; 32])
}

/// A validator's session key.
pub fn key(validator: u8) -> Counted {
	Counted(pair(validator).public().into())
}

/// Begins a session with these validators.
pub fn enter_session(number: SessionIndex, validators: &[u8]) {
	SessionNumber::put(number);
	let keys: Vec<_> = validators.iter().map(|n| (AccountId::from(*n), key(*n))).collect();
	let all = || keys.iter().map(|(account, key)| (account, key.clone()));
	<Observations as OneSessionHandler<AccountId>>::on_new_session(true, all(), all());
}

/// The runtime's filter.
pub struct SafeMode;

impl Contains<RuntimeCall> for SafeMode {
	fn contains(_: &RuntimeCall) -> bool {
		!IsSafeMode::get()
	}
}

/// The sessions.
pub struct Sessions;

impl ValidatorSet<AccountId> for Sessions {
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;

	fn session_index() -> SessionIndex {
		SessionNumber::get()
	}

	fn validators() -> Vec<AccountId> {
		Vec::new()
	}
}

/// The registry of watched accounts.
pub struct Watch;

impl WatchInspect for Watch {
	fn is_watched(account: &ForeignAccount) -> bool {
		WatchedAccounts::contains_key(account)
	}
}

/// Is told; writes even what it does not take.
pub struct Listener;

impl OnObservation<AccountId> for Listener {
	fn observed(claim: &TestClaim) -> DispatchResult {
		Told::append(claim);
		ListenerFails::get().map_or(Ok(()), Err)
	}
}

/// What the runtime lends the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Lender;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<AccountId> for Lender {
	fn set_time(now: hotpot_primitives::Moment) {
		super::Timestamp::set_timestamp(now);
	}

	fn claim(
		kind: hotpot_primitives::observations::Kind,
		now: hotpot_primitives::Moment,
	) -> TestClaim {
		use hotpot_primitives::observations::{Claim, Kind};
		let since = now.saturating_sub(100_000);
		match kind {
			Kind::TronDeposit | Kind::TonDeposit => {
				let Claim::Deposit(mut deposit) = super::deposit() else { panic!("a deposit") };
				deposit.comment = alloc::vec![7; 64].try_into().expect("as long as it may be");
				Claim::Deposit(deposit)
			}
			Kind::Watched => super::watched(since),
			Kind::Liked => super::liked(50),
			Kind::Streamed => super::streamed(since),
		}
	}
}
