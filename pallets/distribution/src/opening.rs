//! The life of a round: announced → open → closed (rule 19).

use crate::{
	Announced, Announcement, Config, CurrentSettings, Error, Event, Pallet, Round, RoundCount,
	RoundId, Rounds,
};
use frame_support::{
	ensure,
	traits::{Get, Time, fungible::Inspect},
};
use hotpot_primitives::{
	Moment,
	traits::{KycClock, SpotSnapshots},
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_announce(opens_at: Moment) -> DispatchResult {
		ensure!(!Announced::<T>::exists(), Error::<T>::AlreadyAnnounced);
		ensure!(opens_at >= Self::end_of_notice(), Error::<T>::NoticeTooShort);
		let settings = CurrentSettings::<T>::get();
		let latest = T::Time::now().saturating_add(settings.max_notice);
		ensure!(opens_at <= latest, Error::<T>::NoticeTooLong);
		ensure!(opens_at >= Self::end_of_interval(), Error::<T>::IntervalNotOver);
		let round = Self::next_round()?;
		let anyone_from = opens_at.saturating_add(settings.owner_window);
		Announced::<T>::put(Announcement { opens_at, anyone_from });
		Self::deposit_event(Event::RoundAnnounced { round, opens_at, anyone_from });
		Ok(())
	}

	/// Whether the announced round may be opened now, by the owner or by anybody.
	pub(crate) fn ensure_openable(is_owner: bool) -> DispatchResult {
		let announced = Announced::<T>::get().ok_or(Error::<T>::NotAnnounced)?;
		let now = T::Time::now();
		ensure!(now >= announced.opens_at, Error::<T>::NotDue);
		ensure!(is_owner || now >= announced.anyone_from, Error::<T>::OwnerFirst);
		ensure!(T::Kyc::is_settled(), Error::<T>::RegistryBehind);
		Ok(())
	}

	/// Closes the last round, if it is open: `announce` saw to it that its holders had their time.
	pub(crate) fn do_open() -> DispatchResult {
		let (last, round) = (RoundCount::<T>::get(), Self::next_round()?);
		if let Ok(opened) = Self::open_round(last) {
			Self::close(last, opened);
		}
		Announced::<T>::kill();
		RoundCount::<T>::put(round);

		let (snapshot, figures) = T::Spot::take()?;
		let now = T::Time::now();
		let reclaims_at = now.saturating_add(CurrentSettings::<T>::get().reclaim_period);
		let opened = Round {
			snapshot,
			figures,
			pool: T::Thp::balance(&T::PoolAccount::get()),
			paid: 0,
			shares_paid: 0,
			opened_at: now,
			reclaims_at,
			closed_at: None,
		};
		Rounds::<T>::insert(round, opened);
		Self::deposit_event(Event::RoundOpened {
			round,
			snapshot,
			pool: opened.pool,
			holders: figures.holders,
			median: figures.median,
			above: figures.above,
			reclaims_at,
		});
		if opened.pool == 0 || figures.above == 0 {
			Self::close(round, opened);
		}
		Ok(())
	}

	/// Closes an open round. Its rest was in the pool all the time and stays there.
	pub(crate) fn close(round: RoundId, opened: Round) {
		T::Spot::release(opened.snapshot);
		Rounds::<T>::insert(round, Round { closed_at: Some(T::Time::now()), ..opened });
		Self::deposit_event(Event::RoundClosed { round, paid: opened.paid, left: opened.left() });
	}

	/// The round of this number, if it is open.
	pub(crate) fn open_round(round: RoundId) -> Result<Round, Error<T>> {
		let opened = Rounds::<T>::get(round).ok_or(Error::<T>::NotFound)?;
		ensure!(opened.is_open(), Error::<T>::RoundClosed);
		Ok(opened)
	}

	/// The number of the round that is opened next.
	pub(crate) fn next_round() -> Result<RoundId, Error<T>> {
		RoundCount::<T>::get().checked_add(1).ok_or(Error::<T>::TooManyRounds)
	}

	/// The first moment that is far enough from now to be announced.
	pub(crate) fn end_of_notice() -> Moment {
		T::Time::now().saturating_add(CurrentSettings::<T>::get().min_notice)
	}

	/// The first moment that is far enough from the last record date. Never before the last round's
	/// holders had the time they were promised, even if the settings were changed since.
	pub(crate) fn end_of_interval() -> Moment {
		Rounds::<T>::get(RoundCount::<T>::get()).map_or(0, |last| {
			let interval = CurrentSettings::<T>::get().min_interval;
			last.opened_at.saturating_add(interval).max(last.reclaims_at)
		})
	}
}
