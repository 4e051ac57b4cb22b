//! Freezes and the pause (rule 13).

use crate::{ActionKind, Config, Error, Event, Freeze, Freezes, Pallet, Paused, ReasonHash};
use frame_support::{ensure, traits::Contains};
use hotpot_primitives::Balance;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_freeze(who: T::AccountId, reason: ReasonHash) -> DispatchResult {
		Self::ensure_reason(&reason)?;
		ensure!(!T::Pots::contains(&who), Error::<T>::IsPot);
		ensure!(!Freezes::<T>::get(&who).whole, Error::<T>::AlreadyFrozen);
		Self::change_freeze(&who, |freeze| freeze.whole = true);
		Self::register_action(ActionKind::Freeze, Some(who.clone()), None, 0, Some(reason))?;
		Self::deposit_event(Event::Frozen { who, reason });
		Ok(())
	}

	pub(crate) fn do_unfreeze(who: T::AccountId) -> DispatchResult {
		ensure!(Freezes::<T>::get(&who).whole, Error::<T>::NotFrozen);
		Self::change_freeze(&who, |freeze| freeze.whole = false);
		Self::register_action(ActionKind::Unfreeze, Some(who.clone()), None, 0, None)?;
		Self::deposit_event(Event::Unfrozen { who });
		Ok(())
	}

	pub(crate) fn do_set_frozen_amount(who: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(!T::Pots::contains(&who), Error::<T>::IsPot);
		ensure!(Freezes::<T>::get(&who).amount != amount, Error::<T>::AmountUnchanged);
		Self::change_freeze(&who, |freeze| freeze.amount = amount);
		Self::register_action(ActionKind::PartialFreeze, Some(who.clone()), None, amount, None)?;
		Self::deposit_event(Event::FrozenAmountChanged { who, amount });
		Ok(())
	}

	pub(crate) fn do_set_paused(paused: bool) -> DispatchResult {
		ensure!(Paused::<T>::get() != paused, Error::<T>::PauseUnchanged);
		Paused::<T>::put(paused);
		let (kind, event) = if paused {
			(ActionKind::Pause, Event::TransfersPaused)
		} else {
			(ActionKind::Resume, Event::TransfersResumed)
		};
		Self::register_action(kind, None, None, 0, None)?;
		Self::deposit_event(event);
		Ok(())
	}

	/// Changes what of an account is frozen. Where nothing is, no item stays.
	pub(crate) fn change_freeze(who: &T::AccountId, change: impl FnOnce(&mut Freeze)) {
		Freezes::<T>::mutate_exists(who, |stored| {
			let mut freeze = stored.unwrap_or_default();
			change(&mut freeze);
			*stored = (freeze != Freeze::default()).then_some(freeze);
		});
	}
}
