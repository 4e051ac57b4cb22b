//! How long to wait after something failed.

use std::{
	hash::{BuildHasher, RandomState},
	time::Duration,
};

/// The first wait.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(60);

/// Waits that double with each failure, each shortened at random by up to half, so that workers that
/// failed together don't come back together.
#[derive(Clone, Debug, Default)]
pub struct Backoff {
	failures: u32,
}

impl Backoff {
	/// How long to wait after one more failure.
	pub fn wait(&mut self) -> Duration {
		let wait = FIRST.saturating_mul(1 << self.failures.min(6)).min(LONGEST);
		self.failures = self.failures.saturating_add(1);
		shortened(wait)
	}

	/// After a success the next wait is the first again.
	pub const fn reset(&mut self) {
		self.failures = 0;
	}
}

/// A wait that somebody asked for, lengthened at random by up to an eighth.
pub fn lengthened(wait: Duration) -> Duration {
	wait.saturating_add((wait / 8).mul_f64(random()))
}

fn shortened(wait: Duration) -> Duration {
	wait.mul_f64(1.0 - random() / 2.0)
}

/// From 0 to 1.
fn random() -> f64 {
	let bits = RandomState::new().hash_one(0u8) >> 40;
	bits as f64 / f64::from(1u32 << 24)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn waits_should_grow_to_a_minute_and_start_again() {
		let mut backoff = Backoff::default();
		let mut longest = Duration::ZERO;
		for failure in 0..20 {
			let wait = backoff.wait();
			let whole = Duration::from_secs(60.min(1 << failure.min(6)));
			assert!(wait <= whole && wait >= whole / 2, "{failure}: {wait:?}");
			longest = longest.max(wait);
		}
		assert!(longest >= LONGEST / 2);
		backoff.reset();
		assert!(backoff.wait() <= FIRST);
	}

	#[test]
	fn an_ordered_wait_should_never_be_cut() {
		let wait = Duration::from_secs(8);
		for _ in 0..100 {
			let longer = lengthened(wait);
			assert!(longer >= wait && longer <= Duration::from_secs(9), "{longer:?}");
		}
	}
}
