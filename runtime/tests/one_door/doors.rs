//! The calls that may change the ledger, and how.

use super::{
	cast::{CLAIMABLE, Cast},
	ledger::Change,
	table::CONVERTED,
	world::{CARRIED, DEFERRED, HOLDING, ROUND, SPOT_OF_HOLDER, SPOT_OF_LOST, SPOT_OF_PAGE},
};
use frame_support::BoundedVec;
use hotpot_primitives::{TillId, money::THP, traits::KycInspect};
use hotpot_runtime::{
	AccountId, Balance, Compliance, Kyc, Runtime, RuntimeCall,
	constants::{SPOT_ASSET, THP_ASSET},
};
use pallet_compliance::Freeze;

type CallOfChecks = pallet_checks::Call<Runtime>;
type CallOfCompliance = pallet_compliance::Call<Runtime>;
type CallOfConversion = pallet_conversion::Call<Runtime>;
type CallOfDistribution = pallet_distribution::Call<Runtime>;
type CallOfKyc = pallet_kyc::Call<Runtime>;

/// The calls that may change the ledger: one moves THP between persons, three move it by law or
/// within a person, two pay a share of the pool, two make THP, and one gives THP for SPOT.
pub const DOORS: [&str; 9] = [
	"Checks.claim",
	"Checks.collect",
	"Compliance.complete_recovery",
	"Compliance.force_transfer",
	"Compliance.transfer",
	"Conversion.convert",
	"Distribution.claim",
	"Distribution.push",
	"Kyc.link",
];

/// Whether `call`, made for `by`, may change the ledger so. Asked of the state before the call.
pub fn allows(call: &RuntimeCall, by: &AccountId, changes: &[Change]) -> bool {
	match (call, changes) {
		(RuntimeCall::Compliance(call), [Change::Moved { asset: THP_ASSET, from, to, amount }]) => {
			allows_transfer(call, by, (from, to, *amount))
		}
		(RuntimeCall::Compliance(CallOfCompliance::complete_recovery { old }), changes) => {
			is_whole(changes, old, &Cast::Found.account(), SPOT_OF_LOST)
		}
		(RuntimeCall::Kyc(CallOfKyc::link { old, .. }), changes) => {
			is_whole(changes, old, by, SPOT_OF_PAGE) && Kyc::is_verified(by)
		}
		(
			RuntimeCall::Checks(CallOfChecks::claim { destination, .. }),
			[
				Change::Minted { asset: THP_ASSET, to, amount: CARRIED },
				Change::Minted { asset: SPOT_ASSET, to: visitor, amount: 1 },
			],
		) => *by == Cast::CheckWallet.account() && to == destination && visitor == destination,
		(
			RuntimeCall::Checks(CallOfChecks::collect {}),
			[Change::Minted { asset: THP_ASSET, to, amount: DEFERRED }],
		) => to == by,
		(
			RuntimeCall::Conversion(CallOfConversion::convert { .. }),
			[
				Change::Moved { asset: THP_ASSET, from, to, amount: THP },
				Change::Burned { asset: SPOT_ASSET, from: burned, amount: spot },
			],
		) => {
			*by == Cast::Owner.account()
				&& *from == Cast::Reserve.account()
				&& *to == Cast::Holder.account()
				&& burned == to
				&& *spot == CONVERTED.into()
		}
		(
			RuntimeCall::Distribution(call),
			[Change::Moved { asset: THP_ASSET, from, to, amount }],
		) => {
			let is_share = share_of(to) == Some(*amount) && *from == Cast::Pool.account();
			is_share
				&& match call {
					CallOfDistribution::claim { .. } => to == by,
					CallOfDistribution::push { holders, .. } => holders.contains(to),
					_ => false,
				}
		}
		_ => false,
	}
}

fn allows_transfer(
	call: &CallOfCompliance,
	by: &AccountId,
	(from, to, amount): (&AccountId, &AccountId, Balance),
) -> bool {
	match call {
		CallOfCompliance::transfer { to: named, amount: asked } => {
			from == by && to == named && amount == *asked && is_free(from) && is_free(to)
		}
		CallOfCompliance::force_transfer { from: holder, to: named, amount: asked, .. } => {
			*by == Cast::Officer.account()
				&& from == holder
				&& to == named
				&& amount == *asked
				&& !is_pot(from)
				&& is_lawful(to)
		}
		_ => false,
	}
}

/// Whether everything that `old` has, and nothing else, moves to `new`.
fn is_whole(changes: &[Change], old: &AccountId, new: &AccountId, spot: u32) -> bool {
	let moved = |asset, amount| Change::Moved { asset, from: old.clone(), to: new.clone(), amount };
	changes == [moved(THP_ASSET, HOLDING), moved(SPOT_ASSET, spot.into())]
}

/// What rule 19 gives those above the median of the open round.
fn share_of(who: &AccountId) -> Option<Balance> {
	let above = [(Cast::Holder, SPOT_OF_HOLDER), (Cast::Lost, SPOT_OF_LOST)];
	let sum = Balance::from(SPOT_OF_HOLDER + SPOT_OF_LOST);
	let (_, spot) = above.into_iter().find(|(holder, _)| holder.account() == *who)?;
	Some(HOLDING * Balance::from(spot) / sum)
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
	let convert = |who: Cast, spot| {
		let pairs = BoundedVec::truncate_from(vec![(who.account(), spot)]);
		RuntimeCall::from(CallOfConversion::convert { pairs, rate: 10 })
	};
	let conversions = [
		convert(Cast::Guest, CONVERTED),
		convert(Cast::Frozen, CONVERTED),
		convert(Cast::Holder, SPOT_OF_HOLDER + 10),
		convert(Cast::Holder, CONVERTED + 1),
	];
	let no_round = CallOfDistribution::claim { round: ROUND + 1 };
	transfers
		.into_iter()
		.chain(forced)
		.chain([recovery])
		.map(RuntimeCall::from)
		.chain([unsigned.into(), by_staff.into(), no_round.into()])
		.chain(conversions)
		.collect()
}
