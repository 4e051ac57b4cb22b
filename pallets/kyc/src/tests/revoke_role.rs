//! Rule 10: roles are taken back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::{
	NodeId,
	time::DAY,
	traits::{Role, RoleInspect, Scope},
};

const NODE: Scope = Scope::Node(NodeId(1));

fn revoke(origin: RuntimeOrigin, role: Role, scope: Scope) -> DispatchResult {
	Kyc::revoke_role(origin, account(GUEST), role, scope)
}

fn grant(role: Role, scope: Scope) {
	let end = Some(NOON + DAY);
	assert_ok!(Kyc::grant_role(RuntimeOrigin::root(), account(GUEST), role, scope, end));
}

#[test]
fn revoke_role_should_take_that_role_only() {
	ExtBuilder::default().execute(|| {
		grant(Role::Cook, NODE);
		grant(Role::Cashier, NODE);
		assert_ok!(revoke(RuntimeOrigin::root(), Role::Cook, NODE));
		assert_eq!(
			last_event(),
			Event::RoleRevoked { who: account(GUEST), role: Role::Cook, scope: NODE }
		);
		assert!(!Kyc::has_role(&account(GUEST), Role::Cook, NODE));
		assert!(Kyc::has_role(&account(GUEST), Role::Cashier, NODE));
		assert_eq!(StaffCount::<Test>::get(NodeId(1)), 1);
		assert_ok!(revoke(RuntimeOrigin::root(), Role::Cashier, NODE));
		assert!(!Roles::<Test>::contains_key(account(GUEST)));
		assert!(!StaffCount::<Test>::contains_key(NodeId(1)));
	});
}

#[test]
fn revoke_role_should_be_the_franchisees_too_and_take_what_ended() {
	ExtBuilder::default().execute(|| {
		grant(Role::Cook, NODE);
		grant(Role::FranchiseOwner, NODE);
		pass(2 * DAY);
		assert_ok!(revoke(signed(FRANCHISEE), Role::Cook, NODE));
		assert_noop!(
			revoke(signed(FRANCHISEE), Role::FranchiseOwner, NODE),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn revoke_role_should_fail_when_it_is_not_given_or_not_the_callers() {
	ExtBuilder::default().execute(|| {
		grant(Role::Cook, NODE);
		for who in [GUEST, OFFICER, VERIFIER] {
			assert_noop!(revoke(signed(who), Role::Cook, NODE), Error::<Test>::NotAuthorized);
		}
		let root = RuntimeOrigin::root;
		assert_noop!(revoke(root(), Role::Cashier, NODE), Error::<Test>::NotGranted);
		let elsewhere = Scope::Node(NodeId(2));
		assert_noop!(revoke(root(), Role::Cook, elsewhere), Error::<Test>::NotGranted);
		assert_ok!(revoke(root(), Role::Cook, NODE));
		assert_noop!(revoke(root(), Role::Cook, NODE), Error::<Test>::NotGranted);
	});
}
