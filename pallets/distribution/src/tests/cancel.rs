//! Taking an announcement back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{time::DAY, traits::RoundInspect};
use sp_runtime::DispatchError;

#[test]
fn cancel_should_make_room_for_another_announcement_when_a_round_is_announced() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Distribution::announce(owner(), START + 7 * DAY));
		assert_ok!(Distribution::cancel(owner()));
		assert_eq!(last_event(), Event::RoundCancelled { round: 1 });
		assert!(!Distribution::is_announced());
		assert_eq!((Distribution::announcement(), Distribution::last_round()), (None, None));
		assert_ok!(Distribution::announce(owner(), START + 8 * DAY));
	});
}

#[test]
fn cancel_should_succeed_when_the_round_is_due() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Distribution::announce(owner(), START + 7 * DAY));
		pass(100 * DAY);
		assert_ok!(Distribution::cancel(owner()));
		assert_noop!(Distribution::open(owner()), Error::<Test>::NotAnnounced);
	});
}

#[test]
fn cancel_should_fail_when_no_round_is_announced() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Distribution::cancel(owner()), Error::<Test>::NotAnnounced);
		open();
		assert_noop!(Distribution::cancel(owner()), Error::<Test>::NotAnnounced);
	});
}

#[test]
fn cancel_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Distribution::announce(owner(), START + 7 * DAY));
		for origin in [stranger(), RuntimeOrigin::none()] {
			assert_noop!(Distribution::cancel(origin), DispatchError::BadOrigin);
		}
	});
}
