//! Rules 1 and 5: taking checks back.

use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{CheckIfFeeless, DispatchResult},
};
use hotpot_primitives::{
	SequenceRange, TillId,
	time::{DAY, local_day},
	traits::Status,
};
use sp_runtime::DispatchError;

const REASON: VoidReason = VoidReason::EntryError;

fn void(signer: AccountId, sequence: u32) -> DispatchResult {
	submit(RuntimeOrigin::signed(signer), sequence)
}

fn submit(origin: RuntimeOrigin, sequence: u32) -> DispatchResult {
	let call = Call::<Test>::void { till: TILL, sequence, reason: REASON };
	let is_feeless = call.is_feeless(&origin);
	let result = Checks::void(origin, TILL, sequence, REASON);
	assert_eq!(is_feeless, result.is_ok(), "feeless exactly if it succeeds");
	result
}

#[test]
fn void_should_take_an_unclaimed_check_back() {
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		assert_ok!(void(TILL_KEY, 1));
		let amount = 1_000 * 2_000;
		assert_eq!(
			last_event(),
			Event::CheckVoided {
				till: TILL,
				sequence: 1,
				destination: None,
				amount,
				reason: REASON
			}
		);
		let totals = TotalThp::<Test>::get();
		assert_eq!((totals.unclaimed, totals.voided), (amount, amount));
		let day = NodeDays::<Test>::get(NODE, local_day(NOON, 240));
		assert_eq!((day.tetri, day.voided, day.net()), (2_000, 1_000, 1_000));
		assert_noop!(void(TILL_KEY, 1), Error::<Test>::NotFound);
	});
}

#[test]
fn void_should_take_a_pending_check_back_from_its_guest() {
	ExtBuilder::default().execute(|| {
		record([1]);
		claim(1, GUEST);
		assert_ok!(void(FRANCHISEE, 1));
		assert!(matches!(last_event(), Event::CheckVoided { destination: Some(GUEST), .. }));
		pass(2 * DAY);
		assert_eq!(thp(GUEST), 0);
	});
}

#[test]
fn void_should_fail_when_the_window_is_over() {
	ExtBuilder::default().execute(|| {
		record([1]);
		Timestamp::set_timestamp(NOON + DAY - 1);
		assert!(
			Call::<Test>::void { till: TILL, sequence: 1, reason: REASON }
				.is_feeless(&RuntimeOrigin::signed(TILL_KEY))
		);
		Timestamp::set_timestamp(NOON + DAY);
		assert_noop!(void(TILL_KEY, 1), Error::<Test>::VoidWindowClosed);
	});
}

#[test]
fn void_should_fail_when_the_check_is_no_longer_or_was_never_there() {
	ExtBuilder::default().execute(|| {
		record([1]);
		record([4]);
		claim(1, GUEST);
		pass(2 * DAY);
		assert_eq!(thp(GUEST), 1_000 * 2_000);
		for matured_missing_or_unknown in [1, 2, 5] {
			assert_noop!(void(TILL_KEY, matured_missing_or_unknown), Error::<Test>::NotFound);
		}
		pass(365 * DAY);
		assert_noop!(void(TILL_KEY, 4), Error::<Test>::NotFound);
	});
}

#[test]
fn void_should_fail_for_strangers_and_unknown_tills() {
	ExtBuilder::default().execute(|| {
		register_till(30, 31);
		record([1]);
		for stranger in [GUEST, wallet(1), 30, 31] {
			assert_noop!(void(stranger, 1), Error::<Test>::NotAuthorized);
		}
		assert_noop!(submit(RuntimeOrigin::root(), 1), Error::<Test>::NotAuthorized);
		assert_noop!(submit(RuntimeOrigin::none(), 1), Error::<Test>::NotAuthorized);
		assert_noop!(
			Checks::void(RuntimeOrigin::signed(TILL_KEY), TillId(9), 1, REASON),
			Error::<Test>::UnknownTill
		);
	});
}

#[test]
fn quarantine_should_let_voids_happen_without_a_window_but_not_by_a_stolen_key() {
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		claim(2, GUEST);
		assert_ok!(Checks::quarantine(RuntimeOrigin::root(), TILL, None));
		pass(30 * DAY);
		assert_noop!(void(TILL_KEY, 1), Error::<Test>::NotAuthorized);
		assert_ok!(submit(RuntimeOrigin::root(), 1));
		assert_ok!(void(FRANCHISEE, 2));
		assert_eq!(thp(GUEST), 0);
	});
}

#[test]
fn a_quarantined_range_should_hold_just_its_numbers() {
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		let range = Some(SequenceRange { first: 2, last: 2 });
		assert_ok!(Checks::quarantine(RuntimeOrigin::root(), TILL, range));
		pass(2 * DAY);
		assert_noop!(void(TILL_KEY, 1), Error::<Test>::VoidWindowClosed);
		// It may be the thief who holds the till's key.
		assert_noop!(void(TILL_KEY, 2), Error::<Test>::NotAuthorized);
		assert_ok!(void(FRANCHISEE, 2));
	});
}

#[test]
fn quarantine_should_be_laid_and_lifted_exactly() {
	ExtBuilder::default().execute(|| {
		let root = RuntimeOrigin::root;
		let range = |first, last| Some(SequenceRange { first, last });
		for origin in [RuntimeOrigin::signed(FRANCHISEE), RuntimeOrigin::none()] {
			let refused = DispatchError::BadOrigin;
			assert_noop!(Checks::quarantine(origin.clone(), TILL, None), refused);
			assert_noop!(Checks::lift_quarantine(origin, TILL, None), refused);
		}
		assert_noop!(Checks::quarantine(root(), TillId(9), None), Error::<Test>::UnknownTill);
		assert_noop!(Checks::quarantine(root(), TILL, range(3, 2)), Error::<Test>::InvalidRange);
		assert_noop!(Checks::quarantine(root(), TILL, range(0, 2)), Error::<Test>::InvalidRange);
		assert_noop!(Checks::lift_quarantine(root(), TILL, None), Error::<Test>::NotQuarantined);
		for n in 1..=16 {
			assert_ok!(Checks::quarantine(root(), TILL, range(n, n)));
		}
		assert_eq!(last_event(), Event::Quarantined { till: TILL, range: range(16, 16) });
		assert_noop!(
			Checks::quarantine(root(), TILL, range(16, 16)),
			Error::<Test>::AlreadyQuarantined
		);
		assert_noop!(Checks::quarantine(root(), TILL, range(17, 17)), Error::<Test>::TooManyRanges);
		assert_ok!(Checks::quarantine(root(), TILL, None));
		assert_noop!(Checks::quarantine(root(), TILL, None), Error::<Test>::AlreadyQuarantined);
		assert_noop!(
			Checks::lift_quarantine(root(), TILL, range(1, 2)),
			Error::<Test>::NotQuarantined
		);
		for n in 1..=16 {
			assert_ok!(Checks::lift_quarantine(root(), TILL, range(n, n)));
		}
		assert_ok!(Checks::lift_quarantine(root(), TILL, None));
		assert_eq!(last_event(), Event::QuarantineLifted { till: TILL, range: None });
		assert!(!Quarantines::<Test>::contains_key(TILL));
	});
}

#[test]
fn void_should_be_the_franchisees_alone_when_the_till_is_not_active() {
	for status in [Status::Suspended, Status::Closed] {
		ExtBuilder::default().execute(|| {
			record([1]);
			assert_ok!(Franchise::set_till_status(RuntimeOrigin::root(), TILL, status));
			assert_noop!(void(TILL_KEY, 1), Error::<Test>::NotAuthorized);
			assert_ok!(void(FRANCHISEE, 1));
		});
	}
}
