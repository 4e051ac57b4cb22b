//! Tells which accounts are watched.

use crate::{Config, Pallet, WatchedAccounts};
use hotpot_primitives::{observations::ForeignAccount, traits::WatchInspect};

impl<T: Config> WatchInspect for Pallet<T> {
	fn is_watched(account: &ForeignAccount) -> bool {
		WatchedAccounts::<T>::contains_key(account)
	}
}
