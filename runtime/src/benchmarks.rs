//! What `scripts/weights` measures, and what it lends the pallets for that.

#![deny(missing_docs)]

use crate::{
	Deposits, Franchise, Kyc, Runtime, RuntimeCall, RuntimeOrigin,
	configs::franchise::Thp,
	constants::MAX_VALIDATORS,
	types::{AccountId, Balance, Moment, Signature},
};
use alloc::{format, vec};
use frame_support::{BoundedVec, traits::fungible::Mutate};
use hotpot_primitives::{
	CountryCode, NodeId, TillId,
	observations::{Claim, Deposit, ForeignAccount, Kind, MAX_COMMENT, Token},
	traits::{KycInspect, KycMutate, TillLimits},
};
use pallet_franchise::NodeProfile;
use pallet_loyalty::Observation;
use sp_core::{crypto::KeyTypeId, sr25519};

frame_benchmarking::define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_timestamp, Timestamp]
	[pallet_balances, Balances]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_utility, Utility]
	[pallet_multisig, Multisig]
	[pallet_proxy, Proxy]
	[pallet_preimage, Preimage]
	[pallet_scheduler, Scheduler]
	[pallet_safe_mode, SafeMode]
	[pallet_tx_pause, TxPause]
	[pallet_sudo, Sudo]
	[pallet_assets, Assets]
	[pallet_owner, Owner]
	[pallet_franchise, Franchise]
	[pallet_checks, Checks]
	[pallet_kyc, Kyc]
	[pallet_compliance, Compliance]
	[pallet_spot, Spot]
	[pallet_loyalty, Loyalty]
	[pallet_conversion, Conversion]
	[pallet_distribution, Distribution]
	[pallet_observations, Observations]
	[pallet_deposits, Deposits]
);

impl frame_system_benchmarking::Config for Runtime {}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Lends `pallet_owner` the largest call of its delayed list.
pub struct OwnerHelper;

impl pallet_owner::benchmarking::BenchmarkHelper<RuntimeCall> for OwnerHelper {
	fn delayed_call() -> RuntimeCall {
		let account = AccountId::new([1; 32]);
		let invulnerables = (0..MAX_VALIDATORS).map(|_| account.clone()).collect();
		RuntimeCall::Staking(pallet_staking::Call::set_invulnerables { invulnerables })
	}
}

/// Opens a restaurant of `franchisee`.
fn register_node(franchisee: AccountId) -> NodeId {
	let profile = NodeProfile {
		entity: [1; 32],
		city: BoundedVec::truncate_from(b"Tbilisi".to_vec()),
		country: *b"GE",
		time_zone: BoundedVec::truncate_from(b"Asia/Tbilisi".to_vec()),
		utc_offset_minutes: 240,
		licence: [2; 32],
	};
	let node = pallet_franchise::NextNodeId::<Runtime>::get();
	Franchise::register_node(RuntimeOrigin::root(), franchisee, profile, Balance::MAX)
		.expect("Root may register a valid restaurant; qed");
	node
}

fn set_time(now: Moment) {
	pallet_timestamp::Now::<Runtime>::put(now);
}

/// Has a verified person leave an account for another.
fn leave_account(left: &AccountId, current: &AccountId) {
	verify(left);
	pallet_kyc::Pallet::<Runtime>::rebind(left, current)
		.expect("an account of nobody may be bound; qed");
}

/// Makes `who` the verified account of a person of Georgia.
fn verify(who: &AccountId) {
	let verifier = AccountId::new([5; 32]);
	if !pallet_kyc::VerifierIdOf::<Runtime>::contains_key(&verifier) {
		pallet_kyc::benchmarking::register_verifier::<Runtime>(&verifier);
	}
	let country = CountryCode(*b"GE");
	pallet_compliance::Jurisdictions::<Runtime>::insert(country, pallet_compliance::Rule::Allowed);
	pallet_kyc::benchmarking::verify::<Runtime>(who, country, &verifier);
}

/// Gives an account SPOT of every day, and what is about to become SPOT.
fn fill_with_loyalty(account: &AccountId) {
	let now = pallet_timestamp::Now::<Runtime>::get();
	let table = pallet_loyalty::Streamers::<Runtime>::iter_keys().count() as u32;
	pallet_spot::benchmarking::endow::<Runtime>(account, now).expect("SPOT may be given; qed");
	pallet_loyalty::benchmarking::fill::<Runtime>(account, now, table);
}

/// Lends `pallet_checks` tills, persons and a clock.
pub struct ChecksHelper;

impl pallet_checks::benchmarking::BenchmarkHelper<AccountId> for ChecksHelper {
	fn register_till(franchisee: AccountId, key: AccountId) -> (NodeId, TillId) {
		let node = register_node(franchisee);
		let till = pallet_franchise::NextTillId::<Runtime>::get();
		let limits = TillLimits { per_check: u64::MAX, per_day: u64::MAX };
		Franchise::approve_till(RuntimeOrigin::root(), node, key, limits)
			.expect("Root may approve a till of an open restaurant; qed");
		(node, till)
	}

	fn set_time(now: Moment) {
		set_time(now);
	}

	fn leave_account(left: AccountId, current: AccountId) {
		leave_account(&left, &current);
		pallet_compliance::CurrentSettings::<Runtime>::mutate(|settings| {
			settings.unverified_cap = 1;
		});
		pallet_kyc::Records::<Runtime>::mutate_extant(&current, |record| {
			record.state = pallet_kyc::State::Rejected;
		});
		fill_with_loyalty(&current);
	}
}

/// Lends `pallet_kyc` keys, restaurants and a clock.
pub struct KycHelper;

/// Names the keys of benchmarks in the keystore.
const BENCHMARK_KEYS: KeyTypeId = KeyTypeId(*b"hpkb");

impl pallet_kyc::benchmarking::BenchmarkHelper<AccountId, Signature> for KycHelper {
	fn signer(number: u32) -> AccountId {
		let seed = format!("//bench//{number}").into_bytes();
		AccountId::from(sp_io::crypto::sr25519_generate(BENCHMARK_KEYS, Some(seed)))
	}

	fn sign(signer: &AccountId, message: &[u8]) -> Signature {
		let public = sr25519::Public::from_raw(signer.clone().into());
		let signature = sp_io::crypto::sr25519_sign(BENCHMARK_KEYS, &public, message);
		Signature::Sr25519(signature.expect("the key was generated before; qed"))
	}

	fn set_time(now: Moment) {
		set_time(now);
	}

	fn register_node(franchisee: AccountId) -> NodeId {
		register_node(franchisee)
	}

	fn endow(account: &AccountId) {
		let now = pallet_timestamp::Now::<Runtime>::get();
		let window = pallet_compliance::CurrentSettings::<Runtime>::get().daily_window;
		let outflow = pallet_compliance::Outflow::default().at(now, window).plus(1);
		let freeze = pallet_compliance::Freeze { amount: 1, ..Default::default() };
		pallet_compliance::Outflows::<Runtime>::insert(account, outflow);
		pallet_compliance::Freezes::<Runtime>::insert(account, freeze);
		Thp::mint_into(account, 10).expect("THP may be minted; qed");
		endow_with_everything(account);
	}
}

/// Gives an account a claimed check whose THP was deferred, SPOT, what becomes SPOT, a share and a
/// consent.
fn endow_with_everything(account: &AccountId) {
	fill_with_loyalty(account);
	pallet_distribution::Payments::<Runtime>::insert(
		account,
		pallet_distribution::Payment { round: 1, amount: 1 },
	);
	pallet_conversion::Consents::<Runtime>::insert(account, ());
	pallet_checks::ClaimCount::<Runtime>::insert(account, 1);
	pallet_checks::Deferred::<Runtime>::insert(account, 10);
	pallet_checks::TotalThp::<Runtime>::mutate(|totals| totals.deferred += 10);
}

/// Lends `pallet_compliance` persons and a clock.
pub struct ComplianceHelper;

impl pallet_compliance::benchmarking::BenchmarkHelper<AccountId> for ComplianceHelper {
	fn verify(who: &AccountId, country: CountryCode, verifier: &AccountId) {
		pallet_kyc::benchmarking::verify::<Runtime>(who, country, verifier);
	}

	fn register_verifier(who: &AccountId) {
		pallet_kyc::benchmarking::register_verifier::<Runtime>(who);
	}

	fn set_time(now: Moment) {
		set_time(now);
	}

	fn endow(who: &AccountId) {
		endow_with_everything(who);
	}
}

/// Lends `pallet_spot` a clock.
pub struct SpotHelper;

impl pallet_spot::benchmarking::BenchmarkHelper for SpotHelper {
	fn set_time(now: Moment) {
		set_time(now);
	}
}

/// Lends `pallet_loyalty` persons and a clock.
pub struct LoyaltyHelper;

impl pallet_loyalty::benchmarking::BenchmarkHelper<AccountId> for LoyaltyHelper {
	fn set_time(now: Moment) {
		set_time(now);
	}

	fn leave_account(left: &AccountId, current: &AccountId) {
		leave_account(left, current);
		let now = pallet_timestamp::Now::<Runtime>::get();
		pallet_spot::benchmarking::endow::<Runtime>(current, now).expect("SPOT may be given; qed");
	}
}

/// Lends `pallet_conversion` holders and a clock.
pub struct ConversionHelper;

impl pallet_conversion::benchmarking::BenchmarkHelper<AccountId> for ConversionHelper {
	fn register_holder(who: &AccountId, spot: u32) {
		verify(who);
		pallet_spot::benchmarking::give::<Runtime>(who, spot).expect("SPOT may be given; qed");
	}

	fn set_time(now: Moment) {
		set_time(now);
	}
}

/// Lends `pallet_distribution` holders, a full pool and a clock.
pub struct DistributionHelper;

impl pallet_distribution::benchmarking::BenchmarkHelper<AccountId> for DistributionHelper {
	fn set_time(now: Moment) {
		set_time(now);
	}

	fn earn(who: &AccountId, spot: u32) {
		if !Kyc::is_verified(who) {
			verify(who);
		}
		pallet_spot::benchmarking::give::<Runtime>(who, spot).expect("SPOT may be given; qed");
	}

	fn fund(pot: &AccountId, amount: Balance) {
		Thp::mint_into(pot, amount).expect("THP may be minted; qed");
	}
}

/// Lends `pallet_observations` a clock, and what claims are about.
pub struct ObservationsHelper;

impl pallet_observations::benchmarking::BenchmarkHelper<AccountId> for ObservationsHelper {
	fn set_time(now: Moment) {
		set_time(now);
	}

	fn claim(kind: Kind, now: Moment) -> Claim<AccountId> {
		use pallet_loyalty::benchmarking::{liked, streamed, watched};

		match kind {
			Kind::TronDeposit => deposit(
				Token::UsdtTron,
				ForeignAccount::Tron([1; 20]),
				ForeignAccount::Tron([2; 20]),
				now,
			),
			Kind::TonDeposit => deposit(
				Token::UsdtTon,
				ForeignAccount::Ton { workchain: 0, id: [1; 32] },
				ForeignAccount::Ton { workchain: -1, id: [2; 32] },
				now,
			),
			Kind::Watched => claim_of(watched::<Runtime>().0),
			Kind::Liked => claim_of(liked::<Runtime>()),
			Kind::Streamed => claim_of(streamed::<Runtime>().0),
		}
	}
}

/// What validators would tell loyalty.
fn claim_of(observation: Observation<AccountId>) -> Claim<AccountId> {
	match observation {
		Observation::Watched { who, stream, from, to } => Claim::Watched { who, stream, from, to },
		Observation::Liked { who, post, likes } => Claim::Liked { who, post, likes },
		Observation::Streamed { who, node, table, from, to } => {
			Claim::Streamed { who, node, table, from, to }
		}
	}
}

/// A deposit to an account that is watched, with a comment as long as can be.
fn deposit(token: Token, from: ForeignAccount, to: ForeignAccount, at: Moment) -> Claim<AccountId> {
	let beneficiary = AccountId::new([7; 32]);
	Deposits::watch(RuntimeOrigin::root(), to, beneficiary, 1)
		.expect("Root may have an account watched; qed");
	Claim::Deposit(Deposit {
		token,
		from,
		to,
		amount: u128::from(u64::MAX),
		transaction: [3; 32],
		index: u32::MAX,
		at,
		comment: BoundedVec::truncate_from(vec![b'x'; MAX_COMMENT as usize]),
	})
}
