//! The invariants of the README.

use crate::{
	Awards, Config, CurrentSettings, HistogramPages, HistogramTop, Holder, Holders, LiveSnapshots,
	MAX_BALANCE, NextSnapshotId, Pallet,
	histogram::{Index, Page, Top, page_of},
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, traits::fungible::Inspect};
use hotpot_primitives::{Balance, traits::SpotFigures};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks whole maps: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(
			CurrentSettings::<T>::get().out_of_range().is_none(),
			"a setting is out of its range"
		);
		let (next, today) = (NextSnapshotId::<T>::get(), Self::today());
		for (_, holder) in Holders::<T>::iter() {
			ensure!(!holder.is_empty(), "an empty holder is stored");
			ensure!(holder.balance <= MAX_BALANCE, "a holder has more than there is room for");
			ensure!(holder.days.is_sound(today), "days are remembered that are none");
			let ids = holder.checkpoints.iter().map(|checkpoint| checkpoint.until);
			ensure!(ids.clone().is_sorted_by(|a, b| a < b), "checkpoints are not in order");
			ensure!(ids.max() < Some(next), "a checkpoint of a record date to come");
		}
		Self::try_ledger()?;
		Self::try_histogram()?;
		Self::try_snapshots()
	}

	fn try_ledger() -> Result<(), TryRuntimeError> {
		let mut sum: Balance = 0;
		for (who, holder) in Holders::<T>::iter() {
			ensure!(T::Spot::balance(&who) == holder.balance.into(), "the ledger says otherwise");
			sum = sum.saturating_add(holder.balance.into());
		}
		ensure!(sum == T::Spot::total_issuance(), "the ledger has somebody who is no holder");
		let lines = Awards::<T>::iter_values();
		let awarded = lines.fold(0u128, |sum, line| sum.saturating_add(line.amount.into()));
		ensure!(sum <= awarded, "there is SPOT that nobody was awarded");
		Ok(())
	}

	fn try_histogram() -> Result<(), TryRuntimeError> {
		let counted = Holders::<T>::iter_values().map(|holder| holder.counted());
		let mut counted: Vec<_> = counted.filter(|counted| *counted > 0).collect();
		let (mut top, mut pages) = (Top::default(), BTreeMap::<Index, Page>::new());
		for balance in &counted {
			top.add(*balance);
			pages.entry(page_of(*balance)).or_default().add(*balance);
		}
		ensure!(top == HistogramTop::<T>::get(), "the histogram's top is not that of the holders");
		ensure!(
			pages == HistogramPages::<T>::iter().collect::<BTreeMap<_, _>>(),
			"the histogram's pages are not those of the holders"
		);

		counted.sort_unstable();
		let middle = counted.len().checked_div(2).unwrap_or_default();
		let median = counted.get(middle).copied().unwrap_or_default();
		let above = counted.iter().filter(|balance| **balance > median);
		let above = above.fold(0u64, |sum, balance| sum.saturating_add((*balance).into()));
		let holders = u32::try_from(counted.len()).unwrap_or(u32::MAX);
		let figures = SpotFigures { holders, median, above };
		ensure!(figures == Self::current_figures().0, "the figures are not those of the holders");
		Ok(())
	}

	fn try_snapshots() -> Result<(), TryRuntimeError> {
		let live = LiveSnapshots::<T>::get();
		let ids = live.iter().map(|snapshot| snapshot.id);
		ensure!(ids.clone().is_sorted_by(|a, b| a < b), "record dates are not in order");
		ensure!(ids.max() < Some(NextSnapshotId::<T>::get()), "a record date to come");
		for snapshot in live {
			let counted = |holder: Holder| u64::from(holder.counted_at(snapshot.id));
			let sum = Holders::<T>::iter_values()
				.fold(0u64, |sum, holder| sum.saturating_add(counted(holder)));
			ensure!(sum == snapshot.sum, "a record date's SPOT got lost");
		}
		Ok(())
	}
}
