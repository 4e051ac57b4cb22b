//! Rule 13: a recovered person has another account.

use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchResult, storage::with_storage_layer,
};
use hotpot_primitives::{
	NodeId,
	traits::{FreeCalls, KycInspect, KycMutate, Level, Role, RoleInspect, Scope, Standing},
};

fn rebind(from: u8, to: u8) -> DispatchResult {
	with_storage_layer(|| Kyc::rebind(&account(from), &account(to)))
}

fn assert_refused(from: u8, to: u8, error: fn() -> Error<Test>) {
	assert_eq!(Kyc::can_rebind(&account(from), &account(to)), Err(error().into()));
	assert_noop!(rebind(from, to), error());
}

#[test]
fn rebind_should_give_a_person_another_account() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		<Kyc as FreeCalls<_>>::consume(&account(GUEST));
		let before = record(GUEST);
		assert_ok!(Kyc::can_rebind(&account(GUEST), &account(FRESH)));
		assert_ok!(rebind(GUEST, FRESH));
		assert_eq!(last_event(), Event::Rebound { from: account(GUEST), to: account(FRESH) });
		assert_eq!(record(FRESH), before, "level, end and the day's allowance go along");
		assert_eq!(Kyc::record(account(GUEST)), None);
		assert_eq!(Kyc::closed_account(account(GUEST)), Some(person(GUEST)));
		let person = Kyc::person(person(GUEST)).expect("known");
		assert_eq!((person.account, person.nonce), (account(FRESH), 2));
		pass(YEAR);
		assert_eq!(last_event(), Event::Expired { account: account(FRESH) });
	});
}

#[test]
fn rebind_should_keep_what_the_person_is() {
	ExtBuilder::default().execute(|| {
		let standing = |n| <Kyc as KycInspect<_>>::standing(&account(n));
		verify(GUEST);
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		assert_ok!(rebind(GUEST, FRESH));
		assert_eq!(standing(FRESH), Standing::Suspended);
		hit(OTHER);
		assert_ok!(rebind(OTHER, 30));
		assert_eq!(standing(30), Standing::Pending);
	});
}

#[test]
fn rebind_should_take_the_old_keys_power() {
	ExtBuilder::default().execute(|| {
		let node = Scope::Node(NodeId(1));
		let root = RuntimeOrigin::root();
		verify(OFFICER);
		assert_ok!(Kyc::grant_role(root, account(OFFICER), Role::Observer, node, None));
		assert_ok!(rebind(OFFICER, FRESH));
		for (role, scope) in [(Role::Compliance, Scope::Network), (Role::Observer, node)] {
			let revoked = Event::RoleRevoked { who: account(OFFICER), role, scope };
			assert!(events().contains(&revoked));
			assert!(!Kyc::has_role(&account(OFFICER), role, scope));
			assert!(!Kyc::has_role(&account(FRESH), role, scope));
		}
		assert_eq!(StaffCount::<Test>::get(NodeId(1)), 0);
	});
}

#[test]
fn rebind_should_fail_when_either_account_is_not_as_it_must_be() {
	ExtBuilder::default().execute(|| {
		assert_refused(GUEST, FRESH, || Error::NotFound);
		verify(GUEST);
		verify(OTHER);
		assert_refused(GUEST, OTHER, || Error::AccountTaken);
		assert_refused(GUEST, GUEST, || Error::AccountTaken);
		assert_ok!(rebind(OTHER, 30));
		assert_refused(GUEST, OTHER, || Error::AccountClosed);
		pass(YEAR);
		assert_ok!(submit(VERIFIER, Attestation { account: account(31), ..passed(GUEST) }));
		assert_refused(GUEST, FRESH, || Error::PersonTaken);
	});
}

#[test]
fn is_verifier_should_ask_for_the_level_and_the_status() {
	ExtBuilder::default().execute(|| {
		let is = |n, level| <Kyc as KycMutate<_>>::is_verifier(&account(n), level);
		assert!(is(VERIFIER, Level::Premium) && is(SMALL, Level::Basic));
		assert!(!is(SMALL, Level::Enhanced) && !is(GUEST, Level::Basic));
		assert_ok!(Kyc::set_verifier_status(RuntimeOrigin::root(), account(VERIFIER), false));
		assert!(!is(VERIFIER, Level::Basic));
		assert_eq!(Kyc::verifier_of(&account(GUEST)), None);
	});
}
