//! What a chain starts with.

use crate::{mock::*, *};
use hotpot_primitives::{
	VerifierId,
	traits::{Level, Role, RoleInspect, Scope},
};
use sp_runtime::BuildStorage;

fn build(genesis: GenesisConfig<Test>) {
	let _ = genesis.build_storage();
}

#[test]
fn genesis_should_register_verifiers_and_give_roles() {
	ExtBuilder::default().settings(|s| s.clearances_needed = 3).execute(|| {
		let verifier = Kyc::verifier(account(SMALL)).expect("it is registered");
		assert!(verifier.is_active && verifier.licence.max_level == Level::Basic);
		assert_eq!(NextVerifierId::<Test>::get(), VerifierId(5));
		assert!(Kyc::has_role(&account(OFFICER), Role::Compliance, Scope::Network));
		assert_eq!(Kyc::settings().clearances_needed, 3);
	});
}

#[test]
#[should_panic(expected = "a setting is out of its range")]
fn genesis_should_fail_when_a_setting_is_out_of_range() {
	let settings = Settings { clearances_needed: 0, ..Settings::default() };
	build(GenesisConfig { settings, ..Default::default() });
}

#[test]
#[should_panic(expected = "a verifier is not sound")]
fn genesis_should_fail_when_a_verifier_stands_twice() {
	let verifier = (account(VERIFIER), licence(Level::Basic, true));
	let verifiers = alloc::vec![verifier.clone(), verifier];
	build(GenesisConfig { verifiers, ..Default::default() });
}

#[test]
#[should_panic(expected = "a role is not sound")]
fn genesis_should_fail_when_a_role_fits_no_network() {
	let roles = alloc::vec![(account(GUEST), Role::Cook)];
	build(GenesisConfig { roles, ..Default::default() });
}
