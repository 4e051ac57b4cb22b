//! Watching and recording.

use crate::{
	Balances, Config, CurrentSettings, Error, Event, Line, LineCounts, LineNumber, LineOf, Lines,
	MAX_PAGE, Pallet, Purpose, RetiredAccounts, Totals, Watch, WatchedAccounts, WatchedCount,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hotpot_primitives::observations::{Deposit, FactId, ForeignAccount};
use sp_runtime::DispatchResult;

/// Whether there can be an account of this name: nobody's key hashes to zeros, and TON has two
/// workchains.
pub(crate) fn exists(account: &ForeignAccount) -> bool {
	match account {
		ForeignAccount::Tron(id) => *id != [0; 20],
		ForeignAccount::Ton { workchain, id } => matches!(workchain, -1 | 0) && *id != [0; 32],
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_watch(
		account: ForeignAccount,
		beneficiary: T::AccountId,
		purpose: Purpose,
	) -> DispatchResult {
		ensure!(exists(&account), Error::<T>::NoSuchAccount);
		ensure!(!WatchedAccounts::<T>::contains_key(account), Error::<T>::AlreadyWatched);
		if let Some(before) = RetiredAccounts::<T>::get(account) {
			let is_same = before.beneficiary == beneficiary && before.purpose == purpose;
			ensure!(is_same, Error::<T>::Taken);
			RetiredAccounts::<T>::remove(account);
		}
		let count = WatchedCount::<T>::get(account.rail());
		ensure!(count < T::MaxWatched::get(), Error::<T>::TooManyWatched);
		WatchedCount::<T>::insert(account.rail(), count.saturating_add(1));
		let watch = Watch { beneficiary: beneficiary.clone(), purpose, since: T::Time::now() };
		WatchedAccounts::<T>::insert(account, watch);
		Self::deposit_event(Event::AccountWatched { account, beneficiary, purpose });
		Ok(())
	}

	/// Enters a deposit into the ledger, once. The caller's storage layer undoes everything if it
	/// fails.
	pub(crate) fn record(fact: FactId, deposit: &Deposit) -> DispatchResult {
		ensure!(deposit.is_sound(), Error::<T>::Unsound);
		ensure!(!LineOf::<T>::contains_key(fact), Error::<T>::AlreadyRecorded);
		let watch = WatchedAccounts::<T>::get(deposit.to).ok_or(Error::<T>::NotWatched)?;
		let Watch { beneficiary, purpose, .. } = watch;
		let Deposit { token, amount, .. } = *deposit;
		let is_counted = CurrentSettings::<T>::get().counts(token);
		let number = LineCounts::<T>::get(&beneficiary);
		let next = number.checked_add(1).ok_or(Error::<T>::Overflow)?;
		let balance = Balances::<T>::get(&beneficiary, token)
			.with(amount, is_counted)
			.ok_or(Error::<T>::Overflow)?;
		let total = Totals::<T>::get(token).with(amount, is_counted).ok_or(Error::<T>::Overflow)?;
		let line = Line {
			fact,
			token,
			amount,
			is_counted,
			purpose,
			from: deposit.from,
			to: deposit.to,
			transaction: deposit.transaction,
			index: deposit.index,
			at: deposit.at,
			recorded_at: T::Time::now(),
		};
		Lines::<T>::insert(&beneficiary, number, line);
		LineCounts::<T>::insert(&beneficiary, next);
		LineOf::<T>::insert(fact, (&beneficiary, number));
		Balances::<T>::insert(&beneficiary, token, balance);
		Totals::<T>::insert(token, total);
		let line = number;
		Self::deposit_event(Event::DepositRecorded {
			fact,
			beneficiary,
			line,
			token,
			amount,
			is_counted,
		});
		Ok(())
	}

	pub(crate) fn page_of_lines(
		beneficiary: &T::AccountId,
		from: LineNumber,
		limit: u32,
	) -> Vec<(LineNumber, Line)> {
		let end = from.saturating_add(limit.min(MAX_PAGE)).min(LineCounts::<T>::get(beneficiary));
		(from..end)
			.filter_map(|number| Some((number, Lines::<T>::get(beneficiary, number)?)))
			.collect()
	}

	pub(crate) fn page_of_watched(
		cursor: Option<ForeignAccount>,
		limit: u32,
	) -> Vec<(ForeignAccount, Watch<T::AccountId>)> {
		let accounts = match cursor {
			Some(account) => {
				WatchedAccounts::<T>::iter_from(WatchedAccounts::<T>::hashed_key_for(account))
			}
			None => WatchedAccounts::<T>::iter(),
		};
		accounts.take(usize::try_from(limit.min(MAX_PAGE)).unwrap_or_default()).collect()
	}
}
