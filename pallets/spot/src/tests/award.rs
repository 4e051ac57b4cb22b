//! Rules 15 and 16: earning SPOT.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	time::DAY,
	traits::{AwardSource, OnStanding, SpotMutate},
};

#[test]
fn award_should_mint_and_write_a_line() {
	ExtBuilder::default().execute(|| {
		events();
		assert_ok!(Spot::award(&ALICE, visit(7, 3, NOON)), 3);
		let (source, at) = (AwardSource::Visit, NOON);
		let awarded = Event::Awarded { evidence: evidence(7), who: ALICE, source, amount: 3, at };
		assert_eq!(events(), [awarded]);
		assert_eq!(spot(ALICE), 3);
		let line = AwardLine { who: ALICE, source, amount: 3, at };
		assert_eq!(Spot::award_line(evidence(7)), Some(line));
		assert_eq!(Spot::award_line(evidence(8)), None);
	});
}

#[test]
fn award_should_fail_when_the_evidence_was_used() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Spot::award(&ALICE, visit(7, 10, NOON)), 10);
		for who in [ALICE, BOB] {
			assert_noop!(Spot::award(&who, visit(7, 1, NOON)), Error::<Test>::EvidenceUsed);
		}
		assert_ok!(Spot::award(&ALICE, visit(8, 1, NOON)), 0);
		assert_noop!(Spot::award(&BOB, visit(8, 1, NOON)), Error::<Test>::EvidenceUsed);
		pass(40 * DAY);
		assert_noop!(Spot::award(&ALICE, visit(7, 1, now())), Error::<Test>::EvidenceUsed);
	});
}

#[test]
fn award_should_fail_when_nothing_is_awarded() {
	ExtBuilder::default().execute(|| {
		assert_noop!(earn(ALICE, 0, NOON), Error::<Test>::AmountZero);
	});
}

#[test]
fn award_should_fail_when_it_was_not_earned_yet() {
	ExtBuilder::default().execute(|| {
		assert_noop!(earn(ALICE, 1, NOON + 1), Error::<Test>::AwardInFuture);
		assert_noop!(earn(ALICE, 1, u64::MAX), Error::<Test>::AwardInFuture);
		assert_ok!(earn(ALICE, 1, NOON), 1);
	});
}

#[test]
fn award_should_fail_when_its_day_is_not_remembered() {
	ExtBuilder::default().execute(|| {
		let first = NOON - NOON % DAY - 31 * DAY;
		assert_ok!(earn(ALICE, 1, first), 1);
		assert_noop!(earn(ALICE, 1, first - 1), Error::<Test>::AwardTooOld);
		assert_noop!(earn(ALICE, 1, 0), Error::<Test>::AwardTooOld);
	});
}

#[test]
fn award_should_be_cut_when_the_day_is_full() {
	ExtBuilder::default().execute(|| {
		let (who, cap, at) = (ALICE, Cap::Daily, NOON);
		assert_ok!(Spot::award(&who, visit(1, 9, at)), 9);
		events();
		assert_ok!(Spot::award(&who, visit(2, 3, at)), 1);
		assert_ok!(Spot::award(&who, visit(3, u32::MAX, at)), 0);
		let (source, evidence_2) = (AwardSource::Visit, evidence(2));
		assert_eq!(
			events(),
			[
				Event::Awarded { evidence: evidence_2, who, source, amount: 1, at },
				Event::CapReached { evidence: evidence_2, who, cap, dropped: 2, at },
				Event::CapReached { evidence: evidence(3), who, cap, dropped: u32::MAX, at },
			]
		);
		assert_eq!(spot(who), 10);
		assert_eq!(Spot::award_line(evidence(3)).map(|line| line.amount), Some(0));
	});
}

#[test]
fn award_should_fill_the_day_it_was_earned_on() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(ALICE, 10, NOON), 10);
		assert_ok!(earn(ALICE, 4, NOON - DAY), 4);
		assert_ok!(earn(ALICE, 10, NOON - 31 * DAY), 10);
		pass(DAY);
		assert_ok!(earn(ALICE, 10, now()), 10);
		assert_ok!(earn(ALICE, 10, NOON), 0);
		assert_ok!(earn(ALICE, 10, NOON - DAY), 6);
		assert_eq!(spot(ALICE), 40);
	});
}

#[test]
fn award_should_be_cut_when_the_account_is_full() {
	ExtBuilder::default().execute(|| {
		give(ALICE, MAX_BALANCE - 2);
		events();
		assert_ok!(Spot::award(&ALICE, visit(1, 5, NOON)), 2);
		let (evidence, who, cap) = (evidence(1), ALICE, Cap::Balance);
		let capped = Event::CapReached { evidence, who, cap, dropped: 3, at: NOON };
		assert_eq!(events().pop(), Some(capped));
		assert_eq!(spot(ALICE), MAX_BALANCE);
		assert_ok!(earn(ALICE, 1, NOON), 0);
		CurrentSettings::<Test>::mutate(|settings| settings.daily_cap = 2);
		assert_ok!(earn(ALICE, 1, NOON), 0);
		let last = events().pop();
		assert!(matches!(last, Some(Event::CapReached { cap: Cap::Daily, .. })), "both are full");
	});
}

#[test]
fn award_should_follow_the_settings() {
	let change = |settings: &mut Settings| {
		settings.daily_cap = 3;
		settings.max_balance = 1_000;
	};
	ExtBuilder::default().settings(change).execute(|| {
		assert_ok!(earn(ALICE, 10, NOON), 3);
		CurrentSettings::<Test>::mutate(|settings| settings.daily_cap = 100);
		assert_ok!(earn(ALICE, 200, NOON), 97);
		CurrentSettings::<Test>::mutate(|settings| settings.daily_cap = 2);
		assert_ok!(earn(ALICE, 1, NOON), 0);
		assert_ok!(earn(ALICE, 5, NOON - DAY), 2);
		give(BOB, 2_000);
		assert_ok!(earn(BOB, 1, NOON), 0);
		assert_eq!(spot(BOB), 2_000);
	});
}

#[test]
fn award_should_be_earned_and_not_count_when_the_account_is_not_verified() {
	ExtBuilder::default().execute(|| {
		assert_ok!(earn(GUEST, 4, NOON), 4);
		Spot::unverified(&ALICE);
		assert_ok!(earn(ALICE, 5, NOON), 5);
		assert_eq!((spot(GUEST), spot(ALICE)), (4, 5));
		assert_eq!(Spot::figures().holders, 0);
		assert_ok!(earn(ALICE, 9, NOON), 5);
	});
}

#[test]
fn award_should_fail_when_the_ledger_refuses() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 1);
		let owner = RuntimeOrigin::signed(ASSET_OWNER);
		assert_ok!(Assets::block(owner, SPOT_ASSET, ALICE));
		assert_noop!(earn(ALICE, 1, NOON), Error::<Test>::LedgerRefused);
	});
}
