//! Who is paid what, and why not (rule 20).
//!
//! `claim`, its feeless check, `push` and `share_of` all take the one decision made here. It reads a
//! constant number of items, however many holders there are.

use crate::{
	Config, Error, Event, MAX_PUSH, Pallet, Payees, Payment, Payments, Reason, Round, RoundId,
	Rounds, Share, share::share,
};
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use hotpot_primitives::{
	Balance,
	traits::{KycInspect, SpotSnapshots, ThpPayout},
};
use sp_runtime::{DispatchError, DispatchResult};

/// How many holders a `push` names.
pub(crate) fn count_of<AccountId>(holders: &Payees<AccountId>) -> u32 {
	u32::try_from(holders.len()).unwrap_or(MAX_PUSH)
}

impl<T: Config> Pallet<T> {
	/// Pays a share, or does nothing at all.
	pub(crate) fn pay(round: RoundId, who: &T::AccountId) -> DispatchResult {
		let opened = Self::open_round(round)?;
		Self::pay_share(round, &opened, who).map_err(Self::error_of)?;
		Ok(())
	}

	/// Whether `claim` would succeed. Reads only.
	pub(crate) fn claimable(round: RoundId, who: &T::AccountId) -> DispatchResult {
		let opened = Self::open_round(round)?;
		let reason = Self::explain(round, &opened, who).why_not;
		reason.map_or(Ok(()), |reason| Err(Self::error_of(reason)))
	}

	pub(crate) fn do_push(round: RoundId, holders: Payees<T::AccountId>) -> DispatchResult {
		ensure!(!holders.is_empty(), Error::<T>::NoHolders);
		let mut opened = Self::open_round(round)?;
		for who in holders {
			match Self::pay_share(round, &opened, &who) {
				Ok(paid) => opened = paid,
				Err(reason) => Self::deposit_event(Event::ShareSkipped { round, who, reason }),
			}
		}
		Ok(())
	}

	/// An account's share of a round, and what stands against paying it.
	pub(crate) fn explain(round: RoundId, opened: &Round, who: &T::AccountId) -> Share {
		let spot = T::Spot::balance_at(opened.snapshot, who);
		let is_above = spot > opened.figures.median;
		let amount = if is_above { share(spot, opened.figures.above, opened.pool) } else { 0 };
		let paid = Payments::<T>::get(who).filter(|payment| payment.round == round);
		let explained = Share {
			spot,
			figures: opened.figures,
			is_above,
			pool: opened.pool,
			amount,
			paid: paid.map(|payment| payment.amount),
			why_not: None,
		};
		Share { why_not: Self::why_not(opened, who, &explained), ..explained }
	}

	/// The first reason against paying. Those of a round are asked before those of a person, and
	/// whatever can't change before what can.
	fn why_not(opened: &Round, who: &T::AccountId, share: &Share) -> Option<Reason> {
		let reasons = [
			(!opened.is_open(), Reason::RoundClosed),
			(share.paid.is_some(), Reason::AlreadyPaid),
			(share.spot == 0, Reason::NothingThen),
			(!share.is_above, Reason::NotAboveMedian),
			(share.amount == 0, Reason::ShareIsZero),
			(share.amount > opened.left(), Reason::ExceedsPool),
		];
		let known = reasons.into_iter().find_map(|(is_so, reason)| is_so.then_some(reason));
		known.or_else(|| Self::refusal_now(who, share.amount))
	}

	/// What the law has against paying so much to `who` now.
	fn refusal_now(who: &T::AccountId, amount: Balance) -> Option<Reason> {
		if !T::Kyc::is_verified(who) {
			return Some(Reason::NotVerified);
		}
		let checked = T::Payout::can_pay_out(&T::PoolAccount::get(), who, amount);
		checked.err().map(|error| Reason::PayoutRefused { error })
	}

	/// Pays a share and gives the round as it is after that.
	fn pay_share(round: RoundId, opened: &Round, who: &T::AccountId) -> Result<Round, Reason> {
		let Share { spot, amount, why_not, .. } = Self::explain(round, opened, who);
		if let Some(reason) = why_not {
			return Err(reason);
		}
		let paid = Round {
			paid: opened.paid.saturating_add(amount),
			shares_paid: opened.shares_paid.saturating_add(1),
			..*opened
		};
		with_storage_layer(|| {
			Rounds::<T>::insert(round, paid);
			Payments::<T>::insert(who, Payment { round, amount });
			T::Payout::pay_out(&T::PoolAccount::get(), who, amount)
		})
		.map_err(|error| Reason::PayoutRefused { error })?;
		Self::deposit_event(Event::SharePaid { round, who: who.clone(), spot, amount });
		Ok(paid)
	}

	/// A reason as a call's error. A refused payout keeps the words of whoever pays out.
	fn error_of(reason: Reason) -> DispatchError {
		match reason {
			Reason::RoundClosed => Error::<T>::RoundClosed.into(),
			Reason::AlreadyPaid => Error::<T>::AlreadyPaid.into(),
			Reason::NothingThen => Error::<T>::NothingThen.into(),
			Reason::NotAboveMedian => Error::<T>::NotAboveMedian.into(),
			Reason::ShareIsZero => Error::<T>::ShareIsZero.into(),
			Reason::NotVerified => Error::<T>::NotVerified.into(),
			Reason::ExceedsPool => Error::<T>::ExceedsPool.into(),
			Reason::PayoutRefused { error } => error,
		}
	}
}
