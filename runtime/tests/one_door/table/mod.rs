//! Every call of the runtime, with arguments that it would take from somebody.

mod assets;
mod carriers;
mod economy;
mod network;
mod outside;
mod persons;
mod staking;
mod system;

use crate::every_call;
pub use economy::CONVERTED;
use frame_support::traits::GetCallMetadata;
use hotpot_runtime::RuntimeCall;

/// A call and what must be so before it.
#[derive(Clone)]
pub struct Entry {
	/// `Pallet.call`.
	pub name: String,
	/// The call.
	pub call: RuntimeCall,
	/// Makes the state in which it is valid, where that is not the world's.
	pub given: fn(),
}

impl Entry {
	/// A call that is valid in the world.
	pub fn new(call: impl Into<RuntimeCall>) -> Self {
		Self::given(call, || {})
	}

	/// A call that is valid in another state.
	fn given(call: impl Into<RuntimeCall>, given: fn()) -> Self {
		let call = call.into();
		let names = call.get_call_metadata();
		let name = format!("{}.{}", names.pallet_name, names.function_name);
		Self { name, call, given }
	}
}

/// Entries of calls that are valid in the world.
fn entries<Call: Into<RuntimeCall>>(calls: impl IntoIterator<Item = Call>) -> Vec<Entry> {
	calls.into_iter().map(Entry::new).collect()
}

/// Calls that nobody can make succeed in a test, each with the reason.
pub const UNREACHABLE: [(&str, &str); 9] = [
	("Assets.create", "no origin may create a token"),
	("Babe.report_equivocation", "needs two sealed blocks; `equivocation.rs` makes them"),
	("Babe.report_equivocation_unsigned", "needs two sealed blocks; `equivocation.rs` makes them"),
	("Grandpa.report_equivocation", "needs two signed votes; `equivocation.rs` makes them"),
	(
		"Grandpa.report_equivocation_unsigned",
		"needs two signed votes; `equivocation.rs` makes them",
	),
	("Observations.vote", "needs a validator's vote; `observations.rs` casts it"),
	("SafeMode.enter", "nobody can buy safe mode"),
	("SafeMode.extend", "nobody can buy safe mode"),
	("SafeMode.release_deposit", "no deposit is ever taken"),
];

/// The table.
pub fn table() -> Vec<Entry> {
	[
		system::calls(),
		system::calls_of_consensus(),
		system::calls_of_balances(),
		staking::calls(),
		carriers::calls_of_utility(),
		carriers::calls_of_multisig(),
		carriers::calls_of_proxy(),
		carriers::calls_of_preimage(),
		carriers::calls_of_scheduler(),
		carriers::calls_of_sudo(),
		network::calls_of_brakes(),
		network::calls_of_owner(),
		network::calls_of_franchise(),
		network::calls_of_checks(),
		persons::calls_of_kyc(),
		persons::calls_of_compliance(),
		economy::calls_of_loyalty(),
		economy::calls_of_conversion(),
		economy::calls_of_distribution(),
		outside::calls_of_observations(),
		outside::calls_of_deposits(),
		assets::calls(),
	]
	.concat()
}

/// The calls that are in no table, with any arguments.
pub fn unreachable() -> Vec<Entry> {
	let is_listed = |name: &str| UNREACHABLE.iter().any(|(listed, _)| *listed == name);
	let calls = every_call().into_iter().filter(|(name, _)| is_listed(name));
	calls.map(|(_, call)| Entry::new(call)).collect()
}
