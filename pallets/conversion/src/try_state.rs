//! The invariants of the README.

use crate::{
	Config, Conversions, CurrentSettings, CurrentUsage, Minted, NextConversionId, Pallet, Usage,
	calendar::Date,
};
use frame_support::ensure;
use hotpot_primitives::{Balance, money::THP};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks the whole log: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(
			CurrentSettings::<T>::get().out_of_range().is_none(),
			"a setting is out of its range"
		);
		let next = NextConversionId::<T>::get();
		ensure!(
			u32::try_from(Conversions::<T>::iter_keys().count()) == Ok(next),
			"a conversion has a number to come"
		);
		let (mut minted, mut usage): (Balance, _) = (0, Usage::default());
		for id in 0..next {
			let entry = Conversions::<T>::get(id).ok_or("the log has a hole")?;
			ensure!(
				entry.from_reserve.checked_add(entry.minted) == Some(entry.amount),
				"a conversion's THP does not add up"
			);
			ensure!(
				Balance::from(entry.spot).checked_mul(THP)
					== entry.amount.checked_mul(entry.rate.into()),
				"a conversion was not at its rate"
			);
			minted = minted.saturating_add(entry.minted);
			usage = usage.on(Date::of(entry.at)).plus(entry.amount, entry.minted);
		}
		ensure!(minted == Minted::<T>::get(), "minted THP does not add up");
		ensure!(
			usage == CurrentUsage::<T>::get(),
			"what counts against the ceilings is not the log"
		);
		Ok(())
	}
}
