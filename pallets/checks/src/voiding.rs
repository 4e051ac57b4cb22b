//! Taking checks back: voids, quarantine, and the fiscal day they are held against (rules 1, 5).

use crate::{
	Check, CheckState, Config, DayTotal, Error, Event, Maturing, NodeDays, OpenChecks, Pallet,
	Quarantines, TillDays, TotalThp, VoidReason,
};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{EnsureOrigin, Time},
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use hotpot_primitives::{
	Balance, NodeId, SequenceRange, Tetri, TillId,
	time::local_day,
	traits::{FranchiseInspect, Status},
};
use sp_runtime::{ArithmeticError, DispatchError};

/// How many days back a Z-total may be posted or corrected.
const Z_TOTAL_DAYS: u32 = 366;

impl<T: Config> Pallet<T> {
	/// The check that this void would take back, or why it would not. Reads only.
	pub(crate) fn voidable(
		origin: OriginFor<T>,
		till: TillId,
		sequence: u32,
	) -> Result<Check<T::AccountId>, Error<T>> {
		let info = T::Franchise::till(till).ok_or(Error::<T>::UnknownTill)?;
		let quarantine = Quarantines::<T>::get(till);
		let is_held = quarantine.holds(sequence);
		let is_allowed = match ensure_signed(origin.clone()) {
			Ok(who) if who == info.key => info.status == Status::Active && !is_held,
			Ok(who) if T::Franchise::node(info.node).is_some_and(|n| n.franchisee == who) => true,
			_ => is_held && T::QuarantineOrigin::ensure_origin(origin).is_ok(),
		};
		ensure!(is_allowed, Error::<T>::NotAuthorized);
		let check = OpenChecks::<T>::get((till, sequence)).ok_or(Error::<T>::NotFound)?;
		let is_open = T::Time::now() < Self::matures_at(&check);
		ensure!(is_held || is_open, Error::<T>::VoidWindowClosed);
		Ok(check)
	}

	/// Takes a voidable check back.
	pub(crate) fn do_void(
		till: TillId,
		sequence: u32,
		check: Check<T::AccountId>,
		reason: VoidReason,
	) -> DispatchResult {
		let amount = check.accrued;
		let node_id = T::Franchise::till(till).ok_or(Error::<T>::UnknownTill)?.node;
		let node = T::Franchise::node(node_id).ok_or(Error::<T>::NodeNotActive)?;
		let day = local_day(check.sold_at, node.utc_offset_minutes);
		TillDays::<T>::mutate(till, day, |total| total.void(check.tetri, amount));
		NodeDays::<T>::mutate(node_id, day, |total| total.void(check.tetri, amount));

		OpenChecks::<T>::remove((till, sequence));
		let destination = match check.state {
			CheckState::Unclaimed => None,
			CheckState::Pending { destination, due_minute } => {
				Maturing::<T>::remove(due_minute, (till, sequence));
				Some(destination)
			}
		};
		TotalThp::<T>::try_mutate(|totals| {
			let source = match destination {
				None => &mut totals.unclaimed,
				Some(_) => &mut totals.pending,
			};
			*source = source.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
			totals.voided = totals.voided.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::CheckVoided { till, sequence, destination, amount, reason });
		Ok(())
	}

	pub(crate) fn do_quarantine(till: TillId, range: Option<SequenceRange>) -> DispatchResult {
		Quarantines::<T>::try_mutate(till, |quarantine| {
			match range {
				None => {
					ensure!(!quarantine.whole, Error::<T>::AlreadyQuarantined);
					quarantine.whole = true;
				}
				Some(range) => {
					ensure!(range.is_valid() && range.first > 0, Error::<T>::InvalidRange);
					let is_new = !quarantine.ranges.contains(&range);
					ensure!(is_new, Error::<T>::AlreadyQuarantined);
					quarantine.ranges.try_push(range).map_err(|_| Error::<T>::TooManyRanges)?;
				}
			}
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::Quarantined { till, range });
		Ok(())
	}

	pub(crate) fn do_lift_quarantine(till: TillId, range: Option<SequenceRange>) -> DispatchResult {
		Quarantines::<T>::try_mutate_exists(till, |maybe_quarantine| {
			let quarantine = maybe_quarantine.as_mut().ok_or(Error::<T>::NotQuarantined)?;
			match range {
				None => {
					ensure!(quarantine.whole, Error::<T>::NotQuarantined);
					quarantine.whole = false;
				}
				Some(range) => {
					let at = quarantine.ranges.iter().position(|held| *held == range);
					quarantine.ranges.remove(at.ok_or(Error::<T>::NotQuarantined)?);
				}
			}
			if quarantine.is_empty() {
				*maybe_quarantine = None;
			}
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::QuarantineLifted { till, range });
		Ok(())
	}

	pub(crate) fn do_post_z_total(
		who: T::AccountId,
		node: NodeId,
		day: u32,
		tetri: Tetri,
	) -> DispatchResult {
		let info = T::Franchise::node(node).ok_or(Error::<T>::NodeNotActive)?;
		ensure!(info.franchisee == who, Error::<T>::NotAuthorized);
		let today = local_day(T::Time::now(), info.utc_offset_minutes);
		let is_near = day <= today && today.saturating_sub(day) <= Z_TOTAL_DAYS;
		ensure!(is_near, Error::<T>::InvalidDay);
		let recorded = NodeDays::<T>::mutate(node, day, |total| {
			total.z_total = Some(tetri);
			total.net()
		});
		Self::deposit_event(Event::ZTotalPosted { node, day, tetri, recorded });
		Ok(())
	}
}

impl DayTotal {
	/// Takes a recorded check out of what counts.
	fn void(&mut self, tetri: Tetri, accrued: Balance) {
		self.voided = self.voided.saturating_add(tetri);
		self.accrued = self.accrued.saturating_sub(accrued);
	}
}
