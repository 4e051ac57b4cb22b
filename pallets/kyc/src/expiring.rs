//! Expiry acts by itself (rule 8).
//!
//! What an account is, the clock decides at once (`Record::standing`). The hook follows: it gives
//! notice, writes the end down, and tells whoever counts verified accounts.

use crate::{Config, Due, Event, LOG_TARGET, Pallet, Record, Records, State, WeightInfo};
use alloc::vec::Vec;
use frame_support::{traits::Time, weights::WeightMeter};
use hotpot_primitives::Moment;

/// Accounts that one block gives notice to or expires at most.
pub(crate) const MAX_DUE_PER_BLOCK: usize = 100;

impl<T: Config> Pallet<T> {
	/// Gives notice to and expires whoever is due, the earliest first, as far as the meter goes.
	pub(crate) fn settle_due(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::due_empty()).is_err() {
			return;
		}
		let now = T::Time::now();
		let due: Vec<_> = Due::<T>::iter_keys()
			.take(MAX_DUE_PER_BLOCK)
			.take_while(|(at, _)| {
				Moment::from_be_bytes(*at) <= now && meter.try_consume(T::WeightInfo::due()).is_ok()
			})
			.collect();
		for key in due {
			Self::settle(key, now);
		}
	}

	fn settle(key: ([u8; 8], T::AccountId), now: Moment) {
		let Some(before) = Records::<T>::get(&key.1) else {
			log::error!(target: LOG_TARGET, "due, but without a record: {:?}", key.1);
			Due::<T>::remove(key);
			return;
		};
		let account = key.1;
		let expires_at = before.expires_at;
		if expires_at <= now {
			return Self::expire(&account, before);
		}
		let after = Record { due_at: Some(expires_at), ..before.clone() };
		Self::put_record(&account, Some(&before), after);
		Self::deposit_event(Event::ExpiryNotice { account, expires_at });
	}

	/// Writes down that an account's attestation is over.
	pub(crate) fn expire(account: &T::AccountId, before: Record) {
		let after = Record { state: State::Expired, ..before.clone() };
		Self::put_record(account, Some(&before), after);
		Self::deposit_event(Event::Expired { account: account.clone() });
	}
}
