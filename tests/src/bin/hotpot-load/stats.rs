//! Latencies and rates.

use anyhow::Result;
use hdrhistogram::Histogram;
use std::time::Duration;

/// Latencies beyond this count as this.
const LONGEST: Duration = Duration::from_secs(86_400);

/// Latencies, to a millisecond and three digits.
#[derive(Clone, Debug)]
pub struct Latencies(Histogram<u64>);

impl Latencies {
	/// None yet.
	///
	/// # Errors
	/// Never with these bounds.
	pub fn new() -> Result<Self> {
		Ok(Self(Histogram::new_with_max(milliseconds(LONGEST), 3)?))
	}

	/// Takes one in.
	pub fn record(&mut self, latency: Duration) {
		self.0.saturating_record(milliseconds(latency));
	}

	/// Takes in what never happened, as having taken `at_least` that long.
	pub fn record_missing(&mut self, count: u64, at_least: Duration) {
		self.0.saturating_record_n(milliseconds(at_least), count);
	}

	/// How many there are.
	pub fn count(&self) -> u64 {
		self.0.len()
	}

	/// The seconds that this share of them stayed within. Nothing if there are none.
	pub fn quantile(&self, share: f64) -> Option<f64> {
		(self.count() > 0).then(|| self.0.value_at_quantile(share) as f64 / 1_000.0)
	}

	/// The median, in seconds.
	pub fn p50(&self) -> Option<f64> {
		self.quantile(0.50)
	}

	/// What 95 % stayed within, in seconds.
	pub fn p95(&self) -> Option<f64> {
		self.quantile(0.95)
	}
}

/// How much came in how much time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
	/// How much.
	pub counted: u64,
	/// In how many seconds.
	pub seconds: f64,
}

impl Rate {
	/// What [`Self::over`] does, in words for reports.
	pub const METHOD: &'static str = "by block timestamps, from the first block with any to the \
		last; what the first has is left out, it came before";
	/// What [`Self::steady`] does, in words for reports.
	pub const STEADY_METHOD: &'static str = "by block timestamps, from the first block with any \
		to the last but one; what the first and the last have is left out: ramp-up and remainder";

	/// The rate over blocks, given as (timestamp in ms, how much of it) in order. Nothing if there
	/// are fewer than two with any.
	pub fn over(blocks: &[(u64, u64)]) -> Option<Self> {
		let mut filled = blocks.iter().filter(|(_, count)| *count > 0);
		let (began, _) = filled.next()?;
		let (mut ended, mut counted) = (*began, 0u64);
		for (time, count) in filled {
			ended = *time;
			counted = counted.saturating_add(*count);
		}
		let span = ended.checked_sub(*began).filter(|span| *span > 0)?;
		Some(Self { counted, seconds: span as f64 / 1_000.0 })
	}

	/// As [`Self::over`] without the last block that has any, which is seldom full. If there are
	/// no three, then with it.
	pub fn steady(blocks: &[(u64, u64)]) -> Option<Self> {
		let last = blocks.iter().rposition(|(_, count)| *count > 0)?;
		let (before, _) = blocks.split_at(last);
		Self::over(before).or_else(|| Self::over(blocks))
	}

	/// How much a second.
	pub fn per_second(&self) -> f64 {
		self.counted as f64 / self.seconds
	}
}

/// `part` of `whole`, in per cent.
pub fn percent(part: u64, whole: u64) -> Option<f64> {
	(whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}

fn milliseconds(duration: Duration) -> u64 {
	u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn latencies(seconds: impl Iterator<Item = u64>) -> Latencies {
		let mut latencies = Latencies::new().expect("the bounds are valid");
		seconds.for_each(|seconds| latencies.record(Duration::from_secs(seconds)));
		latencies
	}

	fn is_close(value: Option<f64>, expected: f64) -> bool {
		value.is_some_and(|value| (value - expected).abs() <= expected * 0.002)
	}

	#[test]
	fn quantiles_should_be_those_of_the_data() {
		let hundred = latencies(1..=100);
		assert_eq!(hundred.count(), 100);
		assert!(is_close(hundred.p50(), 50.0), "{:?}", hundred.p50());
		assert!(is_close(hundred.p95(), 95.0), "{:?}", hundred.p95());
		let nothing = latencies(0..0);
		assert_eq!((nothing.p50(), nothing.p95()), (None, None));
	}

	#[test]
	fn what_never_happened_should_count_as_late() {
		let mut claims = latencies((0..90).map(|_| 4));
		claims.record_missing(10, Duration::from_secs(180));
		assert!(is_close(claims.p50(), 4.0));
		assert!(is_close(claims.p95(), 180.0));
		claims.record_missing(0, Duration::from_secs(180));
		assert_eq!(claims.count(), 100);
	}

	#[test]
	fn endless_latencies_should_be_clamped() {
		let mut latencies = latencies(0..0);
		latencies.record(Duration::MAX);
		assert!(is_close(latencies.p50(), 86_400.0));
	}

	#[test]
	fn a_rate_should_leave_out_the_first_block() {
		let blocks =
			[(1_000, 0), (4_000, 50), (7_000, 300), (10_000, 0), (13_000, 150), (16_000, 0)];
		let rate = Rate::over(&blocks).expect("two blocks have some");
		assert_eq!(rate, Rate { counted: 450, seconds: 9.0 });
		assert!((rate.per_second() - 50.0).abs() < 1e-9);
	}

	#[test]
	fn a_rate_should_need_two_blocks_and_time_between_them() {
		assert_eq!(Rate::over(&[]), None);
		assert_eq!(Rate::over(&[(1_000, 5), (4_000, 0)]), None);
		assert_eq!(Rate::over(&[(1_000, 5), (1_000, 5)]), None);
	}

	#[test]
	fn a_steady_rate_should_leave_out_the_remainder_too() {
		let blocks = [(1_000, 50), (4_000, 300), (7_000, 300), (10_000, 1), (13_000, 0)];
		assert_eq!(Rate::steady(&blocks), Some(Rate { counted: 600, seconds: 6.0 }));
		let two = [(1_000, 50), (4_000, 300)];
		assert_eq!(Rate::steady(&two), Some(Rate { counted: 300, seconds: 3.0 }));
		assert_eq!(Rate::steady(&[(1_000, 50)]), None);
		assert_eq!(Rate::steady(&[]), None);
	}

	#[test]
	fn percent_should_not_divide_by_zero() {
		assert_eq!(percent(1, 4), Some(25.0));
		assert_eq!(percent(0, 0), None);
	}
}
