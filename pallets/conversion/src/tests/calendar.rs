//! Days, quarters and years against a calendar that counts day by day.

use crate::calendar::Date;
use hotpot_primitives::{Moment, time::DAY};

const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn length_of(year: u32, month: u32) -> u32 {
	let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
	MONTHS[month as usize] + u32::from(month == 1 && is_leap)
}

#[test]
fn a_date_should_be_that_of_a_calendar_counted_day_by_day_over_800_years() {
	let mut day = 0;
	for year in 1970..2770 {
		for month in 0..12 {
			for _ in 0..length_of(year, month) {
				let date = Date::of(Moment::from(day) * DAY);
				assert_eq!(date, Date { day, quarter: 4 * year + month / 3 });
				assert_eq!(date.year(), year);
				day += 1;
			}
		}
	}
}

#[test]
fn a_date_should_change_at_midnight_of_utc() {
	// 2026-01-01.
	let new_year = 20_454 * DAY;
	assert_eq!(Date::of(new_year), Date { day: 20_454, quarter: 4 * 2026 });
	assert_eq!(Date::of(new_year - 1), Date { day: 20_453, quarter: 4 * 2025 + 3 });
}

#[test]
fn the_last_moment_should_have_a_date() {
	assert_eq!(Date::of(Moment::MAX).day, u32::MAX);
	assert_eq!(Date::of(0), Date { day: 0, quarter: 4 * 1970 });
}
