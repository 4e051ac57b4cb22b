//! Calls of the registry of persons and of Compliance.

use super::{Entry, entries};
use crate::{
	NOW,
	one_door::{
		cast::Cast,
		world::{attestation, link},
	},
};
use hotpot_primitives::{
	CountryCode, NodeId,
	money::THP,
	traits::{Role, Scope},
};
use hotpot_runtime::{
	AccountId, Runtime,
	genesis::{DEV_LICENCE, DEV_VERIFIERS},
};
use pallet_compliance::Rule;
use pallet_kyc::Outcome;

/// Calls of the registry of persons.
pub fn calls_of_kyc() -> Vec<Entry> {
	type Call = pallet_kyc::Call<Runtime>;

	let [_, _, verifier] = DEV_VERIFIERS;
	let (licence, reason) = (DEV_LICENCE, [1; 32]);
	let (attestation, signature) = attestation(Cast::Guest, Outcome::Passed);
	let (old, signature_of_old) = link(Cast::Holder);
	entries([
		Call::register_verifier { verifier: AccountId::new([11; 32]), licence },
		Call::set_licence { verifier: verifier.clone(), licence },
		Call::set_verifier_status { verifier, is_active: false },
		Call::attest { attestation, verifier: Cast::Verifier.account(), signature },
		Call::clear_hit { account: Cast::Pending.account() },
		Call::suspend { account: Cast::Receiver.account(), reason },
		Call::reinstate { account: Cast::Suspended.account() },
		Call::revoke { account: Cast::Receiver.account(), reason },
		Call::link { old, signature: signature_of_old },
		Call::grant_role {
			who: Cast::Guest.account(),
			role: Role::Cook,
			scope: Scope::Node(NodeId(1)),
			expires_at: None,
		},
		Call::revoke_role {
			who: Cast::Officer.account(),
			role: Role::Compliance,
			scope: Scope::Network,
		},
		Call::set_settings { settings: Default::default() },
	])
}

/// Calls of Compliance.
pub fn calls_of_compliance() -> Vec<Entry> {
	type Call = pallet_compliance::Call<Runtime>;

	let who = || Cast::Receiver.account();
	let (amount, reason) = (THP, [1; 32]);
	let transfer = |to: Cast| Call::transfer { to: to.account(), amount };
	let force = |from: Cast, to: Cast| Call::force_transfer {
		from: from.account(),
		to: to.account(),
		amount,
		reason,
	};
	entries([
		transfer(Cast::Receiver),
		transfer(Cast::Holder),
		transfer(Cast::Pool),
		Call::freeze { who: who(), reason },
		Call::unfreeze { who: Cast::Frozen.account() },
		Call::set_frozen_amount { who: who(), amount },
		force(Cast::Guest, Cast::Receiver),
		force(Cast::Frozen, Cast::Receiver),
		force(Cast::AssetsAccount, Cast::Reserve),
		Call::request_recovery { old: who(), new: AccountId::new([13; 32]), reason },
		Call::veto_recovery { requested_at: NOW },
		Call::complete_recovery { old: Cast::Lost.account() },
		Call::cancel_recovery { old: Cast::Lost.account() },
		Call::set_paused { paused: true },
		Call::set_jurisdiction { country: CountryCode(*b"KP"), rule: Some(Rule::Allowed) },
		Call::set_settings { settings: Default::default() },
	])
}
