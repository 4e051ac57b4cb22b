//! What was seen outside the chain, and what it earns (rule 16).

use crate::{
	Config, CurrentSettings, Error, Event, Observation, Pallet, Settings, Watcher, Watchers,
	WeightInfo, evidence,
};
use frame_support::{ensure, traits::Time, weights::Weight};
use hotpot_primitives::{
	Moment, NodeId,
	traits::{Award, AwardSource, KycInspect, ObservationFeed, SpotMutate, Standing},
};
use sp_runtime::DispatchResult;

/// What telling an observation costs at its worst.
pub(crate) fn weight_of<T: Config>(observation: &Observation<T::AccountId>) -> Weight {
	match observation {
		Observation::Watched { .. } => T::WeightInfo::feed_watched(),
		Observation::Liked { .. } => T::WeightInfo::feed_liked(),
		Observation::Streamed { .. } => T::WeightInfo::feed_streamed(),
	}
}

impl<T: Config> ObservationFeed<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `Suspended`, `InFuture`, `TooOld`, `TooShort`, `Overlaps`, or those of SPOT. The caller's
	/// storage layer must undo everything then.
	fn watched(who: &T::AccountId, stream: [u8; 32], from: Moment, to: Moment) -> DispatchResult {
		let settings = CurrentSettings::<T>::get();
		let who = Self::person_behind(who)?;
		Self::ensure_recent(&settings, from, to)?;
		ensure!(to.saturating_sub(from) >= settings.min_view, Error::<T>::TooShort);
		let before = Watchers::<T>::get(&who).unwrap_or_default();
		ensure!(from >= before.view.until, Error::<T>::Overlaps);
		let watcher = before.watching(stream, from, to, settings.view_timeout);
		let (amount, unpaid) = watcher.due(settings.watch_per_spot);
		if amount > 0 {
			let evidence = evidence::watch(&who, stream, from, to);
			let source = AwardSource::Watch;
			T::Spot::award(&who, Award { source, evidence, amount, at: to })?;
		}
		let since = watcher.view.since;
		Watchers::<T>::insert(&who, Watcher { unpaid, ..watcher });
		Self::deposit_event(Event::Watched { who, stream, since, from, to, unpaid });
		Ok(())
	}

	/// # Errors
	/// `Suspended`, `TooFewLikes`, or that of SPOT if the post was paid. The caller's storage layer
	/// must undo everything then.
	fn liked(who: &T::AccountId, post: [u8; 32], likes: u32) -> DispatchResult {
		let who = Self::person_behind(who)?;
		let min_likes = CurrentSettings::<T>::get().min_likes;
		ensure!(likes >= min_likes, Error::<T>::TooFewLikes);
		let award = Award {
			source: AwardSource::Post,
			evidence: evidence::post(post),
			amount: 1,
			at: T::Time::now(),
		};
		let spot = T::Spot::award(&who, award)?;
		Self::deposit_event(Event::PostCounted { who, post, likes, spot });
		Ok(())
	}

	/// # Errors
	/// `Suspended`, `InFuture`, `TooOld`, `TooShort`, `Overlaps`, `SessionOpen`, `TableBusy`. The
	/// caller's storage layer must undo everything then.
	fn streamed(
		who: &T::AccountId,
		node: NodeId,
		table: u32,
		from: Moment,
		to: Moment,
	) -> DispatchResult {
		let settings = CurrentSettings::<T>::get();
		let who = Self::person_behind(who)?;
		Self::ensure_recent(&settings, from, to)?;
		ensure!(from < to, Error::<T>::TooShort);
		Self::see_session(who, node, table, from, to)?;
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_feed(observation: Observation<T::AccountId>) -> DispatchResult {
		match observation {
			Observation::Watched { who, stream, from, to } => {
				<Self as ObservationFeed<_>>::watched(&who, stream, from, to)
			}
			Observation::Liked { who, post, likes } => {
				<Self as ObservationFeed<_>>::liked(&who, post, likes)
			}
			Observation::Streamed { who, node, table, from, to } => {
				<Self as ObservationFeed<_>>::streamed(&who, node, table, from, to)
			}
		}
	}

	/// The account that an observation of `who` is for: the person's of now. Whoever is nobody yet
	/// earns too.
	fn person_behind(who: &T::AccountId) -> Result<T::AccountId, Error<T>> {
		let who = T::Kyc::current_account(who.clone());
		ensure!(T::Kyc::standing(&who) != Standing::Suspended, Error::<T>::Suspended);
		Ok(who)
	}

	fn ensure_recent(settings: &Settings, from: Moment, to: Moment) -> Result<(), Error<T>> {
		let now = T::Time::now();
		ensure!(to <= now, Error::<T>::InFuture);
		let age = now.saturating_sub(from);
		ensure!(age <= settings.max_observation_age, Error::<T>::TooOld);
		Ok(())
	}
}
