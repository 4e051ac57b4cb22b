//! Moments and a restaurant's business days.

/// UNIX time in milliseconds.
pub type Moment = u64;

/// Milliseconds of a minute.
pub const MINUTE: Moment = 60_000;
/// Milliseconds of an hour.
pub const HOUR: Moment = 60 * MINUTE;
/// Milliseconds of a day.
pub const DAY: Moment = 24 * HOUR;

/// The local calendar day of `at`, in days since 1970-01-01, where local clocks show UTC plus
/// `utc_offset_minutes` (domain.md "Units": days of a node in its time zone).
///
/// A moment before the first local day counts as day 0.
pub fn local_day(at: Moment, utc_offset_minutes: i16) -> u32 {
	let offset = i64::from(utc_offset_minutes).saturating_mul(60_000);
	let days = at.saturating_add_signed(offset) / DAY;
	u32::try_from(days).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_day_changes_at_local_midnight() {
		let tbilisi = 240;
		let midnight = 20 * DAY - 4 * HOUR;
		assert_eq!(local_day(midnight - 1, tbilisi), 19);
		assert_eq!(local_day(midnight, tbilisi), 20);
		assert_eq!(local_day(midnight, 0), 19);
		assert_eq!(local_day(midnight, -300), 19);
	}

	#[test]
	fn extremes_do_not_panic() {
		assert_eq!(local_day(0, -720), 0);
		assert_eq!(local_day(u64::MAX, 840), u32::MAX);
	}
}
