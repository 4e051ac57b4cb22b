//! What a guest and an operator see.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::{time::DAY, traits::SpotFigures};

/// The share of somebody who was not above.
const NOTHING: Share = Share {
	spot: 0,
	figures: SpotFigures { holders: 3, median: 2, above: 4 },
	is_above: false,
	pool: POOLED,
	amount: 0,
	paid: None,
	why_not: Some(Reason::NothingThen),
};

#[test]
fn share_of_should_explain_every_state_of_a_share() {
	ExtBuilder::default().execute(|| {
		assert_eq!(Distribution::share_of(1, CAROL), None);
		open();
		assert_eq!(share_of(1, STRANGER), NOTHING);
		let below = Share { spot: 2, why_not: Some(Reason::NotAboveMedian), ..NOTHING };
		assert_eq!(share_of(1, BOB), below);

		let above = Share { spot: 4, is_above: true, amount: POOLED, why_not: None, ..NOTHING };
		assert_eq!(share_of(1, CAROL), above);
		unverify(CAROL);
		assert_eq!(share_of(1, CAROL), Share { why_not: Some(Reason::NotVerified), ..above });
		verify(CAROL);
		Frozen::insert(CAROL, ());
		let refused = Reason::PayoutRefused { error: FROZEN };
		assert_eq!(share_of(1, CAROL), Share { why_not: Some(refused), ..above });
		Frozen::remove(CAROL);

		assert_ok!(claim(1, CAROL));
		let (paid, why_not) = (Some(POOLED), Some(Reason::AlreadyPaid));
		assert_eq!(share_of(1, CAROL), Share { paid, why_not, ..above });
		pass(180 * DAY);
		assert_ok!(Distribution::reclaim(stranger(), 1));
		let closed = Share { why_not: Some(Reason::RoundClosed), ..NOTHING };
		assert_eq!(share_of(1, CAROL), Share { paid, ..closed });
		assert_eq!(share_of(1, STRANGER), closed);
	});
}

#[test]
fn share_of_should_tell_a_share_of_zero_when_it_rounds_down() {
	let spot = [(20, 1), (21, 1), (22, 1), (23, 2), (24, 2)];
	ExtBuilder::default().pool(1).spot(&spot).execute(|| {
		open();
		let share = share_of(1, 23);
		assert_eq!((share.amount, share.why_not), (0, Some(Reason::ShareIsZero)));
	});
}

#[test]
fn share_of_should_not_tell_a_payment_of_another_round() {
	ExtBuilder::default().execute(|| {
		open();
		assert_ok!(claim(1, CAROL));
		mint(POOL, 7);
		open();
		assert_eq!((share_of(1, CAROL).paid, share_of(2, CAROL).paid), (Some(POOLED), None));
		assert_ok!(claim(2, CAROL));
		assert_eq!((share_of(1, CAROL).paid, share_of(2, CAROL).paid), (None, Some(7)));
	});
}

#[test]
fn round_views_should_tell_of_the_last_round() {
	ExtBuilder::default().execute(|| {
		assert_eq!((Distribution::last_round(), Distribution::round(1)), (None, None));
		open();
		assert_eq!((Distribution::last_round(), Distribution::round(1)), (Some(1), Some(round(1))));
		open();
		assert_eq!(Distribution::last_round(), Some(2));
		assert!(Distribution::round(1).is_some_and(|round| !round.is_open()));
	});
}
