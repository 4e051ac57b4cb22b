//! Record dates: rules 17 and 19.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	time::DAY,
	traits::{MoveHoldings, OnStanding, SnapshotId, SpotFigures, SpotMutate, SpotSnapshots},
};
use sp_runtime::ArithmeticError;

fn take() -> SnapshotId {
	let (id, figures) = Spot::take().expect("there is room");
	assert_eq!(figures, Spot::figures());
	id
}

fn checkpoints(who: AccountId) -> usize {
	Holders::<Test>::get(who).checkpoints.len()
}

#[test]
fn take_should_give_a_number_and_the_figures_of_now() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		give(BOB, 20);
		give(CAROL, 30);
		events();
		let figures = SpotFigures { holders: 3, median: 20, above: 30 };
		assert_ok!(Spot::take(), (0, figures));
		let SpotFigures { holders, median, above } = figures;
		assert_eq!(events(), [Event::SnapshotTaken { id: 0, holders, median, above }]);
		assert_eq!(Spot::snapshots(), [Snapshot { id: 0, at: NOON, figures, sum: 60 }]);
		assert_ok!(Spot::take(), (1, figures));
	});
}

#[test]
fn balance_at_should_not_follow_what_happens_later() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		give(BOB, 20);
		give(CAROL, 30);
		let id = take();
		assert_ok!(earn(ALICE, 5, NOON));
		assert_ok!(Spot::burn(&BOB, 20));
		Spot::unverified(&CAROL);
		let at = |id| [ALICE, BOB, CAROL].map(|who| Spot::balance_at(id, who));
		assert_eq!(at(id), [10, 20, 30]);
		let later = take();
		assert_eq!(at(later), [15, 0, 0]);
		Spot::verified(&CAROL);
		assert_ok!(earn(BOB, 2, NOON));
		assert_eq!((at(id), at(later)), ([10, 20, 30], [15, 0, 0]));
	});
}

#[test]
fn balance_at_should_be_zero_when_the_account_was_verified_later() {
	ExtBuilder::default().execute(|| {
		give(GUEST, 10);
		let id = take();
		Spot::verified(&GUEST);
		Spot::verified(&NEW);
		assert_eq!(Spot::balance_at(id, GUEST), 0);
		assert_ok!(earn(GUEST, 5, NOON));
		assert_eq!((Spot::balance_at(id, GUEST), Spot::balance_at(id, NEW)), (0, 0));
		assert_eq!(Spot::balance_at(take(), GUEST), 15);
	});
}

#[test]
fn balance_at_should_be_zero_when_the_record_date_is_unknown_or_forgotten() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		let id = take();
		assert_eq!(Spot::balance_at(id + 1, ALICE), 0);
		assert_ok!(earn(ALICE, 5, NOON));
		assert_eq!(Spot::balance_at(id, ALICE), 10);
		Spot::release(id);
		assert_eq!(Spot::balance_at(id, ALICE), 0);
	});
}

#[test]
fn take_should_fail_when_eight_are_remembered() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 1);
		let ids = [(); 8].map(|()| {
			assert_ok!(earn(ALICE, 1, NOON));
			take()
		});
		assert_noop!(Spot::take(), Error::<Test>::TooManySnapshots);
		assert_ok!(earn(ALICE, 1, NOON));
		assert_eq!(checkpoints(ALICE), 8);
		for (balance, id) in (2..).zip(ids) {
			assert_eq!(Spot::balance_at(id, ALICE), balance);
		}
		Spot::release(ids[3]);
		let next = take();
		assert_eq!(next, 8);
		assert_noop!(Spot::take(), Error::<Test>::TooManySnapshots);
		let at = |index: usize| Spot::balance_at(ids[index], ALICE);
		assert_eq!((at(2), at(3), at(4)), (4, 0, 6));
	});
}

#[test]
fn take_should_fail_when_the_numbers_are_used_up() {
	ExtBuilder::default().execute(|| {
		NextSnapshotId::<Test>::put(SnapshotId::MAX);
		assert_noop!(Spot::take(), ArithmeticError::Overflow);
	});
}

#[test]
fn release_should_tell_once() {
	ExtBuilder::default().execute(|| {
		let id = take();
		events();
		Spot::release(id + 1);
		assert!(events().is_empty());
		Spot::release(id);
		assert_eq!(events(), [Event::SnapshotReleased { id }]);
		Spot::release(id);
		assert!(events().is_empty());
		assert!(Spot::snapshots().is_empty());
	});
}

#[test]
fn checkpoints_should_be_forgotten_with_the_next_change_after_a_release() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		let id = take();
		assert_ok!(earn(ALICE, 1, NOON));
		assert_eq!(checkpoints(ALICE), 1);
		Spot::release(id);
		assert_eq!(checkpoints(ALICE), 1);
		assert_ok!(earn(ALICE, 1, NOON));
		assert_eq!(checkpoints(ALICE), 0);
	});
}

#[test]
fn checkpoints_should_be_one_for_all_record_dates_without_a_change_between() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		let ids = [take(), take(), take()];
		assert_ok!(earn(ALICE, 1, NOON));
		assert_eq!(checkpoints(ALICE), 1);
		assert_eq!(ids.map(|id| Spot::balance_at(id, ALICE)), [10; 3]);
		Spot::release(ids[2]);
		assert_eq!(Spot::balance_at(ids[0], ALICE), 10);
		assert_ok!(Spot::burn(&ALICE, 1));
		assert_eq!(checkpoints(ALICE), 0, "it counts for what it counted for then");
		assert_eq!(Spot::balance_at(ids[1], ALICE), 10);
		assert_ok!(Spot::burn(&ALICE, 1));
		assert_eq!(Spot::balance_at(ids[1], ALICE), 10);
	});
}

#[test]
fn checkpoints_should_not_be_kept_of_accounts_that_never_counted() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(GUEST, 1, NOON));
		take();
		assert_ok!(earn(GUEST, 1, NOON));
		assert_eq!(checkpoints(GUEST), 0);
	});
}

#[test]
fn balance_at_should_follow_a_person_that_recovers() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 10);
		let before = take();
		assert_ok!(earn(ALICE, 5, NOON));
		let after = take();
		assert_ok!(earn(NEW, 1, NOON - DAY));
		Spot::unverified(&ALICE);
		Spot::verified(&NEW);
		assert_ok!(Spot::move_holdings(&ALICE, &NEW));
		let at = |id| [ALICE, NEW].map(|who| Spot::balance_at(id, who));
		assert_eq!((at(before), at(after)), ([0, 10], [0, 15]));
		assert_eq!(at(take()), [0, 16]);
	});
}

#[test]
fn balance_at_should_follow_a_link_in_either_order() {
	ExtBuilder::default().execute(|| {
		// Alice's attestation ends; she is attested on another account and links the first.
		give(ALICE, 10);
		let first = take();
		Spot::unverified(&ALICE);
		Spot::verified(&NEW);
		give(NEW, 3);
		let second = take();
		assert_ok!(Spot::move_holdings(&ALICE, &NEW));
		// A guest's account that never counted.
		give(GUEST, 50);
		assert_ok!(Spot::move_holdings(&GUEST, &NEW));
		let at = |who| [first, second].map(|id| Spot::balance_at(id, who));
		assert_eq!((at(ALICE), at(NEW), at(GUEST)), ([0, 0], [10, 3], [0, 0]));
		assert_eq!(spot(NEW), 63);
	});
}
