//! Rule 16: one SPOT for a repost or comment at 50 likes.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::traits::{Award, AwardSource, Standing};

#[test]
fn liked_should_pay_a_post_with_enough_likes() {
	ExtBuilder::default().execute(|| {
		assert_ok!(like(ALICE, POST, 50));
		assert_eq!(spot(ALICE), 1);
		let told = Event::PostCounted { who: ALICE, post: POST, likes: 50, spot: 1 };
		assert_eq!(last_event(), told);
		let evidence = evidence::post(POST);
		let award = Award { source: AwardSource::Post, evidence, amount: 1, at: NOON };
		assert_eq!(Awards::get(evidence), Some((ALICE, award, 1)));
	});
}

#[test]
fn liked_should_fail_when_the_post_has_fewer_likes() {
	ExtBuilder::default().execute(|| {
		for likes in [0, 49] {
			assert_noop!(like(ALICE, POST, likes), Error::<Test>::TooFewLikes);
		}
	});
}

#[test]
fn liked_should_fail_when_the_post_was_paid() {
	ExtBuilder::default().execute(|| {
		assert_ok!(like(ALICE, POST, 50));
		for who in [ALICE, BOB] {
			assert_noop!(like(who, POST, 1_000), EVIDENCE_USED);
		}
		assert_ok!(like(ALICE, [3; 32], 51));
		assert_eq!(spot(ALICE), 2);
	});
}

#[test]
fn liked_should_tell_when_the_cap_left_nothing() {
	ExtBuilder::default().execute(|| {
		for n in 0..10 {
			assert_ok!(like(ALICE, [10 + n; 32], 50));
		}
		assert_ok!(like(ALICE, POST, 50));
		assert_eq!(spot(ALICE), CAP);
		let told = Event::PostCounted { who: ALICE, post: POST, likes: 50, spot: 0 };
		assert_eq!(last_event(), told);
	});
}

#[test]
fn liked_should_fail_when_the_person_is_suspended() {
	ExtBuilder::default().execute(|| {
		Standings::insert(ALICE, Standing::Suspended);
		Left::insert(OLD, ALICE);
		for who in [ALICE, OLD] {
			assert_noop!(like(who, POST, 50), Error::<Test>::Suspended);
		}
	});
}
