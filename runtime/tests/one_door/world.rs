//! A chain on which everything that could move tokens is at hand.

use super::cast::{CLAIMABLE, Cast, HEIGHT, partner};
use crate::{NOW, award, ext, open_till, record_checks};
use codec::Encode;
use frame_support::{
	BoundedVec, assert_ok,
	traits::{UnfilteredDispatchable, fungible::MutateHold},
};
use frame_system::RawOrigin;
use hotpot_primitives::{
	Balance, CountryCode, Moment, PersonId, SequenceRange, TillId,
	money::THP,
	time::{HOUR, MINUTE},
	traits::{Level, RiskBand},
};
use hotpot_runtime::{
	AccountId, Balances, BlockNumber, Checks, Conversion, Distribution, Hash, Kyc, Loyalty,
	ProxyType, Runtime, RuntimeCall, RuntimeOrigin, Signature, Spot, System, VERSION,
	constants::{POT, SLOT_DURATION},
	genesis::DEVELOPMENT,
};
use pallet_kyc::{Attestation, Outcome};
use pallet_proxy::ProxyDefinition;
use pallet_staking::UnappliedSlash;
use sp_core::{
	Pair, sr25519,
	traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt},
};
use sp_io::{TestExternalities, hashing::blake2_256};
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use sp_version::RuntimeVersion;

/// What everybody holds, in THP base units.
pub const HOLDING: Balance = 100 * THP;
/// What guest and holder have deferred, in THP base units.
pub const DEFERRED: Balance = 50 * THP;
/// What the claimable check carries, in THP base units.
pub const CARRIED: Balance = 10 * THP;

/// The moment at which the void window of the claimable check is over, and so is the wait of the
/// recovery.
pub const LATER: Moment = NOW + 10 * MINUTE;
/// SPOT of whoever is at the median.
const SPOT_OF_OTHERS: u32 = 5;
/// SPOT of the holder, who is above the median.
pub const SPOT_OF_HOLDER: u32 = 20;
/// SPOT of the lost account, which is above the median.
pub const SPOT_OF_LOST: u32 = 8;
/// SPOT of the page, which is nobody's yet.
pub const SPOT_OF_PAGE: u32 = 3;
/// The open round of the distribution, of which nobody was paid. Its time is over.
pub const ROUND: u32 = 1;
/// When the next round may be opened.
pub const NEXT_ROUND: Moment = LATER + 2 * MINUTE;
/// A stream that nobody watched.
pub const STREAM: [u8; 32] = [6; 32];

/// The slot of the next block: at least half a slot later.
pub const SLOT: u64 = LATER / SLOT_DURATION + 2;
/// A check inside its void window.
pub const VOIDABLE: u32 = 2;
/// The first of the numbers that the till skipped.
pub const GAP: u32 = 3;
/// The last check of the till.
pub const LAST: u32 = 5;
/// Held numbers of the till.
pub const HELD: SequenceRange = SequenceRange { first: 100, last: 101 };

/// What the holder's multisig is asked for, and the preimage that Root asked for.
pub const ASKED: [u8; 32] = [8; 32];
/// A preimage that the delegate keeps.
pub const NOTED: &[u8] = b"noted";
/// The code that anybody may put into force.
pub const CODE: &[u8] = b"a runtime";
/// The name of a delayed call of Root.
pub const TASK: [u8; 32] = [9; 32];
/// When Root's delayed calls run.
pub const TASKS_AT: BlockNumber = 1_000;
/// An era with a slash to come.
pub const SLASH_ERA: u32 = 49;

/// A call that does nothing to anybody.
pub fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: b"nothing".to_vec() }.into()
}

/// Its hash.
pub fn remark_hash() -> Hash {
	BlakeTwo256::hash_of(&remark())
}

/// Says of any code that it is the next version of this runtime.
struct NextVersion;

impl ReadRuntimeVersion for NextVersion {
	fn read_runtime_version(
		&self,
		_code: &[u8],
		_ext: &mut dyn Externalities,
	) -> Result<Vec<u8>, String> {
		let next = RuntimeVersion { spec_version: VERSION.spec_version + 1, ..VERSION };
		Ok(next.encode())
	}
}

/// The chain.
pub fn world() -> TestExternalities {
	let mut ext = ext(DEVELOPMENT);
	ext.register_extension(ReadRuntimeVersionExt::new(NextVersion));
	ext.execute_with(|| {
		System::set_block_number(HEIGHT);
		open_till(Cast::Till.account());
		done(record_checks(CLAIMABLE, 1), Cast::Till.origin());
		attest_people();
		ask_for_recovery();
		hand_out_tokens();
		open_round();
		pass(LATER);
		pallet_babe::CurrentSlot::<Runtime>::put(sp_consensus_babe::Slot::from(SLOT));
		done(record_checks(VOIDABLE, 1), Cast::Till.origin());
		done(record_checks(LAST, 1), Cast::Till.origin());
		done(
			pallet_checks::Call::quarantine { till: TillId(1), range: Some(HELD) },
			Cast::Officer.origin(),
		);
		super::spare::make_assets();
		lend_powers();
		leave_unfinished();
		assert_ok!(Checks::do_try_state());
		assert_ok!(Spot::do_try_state());
		assert_ok!(Loyalty::do_try_state());
		assert_ok!(Conversion::do_try_state());
		assert_ok!(Distribution::do_try_state());
		System::reset_events();
	});
	ext
}

/// Has a call done, whatever the filter says.
pub fn done(call: impl Into<RuntimeCall>, by: impl Into<RuntimeOrigin>) {
	let call = call.into();
	let result = call.clone().dispatch_bypass_filter(by.into());
	assert!(result.is_ok(), "{call:?}: {result:?}");
}

/// What the verifier found about an account, signed.
pub fn attestation(of: Cast, outcome: Outcome) -> (Attestation<AccountId>, Signature) {
	let account = of.account();
	let attestation = Attestation {
		person: PersonId(blake2_256(account.as_ref())),
		account,
		outcome,
		level: Level::Basic,
		risk: RiskBand::Low,
		jurisdiction: CountryCode(*b"GE"),
		commitment: [7; 32],
		expires_at: NOW + 5 * HOUR,
		nonce: 0,
	};
	let verifier = sr25519::Pair::from_string("//verifier//1", None).expect("a valid path");
	let signature = verifier.sign(&Kyc::attestation_payload(attestation.clone()));
	(attestation, signature.into())
}

/// The page's account, and its signature that it is `whose`.
pub fn link(whose: Cast) -> (AccountId, Signature) {
	let page = Cast::Page.account();
	let payload = Kyc::link_payload(whose.account(), page.clone());
	(page, Sr25519Keyring::Two.sign(&payload).into())
}

fn attest_people() {
	let verified = [
		Cast::Holder,
		Cast::Receiver,
		Cast::Frozen,
		Cast::Lost,
		Cast::Suspended,
		Cast::MultisigOfOne,
		Cast::MultisigOfTwo,
		Cast::Derivative,
		Cast::Pure,
	];
	let found = verified.map(|who| (who, Outcome::Passed));
	for (who, outcome) in found.into_iter().chain([(Cast::Pending, Outcome::Hit)]) {
		let (attestation, signature) = attestation(who, outcome);
		let verifier = Cast::Verifier.account();
		let attest = pallet_kyc::Call::attest { attestation, verifier, signature };
		done(attest, Cast::Delegate.origin());
	}
	let account = Cast::Suspended.account();
	done(pallet_kyc::Call::suspend { account, reason: [1; 32] }, Cast::Officer.origin());
	let who = Cast::Frozen.account();
	done(pallet_compliance::Call::freeze { who, reason: [1; 32] }, Cast::Officer.origin());
}

fn ask_for_recovery() {
	let request = pallet_compliance::Call::request_recovery {
		old: Cast::Lost.account(),
		new: Cast::Found.account(),
		reason: [1; 32],
	};
	done(request, Cast::Verifier.origin());
}

/// Leaves one visit until somebody's next SPOT.
fn make_regular(who: Cast) {
	let unpaid = pallet_loyalty::CurrentSettings::<Runtime>::get().visits_per_spot - 1;
	let visitor = pallet_loyalty::Visitor { unpaid, ..Default::default() };
	pallet_loyalty::Visitors::<Runtime>::insert(who.account(), visitor);
}

/// Announces a round of the distribution.
pub fn announce(opens_at: Moment) {
	done(pallet_distribution::Call::announce { opens_at }, Cast::Owner.origin());
}

/// Lets the clock go on.
pub fn pass(until: Moment) {
	pallet_timestamp::Now::<Runtime>::put(until);
}

fn open_round() {
	let opens_at = NOW + MINUTE;
	announce(opens_at);
	pass(opens_at);
	done(pallet_distribution::Call::open {}, Cast::Owner.origin());
}

/// Gives everybody THP and some SPOT, as if checks had matured and been deferred.
fn hand_out_tokens() {
	use hotpot_runtime::constants::THP_ASSET;

	for who in Cast::ALL {
		super::spare::mint(THP_ASSET, *who, HOLDING);
	}
	let others = [
		Cast::Delegate,
		Cast::Guest,
		Cast::MultisigOfOne,
		Cast::MultisigOfTwo,
		Cast::Derivative,
		Cast::Pure,
	];
	let above = [(Cast::Holder, SPOT_OF_HOLDER), (Cast::Lost, SPOT_OF_LOST)];
	for (who, spot) in others.map(|who| (who, SPOT_OF_OTHERS)).into_iter().chain(above) {
		award(&who.account(), spot, 1);
	}
	// Of a day of which the holder has none, or the cap of both would drop some at the link.
	award(&Cast::Page.account(), SPOT_OF_PAGE, 10);
	for who in [Cast::Guest, Cast::Holder] {
		make_regular(who);
	}
	for who in [Cast::Guest, Cast::Holder] {
		pallet_checks::Deferred::<Runtime>::insert(who.account(), DEFERRED);
	}
	pallet_checks::TotalThp::<Runtime>::mutate(|totals| {
		let matured = HOLDING * Cast::ALL.len() as Balance;
		totals.matured += matured;
		totals.deferred += 2 * DEFERRED;
		totals.accrued += matured + 2 * DEFERRED;
	});
}

/// Lets everybody's partner, and the multisig of one, do anything for it.
fn lend_powers() {
	let power = |delegate| ProxyDefinition { delegate, proxy_type: ProxyType::Any, delay: 0 };
	for who in Cast::ALL {
		let who = who.account();
		let mut powers = [partner(&who), Cast::MultisigOfOne.account()].map(power);
		powers.sort();
		let powers = BoundedVec::truncate_from(powers.to_vec());
		pallet_proxy::Proxies::<Runtime>::insert(who, (powers, 0));
	}
}

/// Begins what calls of the table go on with.
fn leave_unfinished() {
	let (holder, delegate) = (Cast::Holder, Cast::Delegate);
	done(
		pallet_multisig::Call::approve_as_multi {
			threshold: 2,
			other_signatories: vec![delegate.account()],
			maybe_timepoint: None,
			call_hash: ASKED,
			max_weight: Default::default(),
		},
		holder.origin(),
	);
	let (real, call_hash) = (holder.account().into(), remark_hash());
	done(pallet_proxy::Call::announce { real, call_hash }, delegate.origin());
	done(pallet_preimage::Call::note_preimage { bytes: NOTED.to_vec() }, delegate.origin());
	done(pallet_preimage::Call::request_preimage { hash: Hash::from(ASKED) }, RawOrigin::Root);
	for task in [
		pallet_scheduler::Call::schedule {
			when: TASKS_AT,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(remark()),
		},
		pallet_scheduler::Call::schedule_named {
			id: TASK,
			when: TASKS_AT,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(remark()),
		},
	] {
		done(task, RawOrigin::Root);
	}
	let code_hash = BlakeTwo256::hash(CODE);
	let upgrade = frame_system::Call::authorize_upgrade_without_checks { code_hash };
	done(upgrade, RawOrigin::Root);
	let upgrade = Box::new(frame_system::Call::authorize_upgrade { code_hash }.into());
	done(pallet_owner::Call::enact { call: upgrade }, Cast::Owner.origin());
	let to = Cast::Receiver.account();
	done(pallet_owner::Call::transfer_ownership { to }, Cast::Owner.origin());
	leave_stakes();
}

fn leave_stakes() {
	let (validator, delegate) = (Cast::Validator.account(), Cast::Delegate.account());
	done(pallet_staking::Call::unbond { value: POT }, Cast::Validator.origin());
	pallet_staking::ErasValidatorReward::<Runtime>::insert(0, POT);
	let slash = UnappliedSlash {
		validator,
		own: POT,
		others: Vec::new(),
		reporters: Vec::new(),
		payout: 0,
	};
	pallet_staking::UnappliedSlashes::<Runtime>::insert(SLASH_ERA, vec![slash]);
	let reason = pallet_safe_mode::HoldReason::EnterOrExtend.into();
	assert_ok!(Balances::hold(&reason, &delegate, POT));
	pallet_safe_mode::Deposits::<Runtime>::insert(delegate, HEIGHT, POT);
}
