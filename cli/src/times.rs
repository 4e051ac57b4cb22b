//! Moments and days as people and registers write them: ISO 8601.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

/// Milliseconds of a second.
const SECOND: u64 = 1_000;
/// Milliseconds of a minute.
const MINUTE: u64 = 60 * SECOND;
/// Milliseconds of an hour.
const HOUR: u64 = 60 * MINUTE;
/// Milliseconds of a day.
pub const DAY: u64 = 24 * HOUR;

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

/// A moment as people write it, UNIX ms: `2027-01-31T12:00:00+04:00`; without an offset what clocks
/// show here; `+8d`, `+90m` or `+45s` is so long after `now`.
///
/// # Errors
/// A sentence, if that is no moment, or one that clocks here skip.
pub fn parse_moment(text: &str, now: u64) -> Result<u64, String> {
	let wrong = || format!("\"{text}\" is no moment like 2027-01-31T12:00:00+04:00 or +8d");
	if let Some(later) = text.strip_prefix('+') {
		return parse_span(later).and_then(|span| now.checked_add(span)).ok_or_else(wrong);
	}
	let here = || {
		let moment = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
			.into_iter()
			.find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())?;
		moment.and_local_timezone(Local).earliest().map(|moment| moment.timestamp_millis())
	};
	let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.timestamp_millis());
	moment.or_else(here).and_then(|ms| u64::try_from(ms).ok()).ok_or_else(wrong)
}

/// A time of so many days, hours, minutes or seconds, like `8d`, in ms; `None` if it is none.
pub fn parse_span(text: &str) -> Option<u64> {
	let unit = match text.chars().next_back()? {
		'd' => DAY,
		'h' => HOUR,
		'm' => MINUTE,
		's' => SECOND,
		_ => return None,
	};
	let count = text.strip_suffix(['d', 'h', 'm', 's'])?;
	let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
	is_number.then(|| count.parse::<u64>().ok()).flatten()?.checked_mul(unit)
}

/// A time in words, in full seconds: `1 h 30 min`.
pub fn span(ms: u64) -> String {
	let parts = [
		(ms / DAY, "d"),
		(ms % DAY / HOUR, "h"),
		(ms % HOUR / MINUTE, "min"),
		(ms % MINUTE / SECOND, "s"),
	];
	let parts = parts.iter().filter(|(count, _)| *count > 0);
	let words: Vec<String> = parts.map(|(count, unit)| format!("{count} {unit}")).collect();
	if words.is_empty() { "0 s".to_owned() } else { words.join(" ") }
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
	fn moments_should_be_read_in_every_form() {
		let noon = 1_801_382_400_000;
		assert_eq!(parse_moment("2027-01-31T12:00:00+04:00", 0), Ok(noon));
		assert_eq!(parse_moment("2027-01-31T08:00:00.000Z", 0), Ok(noon));
		assert_eq!(parse_moment(&local(noon), 0), Ok(noon));
		let here = |text| parse_moment(text, 0).map(local);
		assert!(here("2027-01-31T12:00").is_ok_and(|text| text.starts_with("2027-01-31T12:00:00")));
		assert!(here("2027-01-31T12:00:07").is_ok_and(|text| text.contains("T12:00:07")));
		for (text, later) in [("+45s", 45_000), ("+90m", 5_400_000), ("+8d", 8 * DAY)] {
			assert_eq!(parse_moment(text, MOMENT), Ok(MOMENT + later), "{text}");
		}
		assert_eq!(parse_moment("+1h", MOMENT), Ok(MOMENT + HOUR));
	}

	#[test]
	fn moments_that_are_none_should_be_refused() {
		for text in
			["", "+", "+d", "+-1d", "+1", "+1w", "+1.5h", "+99999999999999999999s", "8d", "-1d"]
		{
			assert!(parse_moment(text, 1).is_err(), "{text}");
		}
		for text in ["2027-01-31", "2027-02-30T12:00", "tomorrow", "1801382400000", "+١d"] {
			assert!(parse_moment(text, 1).is_err(), "{text}");
		}
		assert!(parse_moment("+1s", u64::MAX).is_err());
		assert!(parse_moment("1960-01-01T00:00:00Z", 0).is_err());
	}

	#[test]
	fn times_should_be_words() {
		assert_eq!(span(0), "0 s");
		assert_eq!(span(999), "0 s");
		assert_eq!(span(5_400_000), "1 h 30 min");
		assert_eq!(span(8 * DAY + 45_000), "8 d 45 s");
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
