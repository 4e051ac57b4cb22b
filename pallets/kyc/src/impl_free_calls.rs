//! Calls without a fee, counted in the account's record (rule 40).

use crate::{Config, CurrentSettings, Pallet, Record, Records, linking::utc_day};
use frame_support::traits::Time;
use hotpot_primitives::traits::FreeCalls;

impl<T: Config> Pallet<T> {
	/// How many calls without a fee a record has left now.
	fn free_calls_of(record: &Record) -> u16 {
		let now = T::Time::now();
		if !record.is_verified(now) {
			return 0;
		}
		let used = record.usage.free_calls_on(utc_day(now));
		CurrentSettings::<T>::get().free_calls_per_day.saturating_sub(used)
	}
}

impl<T: Config> FreeCalls<T::AccountId> for Pallet<T> {
	fn left(who: &T::AccountId) -> u32 {
		Records::<T>::get(who).map_or(0, |record| Self::free_calls_of(&record).into())
	}

	fn consume(who: &T::AccountId) {
		let Some(record) = Records::<T>::get(who) else { return };
		if Self::free_calls_of(&record) > 0 {
			let usage = record.usage.with_free_call_on(utc_day(T::Time::now()));
			Records::<T>::insert(who, Record { usage, ..record });
		}
	}
}
