//! Claiming a share.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use hotpot_primitives::{time::DAY, traits::SpotFigures};
use sp_runtime::DispatchError;

fn is_feeless(round: RoundId, origin: RuntimeOrigin) -> bool {
	RuntimeCall::Distribution(Call::claim { round }).is_feeless(&origin)
}

/// Refused, and not without a fee.
fn assert_refused(round: RoundId, who: AccountId, error: impl Into<DispatchError>) {
	assert!(!is_feeless(round, RuntimeOrigin::signed(who)));
	assert_noop!(claim(round, who), error.into());
}

#[test]
fn claim_should_pay_the_share_once_when_the_holder_was_above() {
	ExtBuilder::default().execute(|| {
		open();
		assert!(is_feeless(1, RuntimeOrigin::signed(CAROL)));
		assert_ok!(claim(1, CAROL));
		assert_eq!((thp(CAROL), thp(POOL)), (POOLED, 0));
		assert_eq!((round(1).paid, round(1).shares_paid), (POOLED, 1));
		let paid = Event::SharePaid { round: 1, who: CAROL, spot: 4, amount: POOLED };
		assert_eq!(last_event(), paid);
		assert_refused(1, CAROL, Error::<Test>::AlreadyPaid);
	});
}

#[test]
fn claim_should_fail_when_there_is_no_such_round() {
	ExtBuilder::default().execute(|| {
		assert_refused(1, CAROL, Error::<Test>::NotFound);
		open();
		assert_refused(0, CAROL, Error::<Test>::NotFound);
		assert_refused(2, CAROL, Error::<Test>::NotFound);
	});
}

#[test]
fn claim_should_fail_when_the_round_was_reclaimed() {
	ExtBuilder::default().execute(|| {
		open();
		pass(180 * DAY);
		assert_ok!(Distribution::reclaim(stranger(), 1));
		assert_refused(1, CAROL, Error::<Test>::RoundClosed);
	});
}

#[test]
fn claim_should_succeed_when_the_time_is_over_and_nobody_reclaimed() {
	ExtBuilder::default().execute(|| {
		open();
		pass(300 * DAY);
		assert_ok!(claim(1, CAROL));
	});
}

#[test]
fn claim_should_fail_when_the_holder_is_at_the_median_or_below() {
	ExtBuilder::default().execute(|| {
		open();
		assert_refused(1, BOB, Error::<Test>::NotAboveMedian);
		assert_refused(1, ALICE, Error::<Test>::NotAboveMedian);
	});
}

#[test]
fn claim_should_fail_when_the_account_had_nothing() {
	ExtBuilder::default().execute(|| {
		verify(NEW);
		open();
		Spot::insert(NEW, 100);
		assert_refused(1, NEW, Error::<Test>::NothingThen);
		assert_refused(1, STRANGER, Error::<Test>::NothingThen);
	});
}

#[test]
fn claim_should_fail_when_the_holder_was_unverified_then_and_is_verified_now() {
	let spot = [(ALICE, 1), (BOB, 2), (30, 3), (CAROL, 1_000)];
	ExtBuilder::default().spot(&spot).execute(|| {
		unverify(CAROL);
		open();
		verify(CAROL);
		assert_refused(1, CAROL, Error::<Test>::NothingThen);
		assert_eq!(round(1).figures, SpotFigures { holders: 3, median: 2, above: 3 });
	});
}

#[test]
fn claim_should_wait_when_the_holder_was_verified_then_and_is_not_now() {
	ExtBuilder::default().execute(|| {
		open();
		unverify(CAROL);
		assert_refused(1, CAROL, Error::<Test>::NotVerified);
		verify(CAROL);
		assert_ok!(claim(1, CAROL));
	});
}

#[test]
fn claim_should_fail_with_the_doors_error_when_the_door_refuses() {
	ExtBuilder::default().execute(|| {
		open();
		IsPaused::set(true);
		assert_refused(1, CAROL, PAUSED);
		IsPaused::set(false);
		Frozen::insert(CAROL, ());
		assert_refused(1, CAROL, FROZEN);
		Frozen::remove(CAROL);
		assert_ok!(claim(1, CAROL));
	});
}

#[test]
fn claim_should_fail_when_the_share_is_less_than_a_base_unit() {
	let spot = [(20, 1), (21, 1), (22, 1), (23, 2), (24, 2)];
	ExtBuilder::default().pool(1).spot(&spot).execute(|| {
		open();
		assert_eq!((round(1).figures.median, round(1).figures.above), (1, 4));
		assert_refused(1, 23, Error::<Test>::ShareIsZero);
	});
}

#[test]
fn claim_should_fail_when_the_numbers_contradict_one_another() {
	ExtBuilder::default().execute(|| {
		open();
		Snapshots::mutate_extant(0, |balances| balances.insert(BOB, 3));
		assert_ok!(claim(1, CAROL));
		assert_refused(1, BOB, Error::<Test>::ExceedsPool);
		assert_eq!(share_of(1, BOB).why_not, Some(Reason::ExceedsPool));
	});
}

#[test]
fn claim_should_fail_when_nobody_signed() {
	ExtBuilder::default().execute(|| {
		open();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert!(!is_feeless(1, origin.clone()));
			assert_noop!(Distribution::claim(origin, 1), DispatchError::BadOrigin);
		}
	});
}
