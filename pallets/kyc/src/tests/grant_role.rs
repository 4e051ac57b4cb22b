//! Rule 10: who may do what, where, and until when.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult, traits::EnsureOrigin};
use hotpot_primitives::{
	Moment, NodeId,
	time::DAY,
	traits::{Role, RoleInspect, Scope},
};
use sp_runtime::DispatchError;
use types::MAX_ROLES;

const NODE: Scope = Scope::Node(NodeId(1));

fn grant(n: u8, role: Role, scope: Scope, end: Option<Moment>) -> DispatchResult {
	Kyc::grant_role(RuntimeOrigin::root(), account(n), role, scope, end)
}

fn has(n: u8, role: Role, scope: Scope) -> bool {
	Kyc::has_role(&account(n), role, scope)
}

fn is_officer(origin: RuntimeOrigin) -> bool {
	EnsureRole::<Test, ComplianceRole>::ensure_origin(origin).is_ok()
}

#[test]
fn grant_role_should_give_a_role_when_the_owner_says_so() {
	ExtBuilder::default().execute(|| {
		assert_ok!(grant(GUEST, Role::Treasury, Scope::Network, None));
		assert_eq!(
			last_event(),
			Event::RoleGranted {
				who: account(GUEST),
				role: Role::Treasury,
				scope: Scope::Network,
				expires_at: None,
			}
		);
		assert!(has(GUEST, Role::Treasury, Scope::Network));
		assert!(!has(OTHER, Role::Treasury, Scope::Network));
		assert!(!has(GUEST, Role::Compliance, Scope::Network));
		let grants = Kyc::roles_of(account(GUEST));
		assert_eq!(grants.first().map(|grant| grant.granted_by.clone()), Some(None));
	});
}

#[test]
fn grant_role_should_let_franchisees_give_their_own_staff_roles() {
	ExtBuilder::default().execute(|| {
		let give =
			|who, role, scope| Kyc::grant_role(signed(who), account(GUEST), role, scope, None);
		for role in [Role::PosOperator, Role::Cashier, Role::Cook] {
			assert_ok!(give(FRANCHISEE, role, NODE));
			assert!(has(GUEST, role, NODE));
		}
		let grants = Kyc::roles_of(account(GUEST));
		assert!(grants.iter().all(|grant| grant.granted_by == Some(account(FRANCHISEE))));

		let refused = DispatchError::from(Error::<Test>::NotAuthorized);
		for role in [Role::FranchiseOwner, Role::VideoManager, Role::Auditor, Role::Observer] {
			assert_noop!(give(FRANCHISEE, role, NODE), refused);
		}
		register_node(account(30));
		assert_noop!(give(FRANCHISEE, Role::Cook, Scope::Node(NodeId(2))), refused);
		assert_noop!(give(FRANCHISEE, Role::Cook, Scope::Node(NodeId(9))), refused);
		assert_noop!(give(FRANCHISEE, Role::Compliance, Scope::Network), refused);
		assert_noop!(give(OFFICER, Role::Cook, NODE), refused);
		assert_noop!(
			Kyc::grant_role(RuntimeOrigin::none(), account(GUEST), Role::Cook, NODE, None),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_role_of_the_network_should_hold_in_every_restaurant_but_not_the_other_way() {
	ExtBuilder::default().execute(|| {
		assert_ok!(grant(GUEST, Role::Observer, Scope::Network, None));
		assert!(has(GUEST, Role::Observer, NODE) && has(GUEST, Role::Observer, Scope::Network));
		assert_ok!(grant(OTHER, Role::Observer, NODE, None));
		assert!(has(OTHER, Role::Observer, NODE));
		assert!(!has(OTHER, Role::Observer, Scope::Network));
		assert!(!has(OTHER, Role::Observer, Scope::Node(NodeId(2))));
	});
}

#[test]
fn a_role_should_end_by_itself() {
	ExtBuilder::default().execute(|| {
		assert_ok!(grant(GUEST, Role::Compliance, Scope::Network, Some(NOON + DAY)));
		assert!(is_officer(signed(GUEST)));
		pass(DAY - 1);
		assert!(is_officer(signed(GUEST)));
		pass(1);
		assert!(!is_officer(signed(GUEST)) && !has(GUEST, Role::Compliance, Scope::Network));
		assert_ok!(grant(GUEST, Role::Compliance, Scope::Network, None));
		assert!(is_officer(signed(GUEST)));
		assert_eq!(Kyc::roles_of(account(GUEST)).len(), 1, "what ended makes room");
	});
}

#[test]
fn ensure_role_should_pass_the_role_and_nobody_else() {
	ExtBuilder::default().execute(|| {
		let officer = EnsureRole::<Test, ComplianceRole>::ensure_origin(signed(OFFICER));
		assert_eq!(officer.ok(), Some(account(OFFICER)));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none(), signed(GUEST)] {
			assert!(!is_officer(origin));
		}
	});
}

#[test]
fn an_auditors_role_should_end_within_90_days() {
	ExtBuilder::default().execute(|| {
		let auditor = |end| grant(GUEST, Role::Auditor, Scope::Network, end);
		assert_noop!(auditor(None), Error::<Test>::TermTooLong);
		assert_noop!(auditor(Some(NOON + 90 * DAY + 1)), Error::<Test>::TermTooLong);
		assert_ok!(auditor(Some(NOON + 90 * DAY)));
		pass(90 * DAY);
		assert!(!has(GUEST, Role::Auditor, Scope::Network));
	});
}

#[test]
fn grant_role_should_fail_when_the_role_is_not_one_to_give_so() {
	ExtBuilder::default().execute(|| {
		assert_noop!(grant(GUEST, Role::Cook, Scope::Network, None), Error::<Test>::WrongScope);
		assert_noop!(grant(GUEST, Role::Treasury, NODE, None), Error::<Test>::WrongScope);
		let nowhere = Scope::Node(NodeId(9));
		assert_noop!(grant(GUEST, Role::Cook, nowhere, None), Error::<Test>::UnknownNode);
		assert_noop!(grant(GUEST, Role::Cook, NODE, Some(NOON)), Error::<Test>::TermOver);
		assert_ok!(grant(GUEST, Role::Cook, NODE, None));
		assert_noop!(grant(GUEST, Role::Cook, NODE, None), Error::<Test>::AlreadyGranted);
	});
}

#[test]
fn grant_role_should_fail_when_there_is_no_room() {
	ExtBuilder::default().settings(|s| s.max_staff = 2).execute(|| {
		assert_ok!(grant(GUEST, Role::Cook, NODE, Some(NOON + DAY)));
		assert_ok!(grant(OTHER, Role::Cook, NODE, None));
		assert_noop!(grant(FRESH, Role::Cook, NODE, None), Error::<Test>::TooManyStaff);
		for _ in 1..MAX_ROLES {
			let scope = Scope::Node(register_node(account(30)));
			assert_ok!(grant(GUEST, Role::Cook, scope, None));
		}
		let treasury = |n| grant(n, Role::Treasury, Scope::Network, None);
		assert_noop!(treasury(GUEST), Error::<Test>::TooManyRoles);
		// The role that ended makes room for its account and for its restaurant.
		pass(DAY);
		assert_ok!(treasury(GUEST));
		assert_ok!(grant(FRESH, Role::Cook, NODE, None));
	});
}

#[test]
fn staff_should_be_whoever_works_there() {
	ExtBuilder::default().execute(|| {
		let is = |n| Kyc::is_staff(NodeId(1), &account(n));
		assert!(is(FRANCHISEE) && !is(GUEST));
		assert_ok!(grant(GUEST, Role::Cook, NODE, Some(NOON + DAY)));
		assert_ok!(grant(OTHER, Role::Observer, NODE, None));
		assert_ok!(grant(FRESH, Role::Auditor, NODE, Some(NOON + DAY)));
		assert!(is(GUEST) && !is(OTHER) && !is(FRESH));
		assert!(!Kyc::is_staff(NodeId(2), &account(GUEST)));
		assert!(!is(OFFICER), "whoever serves the network works in no restaurant");
		pass(DAY);
		assert!(!is(GUEST));
	});
}
