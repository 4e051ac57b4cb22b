//! The invariants of the README.

use crate::{
	Closing, Config, CurrentSettings, Pallet, Session, Streamers, Tables, Visitors, Watchers,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use hotpot_primitives::{Moment, NodeId};
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
		for visitor in Visitors::<T>::iter_values() {
			let visits = &visitor.recent;
			ensure!(
				visits.iter().zip(visits.iter().skip(1)).all(|(one, next)| one < next),
				"visits are out of order, or one counts twice"
			);
			ensure!(
				visits.iter().all(|visit| visit.day >= visitor.first_day),
				"a visit is remembered that no longer counts"
			);
		}
		ensure!(
			Watchers::<T>::iter_values().all(|watcher| watcher.view.since < watcher.view.until),
			"a view ends before it begins"
		);
		Self::try_sessions()
	}

	fn try_sessions() -> Result<(), TryRuntimeError> {
		let mut tables = BTreeMap::<(NodeId, u32), Vec<(Moment, Moment)>>::new();
		let mut open: usize = 0;
		for (who, streamer) in Streamers::<T>::iter() {
			let Some(session) = streamer.session else { continue };
			let Session { node, table, started_at, closes_at, seen_until, observed } = session;
			open = open.saturating_add(1);
			ensure!(
				started_at < seen_until && seen_until <= closes_at,
				"a session was seen outside its time"
			);
			ensure!(
				observed <= seen_until.saturating_sub(started_at),
				"a session was seen longer than it lasts"
			);
			ensure!(streamer.free_from >= closes_at, "a person may begin a second session");
			ensure!(
				Tables::<T>::get(node, table) >= closes_at,
				"a table may begin a second session"
			);
			ensure!(
				Closing::<T>::contains_key((closes_at.to_be_bytes(), &who)),
				"a session is never closed"
			);
			tables.entry((node, table)).or_default().push((started_at, closes_at));
		}
		ensure!(Closing::<T>::iter_keys().count() == open, "nothing is to be closed");
		for mut times in tables.into_values() {
			times.sort_unstable();
			ensure!(
				times.iter().zip(times.iter().skip(1)).all(|(one, next)| one.1 <= next.0),
				"two sessions are at one table"
			);
		}
		Ok(())
	}
}
