//! What is left to do. Pure.

use super::Entry;
use crate::chain::types::TillLedger;
use std::{ops::Range, time::Duration};

/// Which sales are still to be recorded, by their place in the export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
	/// The chain has a check, or had one, with this number.
	pub recorded: Vec<usize>,
	/// The number's gap is so old that nothing can be recorded in it.
	pub lost: Vec<usize>,
	/// Consecutive numbers, in order.
	pub batches: Vec<Range<usize>>,
}

impl Plan {
	/// Compares an export's numbers, which are in order, with the till's ledger.
	///
	/// A batch stays on one side of the ledger's next number: it either fills a gap or goes on.
	pub fn new(numbers: &[u32], ledger: &TillLedger, max_batch: usize) -> Self {
		let mut plan = Self::default();
		for (index, &number) in numbers.iter().enumerate() {
			let is_missing =
				ledger.gaps.iter().any(|gap| gap.range.first <= number && number <= gap.range.last);
			if number < ledger.next && !is_missing {
				plan.recorded.push(index);
			} else if number < ledger.oldest {
				plan.lost.push(index);
			} else {
				plan.append(index, numbers, ledger.next, max_batch);
			}
		}
		plan
	}

	fn append(&mut self, index: usize, numbers: &[u32], next: u32, max_batch: usize) {
		let number_at = |index: usize| numbers.get(index).copied().unwrap_or_default();
		let number = number_at(index);
		if let Some(batch) = self.batches.last_mut()
			&& batch.end == index
			&& batch.len() < max_batch
			&& number != next
			&& number_at(index - 1).checked_add(1) == Some(number)
		{
			batch.end = index + 1;
		} else {
			self.batches.push(index..index + 1);
		}
	}

	/// How many sales are left.
	pub fn left(&self) -> usize {
		self.batches.iter().map(ExactSizeIterator::len).sum()
	}
}

/// What earlier runs did, as their journal tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
	recorded: Vec<(u32, u32)>,
	in_flight: Vec<(u32, u32)>,
}

impl Past {
	/// Reads a journal. What was recorded for another till, or from a file that has changed since,
	/// counts for nothing.
	pub fn replay(entries: &[Entry], till: u32, export: &str) -> Self {
		let mut past = Self::default();
		let mut is_ours = false;
		for entry in entries {
			match entry {
				Entry::Opened { till: of, export: digest, .. } => {
					is_ours = *of == till && digest == export;
				}
				_ if !is_ours => {}
				Entry::Sent { first, last, .. } => past.in_flight.push((*first, *last)),
				Entry::Recorded { first, last, .. } => {
					past.in_flight.retain(|sent| sent != &(*first, *last));
					past.recorded.push((*first, *last));
				}
				Entry::Refused { first, last, .. } => {
					past.in_flight.retain(|sent| sent != &(*first, *last));
				}
				Entry::Voided { .. } => {}
				Entry::Finished { .. } => past.in_flight.clear(),
			}
		}
		past
	}

	/// Whether an earlier run saw this number recorded.
	pub fn has_recorded(&self, number: u32) -> bool {
		self.recorded.iter().any(|(first, last)| *first <= number && number <= *last)
	}

	/// Batches that an earlier run sent and never heard of again.
	pub fn in_flight(&self) -> &[(u32, u32)] {
		&self.in_flight
	}
}

/// Pauses between attempts: 1, 2, 4, 8, then 10 s each, as long as their sum stays within a bound.
#[derive(Clone, Debug)]
pub struct Backoff {
	bound: Duration,
	spent: Duration,
	next: Duration,
}

impl Backoff {
	const FIRST: Duration = Duration::from_secs(1);
	const LONGEST: Duration = Duration::from_secs(10);

	/// Pauses of at most `bound` in all.
	pub const fn new(bound: Duration) -> Self {
		Self { bound, spent: Duration::ZERO, next: Self::FIRST }
	}

	/// Starts over, because there was progress.
	pub const fn reset(&mut self) {
		self.spent = Duration::ZERO;
		self.next = Self::FIRST;
	}
}

impl Iterator for Backoff {
	type Item = Duration;

	fn next(&mut self) -> Option<Duration> {
		let pause = self.next;
		let spent = self.spent.saturating_add(pause);
		if spent > self.bound {
			return None;
		}
		self.spent = spent;
		self.next = pause.saturating_mul(2).min(Self::LONGEST);
		Some(pause)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::types::{Gap, SequenceRange};

	fn ledger(next: u32, oldest: u32, gaps: &[(u32, u32)]) -> TillLedger {
		let gap = |&(first, last): &(u32, u32)| Gap {
			range: SequenceRange { first, last },
			opened_minute: 0,
		};
		let gaps = gaps.iter().map(gap).collect();
		TillLedger { next, oldest, gaps, checks: 0, tetri: 0 }
	}

	#[test]
	fn a_fresh_till_should_get_everything_in_full_batches() {
		let numbers: Vec<u32> = (1..=450).collect();
		let plan = Plan::new(&numbers, &ledger(1, 1, &[]), 200);
		assert_eq!(plan.batches, [0..200, 200..400, 400..450]);
		assert_eq!((plan.recorded.len(), plan.lost.len(), plan.left()), (0, 0, 450));
	}

	#[test]
	fn recorded_numbers_should_be_skipped() {
		let numbers: Vec<u32> = (1..=10).collect();
		let plan = Plan::new(&numbers, &ledger(7, 1, &[]), 200);
		assert_eq!(plan.recorded, [0, 1, 2, 3, 4, 5]);
		assert_eq!((plan.batches.len(), plan.batches.first()), (1, Some(&(6..10))));
		let all = Plan::new(&numbers, &ledger(11, 1, &[]), 200);
		assert_eq!((all.recorded.len(), all.left()), (10, 0));
	}

	#[test]
	fn a_hole_in_the_export_should_begin_a_new_batch() {
		let plan = Plan::new(&[1, 2, 5, 6, 9], &ledger(1, 1, &[]), 200);
		assert_eq!(plan.batches, [0..2, 2..4, 4..5]);
	}

	#[test]
	fn gaps_should_be_filled_apart_from_new_numbers() {
		let numbers: Vec<u32> = (3..=12).collect();
		let plan = Plan::new(&numbers, &ledger(9, 1, &[(4, 5), (8, 8)]), 200);
		assert_eq!(plan.recorded, [0, 3, 4]);
		assert_eq!(plan.batches, [1..3, 5..6, 6..10]);
	}

	#[test]
	fn gaps_that_are_closed_by_age_should_be_lost() {
		let plan = Plan::new(&[2, 3, 9], &ledger(8, 5, &[(2, 3)]), 200);
		assert_eq!(plan.lost, [0, 1]);
		assert_eq!((plan.batches.len(), plan.batches.first()), (1, Some(&(2..3))));
	}

	#[test]
	fn every_sale_should_be_in_exactly_one_place() {
		let numbers: Vec<u32> = (1..=300).filter(|n| n % 7 != 0).collect();
		let plan = Plan::new(&numbers, &ledger(120, 40, &[(10, 20), (50, 99)]), 16);
		let mut seen: Vec<usize> = plan.batches.iter().cloned().flatten().collect();
		seen.extend(plan.recorded.iter().chain(&plan.lost));
		seen.sort_unstable();
		assert_eq!(seen, (0..numbers.len()).collect::<Vec<_>>());
		assert!(plan.batches.iter().all(|batch| batch.len() <= 16));
	}

	fn opened(till: u32, export: &str) -> Entry {
		Entry::Opened { till, export: export.to_owned(), sales: 9 }
	}

	fn sent(first: u32, last: u32) -> Entry {
		Entry::Sent { first, last, nonce: 0, transaction: "0x".to_owned() }
	}

	fn recorded(first: u32, last: u32) -> Entry {
		Entry::Recorded { first, last, block: 5 }
	}

	#[test]
	fn replay_should_tell_what_was_done_and_what_was_on_its_way() {
		let entries = [
			opened(1, "aa"),
			sent(1, 3),
			sent(4, 6),
			recorded(1, 3),
			sent(7, 9),
			Entry::Refused { first: 7, last: 9, reason: "no".to_owned() },
			Entry::Voided { sequence: 2 },
		];
		let past = Past::replay(&entries, 1, "aa");
		assert!(past.has_recorded(1) && past.has_recorded(3) && !past.has_recorded(4));
		assert_eq!(past.in_flight(), [(4, 6)]);
	}

	#[test]
	fn replay_should_ignore_another_till_and_an_edited_file() {
		let entries = [opened(1, "aa"), sent(1, 3), recorded(1, 3)];
		assert_eq!(Past::replay(&entries, 2, "aa"), Past::default());
		assert_eq!(Past::replay(&entries, 1, "bb"), Past::default());
	}

	#[test]
	fn pauses_should_grow_and_end() {
		let seconds: Vec<u64> =
			Backoff::new(Duration::from_secs(40)).map(|pause| pause.as_secs()).collect();
		assert_eq!(seconds, [1, 2, 4, 8, 10, 10]);
		let mut backoff = Backoff::new(Duration::from_secs(3));
		assert_eq!(backoff.by_ref().count(), 2);
		backoff.reset();
		assert_eq!(backoff.next(), Some(Duration::from_secs(1)));
	}
}
