//! The ways in which one call carries another.

use super::{
	cast::{Cast, multisig, partner},
	doors::DOORS,
	world::remark,
};
use codec::Encode;
use frame_support::{
	traits::{
		Hooks, StorePreimage,
		schedule::{DispatchTime, v3::Anon},
	},
	weights::Weight,
};
use frame_system::RawOrigin;
use hotpot_runtime::{
	AccountId, BlockNumber, Multisig, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeOrigin,
	Scheduler, System, configs::franchise::EnactmentPeriod,
};
use pallet_utility::derivative_account_id;
use sp_io::hashing::blake2_256;
use sp_runtime::traits::{BlakeTwo256, Dispatchable, Hash};

type CallOfMultisig = pallet_multisig::Call<Runtime>;
type CallOfProxy = pallet_proxy::Call<Runtime>;
type CallOfSudo = pallet_sudo::Call<Runtime>;
type CallOfUtility = pallet_utility::Call<Runtime>;

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
	/// By itself.
	Plain,
	/// By a batch.
	Batch,
	/// By a batch that is undone if it fails.
	BatchAll,
	/// By a batch that goes on if it fails.
	ForceBatch,
	/// As what is tried first.
	IfMain,
	/// As what is tried when something else failed.
	IfFallback,
	/// As an account derived from the signer's.
	Derivative,
	/// By the partner, as a proxy of the account.
	Proxy,
	/// By somebody else, after the partner announced it.
	ProxyAnnounced,
	/// By the partner as a proxy, in a batch.
	BatchedProxy,
	/// In a batch, by the partner as a proxy.
	ProxiedBatch,
	/// By a multisig as a proxy of the account.
	MultisigProxy,
	/// As the multisig of account or partner.
	MultisigOfOne,
	/// As the multisig of account and partner, after the partner approved.
	MultisigOfTwo,
	/// As a delayed call of the origin.
	Scheduled,
	/// As a call that the owner enacts, and the delay is over.
	Enacted,
	/// As Root by whoever is not the root key.
	Sudo,
	/// As the holder by whoever is not the root key.
	SudoAs,
}

impl Way {
	/// As the signer, or as an account derived from the signer's.
	pub const BY_SIGNERS: &[Self] = &[
		Self::Plain,
		Self::Batch,
		Self::BatchAll,
		Self::ForceBatch,
		Self::IfMain,
		Self::IfFallback,
		Self::Derivative,
	];

	/// By proxies.
	pub const BY_PROXIES: &[Self] = &[
		Self::Proxy,
		Self::ProxyAnnounced,
		Self::BatchedProxy,
		Self::ProxiedBatch,
		Self::MultisigProxy,
	];

	/// By multisigs.
	pub const BY_MULTISIGS: &[Self] = &[Self::MultisigOfOne, Self::MultisigOfTwo];

	/// Later, or as somebody else.
	pub const BY_OTHERS: &[Self] = &[Self::Scheduled, Self::Enacted, Self::Sudo, Self::SudoAs];

	/// All of them.
	pub fn all() -> impl Iterator<Item = Self> {
		[Self::BY_SIGNERS, Self::BY_PROXIES, Self::BY_MULTISIGS, Self::BY_OTHERS]
			.into_iter()
			.flatten()
			.copied()
	}

	/// The call that carries others, if it is one of the runtime's.
	pub const fn carrier(self) -> Option<&'static str> {
		match self {
			Self::Batch => Some("Utility.batch"),
			Self::BatchAll => Some("Utility.batch_all"),
			Self::ForceBatch => Some("Utility.force_batch"),
			Self::IfMain | Self::IfFallback => Some("Utility.if_else"),
			Self::Derivative => Some("Utility.as_derivative"),
			Self::Proxy => Some("Proxy.proxy"),
			Self::ProxyAnnounced => Some("Proxy.proxy_announced"),
			Self::MultisigOfOne => Some("Multisig.as_multi_threshold_1"),
			Self::MultisigOfTwo => Some("Multisig.as_multi"),
			Self::Enacted => Some("Owner.enact"),
			Self::Sudo => Some("Sudo.sudo"),
			Self::SudoAs => Some("Sudo.sudo_as"),
			Self::Plain
			| Self::BatchedProxy
			| Self::ProxiedBatch
			| Self::MultisigProxy
			| Self::Scheduled => None,
		}
	}

	/// Whether it makes any call that its signer may make.
	const fn carries(self) -> bool {
		!matches!(self, Self::Enacted | Self::Sudo | Self::SudoAs)
	}

	/// The doors that it leads through.
	pub fn doors(self) -> Vec<&'static str> {
		match self {
			// These accounts are persons, but neither officers nor check wallets, and have no more SPOT
			// than the median.
			Self::Derivative | Self::MultisigOfOne | Self::MultisigOfTwo => {
				vec!["Compliance.complete_recovery", "Compliance.transfer", "Distribution.push"]
			}
			_ if self.carries() => DOORS.to_vec(),
			_ => Vec::new(),
		}
	}

	/// For which account the carried call is made; `None` if it is for none, or not made at all.
	pub fn acts_for(self, by: &RawOrigin<AccountId>) -> Option<AccountId> {
		let RawOrigin::Signed(who) = by else { return None };
		match self {
			Self::Derivative => Some(derivative_account_id(who.clone(), 0)),
			Self::MultisigOfOne => Some(multisig(who, 1)),
			Self::MultisigOfTwo => Some(multisig(who, 2)),
			_ => self.carries().then(|| who.clone()),
		}
	}

	/// Makes the call.
	pub fn make(self, call: RuntimeCall, by: &RawOrigin<AccountId>) {
		match (self, by) {
			(Self::Plain, _) => dispatch(call, by.clone()),
			(Self::Batch, _) => dispatch(batch(call), by.clone()),
			(Self::BatchAll, _) => dispatch(batch_all(call), by.clone()),
			(Self::ForceBatch, _) => {
				dispatch(CallOfUtility::force_batch { calls: vec![call] }, by.clone());
			}
			(Self::IfMain, _) => dispatch(if_else(call, remark()), by.clone()),
			(Self::IfFallback, _) => {
				// No signer may do this.
				let fails = frame_system::Call::set_heap_pages { pages: 1 }.into();
				dispatch(if_else(fails, call), by.clone());
			}
			(Self::Scheduled, _) => delay(call, by.clone()),
			(_, RawOrigin::Signed(who)) => self.make_signed(call, who.clone()),
			_ => {}
		}
	}

	fn make_signed(self, call: RuntimeCall, who: AccountId) {
		let partner = partner(&who);
		let signed = RawOrigin::Signed;
		match self {
			Self::Derivative => {
				let call = Box::new(call);
				dispatch(CallOfUtility::as_derivative { index: 0, call }, signed(who));
			}
			Self::Proxy => dispatch(proxy(who, call), signed(partner)),
			Self::ProxyAnnounced => announce_and_make(call, who, partner),
			Self::BatchedProxy => dispatch(batch(proxy(who, call)), signed(partner)),
			Self::ProxiedBatch => dispatch(proxy(who, batch_all(call)), signed(partner)),
			Self::MultisigProxy => {
				let (other_signatories, call) =
					(vec![Cast::Delegate.account()], Box::new(proxy(who, call)));
				let call = CallOfMultisig::as_multi_threshold_1 { other_signatories, call };
				dispatch(call, signed(Cast::Holder.account()));
			}
			Self::MultisigOfOne => {
				let (other_signatories, call) = (vec![partner], Box::new(call));
				let call = CallOfMultisig::as_multi_threshold_1 { other_signatories, call };
				dispatch(call, signed(who));
			}
			Self::MultisigOfTwo => approve_and_make(call, who, partner),
			Self::Enacted => enact(call, who),
			Self::Sudo | Self::SudoAs if who == Cast::SudoKey.account() => {}
			Self::Sudo => {
				let weight = Weight::zero();
				let again = Box::new(call.clone());
				dispatch(CallOfSudo::sudo { call: Box::new(call) }, signed(who.clone()));
				dispatch(CallOfSudo::sudo_unchecked_weight { call: again, weight }, signed(who));
			}
			Self::SudoAs => {
				let (holder, call) = (Cast::Holder.account().into(), Box::new(call));
				dispatch(CallOfSudo::sudo_as { who: holder, call }, signed(who));
			}
			_ => {}
		}
	}
}

/// Makes a call as a block does; what becomes of it, the ledger says.
fn dispatch(call: impl Into<RuntimeCall>, by: RawOrigin<AccountId>) {
	let _ = call.into().dispatch(RuntimeOrigin::from(by));
}

fn batch(call: RuntimeCall) -> RuntimeCall {
	CallOfUtility::batch { calls: vec![call] }.into()
}

fn batch_all(call: RuntimeCall) -> RuntimeCall {
	CallOfUtility::batch_all { calls: vec![call] }.into()
}

fn if_else(main: RuntimeCall, fallback: RuntimeCall) -> RuntimeCall {
	CallOfUtility::if_else { main: Box::new(main), fallback: Box::new(fallback) }.into()
}

fn proxy(real: AccountId, call: RuntimeCall) -> RuntimeCall {
	let call = Box::new(call);
	CallOfProxy::proxy { real: real.into(), force_proxy_type: None, call }.into()
}

fn announce_and_make(call: RuntimeCall, who: AccountId, partner: AccountId) {
	let call_hash = BlakeTwo256::hash_of(&call);
	let announce = CallOfProxy::announce { real: who.clone().into(), call_hash };
	dispatch(announce, RawOrigin::Signed(partner.clone()));
	let call = CallOfProxy::proxy_announced {
		delegate: partner.into(),
		real: who.into(),
		force_proxy_type: None,
		call: Box::new(call),
	};
	dispatch(call, RawOrigin::Signed(Cast::Guest.account()));
}

fn approve_and_make(call: RuntimeCall, who: AccountId, partner: AccountId) {
	let max_weight = Weight::MAX;
	let approve = CallOfMultisig::approve_as_multi {
		threshold: 2,
		other_signatories: vec![who.clone()],
		maybe_timepoint: None,
		call_hash: call.using_encoded(blake2_256),
		max_weight,
	};
	dispatch(approve, RawOrigin::Signed(partner.clone()));
	let make = CallOfMultisig::as_multi {
		threshold: 2,
		other_signatories: vec![partner],
		maybe_timepoint: Some(Multisig::timepoint()),
		call: Box::new(call),
		max_weight,
	};
	dispatch(make, RawOrigin::Signed(who));
}

fn delay(call: RuntimeCall, by: RawOrigin<AccountId>) {
	let call = Preimage::bound(call).expect("no call is too long");
	let next = System::block_number() + 1;
	let by = OriginCaller::system(by);
	<Scheduler as Anon<BlockNumber, RuntimeCall, OriginCaller>>::schedule(
		DispatchTime::At(next),
		None,
		0,
		by,
		call,
	)
	.expect("the agenda has room");
	run_agenda(next);
}

fn enact(call: RuntimeCall, by: AccountId) {
	let enact = pallet_owner::Call::enact { call: Box::new(call) };
	if RuntimeCall::from(enact).dispatch(RuntimeOrigin::signed(by)).is_ok() {
		run_agenda(System::block_number() + EnactmentPeriod::get() + 1);
	}
}

fn run_agenda(at: BlockNumber) {
	System::set_block_number(at);
	Scheduler::on_initialize(at);
}
