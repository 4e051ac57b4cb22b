//! Visits: what a matured check earns (rule 16).

use crate::{Config, CurrentSettings, Event, LOG_TARGET, Pallet, Visit, Visitors, evidence};
use frame_support::{storage::with_storage_layer, traits::Time};
use hotpot_primitives::traits::{Award, AwardSource, MaturedCheck, OnCheck, SpotMutate};

impl<T: Config> OnCheck<T::AccountId> for Pallet<T> {
	/// Two reads of its own and one write, besides those of an award.
	fn matured(who: &T::AccountId, check: MaturedCheck) {
		let settings = CurrentSettings::<T>::get();
		let now = T::Time::now();
		let age = now.saturating_sub(check.sold_at);
		if check.tetri < settings.min_check || age > settings.visit_window {
			return;
		}
		let visit = Visit { day: check.day, node: check.node };
		let before = Visitors::<T>::get(who).unwrap_or_default();
		let Some(mut visitor) = before.visiting(visit, settings.oldest_day(now)) else { return };
		let MaturedCheck { node, till, sequence, day, .. } = check;
		let (spot, left) = visitor.due(settings.visits_per_spot);
		if spot > 0 {
			let award = Award {
				source: AwardSource::Visit,
				evidence: evidence::visit(till, sequence),
				amount: spot,
				at: check.sold_at.min(now),
			};
			match with_storage_layer(|| T::Spot::award(who, award)) {
				Ok(_) => visitor.unpaid = left,
				// The visits stay unpaid, so that the next one pays for them.
				Err(error) => {
					log::error!(target: LOG_TARGET, "check {sequence} of till {till:?}: {error:?}");
				}
			}
		}
		let unpaid = visitor.unpaid;
		Visitors::<T>::insert(who, visitor);
		let who = who.clone();
		Self::deposit_event(Event::VisitCounted { who, till, sequence, node, day, unpaid });
	}
}
