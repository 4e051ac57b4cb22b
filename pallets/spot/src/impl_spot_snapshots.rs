//! Record dates: who had how much then, without copying all balances (rules 17 and 19).
//!
//! A record date is a number. An account that changes for the first time after one keeps what it
//! counted for until then; one that did not change still counts for it.

use crate::{Config, Error, Event, Holders, LiveSnapshots, NextSnapshotId, Pallet, Snapshot};
use frame_support::traits::Time;
use hotpot_primitives::traits::{SnapshotId, SpotFigures, SpotSnapshots};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> SpotSnapshots<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `TooManySnapshots`, or the numbers are used up.
	fn take() -> Result<(SnapshotId, SpotFigures), DispatchError> {
		let id = NextSnapshotId::<T>::get();
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let (figures, sum) = Self::current_figures();
		let snapshot = Snapshot { id, at: T::Time::now(), figures, sum };
		LiveSnapshots::<T>::try_mutate(|live| live.try_push(snapshot))
			.map_err(|_| Error::<T>::TooManySnapshots)?;
		NextSnapshotId::<T>::put(next);
		let SpotFigures { holders, median, above } = figures;
		Self::deposit_event(Event::SnapshotTaken { id, holders, median, above });
		Ok((id, figures))
	}

	/// Does nothing if the record date is forgotten already. Checkpoints of it go when their account
	/// counts for more or less the next time.
	fn release(id: SnapshotId) {
		let mut live = LiveSnapshots::<T>::get();
		let Some(index) = live.iter().position(|snapshot| snapshot.id == id) else { return };
		live.remove(index);
		LiveSnapshots::<T>::put(live);
		Self::deposit_event(Event::SnapshotReleased { id });
	}

	fn balance_at(id: SnapshotId, who: &T::AccountId) -> u32 {
		if LiveSnapshots::<T>::get().iter().all(|snapshot| snapshot.id != id) {
			return 0;
		}
		Holders::<T>::get(who).counted_at(id)
	}
}
