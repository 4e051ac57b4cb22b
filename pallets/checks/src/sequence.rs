//! A till's numbers: which are taken, which are missing. Pure.

use crate::types::{EntryError, Gap, TillLedger};
use hotpot_primitives::SequenceRange;

impl TillLedger {
	/// Takes `sequence` in the minute `now_minute`. Returns the range this left out.
	///
	/// A number at or above `next` may leave at most `max_jump` numbers out. A number below `next`
	/// must lie in a gap, which shrinks, splits or closes.
	///
	/// # Errors
	/// `SequenceUsed`, `SequenceClosed`, `SequenceJump`, `TooManyGaps`; the ledger is then
	/// unchanged.
	pub fn take(
		&mut self,
		sequence: u32,
		max_jump: u32,
		now_minute: u32,
	) -> Result<Option<SequenceRange>, EntryError> {
		if sequence < self.oldest {
			return Err(EntryError::SequenceClosed);
		}
		if sequence < self.next {
			self.fill(sequence).map(|()| None)
		} else {
			self.advance(sequence, max_jump, now_minute)
		}
	}

	fn advance(
		&mut self,
		sequence: u32,
		max_jump: u32,
		opened_minute: u32,
	) -> Result<Option<SequenceRange>, EntryError> {
		let jump = sequence.saturating_sub(self.next);
		if jump > max_jump {
			return Err(EntryError::SequenceJump);
		}
		let after = sequence.checked_add(1).ok_or(EntryError::SequenceJump)?;
		let left_out = sequence
			.checked_sub(1)
			.map(|last| SequenceRange { first: self.next, last })
			.filter(SequenceRange::is_valid);
		if let Some(range) = left_out {
			self.gaps
				.try_push(Gap { range, opened_minute })
				.map_err(|_| EntryError::TooManyGaps)?;
		}
		self.next = after;
		Ok(left_out)
	}

	fn fill(&mut self, sequence: u32) -> Result<(), EntryError> {
		let at = self.gap_at(sequence).ok_or(EntryError::SequenceUsed)?;
		let gap = self.gaps.remove(at);
		let (below, above) = gap.range.without(sequence);
		let parts = [above, below].into_iter().flatten();
		for range in parts {
			if self.gaps.try_insert(at, Gap { range, ..gap }).is_err() {
				// The upper part went in, the lower one does not fit: put the whole gap back.
				if let Some(upper) = self.gaps.get_mut(at) {
					*upper = gap;
				}
				return Err(EntryError::TooManyGaps);
			}
		}
		Ok(())
	}

	/// The position of the gap that holds `sequence`.
	pub fn gap_at(&self, sequence: u32) -> Option<usize> {
		let at = self.gaps.partition_point(|gap| gap.range.last < sequence);
		self.gaps.get(at).filter(|gap| gap.range.contains(sequence)).map(|_| at)
	}

	/// The gap that holds `sequence`.
	pub fn gap_of(&self, sequence: u32) -> Option<Gap> {
		self.gap_at(sequence).and_then(|at| self.gaps.get(at)).copied()
	}

	/// Whether the till recorded this number, whatever became of the check.
	pub fn has_recorded(&self, sequence: u32) -> bool {
		(1..self.next).contains(&sequence) && self.gap_at(sequence).is_none()
	}

	/// How many numbers are missing.
	pub fn missing(&self) -> u32 {
		self.gaps.iter().fold(0, |sum, Gap { range, .. }| {
			sum.saturating_add(range.last.saturating_sub(range.first)).saturating_add(1)
		})
	}

	/// Whether the gaps are valid, in order, apart, and below `next`.
	pub fn is_sound(&self) -> bool {
		let mut ranges = self.gaps.iter().map(|gap| gap.range);
		let mut above = ranges.clone().skip(1);
		ranges.clone().all(|range| range.is_valid() && range.first > 0 && range.last < self.next)
			&& ranges.all(|range| above.next().is_none_or(|next| range.last < next.first))
			&& self.oldest <= self.next
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{collections::BTreeSet, vec::Vec};
	use proptest::prelude::*;

	fn range(first: u32, last: u32) -> SequenceRange {
		SequenceRange { first, last }
	}

	#[test]
	fn a_jump_opens_a_gap_and_late_numbers_close_it() {
		let mut ledger = TillLedger::default();
		assert_eq!(ledger.take(1, 10, 7), Ok(None));
		assert_eq!(ledger.take(5, 10, 7), Ok(Some(range(2, 4))));
		assert_eq!(ledger.take(3, 10, 7), Ok(None));
		assert_eq!(
			ledger.gaps.iter().map(|gap| gap.range).collect::<Vec<_>>(),
			[range(2, 2), range(4, 4)]
		);
		assert_eq!(ledger.take(3, 10, 7), Err(EntryError::SequenceUsed));
		assert_eq!(ledger.take(2, 10, 7), Ok(None));
		assert_eq!(ledger.take(4, 10, 7), Ok(None));
		assert!(ledger.gaps.is_empty());
		assert_eq!(ledger.next, 6);
	}

	#[test]
	fn a_jump_beyond_the_limit_is_refused() {
		let mut ledger = TillLedger::default();
		assert_eq!(ledger.take(12, 10, 7), Err(EntryError::SequenceJump));
		assert_eq!(ledger, TillLedger::default());
		assert_eq!(ledger.take(11, 10, 7), Ok(Some(range(1, 10))));
	}

	#[test]
	fn the_last_number_of_all_is_refused() {
		let mut ledger = TillLedger { next: u32::MAX, ..Default::default() };
		assert_eq!(ledger.take(u32::MAX, 10, 7), Err(EntryError::SequenceJump));
	}

	#[test]
	fn the_65th_gap_is_refused_and_changes_nothing() {
		let mut ledger = TillLedger::default();
		for n in 1..=64 {
			assert!(ledger.take(2 * n, 1, 7).is_ok_and(|gap| gap.is_some()));
		}
		let before = ledger.clone();
		assert_eq!(ledger.take(130, 1, 7), Err(EntryError::TooManyGaps));
		assert_eq!(ledger, before);
		assert_eq!(ledger.take(129, 1, 7), Ok(None));
	}

	#[test]
	fn splitting_a_gap_beyond_the_bound_is_refused_and_changes_nothing() {
		let mut ledger = TillLedger::default();
		assert_eq!(ledger.take(10, 10, 7), Ok(Some(range(1, 9))));
		for n in 0..63 {
			assert!(ledger.take(12 + 2 * n, 1, 7).is_ok_and(|gap| gap.is_some()));
		}
		let before = ledger.clone();
		assert_eq!(ledger.take(5, 1, 7), Err(EntryError::TooManyGaps));
		assert_eq!(ledger, before);
	}

	proptest! {
		#[test]
		fn the_ledger_agrees_with_a_set_of_numbers(numbers in prop::collection::vec(1u32..120, 0..150)) {
			let mut ledger = TillLedger::default();
			let mut taken = BTreeSet::new();
			for n in numbers {
				let top = taken.last().copied().unwrap_or(0);
				let outcome = ledger.take(n, 20, 7);
				prop_assert!(ledger.is_sound());
				match outcome {
					Ok(_) => prop_assert!(taken.insert(n) && n <= top + 21),
					Err(EntryError::SequenceUsed) => prop_assert!(taken.contains(&n)),
					Err(EntryError::SequenceJump) => prop_assert!(n > top + 21),
					Err(EntryError::TooManyGaps) => prop_assert_eq!(ledger.gaps.len(), 64),
					Err(other) => prop_assert!(false, "{:?}", other),
				}
			}
			let top = taken.last().copied().unwrap_or(0);
			let missing: Vec<u32> = (1..=top).filter(|n| !taken.contains(n)).collect();
			prop_assert_eq!(ledger.missing() as usize, missing.len());
			prop_assert!(missing.into_iter().all(|n| ledger.gap_at(n).is_some()));
		}
	}
}
