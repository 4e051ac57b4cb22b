//! Behaviour of the owner's calls (rule 41). Every test ends with `try_state`.

use crate::{mock::*, *};
use alloc::boxed::Box;
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::{
	BuildStorage, DispatchError,
	traits::{BlakeTwo256, Hash},
};

fn enact(who: AccountId, call: RuntimeCall) -> DispatchResult {
	Owner::enact(RuntimeOrigin::signed(who), Box::new(call))
}

fn stored() -> Option<Vec<u8>> {
	sp_io::storage::get(b"k").map(|value| value.to_vec())
}

fn kill() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::kill_storage { keys: vec![b"k".to_vec()] })
}

#[test]
fn enact_should_dispatch_a_delayed_call_as_root_after_the_delay() {
	execute(|| {
		let call = set_storage(3);
		let call_hash = BlakeTwo256::hash_of(&call);
		assert_ok!(enact(OWNER, call));
		let at = 1 + DELAY + 1;
		assert_eq!(last_event(), Event::Scheduled { id: 0, call_hash, at }.into());
		run_to(at - 1);
		assert_eq!(stored(), None);
		run_to(at);
		assert_eq!(stored(), Some(vec![1; 3]));
	});
}

#[test]
fn enact_should_keep_a_call_too_large_for_the_agenda() {
	execute(|| {
		assert_ok!(enact(OWNER, set_storage(10_000)));
		run_to(DELAY + 2);
		assert_eq!(stored(), Some(vec![1; 10_000]));
	});
}

#[test]
fn enact_should_dispatch_an_immediate_call_at_once() {
	execute(|| {
		sp_io::storage::set(b"k", b"v");
		let call_hash = BlakeTwo256::hash_of(&kill());
		assert_ok!(enact(OWNER, kill()));
		assert_eq!(last_event(), Event::Enacted { call_hash, result: Ok(()) }.into());
		assert_eq!(stored(), None);
	});
}

#[test]
fn enact_should_report_the_error_when_an_immediate_call_fails() {
	execute(|| {
		let call = RuntimeCall::System(frame_system::Call::remark_with_event { remark: vec![] });
		let call_hash = BlakeTwo256::hash_of(&call);
		assert_ok!(enact(OWNER, call));
		let result = Err(DispatchError::BadOrigin);
		assert_eq!(last_event(), Event::Enacted { call_hash, result }.into());
	});
}

#[test]
fn enact_should_fail_when_the_call_is_not_listed_or_the_caller_not_the_owner() {
	execute(|| {
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		assert_noop!(enact(OWNER, remark), Error::<Test>::NotAllowed);
		assert_noop!(enact(SUCCESSOR, set_storage(1)), DispatchError::BadOrigin);
		assert_noop!(
			Owner::enact(RuntimeOrigin::root(), Box::new(set_storage(1))),
			DispatchError::BadOrigin
		);
		NextEnactmentId::<Test>::put(u32::MAX);
		assert_noop!(enact(OWNER, set_storage(1)), Error::<Test>::TooManyIds);
	});
}

#[test]
fn cancel_should_call_off_what_is_waiting() {
	execute(|| {
		assert_ok!(enact(OWNER, set_storage(1)));
		let cancel = |who, id| Owner::cancel(RuntimeOrigin::signed(who), id);
		assert_noop!(cancel(SUCCESSOR, 0), DispatchError::BadOrigin);
		assert_noop!(cancel(OWNER, 1), Error::<Test>::NotFound);
		assert_ok!(cancel(OWNER, 0));
		assert_eq!(last_event(), Event::Cancelled { id: 0 }.into());
		run_to(DELAY + 5);
		assert_eq!(stored(), None);
		assert_noop!(cancel(OWNER, 0), Error::<Test>::NotFound);
	});
}

#[test]
fn cancel_should_fail_when_the_call_has_run() {
	execute(|| {
		assert_ok!(enact(OWNER, set_storage(1)));
		run_to(DELAY + 2);
		assert_eq!(stored(), Some(vec![1]));
		assert_noop!(Owner::cancel(RuntimeOrigin::signed(OWNER), 0), Error::<Test>::NotFound);
	});
}

#[test]
fn every_call_should_fail_when_nobody_signed_it() {
	execute(|| {
		assert_ok!(enact(OWNER, set_storage(1)));
		assert_ok!(Owner::transfer_ownership(RuntimeOrigin::signed(OWNER), SUCCESSOR));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let nobody = || origin.clone();
			let refused = DispatchError::BadOrigin;
			assert_noop!(Owner::enact(nobody(), Box::new(kill())), refused);
			assert_noop!(Owner::cancel(nobody(), 0), refused);
			assert_noop!(Owner::transfer_ownership(nobody(), 99), refused);
			assert_noop!(Owner::accept_ownership(nobody()), refused);
		}
	});
}

#[test]
fn nobody_should_be_the_owner_when_genesis_names_none() {
	let storage = GenesisConfig::<Test>::default().build_storage().expect("genesis is valid");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		assert_noop!(enact(OWNER, kill()), DispatchError::BadOrigin);
		assert!(Owner::do_try_state().is_err());
	});
}

#[test]
fn ownership_should_change_hands_in_two_steps() {
	execute(|| {
		let offer = |who, to| Owner::transfer_ownership(RuntimeOrigin::signed(who), to);
		let accept = |who| Owner::accept_ownership(RuntimeOrigin::signed(who));
		assert_noop!(offer(SUCCESSOR, SUCCESSOR), DispatchError::BadOrigin);
		assert_noop!(offer(OWNER, OWNER), Error::<Test>::AlreadyOwner);
		assert_noop!(accept(SUCCESSOR), Error::<Test>::NotOffered);
		assert_ok!(offer(OWNER, 99));
		assert_ok!(offer(OWNER, SUCCESSOR));
		assert_eq!(last_event(), Event::OwnershipOffered { to: SUCCESSOR }.into());
		assert_noop!(accept(99), Error::<Test>::NotOffered);
		assert_ok!(accept(SUCCESSOR));
		assert_eq!(last_event(), Event::OwnershipTransferred { to: SUCCESSOR }.into());
		assert_noop!(enact(OWNER, set_storage(1)), DispatchError::BadOrigin);
		assert_ok!(enact(SUCCESSOR, set_storage(1)));
		assert_noop!(accept(SUCCESSOR), Error::<Test>::NotOffered);
	});
}
