//! The buckets alone.

use crate::{Outflow, outflow::BUCKETS};
use alloc::vec::Vec;
use hotpot_primitives::{
	Balance, Moment,
	time::{DAY, HOUR, MINUTE},
};
use proptest::prelude::*;

const START: Moment = 20_000 * DAY;

/// Sends of so much after so many ms each, and what a list of them would tell.
fn played(sends: &[(Moment, u64)], window: Moment) -> (Outflow, Vec<(Moment, Balance)>) {
	let (mut outflow, mut now, mut list) = (Outflow::default(), START, Vec::new());
	for (pause, amount) in sends {
		now += pause;
		outflow = outflow.at(now, window).plus(Balance::from(*amount));
		list.push((now, Balance::from(*amount)));
	}
	(outflow, list)
}

fn sum_since(list: &[(Moment, Balance)], from: Moment) -> Balance {
	list.iter().filter(|(at, _)| *at >= from).map(|(_, amount)| amount).sum()
}

fn sends() -> impl Strategy<Value = Vec<(Moment, u64)>> {
	let pause = prop_oneof![3 => 0..2 * HOUR, 1 => 0..2 * DAY];
	prop::collection::vec((pause, 1..1_000_000u64), 1..60)
}

fn window() -> impl Strategy<Value = Moment> {
	prop_oneof![3 => Just(DAY), 1 => 24 * MINUTE..7 * DAY]
}

proptest! {
	#[test]
	fn what_is_in_the_window_should_always_count_and_nothing_for_a_bucket_longer(
		sends in sends(),
		window in window(),
		wait in 0..2 * DAY,
	) {
		let (outflow, list) = played(&sends, window);
		let now = list.last().expect("at least one").0 + wait;
		let used = outflow.at(now, window).used();
		let bucket = window.div_ceil(24);
		prop_assert!(used >= sum_since(&list, now - window), "nothing is forgotten early");
		prop_assert!(used <= sum_since(&list, now - 25 * bucket), "nothing is kept long");
	}

	#[test]
	fn a_shorter_or_longer_window_should_forget_nothing_that_it_still_knows(
		sends in sends(),
		window in window(),
		other in window(),
		wait in 0..2 * DAY,
	) {
		let (outflow, list) = played(&sends, window);
		let now = list.last().expect("at least one").0 + wait;
		let used = outflow.at(now, other).used();
		prop_assert!(used >= sum_since(&list, now - window.min(other)));
		prop_assert_eq!(outflow.at(now, other).at(now, other), outflow.at(now, other));
	}

	#[test]
	fn fits_at_should_be_the_first_moment_at_which_it_fits(
		sends in sends(),
		amount in 1..3_000_000u128,
		limit in 1..5_000_000u128,
	) {
		let (outflow, list) = played(&sends, DAY);
		let now = list.last().expect("at least one").0;
		let fits = |at: Moment| outflow.at(at, DAY).used() + amount <= limit;
		match outflow.fits_at(amount, limit) {
			None => prop_assert!(amount > limit),
			Some(at) if at <= now => prop_assert!(fits(now)),
			Some(at) => prop_assert!(fits(at) && !fits(at - 1)),
		}
	}

	#[test]
	fn both_outflows_should_count_in_the_merged_one(
		mine in sends(),
		others in sends(),
		window in window(),
	) {
		let ((mine, list), (other, others)) = (played(&mine, window), played(&others, window));
		let last = |list: &[(Moment, Balance)]| list.last().expect("at least one").0;
		let now = last(&list).max(last(&others));
		let merged = mine.merged(&other, now, window);
		prop_assert_eq!(
			merged.used(),
			mine.at(now, window).used() + other.at(now, window).used()
		);
		prop_assert_eq!(merged, other.merged(&mine, now, window));
	}

	#[test]
	fn nothing_should_panic(
		bucket_duration: u32,
		newest: u32,
		buckets in prop::collection::vec(any::<u64>(), BUCKETS),
		now: u64,
		window: u64,
		amount: u128,
		limit: u128,
	) {
		let buckets: [u64; BUCKETS] = buckets.try_into().expect("as many as asked for");
		let outflow = Outflow { bucket_duration, newest, buckets };
		let there = outflow.at(now, window);
		let _ = (outflow.fits_at(amount, limit), there.fits_at(amount, limit));
		let plus = there.plus(amount);
		prop_assert!(plus.used() >= there.used());
		prop_assert!(outflow.merged(&plus, now, window).used() >= plus.used());
	}
}

#[test]
fn a_clock_that_went_back_should_forget_nothing() {
	let (outflow, _) = played(&[(0, 7), (HOUR, 5)], DAY);
	assert_eq!(outflow.at(START, DAY).used(), 12);
}

#[test]
fn old_outflows_should_not_count_when_the_window_changed_long_after() {
	let (outflow, _) = played(&[(0, 7)], 24 * MINUTE);
	let later = START + 2 * DAY;
	assert_eq!(outflow.at(later, DAY).used(), 0);
	assert_eq!(outflow.at(START + MINUTE, DAY).used(), 7);
}
