//! Exactly one door moves THP between persons, and none moves SPOT (rules 11 and 15).
//!
//! Every call of the runtime, from everybody, by itself and by every call that carries calls: the
//! ledger of tokens is the same afterwards, or one of the [`doors`] changed it as it may.

mod cast;
mod doors;
mod ledger;
mod roots;
mod spare;
mod table;
mod ways;
mod world;

use crate::every_call;
use cast::origins;
use doors::{DOORS, allows, closed};
use frame_support::{
	storage::{TransactionOutcome, with_transaction_unchecked},
	traits::UnfilteredDispatchable,
};
use frame_system::RawOrigin;
use hotpot_runtime::{OriginCaller, RuntimeOrigin};
use ledger::{Change, Ledger};
use scale_info::meta_type;
use std::collections::{BTreeMap, BTreeSet};
use table::{Entry, UNREACHABLE, table, unreachable};
use ways::Way;
use world::world;

/// What Root alone may do to the ledger, and what nobody may.
const LEDGER_CALLS_OF_NO_SIGNER: [&str; 5] = [
	"Assets.create",
	"Assets.force_asset_status",
	"Assets.force_clear_metadata",
	"Assets.force_create",
	"Assets.force_set_metadata",
];

/// Does something and undoes it.
fn undone<R>(run: impl FnOnce() -> R) -> R {
	with_transaction_unchecked(|| TransactionOutcome::Rollback(run()))
}

/// Whether the call succeeds for the origin, the filter apart.
fn succeeds(entry: &Entry, by: impl Into<RuntimeOrigin>) -> bool {
	undone(|| {
		(entry.given)();
		entry.call.clone().dispatch_bypass_filter(by.into()).is_ok()
	})
}

/// Whether the call succeeds for anybody.
fn is_valid(entry: &Entry) -> bool {
	succeeds(entry, RawOrigin::Root) || origins().into_iter().any(|(_, by)| succeeds(entry, by))
}

/// What `make` would do to the ledger, which is `before` when the entry's state is given.
fn changes(entry: &Entry, before: &Ledger, make: impl FnOnce()) -> Vec<Change> {
	undone(|| {
		(entry.given)();
		make();
		before.changes()
	})
}

/// Makes every call from every origin in these ways. Nothing may change the ledger but the doors,
/// and they do it wherever the way leads somewhere.
fn prove(ways: &[Way]) {
	world().execute_with(|| {
		let calls = table().into_iter().chain(unreachable());
		let calls = calls.chain(closed().into_iter().map(Entry::new));
		let mut breaches = BTreeMap::new();
		let mut passed = BTreeSet::new();
		for entry in calls {
			let before = undone(|| {
				(entry.given)();
				Ledger::now()
			});
			for (name, by) in origins() {
				for way in ways {
					let make = || way.make(entry.call.clone(), &by);
					let changes = changes(&entry, &before, make);
					if changes.is_empty() {
						continue;
					}
					let who = way.acts_for(&by);
					if who.is_some_and(|who| allows(&entry.call, &who, &changes)) {
						passed.insert((*way, entry.name.clone()));
					} else {
						let example = format!("{:?} by {name}: {changes:?}", entry.call);
						breaches.entry((entry.name.clone(), *way)).or_insert(example);
					}
				}
			}
		}
		assert!(breaches.is_empty(), "{breaches:#?}");
		for way in ways {
			let doors: Vec<_> = passed.iter().filter(|(w, _)| w == way).map(|(_, d)| d).collect();
			assert_eq!(doors, way.doors(), "{way:?}");
		}
	});
}

#[test]
fn every_call_should_be_in_the_table() {
	world().execute_with(|| {
		let entries = table().into_iter().chain(unreachable());
		let listed: BTreeSet<_> = entries.map(|entry| entry.name).collect();
		let calls: BTreeSet<_> = every_call().into_iter().map(|(name, _)| name).collect();
		assert_eq!(calls.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new());
		assert_eq!(unreachable().len(), UNREACHABLE.len(), "every name is a call's");
	});
}

#[test]
fn every_call_of_the_table_should_succeed_for_somebody() {
	world().execute_with(|| {
		let vain = table().into_iter().filter(|entry| !is_valid(entry));
		assert_eq!(vain.map(|entry| format!("{:?}", entry.call)).collect::<Vec<_>>(), [""; 0]);
		for entry in unreachable() {
			assert!(!is_valid(&entry), "{} belongs in the table", entry.name);
		}
		for call in closed() {
			assert!(!is_valid(&Entry::new(call.clone())), "{call:?}");
		}
	});
}

#[test]
fn every_origin_should_be_tried() {
	let names = |ty| crate::variants(&ty).into_iter().map(|variant| variant.name);
	let callers: Vec<_> = names(meta_type::<OriginCaller>()).collect();
	assert_eq!(callers, ["system"]);
	let origins: Vec<_> = names(meta_type::<RawOrigin<hotpot_runtime::AccountId>>()).collect();
	assert_eq!(origins, ["Root", "Signed", "None", "Authorized"]);
}

#[test]
fn no_call_should_move_tokens_when_made_by_its_signer() {
	prove(Way::BY_SIGNERS);
}

#[test]
fn no_call_should_move_tokens_when_made_by_a_proxy() {
	prove(Way::BY_PROXIES);
}

#[test]
fn no_call_should_move_tokens_when_made_by_a_multisig() {
	prove(Way::BY_MULTISIGS);
}

#[test]
fn no_call_should_move_tokens_when_delayed_or_made_as_somebody_else() {
	prove(Way::BY_OTHERS);
}

#[test]
fn every_call_of_the_ledger_should_be_noticed_when_nothing_filters_it() {
	world().execute_with(|| {
		let mut noticed = BTreeSet::new();
		for entry in table() {
			let before = undone(|| {
				(entry.given)();
				Ledger::now()
			});
			let makes = |by: RawOrigin<_>| {
				let make = || {
					let _ = entry.call.clone().dispatch_bypass_filter(by.into());
				};
				!changes(&entry, &before, make).is_empty()
			};
			if origins().into_iter().any(|(_, by)| makes(by)) {
				noticed.insert(entry.name.clone());
			}
		}
		let names = every_call().into_iter().map(|(name, _)| name);
		let of_ledger = names.filter(|name| {
			name.starts_with("Assets.") && !LEDGER_CALLS_OF_NO_SIGNER.contains(&name.as_str())
		});
		let expected: BTreeSet<_> = of_ledger.chain(DOORS.map(String::from)).collect();
		assert_eq!(noticed, expected);
	});
}
