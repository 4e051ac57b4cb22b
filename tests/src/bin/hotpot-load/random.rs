//! Randomness that is cheap enough for a load generator, and that no two runs share.

use std::hash::{BuildHasher, RandomState};

/// A source of random numbers: the standard library's keyed hash, counting up.
#[derive(Clone, Debug, Default)]
pub struct Random {
	state: RandomState,
	drawn: u64,
}

impl Random {
	/// A number.
	pub fn draw(&mut self) -> u64 {
		self.drawn = self.drawn.wrapping_add(1);
		self.state.hash_one(self.drawn)
	}

	/// A number below `end`; 0 if `end` is 0.
	pub fn below(&mut self, end: u64) -> u64 {
		self.draw().checked_rem(end).unwrap_or(0)
	}

	/// 32 bytes.
	pub fn bytes(&mut self) -> [u8; 32] {
		let mut bytes = [0; 32];
		for part in bytes.chunks_exact_mut(8) {
			part.copy_from_slice(&self.draw().to_le_bytes());
		}
		bytes
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::HashSet;

	#[test]
	fn draws_should_differ_from_one_another_and_between_sources() {
		let (mut one, mut other) = (Random::default(), Random::default());
		let drawn: HashSet<[u8; 32]> =
			(0..1_000).flat_map(|_| [one.bytes(), other.bytes()]).collect();
		assert_eq!(drawn.len(), 2_000);
	}

	#[test]
	fn below_should_reach_every_number_and_none_beyond() {
		let mut random = Random::default();
		let drawn: HashSet<u64> = (0..1_000).map(|_| random.below(7)).collect();
		assert_eq!(drawn, (0..7).collect());
		assert_eq!(random.below(0), 0);
	}
}
