//! Behaviour of the registry (rule 1). Every test ends with `try_state`.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::{NodeId, TillId, traits::FranchiseInspect};
use sp_runtime::DispatchError;

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

fn register_node(change: impl FnOnce(&mut NodeProfile)) -> DispatchResult {
	let mut profile = profile();
	change(&mut profile);
	Franchise::register_node(root(), FRANCHISEE, profile, 1_000)
}

#[test]
fn register_node_should_give_numbers_from_one() {
	execute(|| {
		assert_ok!(register_node(|_| ()));
		assert_eq!(
			last_event(),
			Event::NodeRegistered { node: NODE, franchisee: FRANCHISEE }.into()
		);
		assert_ok!(register_node(|_| ()));
		assert_eq!(Franchise::nodes_from(NodeId(0)).len(), 2);
		assert_eq!(Franchise::nodes_from(NodeId(2)).len(), 1);
	});
}

#[test]
fn register_node_should_fail_when_the_profile_is_not_valid() {
	execute(|| {
		let changes: [fn(&mut NodeProfile); 7] = [
			|p| p.city = Default::default(),
			|p| p.city = vec![0xff].try_into().expect("short"),
			|p| p.time_zone = Default::default(),
			|p| p.time_zone = vec![0x80].try_into().expect("short"),
			|p| p.country = *b"ge",
			|p| p.utc_offset_minutes = 841,
			|p| p.utc_offset_minutes = i16::MIN,
		];
		for change in changes {
			assert_noop!(register_node(change), Error::<Test>::InvalidProfile);
		}
		assert_noop!(
			Franchise::register_node(root(), FRANCHISEE, profile(), 0),
			Error::<Test>::InvalidCap
		);
	});
}

#[test]
fn every_call_should_be_the_owners() {
	execute(|| {
		register();
		for origin in [RuntimeOrigin::signed(FRANCHISEE), RuntimeOrigin::none()] {
			let someone = || origin.clone();
			let refused = DispatchError::BadOrigin;
			assert_noop!(Franchise::register_node(someone(), 1, profile(), 1), refused);
			assert_noop!(Franchise::set_node_status(someone(), NODE, Status::Closed), refused);
			assert_noop!(Franchise::set_daily_accrual_cap(someone(), NODE, 5), refused);
			assert_noop!(Franchise::approve_till(someone(), NODE, 5, LIMITS), refused);
			assert_noop!(Franchise::set_till_limits(someone(), TILL, LIMITS), refused);
			assert_noop!(Franchise::set_till_status(someone(), TILL, Status::Closed), refused);
		}
	});
}

#[test]
fn changes_should_fail_when_the_node_or_the_till_is_unknown() {
	execute(|| {
		register();
		let (node, till) = (NodeId(2), TillId(2));
		let status = Status::Suspended;
		assert_noop!(Franchise::set_node_status(root(), node, status), Error::<Test>::UnknownNode);
		assert_noop!(Franchise::set_daily_accrual_cap(root(), node, 5), Error::<Test>::UnknownNode);
		assert_noop!(Franchise::set_till_status(root(), till, status), Error::<Test>::UnknownTill);
		assert_eq!((Franchise::node(node), Franchise::till(till)), (None, None));
	});
}

#[test]
fn limits_should_not_change_when_till_and_node_are_closed() {
	execute(|| {
		register();
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Closed));
		assert_noop!(Franchise::set_till_limits(root(), TILL, LIMITS), Error::<Test>::TillClosed);
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Closed));
		assert_noop!(Franchise::set_daily_accrual_cap(root(), NODE, 5), Error::<Test>::NodeClosed);
	});
}

#[test]
fn a_tills_key_should_live_without_a_balance_until_it_is_closed() {
	execute(|| {
		register();
		assert_eq!(
			last_event(),
			Event::TillApproved { till: TILL, node: NODE, key: TILL_KEY }.into()
		);
		assert_eq!(System::sufficients(&TILL_KEY), 1);
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Suspended));
		assert_eq!(System::sufficients(&TILL_KEY), 1);
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Closed));
		let status = Status::Closed;
		assert_eq!(last_event(), Event::TillStatusChanged { till: TILL, status }.into());
		assert_eq!(System::sufficients(&TILL_KEY), 0);
	});
}

#[test]
fn approve_till_should_fail_when_the_key_was_ever_used() {
	execute(|| {
		register();
		let approve = || Franchise::approve_till(root(), NODE, TILL_KEY, LIMITS);
		assert_noop!(approve(), Error::<Test>::KeyAlreadyUsed);
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Closed));
		assert_noop!(approve(), Error::<Test>::KeyAlreadyUsed);
	});
}

#[test]
fn approve_till_should_fail_when_node_or_limits_are_wrong() {
	execute(|| {
		register();
		let approve = |node, per_check, per_day| {
			Franchise::approve_till(root(), node, 50, TillLimits { per_check, per_day })
		};
		assert_noop!(approve(NodeId(2), 1, 1), Error::<Test>::UnknownNode);
		assert_noop!(approve(NODE, 0, 1), Error::<Test>::InvalidLimits);
		assert_noop!(approve(NODE, 2, 1), Error::<Test>::InvalidLimits);
		assert_noop!(approve(NODE, 1, 0), Error::<Test>::InvalidLimits);
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Closed));
		assert_noop!(approve(NODE, 1, 1), Error::<Test>::NodeClosed);
	});
}

#[test]
fn a_node_should_have_no_more_tills_than_allowed() {
	execute(|| {
		register();
		assert_ok!(Franchise::approve_till(root(), NODE, 51, LIMITS));
		assert_ok!(Franchise::approve_till(root(), NODE, 52, LIMITS));
		assert_noop!(
			Franchise::approve_till(root(), NODE, 53, LIMITS),
			Error::<Test>::TooManyTills
		);
		assert_eq!(Franchise::tills_from(TillId(0)).len(), 3);
	});
}

#[test]
fn statuses_should_change_back_and_forth_but_not_out_of_closed() {
	execute(|| {
		register();
		let node = |status| Franchise::set_node_status(root(), NODE, status);
		assert_noop!(node(Status::Active), Error::<Test>::StatusUnchanged);
		assert_ok!(node(Status::Suspended));
		assert_ok!(node(Status::Active));
		assert_ok!(node(Status::Closed));
		let status = Status::Closed;
		assert_eq!(last_event(), Event::NodeStatusChanged { node: NODE, status }.into());
		assert_noop!(node(Status::Active), Error::<Test>::NodeClosed);

		let till = |status| Franchise::set_till_status(root(), TILL, status);
		assert_noop!(till(Status::Active), Error::<Test>::StatusUnchanged);
		assert_ok!(till(Status::Closed));
		assert_noop!(till(Status::Active), Error::<Test>::TillClosed);
	});
}

#[test]
fn limits_should_change_while_till_and_node_are_open() {
	execute(|| {
		register();
		let limits = TillLimits { per_check: 7, per_day: 70 };
		assert_ok!(Franchise::set_till_limits(root(), TILL, limits));
		assert_eq!(last_event(), Event::TillLimitsChanged { till: TILL, limits }.into());
		assert_eq!(Franchise::till(TILL).map(|till| till.limits), Some(limits));
		let zero = TillLimits { per_check: 0, per_day: 70 };
		assert_noop!(Franchise::set_till_limits(root(), TILL, zero), Error::<Test>::InvalidLimits);
		assert_noop!(
			Franchise::set_till_limits(root(), TillId(2), limits),
			Error::<Test>::UnknownTill
		);

		assert_ok!(Franchise::set_daily_accrual_cap(root(), NODE, 9));
		assert_eq!(last_event(), Event::DailyAccrualCapChanged { node: NODE, cap: 9 }.into());
		assert_eq!(Franchise::node(NODE).map(|node| node.daily_accrual_cap), Some(9));
		assert_noop!(Franchise::set_daily_accrual_cap(root(), NODE, 0), Error::<Test>::InvalidCap);
	});
}

#[test]
fn numbers_should_not_wrap() {
	new_test_ext().execute_with(|| {
		register();
		NextNodeId::<Test>::put(NodeId(u32::MAX));
		assert_noop!(register_node(|_| ()), Error::<Test>::TooManyIds);
		NextTillId::<Test>::put(TillId(u32::MAX));
		assert_noop!(Franchise::approve_till(root(), NODE, 60, LIMITS), Error::<Test>::TooManyIds);
	});
}

#[test]
fn pages_should_hold_at_most_100_entries() {
	execute(|| {
		for _ in 0..150 {
			assert_ok!(register_node(|_| ()));
		}
		assert_eq!(Franchise::nodes_from(NodeId(1)).len(), 100);
		assert_eq!(Franchise::nodes_from(NodeId(101)).len(), 50);
		assert!(Franchise::nodes_from(NodeId(u32::MAX)).is_empty());
		assert!(Franchise::tills_from(TillId(1)).is_empty());
	});
}

#[test]
fn the_registry_should_know_keys_and_staff() {
	type Registry = Pallet<Test>;
	execute(|| {
		register();
		assert_ok!(Franchise::register_node(root(), 30, profile(), 1));
		assert_eq!(Registry::till_of(&TILL_KEY), Some(TILL));
		assert_eq!(Registry::till_of(&FRANCHISEE), None);
		let info = <Registry as FranchiseInspect<_>>::node(NODE).expect("it exists");
		assert_eq!((info.franchisee, info.utc_offset_minutes), (FRANCHISEE, 240));
		let info = <Registry as FranchiseInspect<_>>::till(TILL).expect("it exists");
		assert_eq!((info.node, info.key, info.status), (NODE, TILL_KEY, Status::Active));
		assert!(Registry::is_staff(NODE, &FRANCHISEE) && Registry::is_staff(NODE, &TILL_KEY));
		assert!(!Registry::is_staff(NodeId(2), &TILL_KEY) && !Registry::is_staff(NODE, &30));
		assert!(!Registry::is_staff(NodeId(3), &30));
	});
}
