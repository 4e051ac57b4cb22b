//! What is remembered of the last 32 days.

use crate::days::{DAYS, RecentDays};
use alloc::collections::BTreeMap;
use proptest::prelude::*;

const TODAY: u32 = 20_000;

#[test]
fn days_should_be_forgotten_after_32() {
	let mut days = RecentDays::default();
	assert!(days.is_empty());
	days.earn(TODAY, TODAY - 31, 7);
	days.earn(TODAY, TODAY, 3);
	assert_eq!((days.on(TODAY - 31), days.on(TODAY), days.on(TODAY - 1)), (7, 3, 0));
	assert_eq!((days.on(TODAY - 32), days.on(TODAY + 1)), (0, 0));
	days.earn(TODAY + 1, TODAY + 1, 1);
	assert_eq!((days.on(TODAY - 31), days.on(TODAY), days.on(TODAY + 1)), (0, 3, 1));
	let (days, excess) = days.merged(&RecentDays::default(), TODAY + 100, 10);
	assert_eq!((days, excess), (RecentDays::default(), 0));
}

#[test]
fn days_should_be_kept_in_the_first_days_of_time() {
	let mut days = RecentDays::default();
	days.earn(0, 0, 1);
	days.earn(2, 1, 2);
	assert_eq!([0, 1, 2].map(|day| days.on(day)), [1, 2, 0]);
	assert!(days.is_sound(2) && !days.is_sound(1));
}

#[test]
fn merged_should_cut_only_what_is_above_the_cap_of_both() {
	let days = |earned: [u8; 3]| {
		let mut days = RecentDays::default();
		for (back, earned) in (0..).zip(earned) {
			days.earn(TODAY, TODAY - back, earned);
		}
		days
	};
	let (merged, excess) = days([10, 4, 3]).merged(&days([9, 6, 20]), TODAY, 10);
	assert_eq!([0, 1, 2].map(|back| merged.on(TODAY - back)), [10, 10, 20]);
	assert_eq!(excess, 9 + 3);
}

proptest! {
	/// Against a map of all days.
	#[test]
	fn days_should_tell_what_was_earned(
		steps in prop::collection::vec((0u32..4, 0u32..DAYS, 0u8..=10), 1..80),
	) {
		let (mut days, mut model, mut today) = (RecentDays::default(), BTreeMap::new(), TODAY);
		for (passed, back, amount) in steps {
			today += passed;
			let day = today - back;
			days.earn(today, day, amount);
			let earned = model.entry(day).or_insert(0u8);
			*earned = earned.saturating_add(amount);
			for back in 0..DAYS {
				let expected = model.get(&(today - back)).copied().unwrap_or_default();
				prop_assert_eq!(days.on(today - back), expected);
			}
			prop_assert!(days.is_sound(today));
		}
	}

	/// Nothing is made or lost by merging but the excess, whichever account is merged into which.
	#[test]
	fn merged_should_conserve(
		ours in prop::collection::vec((0u32..40, 0u8..=30), 0..20),
		theirs in prop::collection::vec((0u32..40, 0u8..=30), 0..20),
		cap in 1u8..=100,
	) {
		let days = |earned: &[(u32, u8)]| {
			let mut days = RecentDays::default();
			for (back, amount) in earned.iter().filter(|(back, _)| *back < DAYS) {
				days.earn(TODAY, TODAY - back, *amount);
			}
			days
		};
		let sum = |days: &RecentDays| (0..DAYS).map(|back| u32::from(days.on(TODAY - back))).sum::<u32>();
		let (ours, theirs) = (days(&ours), days(&theirs));
		let (merged, excess) = ours.merged(&theirs, TODAY, cap);
		prop_assert_eq!(sum(&merged) + excess, sum(&ours) + sum(&theirs));
		prop_assert_eq!(theirs.merged(&ours, TODAY, cap), (merged.clone(), excess));
		for day in (0..DAYS).map(|back| TODAY - back) {
			prop_assert!(merged.on(day) <= cap.max(ours.on(day)).max(theirs.on(day)));
			prop_assert!(merged.on(day) >= ours.on(day).max(theirs.on(day)));
		}
	}
}
