//! Rules 16 and 17: only a verified person's SPOT counts.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::traits::{OnStanding, SpotFigures, SpotMutate};

#[test]
fn verified_should_count_what_the_account_has() {
	ExtBuilder::default().execute(|| {
		give(GUEST, 7);
		events();
		Spot::verified(&GUEST);
		assert_eq!(events(), [Event::StandingChanged { who: GUEST, is_verified: true }]);
		assert_eq!(Spot::figures(), SpotFigures { holders: 1, median: 7, above: 0 });
	});
}

#[test]
fn verified_should_count_what_the_account_earns_afterwards() {
	ExtBuilder::default().execute(|| {
		assert_eq!(Spot::figures(), SpotFigures::default());
		assert_ok!(earn(ALICE, 2, NOON));
		assert_eq!(Spot::figures(), SpotFigures { holders: 1, median: 2, above: 0 });
		assert_ok!(Spot::burn(&ALICE, 2));
		assert_eq!(Spot::figures(), SpotFigures::default());
	});
}

#[test]
fn unverified_should_count_it_no_longer_and_leave_it() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 7);
		give(BOB, 9);
		events();
		Spot::unverified(&BOB);
		assert_eq!(events(), [Event::StandingChanged { who: BOB, is_verified: false }]);
		assert_eq!(Spot::figures(), SpotFigures { holders: 1, median: 7, above: 0 });
		assert_eq!(spot(BOB), 9);
		Spot::verified(&BOB);
		assert_eq!(Spot::figures(), SpotFigures { holders: 2, median: 9, above: 0 });
	});
}

#[test]
fn standing_should_not_change_when_it_is_told_twice() {
	ExtBuilder::default().execute(|| {
		give(ALICE, 7);
		events();
		let figures = Spot::figures();
		Spot::verified(&ALICE);
		Spot::unverified(&GUEST);
		assert_eq!((events(), Spot::figures()), (Vec::new(), figures));
		assert_eq!(Spot::holder(GUEST), None);
	});
}

#[test]
fn unverified_should_forget_an_account_when_nothing_is_left_of_it() {
	ExtBuilder::default().execute(|| {
		assert!(Spot::holder(ALICE).is_some_and(|holder| holder.is_verified));
		Spot::unverified(&ALICE);
		assert_eq!(Spot::holder(ALICE), None);
	});
}
