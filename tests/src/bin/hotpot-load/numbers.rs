//! The numbers that a till gives its checks, gaps included.

use std::{collections::VecDeque, ops::RangeInclusive};

/// Checks of a batch: the most there may be (rule 2).
pub const BATCH: u32 = 200;
/// Every so many batches the till leaves out a few numbers, as if it had been offline.
const GAP_EVERY: u32 = 23;
/// The most numbers it leaves out.
const WIDEST_GAP: u32 = 9;
/// So many batches later it fills them in.
const FILLED_AFTER: u32 = 8;

/// A till's numbers.
#[derive(Clone, Debug)]
pub struct Numbers {
	next: u32,
	batches: u32,
	gaps: VecDeque<(u32, RangeInclusive<u32>)>,
}

impl Default for Numbers {
	fn default() -> Self {
		Self { next: 1, batches: 0, gaps: VecDeque::new() }
	}
}

impl Numbers {
	/// The numbers of the next batch: a full one, or one that fills a gap.
	pub fn next_batch(&mut self) -> RangeInclusive<u32> {
		self.batches = self.batches.saturating_add(1);
		let is_due = |(opened, _): &(u32, _)| self.batches.saturating_sub(*opened) >= FILLED_AFTER;
		if self.gaps.front().is_some_and(is_due)
			&& let Some((_, gap)) = self.gaps.pop_front()
		{
			return gap;
		}
		if self.batches.is_multiple_of(GAP_EVERY) {
			let width = (self.batches / GAP_EVERY) % WIDEST_GAP + 1;
			let last = self.next.saturating_add(width - 1);
			self.gaps.push_back((self.batches, self.next..=last));
			self.next = last.saturating_add(1);
		}
		let last = self.next.saturating_add(BATCH - 1);
		let batch = self.next..=last;
		self.next = last.saturating_add(1);
		batch
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn every_number_should_come_once_and_gaps_be_filled_later() {
		let mut numbers = Numbers::default();
		let (mut taken, mut gaps) = (BTreeSet::new(), 0);
		let mut reached = 0;
		for _ in 0..500 {
			let batch = numbers.next_batch();
			let (first, last) = batch.clone().into_inner();
			if last < reached {
				assert!(last - first < WIDEST_GAP, "a small batch fills one gap");
			} else {
				assert_eq!(last - first + 1, BATCH);
				assert!(first > reached && first - reached <= WIDEST_GAP + 1);
				gaps += u32::from(first - reached > 1);
				reached = last;
			}
			assert!(batch.into_iter().all(|number| taken.insert(number)));
		}
		let missing = (1..=reached).filter(|number| !taken.contains(number)).count();
		assert!(gaps >= 20, "{gaps}");
		assert!(missing <= 9, "at most the last gap is open: {missing}");
	}

	#[test]
	fn numbers_should_begin_at_one() {
		assert_eq!(Numbers::default().next_batch(), 1..=BATCH);
	}
}
