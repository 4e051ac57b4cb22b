//! Earning SPOT, and losing it by conversion (rules 15, 16 and 18).

use crate::{
	AwardLine, Awards, Cap, Config, CurrentSettings, Error, Event, Holder, Holders, Pallet,
	Settings, days::DAYS,
};
use frame_support::{
	ensure,
	traits::{
		Time,
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use hotpot_primitives::{
	Moment,
	time::local_day,
	traits::{Award, SpotInspect, SpotMutate},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> SpotInspect<T::AccountId> for Pallet<T> {
	fn balance(who: &T::AccountId) -> u32 {
		Holders::<T>::get(who).balance
	}
}

impl<T: Config> SpotMutate<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `AmountZero`, `EvidenceUsed`, `AwardInFuture`, `AwardTooOld`, `LedgerRefused`.
	fn award(who: &T::AccountId, award: Award) -> Result<u32, DispatchError> {
		let Award { source, evidence, amount: wanted, at } = award;
		ensure!(wanted > 0, Error::<T>::AmountZero);
		ensure!(!Awards::<T>::contains_key(evidence), Error::<T>::EvidenceUsed);
		let (today, day) = Self::today_and(at)?;
		let before = Holders::<T>::get(who);
		let (room, cap) = room(&CurrentSettings::<T>::get(), &before, day);
		let amount = wanted.min(room);
		if amount > 0 {
			Self::mint(who, amount)?;
			let mut after = before.clone();
			after.balance = after.balance.saturating_add(amount);
			after.days.earn(today, day, u8::try_from(amount).unwrap_or(u8::MAX));
			Self::put_holder(who, &before, after);
			let who = who.clone();
			Self::deposit_event(Event::Awarded { evidence, who, source, amount, at });
		}
		Awards::<T>::insert(evidence, AwardLine { who: who.clone(), source, amount, at });
		let dropped = wanted.saturating_sub(amount);
		if dropped > 0 {
			let who = who.clone();
			Self::deposit_event(Event::CapReached { evidence, who, cap, dropped, at });
		}
		Ok(amount)
	}

	/// # Errors
	/// `AmountZero`, `ExceedsBalance`, `LedgerRefused`.
	fn burn(who: &T::AccountId, amount: u32) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountZero);
		let before = Holders::<T>::get(who);
		let balance = before.balance.checked_sub(amount).ok_or(Error::<T>::ExceedsBalance)?;
		Self::destroy(who, amount)?;
		Self::put_holder(who, &before, Holder { balance, ..before.clone() });
		Self::deposit_event(Event::Burned { who: who.clone(), amount });
		Ok(())
	}
}

/// SPOT that an account may still earn of a day, and the cap that leaves no more.
pub(crate) fn room(settings: &Settings, holder: &Holder, day: u32) -> (u32, Cap) {
	let daily = u32::from(settings.daily_cap.saturating_sub(holder.days.on(day)));
	let balance = settings.max_balance.saturating_sub(holder.balance);
	if balance < daily { (balance, Cap::Balance) } else { (daily, Cap::Daily) }
}

impl<T: Config> Pallet<T> {
	/// The UTC day of now, counted from 1970.
	pub(crate) fn today() -> u32 {
		local_day(T::Time::now(), 0)
	}

	/// The UTC days of now and of `at`, which must be one that is remembered.
	fn today_and(at: Moment) -> Result<(u32, u32), Error<T>> {
		ensure!(at <= T::Time::now(), Error::<T>::AwardInFuture);
		let (today, day) = (Self::today(), local_day(at, 0));
		ensure!(today.saturating_sub(day) < DAYS, Error::<T>::AwardTooOld);
		Ok((today, day))
	}

	/// Mints SPOT in the tokens' ledger.
	pub(crate) fn mint(who: &T::AccountId, amount: u32) -> DispatchResult {
		T::Spot::mint_into(who, amount.into()).map_err(|_| Error::<T>::LedgerRefused)?;
		Ok(())
	}

	/// Burns SPOT in the tokens' ledger.
	pub(crate) fn destroy(who: &T::AccountId, amount: u32) -> DispatchResult {
		let (preservation, force) = (Preservation::Expendable, Fortitude::Force);
		T::Spot::burn_from(who, amount.into(), preservation, Precision::Exact, force)
			.map_err(|_| Error::<T>::LedgerRefused)?;
		Ok(())
	}
}
