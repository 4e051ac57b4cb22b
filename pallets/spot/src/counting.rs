//! Who counts, with how much: now, and at record dates (rule 17).

use crate::{
	Checkpoint, Checkpoints, Config, HistogramPages, HistogramTop, Holder, Holders, LiveSnapshots,
	Pallet,
	histogram::{Index, Page, page_of},
};
use alloc::vec::Vec;
use hotpot_primitives::traits::{SnapshotId, SpotFigures};

impl<T: Config> Pallet<T> {
	/// Puts an account's record in the place of the one before. If it counts for more or less now,
	/// the histogram follows, and what it counted for at record dates is kept.
	pub(crate) fn put_holder(who: &T::AccountId, before: &Holder, mut after: Holder) {
		if before.counted() != after.counted() {
			let live = LiveSnapshots::<T>::get();
			let past = live.iter().map(|snapshot| (snapshot.id, before.counted_at(snapshot.id)));
			after.checkpoints = checkpoints(past, after.counted());
			Self::recount(before.counted(), after.counted());
		}
		Self::store_holder(who, after);
	}

	/// Stores an account's record, unless there is nothing to keep.
	pub(crate) fn store_holder(who: &T::AccountId, holder: Holder) {
		if holder.is_empty() {
			Holders::<T>::remove(who);
		} else {
			Holders::<T>::insert(who, holder);
		}
	}

	/// Counts an account with `after` instead of `before`; 0 does not count.
	pub(crate) fn recount(before: u32, after: u32) {
		if before == after {
			return;
		}
		let mut top = HistogramTop::<T>::get();
		let left = (before > 0).then(|| page_of(before));
		let entered = (after > 0).then(|| page_of(after));
		if before > 0 {
			top.remove(before);
		}
		if after > 0 {
			top.add(after);
		}
		if let Some(index) = left {
			Self::change_page(index, top.count(index), |page| {
				page.remove(before);
				if entered == left {
					page.add(after);
				}
			});
		}
		if let Some(index) = entered.filter(|_| entered != left) {
			Self::change_page(index, top.count(index), |page| page.add(after));
		}
		HistogramTop::<T>::put(top);
	}

	/// The figures of now, and what all who count have together. Reads the top and one page.
	pub(crate) fn current_figures() -> (SpotFigures, u64) {
		let top = HistogramTop::<T>::get();
		let figures = top.locate().and_then(|page| {
			let slot = HistogramPages::<T>::get(page.index).locate(page.index, page.rank)?;
			Some(top.figures(page, slot))
		});
		(figures.unwrap_or_default(), top.sum())
	}

	/// Changes a page in which there are so many then.
	fn change_page(index: Index, count: u32, change: impl FnOnce(&mut Page)) {
		if count == 0 {
			HistogramPages::<T>::remove(index);
		} else {
			HistogramPages::<T>::mutate(index, change);
		}
	}
}

/// The fewest checkpoints that tell what an account counted for at each record date, in order, once
/// it counts for `counted`.
pub(crate) fn checkpoints(
	past: impl DoubleEndedIterator<Item = (SnapshotId, u32)>,
	counted: u32,
) -> Checkpoints {
	let mut later = counted;
	let mut checkpoints: Vec<_> = past
		.rev()
		.filter_map(|(until, counted)| {
			let differs = counted != later;
			later = counted;
			differs.then_some(Checkpoint { until, counted })
		})
		.collect();
	checkpoints.reverse();
	// There is room: so many record dates are remembered at most.
	Checkpoints::truncate_from(checkpoints)
}
