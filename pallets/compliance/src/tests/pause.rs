//! Rule 13: the pause of THP.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::traits::{MoveHoldings, ThpRoom};
use sp_runtime::DispatchError;

#[test]
fn set_paused_should_stop_transfers_and_links_but_not_claims() {
	ExtBuilder::default().execute(|| {
		mint(GUEST, THP);
		assert_ok!(Compliance::set_paused(RuntimeOrigin::root(), true));
		assert_eq!(last_event(), Event::TransfersPaused);
		assert!(Compliance::is_paused());
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::Paused);
		assert_eq!(Compliance::why_not(ALICE, BOB, THP), [Refusal::from(Reason::Paused)]);
		assert_noop!(Compliance::move_holdings(&GUEST, &ALICE), Error::<Test>::Paused);
		assert_eq!(Compliance::room(&ALICE), u128::MAX);

		assert_ok!(Compliance::set_paused(officer(), false));
		assert_eq!(last_event(), Event::TransfersResumed);
		assert_ok!(send(ALICE, BOB, THP));
	});
}

#[test]
fn set_paused_should_be_the_owners_and_compliances() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(Compliance::set_paused(origin, true), DispatchError::BadOrigin);
		}
		assert_ok!(Compliance::set_paused(officer(), true));
		assert_ok!(Compliance::set_paused(RuntimeOrigin::root(), false));
	});
}

#[test]
fn set_paused_should_fail_when_it_is_so_already() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Compliance::set_paused(officer(), false), Error::<Test>::PauseUnchanged);
		assert_ok!(Compliance::set_paused(officer(), true));
		assert_noop!(Compliance::set_paused(officer(), true), Error::<Test>::PauseUnchanged);
	});
}
