//! The invariants of the README.

use crate::{
	Balances, Config, Line, LineCounts, LineOf, Lines, Pallet, RetiredAccounts, Sums, Totals,
	WatchedAccounts, WatchedCount, functions::exists,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Get};
use hotpot_primitives::observations::{Rail, Token};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks whole maps: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_watches()?;
		Self::try_lines()?;
		Self::try_sums()
	}

	fn try_watches() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<Rail, u32>::new();
		for account in WatchedAccounts::<T>::iter_keys() {
			let count = counts.entry(account.rail()).or_default();
			*count = count.saturating_add(1);
			ensure!(exists(&account), "an account is watched that can't be");
			ensure!(
				!RetiredAccounts::<T>::contains_key(account),
				"an account is watched and retired"
			);
		}
		for rail in [Rail::Tron, Rail::Ton] {
			let count = counts.get(&rail).copied().unwrap_or_default();
			ensure!(count == WatchedCount::<T>::get(rail), "the number of accounts is wrong");
			ensure!(count <= T::MaxWatched::get(), "too many accounts are watched");
		}
		Ok(())
	}

	/// Lines are numbered without a hole, and each fact has one.
	fn try_lines() -> Result<(), TryRuntimeError> {
		let mut count: usize = 0;
		for (beneficiary, number, line) in Lines::<T>::iter() {
			count = count.saturating_add(1);
			ensure!(number < LineCounts::<T>::get(&beneficiary), "a line behind the last one");
			ensure!(line.amount > 0, "a line of nothing");
			ensure!(
				!matches!(line.token, Token::Trx | Token::Ton) || !line.is_counted,
				"a coin counts as money"
			);
			let whose = WatchedAccounts::<T>::get(line.to)
				.or_else(|| RetiredAccounts::<T>::get(line.to))
				.map(|watch| (watch.beneficiary, watch.purpose));
			let is_its = whose == Some((beneficiary.clone(), line.purpose));
			ensure!(is_its, "a line of an account that is another's");
			let entry = LineOf::<T>::get(line.fact);
			ensure!(entry == Some((beneficiary, number)), "a fact leads to another line");
		}
		ensure!(LineOf::<T>::iter_keys().count() == count, "a fact without a line");
		let counted: u32 =
			LineCounts::<T>::iter_values().fold(0, |sum, lines| sum.saturating_add(lines));
		ensure!(usize::try_from(counted) == Ok(count), "the lines have a hole");
		Ok(())
	}

	/// The equations: lines sum up to balances, balances to totals.
	fn try_sums() -> Result<(), TryRuntimeError> {
		let mut by_beneficiary = BTreeMap::<_, Sums>::new();
		let mut by_token = BTreeMap::<Token, Sums>::new();
		for (beneficiary, _, Line { token, amount, is_counted, .. }) in Lines::<T>::iter() {
			let balance = by_beneficiary.entry((beneficiary, token)).or_default();
			*balance = balance.with(amount, is_counted).ok_or("the lines overflow")?;
			let total = by_token.entry(token).or_default();
			*total = total.with(amount, is_counted).ok_or("the lines overflow")?;
		}
		for (beneficiary, token, balance) in Balances::<T>::iter() {
			let summed = by_beneficiary.remove(&(beneficiary, token));
			ensure!(summed == Some(balance), "a balance is not the sum of its lines");
		}
		ensure!(by_beneficiary.is_empty(), "lines without a balance");
		for (token, total) in Totals::<T>::iter() {
			let is_sum = by_token.remove(&token) == Some(total);
			ensure!(is_sum, "a total is not the sum of its lines");
		}
		ensure!(by_token.is_empty(), "lines without a total");
		Ok(())
	}
}
