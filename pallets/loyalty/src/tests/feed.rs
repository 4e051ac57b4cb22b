//! Observations by a call, until validators agree on them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::time::HOUR;
use sp_runtime::DispatchError;

fn observations() -> [Observation<AccountId>; 3] {
	let (who, from, to) = (ALICE, NOON - 2 * HOUR, NOON);
	[
		Observation::Watched { who, stream: STREAM, from, to },
		Observation::Liked { who, post: POST, likes: 50 },
		Observation::Streamed { who, node: NODE, table: TABLE, from, to },
	]
}

#[test]
fn feed_should_tell_every_kind_of_observation() {
	ExtBuilder::default().execute(|| {
		for observation in observations() {
			assert_ok!(Loyalty::feed(RuntimeOrigin::root(), observation));
		}
		idle();
		assert_eq!(spot(ALICE), 3);
	});
}

#[test]
fn feed_should_be_the_feeders() {
	ExtBuilder::default().execute(|| {
		for observation in observations() {
			for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
				assert_noop!(Loyalty::feed(origin, observation.clone()), DispatchError::BadOrigin);
			}
		}
	});
}

#[test]
fn feed_should_fail_as_the_observation_does() {
	ExtBuilder::default().execute(|| {
		let few = Observation::Liked { who: ALICE, post: POST, likes: 49 };
		assert_noop!(Loyalty::feed(RuntimeOrigin::root(), few), Error::<Test>::TooFewLikes);
		for observation in observations() {
			assert_ok!(Loyalty::feed(RuntimeOrigin::root(), observation));
		}
		let [watched, liked, streamed] = observations();
		assert_noop!(Loyalty::feed(RuntimeOrigin::root(), watched), Error::<Test>::Overlaps);
		assert_noop!(Loyalty::feed(RuntimeOrigin::root(), liked), EVIDENCE_USED);
		assert_noop!(Loyalty::feed(RuntimeOrigin::root(), streamed), Error::<Test>::Overlaps);
	});
}

#[test]
fn progress_should_tell_how_far_an_account_is() {
	ExtBuilder::default().execute(|| {
		let nothing = Progress {
			visits: 0,
			visits_per_spot: 5,
			watched: 0,
			watch_per_spot: 2 * HOUR,
			session: None,
			session_paid_after: HOUR / 4,
			paid_sessions: 0,
			max_paid_sessions: 3,
		};
		assert_eq!(Loyalty::progress(ALICE), nothing);
		visit_many(ALICE, 1, 3);
		assert_ok!(watch(ALICE, NOON - HOUR, NOON));
		assert_ok!(stream(ALICE, TABLE, NOON - HOUR / 6, NOON));
		let session = Streamers::<Test>::get(ALICE).and_then(|streamer| streamer.session);
		assert!(session.is_some());
		assert_eq!(
			Loyalty::progress(ALICE),
			Progress { visits: 3, watched: HOUR, session, ..nothing }
		);
		let day = check(1, 1).day;
		let visits = [1, 2, 3].map(|node| Visit { day, node: hotpot_primitives::NodeId(node) });
		assert_eq!(Loyalty::visits(ALICE), visits);
	});
}
