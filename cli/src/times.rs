//! Moments and days as people and registers write them: ISO 8601.

use chrono::{DateTime, Local, NaiveDate, SecondsFormat, TimeDelta, Utc};

/// Milliseconds of a day.
pub const DAY: u64 = 86_400_000;

/// A moment, UNIX ms, in UTC: `2026-11-20T09:05:11.000Z`.
pub fn utc(ms: u64) -> String {
	moment(ms).map_or_else(
		|| ms.to_string(),
		|moment| moment.to_rfc3339_opts(SecondsFormat::Millis, true),
	)
}

/// A moment, UNIX ms, as clocks show it here, to the next full second:
/// `2026-11-20T13:05:11+04:00`.
pub fn local(ms: u64) -> String {
	ms.checked_next_multiple_of(1_000).and_then(moment).map_or_else(
		|| ms.to_string(),
		|moment| moment.with_timezone(&Local).to_rfc3339_opts(SecondsFormat::Secs, false),
	)
}

/// A day, counted from 1970-01-01.
pub fn date(day: u32) -> String {
	NaiveDate::default()
		.checked_add_signed(TimeDelta::days(day.into()))
		.map_or_else(|| day.to_string(), |date| date.to_string())
}

/// The end of a day like `2027-01-31` here, UNIX ms.
///
/// # Errors
/// A sentence, if that is no day, or clocks here skip its end.
pub fn end_of_day(text: &str) -> Result<u64, String> {
	let wrong = || format!("\"{text}\" is no day like 2027-01-31");
	let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wrong())?;
	let midnight = day.succ_opt().and_then(|next| next.and_hms_opt(0, 0, 0)).ok_or_else(wrong)?;
	let end = midnight.and_local_timezone(Local).earliest().ok_or_else(wrong)?;
	u64::try_from(end.timestamp_millis()).map_err(|_| wrong())
}

/// What the clock of this machine shows, UNIX ms.
pub fn now() -> u64 {
	u64::try_from(Utc::now().timestamp_millis()).unwrap_or_default()
}

fn moment(ms: u64) -> Option<DateTime<Utc>> {
	i64::try_from(ms).ok().and_then(DateTime::from_timestamp_millis)
}

#[cfg(test)]
mod tests {
	use super::*;

	const MOMENT: u64 = 1_795_165_511_007;

	#[test]
	fn moments_should_be_iso_8601() {
		assert_eq!(utc(MOMENT), "2026-11-20T09:05:11.007Z");
		assert_eq!(utc(u64::MAX), u64::MAX.to_string());
		// Not before the moment: whoever waits for it must not be early.
		let here = DateTime::parse_from_rfc3339(&local(MOMENT)).expect("it is ISO 8601");
		assert_eq!(here.timestamp_millis(), 1_795_165_512_000);
	}

	#[test]
	fn days_should_be_dates() {
		assert_eq!(date(0), "1970-01-01");
		assert_eq!(date(20_777), "2026-11-20");
		assert_eq!(date(u32::MAX), u32::MAX.to_string());
	}

	#[test]
	fn a_day_should_end_with_it() {
		let end = end_of_day("2027-01-31").expect("it is a day");
		assert!(local(end).starts_with("2027-02-01T00:00:00"));
		for text in ["", "2027-02-30", "31.01.2027", "2027-1", "tomorrow"] {
			assert!(end_of_day(text).is_err(), "{text}");
		}
	}
}
