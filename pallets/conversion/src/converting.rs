//! Conversion: SPOT is burned, THP is given for it, from the reserve first (rule 18).

use crate::{
	Ceilings, Config, Consents, Conversions, CurrentSettings, CurrentUsage, Error, Event, LogEntry,
	MAX_PAGE, Minted, NextConversionId, PairError, Pairs, Pallet, Payment, Quote, Settings,
	calendar::Date,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	ensure,
	storage::with_transaction,
	traits::{
		Get, Time,
		fungible::{Inspect, Mutate},
	},
};
use hotpot_primitives::{
	Balance,
	money::THP,
	traits::{KycInspect, RoundInspect, SpotInspect, SpotMutate, ThpPayout},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, TransactionOutcome};

/// How many pairs a list has.
pub(crate) fn count_of<AccountId>(pairs: &Pairs<AccountId>) -> u32 {
	u32::try_from(pairs.len()).unwrap_or(u32::MAX)
}

/// THP base units for so much SPOT; exact, or why not.
fn thp_for(spot: u32, rate: u32) -> Result<Balance, PairError> {
	ensure!(spot > 0, PairError::AmountZero);
	ensure!(spot.checked_rem(rate) == Some(0), PairError::NotMultiple);
	let whole = spot.checked_div(rate).ok_or(PairError::NotMultiple)?;
	Ok(THP.saturating_mul(whole.into()))
}

impl<AccountId> Quote<AccountId> {
	/// Nothing yet, for so many pairs.
	fn with_capacity(pairs: usize) -> Self {
		Self { payments: Vec::with_capacity(pairs), spot: 0, amount: 0, from_reserve: 0, minted: 0 }
	}

	/// Adds a pair, paid from what the reserve still has and for the rest minted.
	///
	/// The sums can't saturate: 500 times the largest number of SPOT is far below.
	fn push(&mut self, who: AccountId, spot: u32, amount: Balance, reserve: Balance) {
		let from_reserve = amount.min(reserve.saturating_sub(self.from_reserve));
		let minted = amount.saturating_sub(from_reserve);
		self.spot = self.spot.saturating_add(spot.into());
		self.amount = self.amount.saturating_add(amount);
		self.from_reserve = self.from_reserve.saturating_add(from_reserve);
		self.minted = self.minted.saturating_add(minted);
		self.payments.push(Payment { who, spot, amount, from_reserve, minted });
	}
}

impl<T: Config> Pallet<T> {
	/// Converts, and tells what it came to.
	///
	/// # Errors
	/// Those of `convert`. The caller's storage layer must undo everything then.
	pub(crate) fn do_convert(
		pairs: &Pairs<T::AccountId>,
		rate: u32,
	) -> Result<Quote<T::AccountId>, DispatchError> {
		let quote = Self::quote(pairs, rate)?;
		Self::use_ceilings(&quote)?;
		Self::mint_lack(&quote)?;
		let id = NextConversionId::<T>::get();
		for (index, payment) in (0u16..).zip(&quote.payments) {
			Self::settle(id, index, payment)?;
		}
		Self::enter(id, rate, &quote)?;
		Ok(quote)
	}

	/// `do_convert`, with everything undone: the preview can't differ from the conversion.
	pub(crate) fn rehearse(
		pairs: &Pairs<T::AccountId>,
		rate: u32,
	) -> Result<Quote<T::AccountId>, DispatchError> {
		with_transaction(|| TransactionOutcome::Rollback(Self::do_convert(pairs, rate)))
	}

	/// What the pairs come to, as far as the list, the holders and the rate decide it. Reads only.
	fn quote(pairs: &Pairs<T::AccountId>, rate: u32) -> Result<Quote<T::AccountId>, Error<T>> {
		let settings = CurrentSettings::<T>::get();
		ensure!(settings.is_in_band(rate), Error::<T>::RateOutOfBand);
		ensure!(rate == settings.rate, Error::<T>::RateChanged);
		ensure!(!T::Rounds::is_announced(), Error::<T>::RoundAnnounced);
		ensure!(!pairs.is_empty(), Error::<T>::EmptyList);
		let reserve = T::Thp::balance(&T::ReserveAccount::get());
		let mut quote = Quote::with_capacity(pairs.len());
		let mut seen = BTreeSet::new();
		for (index, (who, spot)) in (0u16..).zip(pairs) {
			let amount = thp_for(*spot, rate)
				.and_then(|amount| {
					ensure!(seen.insert(who), PairError::AppearsTwice);
					Self::ensure_convertible(who, *spot, &settings)?;
					Ok(amount)
				})
				.map_err(|reason| Error::<T>::BadPair { index, reason })?;
			quote.push(who.clone(), *spot, amount, reserve);
		}
		Ok(quote)
	}

	fn ensure_convertible(
		who: &T::AccountId,
		spot: u32,
		settings: &Settings,
	) -> Result<(), PairError> {
		ensure!(T::Kyc::is_verified(who), PairError::NotVerified);
		ensure!(
			!settings.consent_required || Consents::<T>::contains_key(who),
			PairError::NotConsented
		);
		ensure!(spot <= T::Spot::balance(who), PairError::ExceedsBalance);
		Ok(())
	}

	fn use_ceilings(quote: &Quote<T::AccountId>) -> Result<(), Error<T>> {
		let settings = CurrentSettings::<T>::get();
		let date = Date::of(T::Time::now());
		let usage = CurrentUsage::<T>::get().on(date).plus(quote.amount, quote.minted);
		ensure!(quote.amount <= settings.max_per_call, Error::<T>::ExceedsCallCeiling);
		ensure!(usage.in_day <= settings.max_per_day, Error::<T>::ExceedsDayCeiling);
		ensure!(usage.in_quarter <= settings.max_per_quarter, Error::<T>::ExceedsQuarterCeiling);
		// A lowered ceiling does not stop conversions that mint nothing.
		ensure!(
			quote.minted == 0 || usage.minted_in_year <= settings.max_minted_per_year,
			Error::<T>::ExceedsMintCeiling
		);
		CurrentUsage::<T>::put(usage);
		Ok(())
	}

	/// Mints what the reserve lacks, to the reserve: all THP is then paid out through one door.
	fn mint_lack(quote: &Quote<T::AccountId>) -> DispatchResult {
		if quote.minted == 0 {
			return Ok(());
		}
		T::Thp::mint_into(&T::ReserveAccount::get(), quote.minted)?;
		Minted::<T>::try_mutate(|minted| {
			*minted = minted.checked_add(quote.minted).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})
	}

	fn settle(id: u32, index: u16, payment: &Payment<T::AccountId>) -> DispatchResult {
		let Payment { who, spot, amount, from_reserve, minted } = payment.clone();
		T::Spot::burn(&who, spot)?;
		T::Payout::pay_out(&T::ReserveAccount::get(), &who, amount)
			.map_err(|_| Error::<T>::BadPair { index, reason: PairError::PayoutRefused })?;
		Self::deposit_event(Event::PairConverted { id, who, spot, amount, from_reserve, minted });
		Ok(())
	}

	/// Enters a conversion in the public log.
	fn enter(id: u32, rate: u32, quote: &Quote<T::AccountId>) -> DispatchResult {
		let Quote { ref payments, spot, amount, from_reserve, minted } = *quote;
		let pairs = u16::try_from(payments.len()).map_err(|_| ArithmeticError::Overflow)?;
		let at = T::Time::now();
		NextConversionId::<T>::put(id.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		Conversions::<T>::insert(
			id,
			LogEntry { at, rate, pairs, spot, amount, from_reserve, minted },
		);
		Self::deposit_event(Event::Converted {
			id,
			pairs,
			rate,
			spot,
			amount,
			from_reserve,
			minted,
		});
		Ok(())
	}

	/// What may still be converted now.
	pub(crate) fn current_ceilings() -> Ceilings {
		let settings = CurrentSettings::<T>::get();
		let usage = CurrentUsage::<T>::get().on(Date::of(T::Time::now()));
		Ceilings {
			per_call: settings.max_per_call,
			today: settings.max_per_day.saturating_sub(usage.in_day),
			this_quarter: settings.max_per_quarter.saturating_sub(usage.in_quarter),
			in_reserve: T::Thp::balance(&T::ReserveAccount::get()),
			mintable: settings.max_minted_per_year.saturating_sub(usage.minted_in_year),
		}
	}

	/// Up to `limit` entries of the log, at most 500, from `from` on.
	pub(crate) fn page_of_conversions(from: u32, limit: u32) -> Vec<(u32, LogEntry)> {
		let end = from.saturating_add(limit.min(MAX_PAGE));
		(from..end).map_while(|id| Some((id, Conversions::<T>::get(id)?))).collect()
	}
}
