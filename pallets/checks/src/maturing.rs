//! Maturing: what is claimed becomes THP when its void window has closed (rule 5).

use crate::{
	Check, CheckState, Config, CurrentSettings, Event, LOG_TARGET, Maturing, MaturityCursor,
	NodeDays, OpenChecks, Pallet, Quarantines, TotalThp, WeightInfo,
};
use frame_support::{storage::with_storage_layer, traits::Time, weights::WeightMeter};
use hotpot_primitives::{
	Moment, NodeId, TillId,
	time::{DAY, HOUR, MINUTE, local_day},
	traits::{FranchiseInspect, KycInspect, MaturedCheck, OnCheck},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// The minute, counted from 1970, that `at` lies in.
pub(crate) fn minute_of(at: Moment) -> u32 {
	u32::try_from(at / MINUTE).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	/// When a check's void window closes, UNIX ms.
	pub(crate) fn matures_at(check: &Check<T::AccountId>) -> Moment {
		check.recorded_at.saturating_add(CurrentSettings::<T>::get().void_window)
	}

	/// Mints a claimed check's THP if it is due, else queues it.
	pub(crate) fn settle_or_queue(
		till: TillId,
		sequence: u32,
		check: Check<T::AccountId>,
		destination: T::AccountId,
		now: Moment,
	) {
		let matures_at = Self::matures_at(&check);
		if matures_at > now {
			// The minute after, so that nothing in a reached minute is early.
			Self::queue(
				till,
				sequence,
				check,
				destination,
				minute_of(matures_at).saturating_add(1),
			);
		} else if Self::mature(till, sequence, &check, &destination).is_err() {
			Self::postpone(till, sequence, check, destination, now);
		}
	}

	/// Matures what is due, in order of its minute, as far as the meter goes.
	pub(crate) fn mature_due(meter: &mut WeightMeter) {
		let step = T::WeightInfo::mature();
		if meter.try_consume(T::WeightInfo::mature_empty()).is_err() {
			return;
		}
		let Some(mut minute) = MaturityCursor::<T>::get() else { return };
		let now = T::Time::now();
		let reached = minute_of(now);
		if Maturing::<T>::iter_keys().next().is_none() {
			minute = reached;
		}
		while minute <= reached {
			for (till, sequence) in Maturing::<T>::iter_key_prefix(minute) {
				if meter.try_consume(step).is_err() {
					MaturityCursor::<T>::put(minute);
					return;
				}
				Self::mature_queued(minute, till, sequence, now);
			}
			minute = minute.saturating_add(1);
			if meter.try_consume(T::WeightInfo::mature_empty()).is_err() {
				break;
			}
		}
		MaturityCursor::<T>::put(minute);
	}

	fn mature_queued(minute: u32, till: TillId, sequence: u32, now: Moment) {
		Maturing::<T>::remove(minute, (till, sequence));
		let Some(check) = OpenChecks::<T>::get((till, sequence)) else { return };
		let CheckState::Pending { destination, .. } = check.state.clone() else { return };
		// Asked anew: the window may have been lengthened since the claim.
		Self::settle_or_queue(till, sequence, check, destination, now);
	}

	/// Mints a claimed check's THP to its destination, as far as that may hold it, and forgets the
	/// check.
	///
	/// # Errors
	/// It is in quarantine, its day is not reconciled though it must be, or the THP can't be
	/// minted. Nothing changed then.
	fn mature(
		till: TillId,
		sequence: u32,
		check: &Check<T::AccountId>,
		destination: &T::AccountId,
	) -> DispatchResult {
		if Quarantines::<T>::get(till).holds(sequence) {
			return Err(DispatchError::Unavailable);
		}
		let (node, day) = Self::sale_of(till, check).ok_or(DispatchError::CannotLookup)?;
		if !Self::is_day_reconciled(node, day) {
			return Err(DispatchError::Unavailable);
		}
		let amount = check.accrued;
		let destination = T::Kyc::current_account(destination.clone());
		with_storage_layer(|| {
			let (minted, deferred) = Self::issue(&destination, amount)?;
			OpenChecks::<T>::remove((till, sequence));
			TotalThp::<T>::try_mutate(|totals| {
				totals.pending =
					totals.pending.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
				totals.deferred =
					totals.deferred.checked_add(deferred).ok_or(ArithmeticError::Overflow)?;
				totals.matured =
					totals.matured.checked_add(minted).ok_or(ArithmeticError::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
			Self::deposit_event(Event::CheckMatured {
				till,
				sequence,
				destination: destination.clone(),
				amount: minted,
				deferred,
			});
			let Check { tetri, sold_at, .. } = *check;
			let matured = MaturedCheck { node, till, sequence, tetri, sold_at, day };
			T::OnCheck::matured(&destination, matured);
			Ok(())
		})
		.inspect_err(|error| {
			log::error!(target: LOG_TARGET, "check {sequence} of till {till:?}: {error:?}");
		})
	}

	/// The restaurant that sold it, and on which of its days; `None` if the till is of none.
	fn sale_of(till: TillId, check: &Check<T::AccountId>) -> Option<(NodeId, u32)> {
		let node = T::Franchise::till(till)?.node;
		let utc_offset_minutes = T::Franchise::node(node)?.utc_offset_minutes;
		Some((node, local_day(check.sold_at, utc_offset_minutes)))
	}

	/// Whether the setting doesn't ask for a Z-total, or the day has one that agrees.
	fn is_day_reconciled(node: NodeId, day: u32) -> bool {
		!CurrentSettings::<T>::get().z_total_required
			|| NodeDays::<T>::get(node, day).is_reconciled() == Some(true)
	}

	fn postpone(
		till: TillId,
		sequence: u32,
		check: Check<T::AccountId>,
		destination: T::AccountId,
		now: Moment,
	) {
		// Whoever is in quarantine is asked less often, so that a till that was stolen with many
		// claims does not hold up everybody else's.
		let delay = if Quarantines::<T>::get(till).holds(sequence) { DAY } else { HOUR };
		let due_minute = minute_of(now.saturating_add(delay)).saturating_add(1);
		Self::queue(till, sequence, check, destination, due_minute);
		let until = Moment::from(due_minute).saturating_mul(MINUTE);
		Self::deposit_event(Event::MaturityPostponed { till, sequence, until });
	}

	fn queue(
		till: TillId,
		sequence: u32,
		mut check: Check<T::AccountId>,
		destination: T::AccountId,
		due_minute: u32,
	) {
		if !MaturityCursor::<T>::exists() {
			MaturityCursor::<T>::put(due_minute.min(minute_of(T::Time::now())));
		}
		check.state = CheckState::Pending { destination, due_minute };
		OpenChecks::<T>::insert((till, sequence), check);
		Maturing::<T>::insert(due_minute, (till, sequence), ());
	}
}
