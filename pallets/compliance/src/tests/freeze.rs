//! Rule 13: freezes, whole and in part.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::traits::ThpRoom;
use sp_runtime::DispatchError;

#[test]
fn freeze_should_stop_sending_and_receiving() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_eq!(last_event(), Event::Frozen { who: ALICE, reason: REASON });
		assert_eq!(Compliance::freeze_of(ALICE), Freeze { whole: true, ..Default::default() });
		assert_noop!(send(ALICE, BOB, 1), Error::<Test>::SenderFrozen);
		assert_noop!(send(BOB, ALICE, 1), Error::<Test>::ReceiverFrozen);
		assert_eq!(Compliance::why_not(ALICE, BOB, 1), [Refusal::from(Reason::SenderFrozen)]);
		assert_eq!(Compliance::why_not(BOB, ALICE, 1), [Refusal::from(Reason::ReceiverFrozen)]);

		assert_ok!(Compliance::unfreeze(officer(), ALICE));
		assert_eq!(last_event(), Event::Unfrozen { who: ALICE });
		assert_eq!(Freezes::<Test>::iter().count(), 0, "nothing frozen leaves no item");
		assert_ok!(send(ALICE, BOB, 1));
		assert_ok!(send(BOB, ALICE, 1));
	});
}

#[test]
fn a_frozen_account_should_still_be_given_claims() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_eq!(Compliance::room(&ALICE), u128::MAX);
		assert_ok!(Compliance::freeze(officer(), GUEST, REASON));
		assert_eq!(Compliance::room(&GUEST), 1_000 * THP);
	});
}

#[test]
fn freeze_should_fail_without_the_role() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let bad = DispatchError::BadOrigin;
			assert_noop!(Compliance::freeze(origin.clone(), ALICE, REASON), bad);
			assert_noop!(Compliance::unfreeze(origin.clone(), ALICE), bad);
			assert_noop!(Compliance::set_frozen_amount(origin, ALICE, 1), bad);
		}
	});
}

#[test]
fn freeze_should_fail_without_a_reason_twice_and_for_pots() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Compliance::freeze(officer(), ALICE, [0; 32]), Error::<Test>::MissingReason);
		assert_noop!(Compliance::freeze(officer(), POOL, REASON), Error::<Test>::IsPot);
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_noop!(Compliance::freeze(officer(), ALICE, REASON), Error::<Test>::AlreadyFrozen);
	});
}

#[test]
fn unfreeze_should_fail_when_nothing_is_frozen() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Compliance::unfreeze(officer(), ALICE), Error::<Test>::NotFrozen);
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, 1));
		assert_noop!(Compliance::unfreeze(officer(), ALICE), Error::<Test>::NotFrozen);
	});
}

#[test]
fn set_frozen_amount_should_leave_the_rest_to_be_sent() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, HELD - THP));
		assert_eq!(last_event(), Event::FrozenAmountChanged { who: ALICE, amount: HELD - THP });
		let reason = Reason::ExceedsBalance { balance: HELD, available: THP };
		assert_eq!(Compliance::why_not(ALICE, BOB, THP + 1), [Refusal::from(reason)]);
		assert_noop!(send(ALICE, BOB, THP + 1), Error::<Test>::ExceedsBalance);
		assert_ok!(send(ALICE, BOB, THP));
		assert_noop!(send(ALICE, BOB, 1), Error::<Test>::ExceedsBalance);
		// What comes later is not frozen.
		assert_ok!(send(BOB, ALICE, THP));
		assert_ok!(send(ALICE, BOB, THP));

		assert_noop!(
			Compliance::set_frozen_amount(officer(), ALICE, HELD - THP),
			Error::<Test>::AmountUnchanged
		);
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, 0));
		assert_eq!(Freezes::<Test>::iter().count(), 0);
		assert_ok!(send(ALICE, BOB, HELD - THP));
	});
}

#[test]
fn set_frozen_amount_should_bear_more_than_there_is() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, u128::MAX));
		let reason = Reason::ExceedsBalance { balance: HELD, available: 0 };
		assert_eq!(Compliance::why_not(ALICE, BOB, 1), [Refusal::from(reason)]);
		assert_eq!(Compliance::limits_of(ALICE).available, 0);
	});
}

#[test]
fn set_frozen_amount_should_fail_for_pots() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Compliance::set_frozen_amount(officer(), POOL, 1), Error::<Test>::IsPot);
	});
}

#[test]
fn freezes_should_be_kept_apart() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, THP));
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::unfreeze(officer(), ALICE));
		assert_eq!(Compliance::freeze_of(ALICE), Freeze { amount: THP, ..Default::default() });
	});
}
