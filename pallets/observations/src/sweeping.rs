//! What the hook does: a fact that nobody votes on any more ends all the same.

use crate::{
	Applied, Authorities, Config, Event, Forgetting, OpenFactOf, Pallet, Pauses, SweptTo,
	WeightInfo, applying::weight_of, types::Outcome,
};
use alloc::vec::Vec;
use frame_support::{traits::Time, weights::WeightMeter};
use hotpot_primitives::{Moment, observations::FactId};

/// Open facts looked at in one block.
pub(crate) const FACTS_PER_BLOCK: u32 = 8;
/// Applied facts forgotten in one block.
pub(crate) const FORGOTTEN_PER_BLOCK: u32 = 32;

impl<T: Config> Pallet<T> {
	/// Looks at the next few open facts, as far as the meter goes.
	pub(crate) fn sweep(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_base()).is_err() {
			return;
		}
		let before = SweptTo::<T>::get();
		let mut facts = Self::open_facts_behind(before);
		let (mut page, mut swept_to) = (Vec::new(), before);
		for _ in 0..FACTS_PER_BLOCK {
			if meter.try_consume(T::WeightInfo::sweep_fact()).is_err() {
				break;
			}
			let Some((fact, open)) = facts.next() else {
				swept_to = None;
				break;
			};
			swept_to = Some(fact);
			page.push((fact, open));
		}
		if swept_to != before {
			SweptTo::<T>::set(swept_to);
		}
		if page.is_empty() {
			return;
		}
		let (now, authorities) = (T::Time::now(), Authorities::<T>::get());
		for (fact, open) in page {
			Self::sweep_fact(fact, open, &authorities, now, meter);
		}
	}

	fn sweep_fact(
		fact: FactId,
		open: OpenFactOf<T>,
		authorities: &[T::AuthorityId],
		now: Moment,
		meter: &mut WeightMeter,
	) {
		let kind = open.kind;
		if open.is_disputed {
			return;
		}
		if now >= open.expires_at {
			Self::close(fact, &open);
			Self::deposit_event(Event::Expired { fact, kind });
			return;
		}
		if Pauses::<T>::contains_key(kind) {
			return;
		}
		// A vote decides by itself. Here is what a change of the session decides.
		let is_decided = match Self::outcome_now(&open, authorities, now) {
			Outcome::Open => false,
			Outcome::Disputed => true,
			Outcome::Agreed { .. } => meter.try_consume(weight_of::<T>(kind)).is_ok(),
		};
		if is_decided {
			Self::settle(fact, open, authorities, now);
		}
	}

	/// Forgets applied facts that can't be told again, as far as the meter goes.
	pub(crate) fn forget(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::forget_base()).is_err() {
			return;
		}
		let now = T::Time::now();
		let mut queue = Forgetting::<T>::iter_keys();
		for _ in 0..FORGOTTEN_PER_BLOCK {
			if meter.try_consume(T::WeightInfo::forget_fact()).is_err() {
				return;
			}
			let Some((until, fact)) = queue.next() else { return };
			if Moment::from_be_bytes(until) > now {
				return;
			}
			Forgetting::<T>::remove((until, fact));
			Applied::<T>::remove(fact);
		}
	}
}
