//! Persons that change their account are paid once (rules 8 and 13).

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::traits::MoveHoldings;

#[test]
fn claim_should_pay_the_new_account_when_the_person_moved() {
	ExtBuilder::default().execute(|| {
		open();
		move_person(CAROL, NEW);
		assert_noop!(claim(1, CAROL), Error::<Test>::NothingThen);
		assert_ok!(claim(1, NEW));
		assert_eq!(thp(NEW), POOLED);
	});
}

#[test]
fn claim_should_fail_when_the_person_was_paid_and_then_moved() {
	ExtBuilder::default().execute(|| {
		open();
		assert_ok!(claim(1, CAROL));
		move_person(CAROL, NEW);
		let moved = Event::PaymentMoved { round: 1, from: CAROL, to: NEW, amount: POOLED };
		assert_eq!(last_event(), moved);
		mint(POOL, POOLED);
		assert_noop!(claim(1, NEW), Error::<Test>::AlreadyPaid);
		assert_noop!(claim(1, CAROL), Error::<Test>::NothingThen);
		// And once more: the mark goes wherever the person goes.
		move_person(NEW, 41);
		assert_noop!(claim(1, 41), Error::<Test>::AlreadyPaid);
		assert_eq!(share_of(1, 41).paid, Some(POOLED));
	});
}

#[test]
fn claim_should_pay_for_what_counted_when_a_person_links_an_account_it_had_then() {
	ExtBuilder::default().execute(|| {
		// Carol counted; her attestation ended and she was attested on a new account.
		open();
		unverify(CAROL);
		verify(NEW);
		Spot::insert(NEW, 3);
		assert_noop!(claim(1, NEW), Error::<Test>::NothingThen);
		move_person(CAROL, NEW);
		assert_ok!(claim(1, NEW));
		assert_eq!(thp(NEW), POOLED);
	});
}

#[test]
fn move_holdings_should_keep_both_payments_when_both_are_of_one_round() {
	let spot = [(20, 1), (21, 1), (22, 1), (23, 2), (24, 2)];
	ExtBuilder::default().spot(&spot).execute(|| {
		open();
		assert_ok!(push(1, &[23, 24]));
		move_person(23, 24);
		assert_eq!(share_of(1, 24).paid, Some(POOLED));
		assert_noop!(claim(1, 24), Error::<Test>::AlreadyPaid);
	});
}

#[test]
fn move_holdings_should_keep_the_later_payment_when_they_are_of_two_rounds() {
	let payment = |round, amount| Payment { round, amount };
	for (from, to, expected) in [
		(payment(1, 5), payment(2, 7), payment(2, 7)),
		(payment(2, 7), payment(1, 5), payment(2, 7)),
		(payment(2, 7), payment(2, 5), payment(2, 12)),
	] {
		assert_eq!(from.merged(to), expected);
		ExtBuilder::default().build().execute_with(|| {
			Payments::<Test>::insert(CAROL, from);
			Payments::<Test>::insert(NEW, to);
			assert_ok!(Distribution::move_holdings(&CAROL, &NEW));
			assert_eq!(Payments::<Test>::get(NEW), Some(expected));
			assert_eq!(Payments::<Test>::get(CAROL), None);
		});
	}
}

#[test]
fn move_holdings_should_do_nothing_when_there_is_no_payment_or_one_account() {
	ExtBuilder::default().execute(|| {
		open();
		System::reset_events();
		assert_ok!(Distribution::can_move(&CAROL, &NEW));
		assert_ok!(Distribution::move_holdings(&CAROL, &NEW));
		assert!(events().is_empty() && Payments::<Test>::iter_values().next().is_none());
		assert_ok!(claim(1, CAROL));
		assert_ok!(Distribution::move_holdings(&CAROL, &CAROL));
		assert_eq!(share_of(1, CAROL).paid, Some(POOLED));
	});
}
