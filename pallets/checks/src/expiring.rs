//! Expiry: unclaimed checks end after their time, half to the pool, half to the network reserve
//! (rule 6).
//!
//! Each till's numbers are walked upwards, once. A check that a till recorded late into an old gap
//! holds up those behind it until its own time; guests don't notice, because a claim is refused by
//! the check's own clock.

use crate::{
	CheckState, Config, CurrentSettings, Event, ExpiryCursor, LOG_TARGET, Ledgers, OpenChecks,
	Pallet, Quarantines, TillLedger, TotalThp, WeightInfo,
};
use frame_support::{
	storage::with_storage_layer,
	traits::{Get, Time, fungible::Mutate},
	weights::WeightMeter,
};
use hotpot_primitives::{Balance, Moment, TillId, money::split_unused};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// Tills looked at in one block.
const TILLS_PER_BLOCK: u8 = 8;

impl<T: Config> Pallet<T> {
	/// Expires what is due at the next few tills, as far as the meter goes. All or nothing.
	pub(crate) fn expire_due(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::expire_empty()).is_err() {
			return;
		}
		if let Err(error) = with_storage_layer(|| Self::do_expire_due(meter)) {
			log::error!(target: LOG_TARGET, "expiry: {error:?}");
		}
	}

	fn do_expire_due(meter: &mut WeightMeter) -> DispatchResult {
		let now = T::Time::now();
		let mut cursor = ExpiryCursor::<T>::get();
		let ledgers = match cursor {
			Some(till) => Ledgers::<T>::iter_from(Ledgers::<T>::hashed_key_for(till)),
			None => Ledgers::<T>::iter(),
		};
		let mut resume_after = None;
		let mut expired: Balance = 0;
		for (n, (till, mut ledger)) in (1..=TILLS_PER_BLOCK).zip(ledgers) {
			if meter.try_consume(T::WeightInfo::expire_till()).is_err() {
				resume_after = cursor;
				break;
			}
			let oldest = ledger.oldest;
			let amount = Self::expire_till(till, &mut ledger, now, meter);
			expired = expired.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			if ledger.oldest != oldest {
				Ledgers::<T>::insert(till, ledger);
			}
			cursor = Some(till);
			resume_after = cursor.filter(|_| n == TILLS_PER_BLOCK);
		}
		ExpiryCursor::<T>::set(resume_after);
		if expired > 0 { Self::mint_unused(expired) } else { Ok(()) }
	}

	/// Walks a till's numbers up to the first check that may still be claimed. Returns the THP of
	/// the checks it expired.
	fn expire_till(
		till: TillId,
		ledger: &mut TillLedger,
		now: Moment,
		meter: &mut WeightMeter,
	) -> Balance {
		let expiry_duration = CurrentSettings::<T>::get().expiry_duration;
		let quarantine = Quarantines::<T>::get(till);
		let mut expired: Balance = 0;
		while ledger.oldest < ledger.next
			&& meter.try_consume(T::WeightInfo::expire_check()).is_ok()
		{
			let sequence = ledger.oldest;
			if let Some(gap) = ledger.gap_of(sequence) {
				if gap.closes_at(expiry_duration) > now {
					break;
				}
				ledger.oldest = gap.range.last.saturating_add(1);
				continue;
			}
			if let Some(check) = OpenChecks::<T>::get((till, sequence)) {
				let is_due = check.recorded_at.saturating_add(expiry_duration) <= now;
				if !is_due || quarantine.holds(sequence) {
					break;
				}
				if check.state == CheckState::Unclaimed {
					OpenChecks::<T>::remove((till, sequence));
					expired = expired.saturating_add(check.accrued);
					let amount = check.accrued;
					Self::deposit_event(Event::CheckExpired { till, sequence, amount });
				}
			}
			ledger.oldest = sequence.saturating_add(1);
		}
		expired
	}

	fn mint_unused(expired: Balance) -> DispatchResult {
		let (pool, reserve) = split_unused(expired);
		T::Thp::mint_into(&T::PoolAccount::get(), pool)?;
		if reserve > 0 {
			T::Thp::mint_into(&T::ReserveAccount::get(), reserve)?;
		}
		TotalThp::<T>::try_mutate(|totals| {
			totals.unclaimed =
				totals.unclaimed.checked_sub(expired).ok_or(ArithmeticError::Underflow)?;
			totals.expired =
				totals.expired.checked_add(expired).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::UnusedMinted { pool, reserve });
		Ok(())
	}
}
