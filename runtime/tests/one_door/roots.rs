//! Calls that make others as Root or as somebody else.

use super::{
	cast::{Cast, origins},
	is_valid, succeeds,
	table::{Entry, table},
	ways::Way,
	world::world,
};
use crate::every_call;
use frame_system::RawOrigin;
use hotpot_runtime::filters::carried_calls;
use std::collections::BTreeSet;

/// Calls that Root alone may make, and on development networks the root key.
const FOR_ROOT: [&str; 11] = [
	"Scheduler.schedule",
	"Scheduler.schedule_after",
	"Scheduler.schedule_named",
	"Scheduler.schedule_named_after",
	"Sudo.set_key",
	"Sudo.sudo",
	"Sudo.sudo_as",
	"Sudo.sudo_unchecked_weight",
	"Utility.dispatch_as",
	"Utility.dispatch_as_fallible",
	"Utility.with_weight",
];

/// Calls that the owner may have made as Root (rule 41).
const ENACTABLE: [&str; 12] = [
	"Babe.plan_config_change",
	"Grandpa.note_stalled",
	"SafeMode.force_enter",
	"SafeMode.force_exit",
	"SafeMode.force_extend",
	"Staking.cancel_deferred_slash",
	"Staking.force_new_era",
	"Staking.force_unstake",
	"Staking.set_invulnerables",
	"Staking.set_staking_configs",
	"Staking.set_validator_count",
	"System.authorize_upgrade",
];

#[test]
fn every_call_that_carries_calls_should_be_tried_or_be_for_root() {
	let ways: BTreeSet<_> = Way::all().filter_map(Way::carrier).collect();
	for (name, call) in every_call() {
		if carried_calls(&call).is_some() {
			let is_known = ways.contains(name.as_str()) || FOR_ROOT.contains(&name.as_str());
			assert!(is_known, "{name}");
		}
	}
}

#[test]
fn a_call_for_root_should_be_refused_to_everybody_else() {
	world().execute_with(|| {
		let entries: Vec<_> =
			table().into_iter().filter(|entry| FOR_ROOT.contains(&entry.name.as_str())).collect();
		assert_eq!(entries.len(), FOR_ROOT.len());
		let key = RawOrigin::Signed(Cast::SudoKey.account());
		for entry in entries {
			let is_of_key = entry.name.starts_with("Sudo.");
			assert!(is_valid(&entry), "{}", entry.name);
			for (who, by) in origins() {
				let may = is_of_key && by == key;
				assert_eq!(succeeds(&entry, by), may, "{} by {who}", entry.name);
			}
		}
	});
}

#[test]
fn the_owner_should_enact_nothing_but_what_is_listed() {
	world().execute_with(|| {
		let owner = RawOrigin::Signed(Cast::Owner.account());
		let mut enacted = BTreeSet::new();
		for Entry { name, call, given } in table() {
			let call = pallet_owner::Call::enact { call: Box::new(call) };
			let entry = Entry { given, ..Entry::new(call) };
			for (who, by) in origins() {
				if succeeds(&entry, by.clone()) {
					assert_eq!(by, owner, "{name} by {who}");
					enacted.insert(name.clone());
				}
			}
		}
		assert_eq!(enacted.into_iter().collect::<Vec<_>>(), ENACTABLE);
	});
}
