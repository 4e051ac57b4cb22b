//! What views tell.

use crate::{
	Config, CurrentSettings, Explanation, Holder, HolderLine, Holders, MAX_PAGE, Pallet,
	impl_spot::room,
};
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
	pub(crate) fn explanation(who: &T::AccountId) -> Explanation {
		let holder = Holders::<T>::get(who);
		let median = Self::current_figures().0.median;
		let (room_today, _) = room(&CurrentSettings::<T>::get(), &holder, Self::today());
		Explanation {
			balance: holder.balance,
			is_counted: holder.counted() > 0,
			median,
			is_above: holder.counted() > median,
			room_today,
		}
	}

	pub(crate) fn page_of_holders(
		cursor: Option<T::AccountId>,
		limit: u32,
	) -> Vec<HolderLine<T::AccountId>> {
		let limit = usize::try_from(limit.min(MAX_PAGE)).unwrap_or_default();
		let line = |(account, holder): (T::AccountId, Holder)| HolderLine {
			account,
			balance: holder.balance,
			is_verified: holder.is_verified,
		};
		let holders = match cursor {
			Some(cursor) => Holders::<T>::iter_from(Holders::<T>::hashed_key_for(cursor)),
			None => Holders::<T>::iter(),
		};
		holders.map(line).take(limit).collect()
	}
}
