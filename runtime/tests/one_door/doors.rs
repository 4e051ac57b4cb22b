//! The calls that may change the ledger, and how.

use super::{
	cast::{CLAIMABLE, Cast},
	ledger::Change,
	world::{CARRIED, DEFERRED, HOLDING},
};
use hotpot_primitives::{TillId, money::THP, traits::KycInspect};
use hotpot_runtime::{AccountId, Compliance, Kyc, Runtime, RuntimeCall};
use pallet_compliance::Freeze;

type CallOfChecks = pallet_checks::Call<Runtime>;
type CallOfCompliance = pallet_compliance::Call<Runtime>;
type CallOfKyc = pallet_kyc::Call<Runtime>;

/// The calls that may change the ledger: one moves THP between persons, three move it by law or
/// within a person, two make it.
pub const DOORS: [&str; 6] = [
	"Checks.claim",
	"Checks.collect",
	"Compliance.complete_recovery",
	"Compliance.force_transfer",
	"Compliance.transfer",
	"Kyc.link",
];

/// Whether `call`, made for `by`, may change the ledger so. Asked of the state before the call.
pub fn allows(call: &RuntimeCall, by: &AccountId, change: &Change) -> bool {
	match (call, change) {
		(RuntimeCall::Compliance(call), Change::Moved { from, to, amount }) => match call {
			CallOfCompliance::transfer { to: named, amount: asked } => {
				from == by && to == named && amount == asked && is_free(from) && is_free(to)
			}
			CallOfCompliance::force_transfer { from: holder, to: named, amount: asked, .. } => {
				*by == Cast::Officer.account()
					&& from == holder
					&& to == named && amount == asked
					&& !is_pot(from)
					&& is_lawful(to)
			}
			CallOfCompliance::complete_recovery { old } => {
				from == old && *to == Cast::Found.account() && *amount == HOLDING
			}
			_ => false,
		},
		(
			RuntimeCall::Kyc(CallOfKyc::link { old, .. }),
			Change::Moved { from, to, amount: HOLDING },
		) => from == old && to == by && Kyc::is_verified(by),
		(
			RuntimeCall::Checks(CallOfChecks::claim { destination, .. }),
			Change::Minted { to, amount: CARRIED },
		) => *by == Cast::CheckWallet.account() && to == destination,
		(
			RuntimeCall::Checks(CallOfChecks::collect {}),
			Change::Minted { to, amount: DEFERRED },
		) => to == by,
		_ => false,
	}
}

fn is_pot(who: &AccountId) -> bool {
	[Cast::Pool, Cast::Reserve].iter().any(|pot| pot.account() == *who)
}

fn is_lawful(who: &AccountId) -> bool {
	is_pot(who) || Kyc::is_verified(who)
}

fn is_free(who: &AccountId) -> bool {
	is_lawful(who) && Compliance::freeze_of(who.clone()) == Freeze::default()
}

/// Calls of the doors that nobody can get through with.
pub fn closed() -> Vec<RuntimeCall> {
	let barred = [
		Cast::Guest,
		Cast::Frozen,
		Cast::Lost,
		Cast::Pending,
		Cast::Found,
		Cast::Suspended,
		Cast::AssetsAccount,
	];
	let transfers = barred.map(|to| CallOfCompliance::transfer { to: to.account(), amount: THP });
	let forced = |from: Cast, to: Cast, amount| CallOfCompliance::force_transfer {
		from: from.account(),
		to: to.account(),
		amount,
		reason: [1; 32],
	};
	let forced = [
		forced(Cast::Pool, Cast::Holder, THP),
		forced(Cast::Reserve, Cast::Holder, THP),
		forced(Cast::Holder, Cast::Guest, THP),
		forced(Cast::Holder, Cast::AssetsAccount, THP),
		forced(Cast::Guest, Cast::Holder, HOLDING + 1),
	];
	let recovery = CallOfCompliance::complete_recovery { old: Cast::Receiver.account() };
	let unsigned = CallOfKyc::link {
		old: Cast::Guest.account(),
		signature: super::world::link(Cast::Holder).1,
	};
	let by_staff = CallOfChecks::claim {
		till: TillId(1),
		sequence: CLAIMABLE,
		destination: Cast::Till.account(),
	};
	transfers
		.into_iter()
		.chain(forced)
		.chain([recovery])
		.map(RuntimeCall::from)
		.chain([unsigned.into(), by_staff.into()])
		.collect()
}
