//! What left an account within a day, without a list of its transfers (rule 12).

use codec::{Decode, Encode, MaxEncodedLen};
use hotpot_primitives::{Balance, Moment};
use scale_info::TypeInfo;

/// Buckets of an `Outflow`: the 24 of a whole window, and the current one.
pub const BUCKETS: usize = 25;

/// What left an account, by buckets of a 24th of the window.
///
/// What is in the window is always counted, and what left it is counted for at most one bucket
/// longer: conservative, at a constant size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Outflow {
	/// How long a bucket is, in ms.
	pub bucket_duration: u32,
	/// The number of the newest bucket, counted in such durations from 1970.
	pub newest: u32,
	/// THP base units that left in each bucket, the newest first.
	pub buckets: [u64; BUCKETS],
}

impl Default for Outflow {
	fn default() -> Self {
		Self { bucket_duration: 0, newest: 0, buckets: [0; BUCKETS] }
	}
}

impl Outflow {
	/// The same outflow as it counts at `now` in a window of `window` ms: buckets that left the
	/// window are gone.
	///
	/// Where the window's length has changed since, everything that may still be inside counts as if
	/// it had left just now.
	pub fn at(&self, now: Moment, window: Moment) -> Self {
		let bucket_duration = bucket_duration(window);
		let current = bucket_number(now, bucket_duration);
		let shift = current.checked_sub(self.newest);
		let buckets = match shift.and_then(|shift| usize::try_from(shift).ok()) {
			Some(shift) if bucket_duration == self.bucket_duration => self.shifted(shift),
			_ => first(if self.ended_before(now, window) { 0 } else { self.sum() }),
		};
		Self { bucket_duration, newest: current, buckets }
	}

	/// The same outflow with `amount` more in its newest bucket. What no bucket can hold counts as
	/// the most that it can.
	pub fn plus(mut self, amount: Balance) -> Self {
		let amount = u64::try_from(amount).unwrap_or(u64::MAX);
		if let Some(newest) = self.buckets.first_mut() {
			*newest = newest.saturating_add(amount);
		}
		self
	}

	/// Both outflows as one, as they count at `now` in a window of `window` ms.
	pub fn merged(&self, other: &Self, now: Moment, window: Moment) -> Self {
		let mut merged = self.at(now, window);
		for (bucket, more) in merged.buckets.iter_mut().zip(other.at(now, window).buckets) {
			*bucket = bucket.saturating_add(more);
		}
		merged
	}

	/// Everything that is counted, in base units.
	pub fn used(&self) -> Balance {
		self.used_after(0)
	}

	/// When `amount` more would fit below `limit` if nothing else left, UNIX ms; `None` if it is
	/// more than the limit itself.
	pub fn fits_at(&self, amount: Balance, limit: Balance) -> Option<Moment> {
		let room = limit.checked_sub(amount)?;
		let (passed, _) =
			(0u64..).zip(0..=BUCKETS).find(|(_, passed)| self.used_after(*passed) <= room)?;
		let bucket = Moment::from(self.newest).saturating_add(passed);
		Some(bucket.saturating_mul(self.bucket_duration.into()))
	}

	/// What is still counted when so many more buckets have passed.
	fn used_after(&self, passed: usize) -> Balance {
		let left = BUCKETS.saturating_sub(passed);
		let left = self.buckets.iter().take(left).map(|bucket| Balance::from(*bucket));
		left.fold(0, Balance::saturating_add)
	}

	fn shifted(&self, shift: usize) -> [u64; BUCKETS] {
		let before = |at: usize| at.checked_sub(shift).and_then(|at| self.buckets.get(at));
		core::array::from_fn(|at| before(at).copied().unwrap_or(0))
	}

	fn sum(&self) -> u64 {
		self.buckets.iter().fold(0u64, |sum, bucket| sum.saturating_add(*bucket))
	}

	/// Whether the newest bucket ended a whole window before `now`.
	fn ended_before(&self, now: Moment, window: Moment) -> bool {
		let next = Moment::from(self.newest).saturating_add(1);
		let ended_at = next.saturating_mul(self.bucket_duration.into());
		now.checked_sub(ended_at).is_some_and(|passed| passed >= window)
	}
}

/// How long a bucket is, in ms: a 24th of the window, rounded up, at least 1.
fn bucket_duration(window: Moment) -> u32 {
	u32::try_from(window.div_ceil(24)).unwrap_or(u32::MAX).max(1)
}

/// The number of the bucket that `now` lies in.
fn bucket_number(now: Moment, bucket_duration: u32) -> u32 {
	let number = now.checked_div(bucket_duration.into()).unwrap_or(0);
	u32::try_from(number).unwrap_or(u32::MAX)
}

/// Buckets with nothing but this in the newest.
fn first(amount: u64) -> [u64; BUCKETS] {
	core::array::from_fn(|at| if at == 0 { amount } else { 0 })
}
