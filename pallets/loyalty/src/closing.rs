//! The chain closes sessions at 45:00 and pays those that were observed long enough (rule 16).

use crate::{
	Closing, Config, CurrentSettings, Event, LOG_TARGET, Pallet, Session, Streamer, Streamers,
	WeightInfo, evidence,
};
use alloc::vec::Vec;
use frame_support::{storage::with_storage_layer, traits::Time, weights::WeightMeter};
use hotpot_primitives::{
	Moment,
	time::local_day,
	traits::{Award, AwardSource, SpotMutate},
};

/// Sessions that one block closes at most.
pub(crate) const MAX_CLOSED_PER_BLOCK: usize = 50;

impl<T: Config> Pallet<T> {
	/// Closes sessions that are over, the earliest first, as far as the meter goes.
	pub(crate) fn close_due(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::close_empty()).is_err() {
			return;
		}
		let now = T::Time::now();
		let due: Vec<_> = Closing::<T>::iter_keys()
			.take(MAX_CLOSED_PER_BLOCK)
			.take_while(|(at, _)| {
				Moment::from_be_bytes(*at) <= now
					&& meter.try_consume(T::WeightInfo::close_session()).is_ok()
			})
			.collect();
		for (_, who) in due {
			Self::close(&who);
		}
	}

	/// Closes the session of an account.
	pub(crate) fn close(who: &T::AccountId) {
		let Some(mut streamer) = Streamers::<T>::get(who) else { return };
		let Some(session) = streamer.session.take() else { return };
		Closing::<T>::remove((session.closes_at.to_be_bytes(), who));
		let streamer = Self::pay_session(who, streamer, session);
		Streamers::<T>::insert(who, streamer);
	}

	/// Pays for a session that is no longer open, if it was observed long enough and not too many of
	/// its day paid before. Gives what is then known of whoever streamed.
	pub(crate) fn pay_session(
		who: &T::AccountId,
		streamer: Streamer,
		session: Session,
	) -> Streamer {
		let settings = CurrentSettings::<T>::get();
		let at = session.closes_at.min(T::Time::now());
		let day = local_day(at, 0);
		let pays = session.observed >= settings.session_paid_after
			&& streamer.paid_on(day) < settings.max_paid_sessions;
		let spot = if pays { Self::award_session(who, &session, at) } else { 0 };
		Self::deposit_event(Event::SessionClosed {
			who: who.clone(),
			node: session.node,
			table: session.table,
			started_at: session.started_at,
			observed: session.observed,
			spot,
		});
		if spot > 0 { streamer.paid_once_on(day) } else { streamer }
	}

	fn award_session(who: &T::AccountId, session: &Session, at: Moment) -> u32 {
		let award = Award {
			source: AwardSource::Session,
			evidence: evidence::session(session.node, session.table, session.started_at),
			amount: 1,
			at,
		};
		with_storage_layer(|| T::Spot::award(who, award)).unwrap_or_else(|error| {
			log::error!(target: LOG_TARGET, "session of {who:?}: {error:?}");
			0
		})
	}
}
