//! Days, quarters and years of the Gregorian calendar, UTC.

use codec::{Decode, Encode, MaxEncodedLen};
use hotpot_primitives::{Moment, time::local_day};
use scale_info::TypeInfo;

/// Days of 400 years, after which the calendar repeats itself.
const DAYS_OF_ERA: u32 = 146_097;
/// Days from 0000-03-01 to 1970-01-01. Years that begin in March have their leap day last.
const DAYS_BEFORE_1970: u32 = 719_468;

/// A day, and the quarter it lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Date {
	/// Days since 1970-01-01.
	pub day: u32,
	/// Quarters since the year 0: four times the year, and 0 to 3.
	pub quarter: u32,
}

impl Date {
	/// The date that a moment lies in.
	pub fn of(at: Moment) -> Self {
		let day = local_day(at, 0);
		let (year, month) = year_and_month(day);
		let quarter = year.saturating_mul(4).saturating_add(month.saturating_sub(1) / 3);
		Self { day, quarter }
	}

	/// The year.
	pub const fn year(&self) -> u32 {
		self.quarter / 4
	}
}

/// The year and the month, 1 to 12, of a day counted from 1970.
fn year_and_month(day: u32) -> (u32, u32) {
	let days = day.saturating_add(DAYS_BEFORE_1970);
	let (era, of_era) = (days / DAYS_OF_ERA, days % DAYS_OF_ERA);
	// Without the leap days so far every year of the era has 365 days: one in 4 years, none in
	// 100, one in 400.
	let regular = of_era
		.saturating_sub(of_era / 1_460)
		.saturating_add(of_era / 36_524)
		.saturating_sub(of_era / 146_096);
	let year = regular / 365;
	let begins = year.saturating_mul(365).saturating_add(year / 4).saturating_sub(year / 100);
	let of_year = of_era.saturating_sub(begins);
	// Five months from March on have 153 days, and so have the next five.
	let from_march = of_year.saturating_mul(5).saturating_add(2) / 153;
	let year = era.saturating_mul(400).saturating_add(year);
	if from_march < 10 {
		(year, from_march.saturating_add(3))
	} else {
		(year.saturating_add(1), from_march.saturating_sub(9))
	}
}
