//! Streaming sessions from tables, one at a time a person and a table (rule 16).
//!
//! A session lasts from the first moment it was seen until its 45:00, seen or not: as long neither the
//! person nor the table can begin another one. So what counts does not depend on how late an
//! observation is told.

use crate::{
	Closing, Config, CurrentSettings, Error, Event, Pallet, Progress, Session, Streamer, Streamers,
	Tables, Visitors, Watchers,
};
use frame_support::{ensure, traits::Time};
use hotpot_primitives::{Moment, NodeId, time::local_day};

impl<T: Config> Pallet<T> {
	/// Counts what was seen of a session, which may be a new one.
	pub(crate) fn see_session(
		who: T::AccountId,
		node: NodeId,
		table: u32,
		from: Moment,
		to: Moment,
	) -> Result<(), Error<T>> {
		let before = Streamers::<T>::get(&who).unwrap_or_default();
		let session = match before.session {
			Some(session) if from < session.closes_at => {
				ensure!(session.is_from(node, table), Error::<T>::SessionOpen);
				ensure!(from >= session.seen_until, Error::<T>::Overlaps);
				session.seen(from, to)
			}
			over => {
				if over.is_some() {
					Self::close(&who);
				}
				Self::open(&who, node, table, from, to)?
			}
		};
		let streamer = Streamers::<T>::get(&who).unwrap_or_default();
		let free_from = streamer.free_from.max(session.closes_at);
		let streamer = Streamer { session: Some(session), free_from, ..streamer };
		Streamers::<T>::insert(&who, streamer);
		let observed = session.observed;
		Self::deposit_event(Event::Streamed { who, node, table, from, to, observed });
		Ok(())
	}

	fn open(
		who: &T::AccountId,
		node: NodeId,
		table: u32,
		from: Moment,
		to: Moment,
	) -> Result<Session, Error<T>> {
		let free_from = Streamers::<T>::get(who).unwrap_or_default().free_from;
		ensure!(from >= free_from, Error::<T>::Overlaps);
		ensure!(from >= Tables::<T>::get(node, table), Error::<T>::TableBusy);
		let duration = CurrentSettings::<T>::get().session_duration;
		let session = Session::begun(node, table, from, to, duration);
		let closes_at = session.closes_at;
		Tables::<T>::insert(node, table, closes_at);
		Closing::<T>::insert((closes_at.to_be_bytes(), who), ());
		Self::deposit_event(Event::SessionOpened {
			who: who.clone(),
			node,
			table,
			started_at: from,
			closes_at,
		});
		Ok(session)
	}

	/// How far an account is on the way to its next SPOT.
	pub(crate) fn progress_of(who: &T::AccountId) -> Progress {
		let settings = CurrentSettings::<T>::get();
		let streamer = Streamers::<T>::get(who).unwrap_or_default();
		Progress {
			visits: Visitors::<T>::get(who).unwrap_or_default().unpaid,
			visits_per_spot: settings.visits_per_spot,
			watched: Watchers::<T>::get(who).unwrap_or_default().unpaid,
			watch_per_spot: settings.watch_per_spot,
			session: streamer.session,
			session_paid_after: settings.session_paid_after,
			paid_sessions: streamer.paid_on(local_day(T::Time::now(), 0)),
			max_paid_sessions: settings.max_paid_sessions,
		}
	}
}
