//! Who votes: the session tells.

use crate::{Authorities, Config, Keys, LOG_TARGET, Pallet, Tallies};
use frame_support::traits::OneSessionHandler;
use hotpot_primitives::observations::Kind;
use sp_runtime::BoundToRuntimeAppPublic;

impl<T: Config> BoundToRuntimeAppPublic for Pallet<T> {
	type Public = T::AuthorityId;
}

impl<T: Config> OneSessionHandler<T::AccountId> for Pallet<T> {
	type Key = T::AuthorityId;

	fn on_genesis_session<'a, I>(validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, T::AuthorityId)> + 'a,
	{
		Self::set_authorities(validators.map(|(_, key)| key));
	}

	fn on_new_session<'a, I>(_changed: bool, validators: I, _queued: I)
	where
		I: Iterator<Item = (&'a T::AccountId, T::AuthorityId)> + 'a,
	{
		Self::set_authorities(validators.map(|(_, key)| key));
	}

	// Whoever is disabled goes on voting: its vote is one of many, and is watched by events.
	fn on_disabled(_validator_index: u32) {}
}

impl<T: Config> Pallet<T> {
	/// Replaces those who vote. Votes stay, and count as long as their key is among these.
	pub(crate) fn set_authorities(keys: impl Iterator<Item = T::AuthorityId>) {
		let mut new = Keys::<T::AuthorityId>::default();
		for key in keys {
			// One key is one vote. The session has none twice; nothing here relies on it.
			if !new.contains(&key) && new.try_push(key).is_err() {
				log::error!(target: LOG_TARGET, "more than {} authorities", crate::MAX_AUTHORITIES);
				break;
			}
		}
		let old = Authorities::<T>::get();
		if old == new {
			return;
		}
		for key in old.iter().filter(|key| !new.contains(key)) {
			for kind in Kind::ALL {
				Tallies::<T>::mutate_exists(key, kind, |tally| {
					*tally = tally.filter(|tally| tally.open > 0);
				});
			}
		}
		Authorities::<T>::put(new);
	}
}
