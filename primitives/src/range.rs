//! Closed ranges of a till's sequence numbers.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The sequence numbers `first..=last` of one till.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct SequenceRange {
	/// The first number inside.
	pub first: u32,
	/// The last number inside; not below `first` in a valid range.
	pub last: u32,
}

impl SequenceRange {
	/// Whether `sequence` lies inside.
	pub const fn contains(&self, sequence: u32) -> bool {
		self.first <= sequence && sequence <= self.last
	}

	/// Whether the bounds are in order.
	pub const fn is_valid(&self) -> bool {
		self.first <= self.last
	}

	/// What is left below and above after `sequence` is taken out. Both are `None` when it was the
	/// only number inside.
	pub fn without(&self, sequence: u32) -> (Option<Self>, Option<Self>) {
		let below = sequence
			.checked_sub(1)
			.map(|last| Self { first: self.first, last })
			.filter(Self::is_valid);
		let above = sequence
			.checked_add(1)
			.map(|first| Self { first, last: self.last })
			.filter(Self::is_valid);
		(below, above)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn without_removes_exactly_one_number(first in 0u32..50, len in 0u32..50, at in 0u32..50) {
			let range = SequenceRange { first, last: first + len };
			let taken = first + at.min(len);
			let (below, above) = range.without(taken);
			for n in 0..110 {
				let left = below.is_some_and(|r| r.contains(n)) || above.is_some_and(|r| r.contains(n));
				prop_assert_eq!(left, range.contains(n) && n != taken);
			}
		}
	}

	#[test]
	fn without_stops_at_the_ends_of_the_numbers() {
		let all = SequenceRange { first: 0, last: u32::MAX };
		assert_eq!(all.without(0), (None, Some(SequenceRange { first: 1, last: u32::MAX })));
		assert_eq!(
			all.without(u32::MAX),
			(Some(SequenceRange { first: 0, last: u32::MAX - 1 }), None)
		);
	}
}
