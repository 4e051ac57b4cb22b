//! Which calls the runtime lets through.
//!
//! The base filter holds for every origin but Root, at each level of nesting, and refuses a call
//! at inclusion with `CallFiltered`:
//!
//! 1. every call of `Assets`, however deep inside another call (rule 11: one door moves THP);
//! 2. a batch directly inside a batch, and more than [`MAX_NESTING`] calls around another: such
//!    towers have halted chains;
//! 3. in safe mode, what [`SafeModeCalls`] does not list;
//! 4. what is paused.

#![deny(missing_docs)]

use crate::{
	Babe, Grandpa, Multisig, Owner, Runtime, RuntimeCall, SafeMode, Sudo, System, Timestamp,
	TxPause, types::ProxyType,
};
use alloc::{vec, vec::Vec};
use frame_support::traits::{Contains, InsideBoth, InstanceFilter, PalletInfoAccess};
use pallet_tx_pause::RuntimeCallNameOf;

/// The filter that every origin but Root starts with.
pub type BaseCallFilter = InsideBoth<WellShaped, InsideBoth<SafeMode, TxPause>>;

/// How many calls may stand around another: a multisig's proxy, a proxy's batch, the owner's
/// multisig around `enact`.
pub const MAX_NESTING: u32 = 2;

/// Calls that a key without an account may sign: a check wallet's claim (rule 4), what brings a person
/// its THP when all of that is elsewhere (rules 8, 12 and 20), and the veto of one who has none (rule 13).
///
/// Such a call must be free whenever it would succeed, and a replay must do nothing, because no
/// nonce stands against it.
pub struct NeedsNoAccount;

impl Contains<RuntimeCall> for NeedsNoAccount {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_checks::Call as Checks;
		matches!(
			call,
			RuntimeCall::Checks(Checks::claim { .. } | Checks::collect {})
				| RuntimeCall::Kyc(pallet_kyc::Call::link { .. })
				| RuntimeCall::Compliance(pallet_compliance::Call::veto_recovery { .. })
				| RuntimeCall::Distribution(pallet_distribution::Call::claim { .. })
		)
	}
}

/// Calls that use up one of a person's free calls of the day when they are without a fee (rule 40).
///
/// Claims, collecting and vetoes are not among them: each can succeed once only, and a guest that
/// sent its twenty transfers must not miss a veto.
pub struct CountedCalls;

impl Contains<RuntimeCall> for CountedCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Compliance(pallet_compliance::Call::transfer { .. })
				| RuntimeCall::Kyc(pallet_kyc::Call::link { .. })
				| RuntimeCall::Conversion(pallet_conversion::Call::set_consent { .. })
		)
	}
}

/// Why a call can never be dispatched by a signed origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// It is, or carries, a call of `Assets`.
	AssetsCall,
	/// It is, or carries, a batch with a batch inside.
	NestedBatch,
	/// More calls stand around another than `MAX_NESTING`.
	TooDeep,
}

/// The calls that `call` would dispatch, or `None` if it carries none by its nature.
pub fn carried_calls(call: &RuntimeCall) -> Option<Vec<&RuntimeCall>> {
	use pallet_multisig::Call as Multisig;
	use pallet_proxy::Call as Proxy;
	use pallet_scheduler::Call as Scheduler;
	use pallet_sudo::Call as Sudo;
	use pallet_utility::Call as Utility;

	match call {
		RuntimeCall::Utility(
			Utility::batch { calls }
			| Utility::batch_all { calls }
			| Utility::force_batch { calls },
		) => Some(calls.iter().collect()),
		RuntimeCall::Utility(Utility::if_else { main, fallback }) => {
			Some(vec![main.as_ref(), fallback.as_ref()])
		}
		RuntimeCall::Utility(
			Utility::as_derivative { call, .. }
			| Utility::dispatch_as { call, .. }
			| Utility::dispatch_as_fallible { call, .. }
			| Utility::with_weight { call, .. },
		)
		| RuntimeCall::Multisig(
			Multisig::as_multi_threshold_1 { call, .. } | Multisig::as_multi { call, .. },
		)
		| RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. })
		| RuntimeCall::Scheduler(
			Scheduler::schedule { call, .. }
			| Scheduler::schedule_named { call, .. }
			| Scheduler::schedule_after { call, .. }
			| Scheduler::schedule_named_after { call, .. },
		)
		| RuntimeCall::Sudo(
			Sudo::sudo { call }
			| Sudo::sudo_unchecked_weight { call, .. }
			| Sudo::sudo_as { call, .. },
		)
		| RuntimeCall::Owner(pallet_owner::Call::enact { call }) => Some(vec![call.as_ref()]),
		_ => None,
	}
}

/// How many calls stand around the innermost one: 0 for a plain call, 1 for a batch of such.
///
/// Looks no deeper than one past `MAX_NESTING`, so its cost is bound by the call's length.
pub fn nesting_depth(call: &RuntimeCall) -> u32 {
	depth_within(call, MAX_NESTING.saturating_add(1))
}

fn depth_within(call: &RuntimeCall, levels: u32) -> u32 {
	let Some(deeper) = levels.checked_sub(1) else { return 0 };
	carried_calls(call).map_or(0, |calls| {
		let inner = calls.into_iter().map(|call| depth_within(call, deeper)).max();
		inner.unwrap_or(0).saturating_add(1)
	})
}

/// Why `call` can never be dispatched by a signed origin, if so.
pub fn refusal(call: &RuntimeCall) -> Option<Refusal> {
	if nesting_depth(call) > MAX_NESTING {
		return Some(Refusal::TooDeep);
	}
	content_refusal(call)
}

/// The first refusal inside a call that is not too deep.
fn content_refusal(call: &RuntimeCall) -> Option<Refusal> {
	if matches!(call, RuntimeCall::Assets(_)) {
		return Some(Refusal::AssetsCall);
	}
	let calls = carried_calls(call)?;
	if is_batch(call) && calls.iter().any(|inner| is_batch(inner)) {
		return Some(Refusal::NestedBatch);
	}
	calls.into_iter().find_map(content_refusal)
}

const fn is_batch(call: &RuntimeCall) -> bool {
	use pallet_utility::Call;
	matches!(
		call,
		RuntimeCall::Utility(
			Call::batch { .. } | Call::batch_all { .. } | Call::force_batch { .. }
		)
	)
}

/// Calls with nothing to refuse in them, whatever the chain's state.
pub struct WellShaped;

impl Contains<RuntimeCall> for WellShaped {
	fn contains(call: &RuntimeCall) -> bool {
		refusal(call).is_none()
	}
}

/// Calls that safe mode lets through: what blocks need, what ends safe mode, what repairs the
/// chain.
///
/// The owner is a multisig in production, so multisigs and proxies pass: the call they carry meets
/// this filter again.
pub struct SafeModeCalls;

impl Contains<RuntimeCall> for SafeModeCalls {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_babe::Call as Babe;
		use pallet_checks::Call as Checks;
		use pallet_compliance::Call as Compliance;
		use pallet_grandpa::Call as Grandpa;
		use pallet_kyc::Call as Kyc;
		use pallet_observations::Call as Observations;

		match call {
			RuntimeCall::Timestamp(_)
			| RuntimeCall::Owner(_)
			| RuntimeCall::Sudo(_)
			| RuntimeCall::SafeMode(_)
			| RuntimeCall::TxPause(_)
			| RuntimeCall::Multisig(_)
			| RuntimeCall::Proxy(_) => true,
			RuntimeCall::System(call) => {
				matches!(call, frame_system::Call::apply_authorized_upgrade { .. })
			}
			// Maturing goes on in safe mode, so a stolen till must still be stopped.
			RuntimeCall::Checks(call) => {
				matches!(call, Checks::quarantine { .. } | Checks::lift_quarantine { .. })
			}
			// Transfers wait, so that officers can act before they go on; a veto's time does not.
			RuntimeCall::Compliance(call) => matches!(
				call,
				Compliance::freeze { .. }
					| Compliance::set_frozen_amount { .. }
					| Compliance::set_paused { .. }
					| Compliance::cancel_recovery { .. }
					| Compliance::veto_recovery { .. }
			),
			RuntimeCall::Kyc(call) => {
				matches!(call, Kyc::suspend { .. } | Kyc::revoke { .. })
			}
			// Votes wait: workers keep what they saw, and offer it again.
			RuntimeCall::Observations(call) => {
				matches!(call, Observations::set_paused { .. } | Observations::drop_fact { .. })
			}
			RuntimeCall::Babe(call) => matches!(
				call,
				Babe::report_equivocation { .. } | Babe::report_equivocation_unsigned { .. }
			),
			RuntimeCall::Grandpa(call) => matches!(
				call,
				Grandpa::report_equivocation { .. } | Grandpa::report_equivocation_unsigned { .. }
			),
			_ => false,
		}
	}
}

/// Calls that can't be paused: what blocks need, what unpauses, what repairs the chain.
pub struct UnpausableCalls;

impl Contains<RuntimeCallNameOf<Runtime>> for UnpausableCalls {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		let pallets = [
			Timestamp::name(),
			Owner::name(),
			Sudo::name(),
			SafeMode::name(),
			TxPause::name(),
			Multisig::name(),
		];
		let calls = [
			(System::name(), "apply_authorized_upgrade"),
			(Babe::name(), "report_equivocation"),
			(Babe::name(), "report_equivocation_unsigned"),
			(Grandpa::name(), "report_equivocation"),
			(Grandpa::name(), "report_equivocation_unsigned"),
		];
		let is_pallet = |name: &str| name.as_bytes() == pallet.as_slice();
		let is_call = |name: &str| name.as_bytes() == call.as_slice();
		pallets.into_iter().any(is_pallet)
			|| calls.into_iter().any(|(pallet, call)| is_pallet(pallet) && is_call(call))
	}
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		use pallet_checks::Call as Checks;
		use pallet_staking::Call as Staking;

		match self {
			Self::Any => true,
			Self::NonTransfer => {
				Self::Till.filter(call)
					|| Self::Staking.filter(call)
					|| matches!(call, RuntimeCall::Session(_))
			}
			Self::Till => matches!(
				call,
				RuntimeCall::Checks(Checks::record_checks { .. } | Checks::void { .. })
			),
			Self::Staking => matches!(
				call,
				RuntimeCall::Staking(
					Staking::bond_extra { .. }
						| Staking::unbond { .. }
						| Staking::rebond { .. }
						| Staking::withdraw_unbonded { .. }
						| Staking::validate { .. }
						| Staking::nominate { .. }
						| Staking::chill { .. }
						| Staking::kick { .. }
						| Staking::payout_stakers { .. }
						| Staking::payout_stakers_by_page { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) | (Self::NonTransfer, Self::Till | Self::Staking) => true,
			_ => self == other,
		}
	}
}
