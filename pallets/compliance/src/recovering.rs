//! Recovery: a person who lost its key gets its things back (rule 13).
//!
//! `request` (freezes the old account) → `veto` by the old key | `cancel` by Compliance |
//! `complete` when the delay is over.

use crate::{
	ActionKind, Config, CurrentSettings, Error, Event, Pallet, Paused, ReasonHash, Recoveries,
	Recovery, RecoveryStatus, RecoveryTargets, Vetoes,
};
use frame_support::{
	ensure,
	traits::{Contains, Time, fungible::Inspect},
};
use hotpot_primitives::{
	Balance, Moment,
	traits::{KycInspect, KycMutate, Level, MoveHoldings, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_recovery(
		verifier: T::AccountId,
		old: T::AccountId,
		new: T::AccountId,
		reason: ReasonHash,
	) -> DispatchResult {
		Self::ensure_reason(&reason)?;
		ensure!(old != new, Error::<T>::SameAccount);
		ensure!(!Recoveries::<T>::contains_key(&old), Error::<T>::RecoveryOpen);
		let level = Self::recoverable(&old)?;
		ensure!(T::Kyc::is_verifier(&verifier, level), Error::<T>::NotLicensed);
		let vetoed = Vetoes::<T>::get(&old);
		if let Some(vetoed) = &vetoed {
			ensure!(*vetoed != verifier, Error::<T>::VerifierVetoed);
			let attested_by = T::Kyc::verifier_of(&old);
			ensure!(attested_by.as_ref() == Some(&verifier), Error::<T>::NotReverified);
		}
		Self::ensure_new(&new)?;
		T::Kyc::can_rebind(&old, &new)?;

		let requested_at = T::Time::now();
		let completes_at = requested_at.saturating_add(CurrentSettings::<T>::get().recovery_delay);
		let recovery = Recovery {
			new: new.clone(),
			verifier: verifier.clone(),
			reason,
			requested_at,
			completes_at,
		};
		Recoveries::<T>::insert(&old, recovery);
		RecoveryTargets::<T>::insert(&new, &old);
		Self::change_freeze(&old, |freeze| freeze.recovery = true);
		Self::register_recovery(ActionKind::RecoveryRequest, &old, &new, 0, Some(reason))?;
		let can_veto = vetoed.is_none();
		Self::deposit_event(Event::RecoveryRequested {
			old,
			new,
			verifier,
			reason,
			requested_at,
			completes_at,
			can_veto,
		});
		Ok(())
	}

	pub(crate) fn do_veto_recovery(old: T::AccountId, requested_at: Moment) -> DispatchResult {
		let Recovery { new, verifier, .. } = Self::vetoable(&old, requested_at)?;
		Self::close_recovery(&old, &new);
		Vetoes::<T>::insert(&old, &verifier);
		Self::register_recovery(ActionKind::RecoveryVeto, &old, &new, 0, None)?;
		Self::deposit_event(Event::RecoveryVetoed { old, verifier });
		Ok(())
	}

	pub(crate) fn do_cancel_recovery(old: T::AccountId) -> DispatchResult {
		let Recovery { new, verifier, .. } =
			Recoveries::<T>::get(&old).ok_or(Error::<T>::NoRecovery)?;
		Self::close_recovery(&old, &new);
		Vetoes::<T>::remove(&old);
		Self::register_recovery(ActionKind::RecoveryCancel, &old, &new, 0, None)?;
		Self::deposit_event(Event::RecoveryCancelled { old, verifier });
		Ok(())
	}

	pub(crate) fn do_complete_recovery(old: T::AccountId) -> DispatchResult {
		let Recovery { new, reason, .. } = Self::completable(&old)?;
		Self::close_recovery(&old, &new);
		Vetoes::<T>::remove(&old);
		T::Kyc::rebind(&old, &new)?;
		let amount = Self::move_everything(&old, &new)?;
		T::Holdings::move_holdings(&old, &new)?;
		let kind = ActionKind::RecoveryCompletion;
		Self::register_recovery(kind, &old, &new, amount, Some(reason))?;
		Self::deposit_event(Event::RecoveryCompleted { old, new, amount });
		Ok(())
	}

	/// The recovery requested at that moment, if the old key may veto it, or why it may not. Reads
	/// only.
	pub(crate) fn vetoable(
		old: &T::AccountId,
		requested_at: Moment,
	) -> Result<Recovery<T::AccountId>, Error<T>> {
		let recovery = Recoveries::<T>::get(old).ok_or(Error::<T>::NoRecovery)?;
		ensure!(recovery.requested_at == requested_at, Error::<T>::NoRecovery);
		ensure!(!Vetoes::<T>::contains_key(old), Error::<T>::AlreadyVetoed);
		Ok(recovery)
	}

	/// An open recovery, and what can be done about it now.
	pub(crate) fn recovery_status(old: &T::AccountId) -> Option<RecoveryStatus<T::AccountId>> {
		let recovery = Recoveries::<T>::get(old)?;
		Some(RecoveryStatus {
			can_veto: Self::vetoable(old, recovery.requested_at).is_ok(),
			recovery,
			can_complete: Self::completable(old).is_ok(),
		})
	}

	/// Whether a recovery would take from, or give to, the account.
	pub(crate) fn is_recovering(who: &T::AccountId) -> bool {
		Recoveries::<T>::contains_key(who) || RecoveryTargets::<T>::contains_key(who)
	}

	/// The recovery that can be completed, or why it can't be now. Reads only.
	fn completable(old: &T::AccountId) -> Result<Recovery<T::AccountId>, DispatchError> {
		let recovery = Recoveries::<T>::get(old).ok_or(Error::<T>::NoRecovery)?;
		ensure!(T::Time::now() >= recovery.completes_at, Error::<T>::TooEarly);
		ensure!(!Paused::<T>::get(), Error::<T>::Paused);
		let level = Self::recoverable(old)?;
		ensure!(T::Kyc::is_verifier(&recovery.verifier, level), Error::<T>::NotLicensed);
		T::Kyc::can_rebind(old, &recovery.new)?;
		T::Holdings::can_move(old, &recovery.new)?;
		Ok(recovery)
	}

	/// The level of the person whose account this is. A suspended person keeps what it is on the new
	/// account: suspended.
	fn recoverable(old: &T::AccountId) -> Result<Level, Error<T>> {
		let identity = T::Kyc::identity(old).ok_or(Error::<T>::NotRecoverable)?;
		let has_person = matches!(
			identity.standing,
			Standing::Verified | Standing::Expired | Standing::Suspended
		);
		ensure!(has_person, Error::<T>::NotRecoverable);
		Ok(identity.level)
	}

	/// Whether a person may move to this account: nobody's, and empty. Asked at the request only:
	/// whoever sees it could claim a check for the new account and so hold the person up.
	fn ensure_new(new: &T::AccountId) -> DispatchResult {
		ensure!(!T::Pots::contains(new), Error::<T>::IsPot);
		ensure!(T::Kyc::identity(new).is_none(), Error::<T>::NewAccountKnown);
		ensure!(T::Thp::balance(new) == 0, Error::<T>::NewAccountNotEmpty);
		ensure!(!RecoveryTargets::<T>::contains_key(new), Error::<T>::NewAccountTaken);
		Ok(())
	}

	fn close_recovery(old: &T::AccountId, new: &T::AccountId) {
		Recoveries::<T>::remove(old);
		RecoveryTargets::<T>::remove(new);
		Self::change_freeze(old, |freeze| freeze.recovery = false);
	}

	fn register_recovery(
		kind: ActionKind,
		old: &T::AccountId,
		new: &T::AccountId,
		amount: Balance,
		reason: Option<ReasonHash>,
	) -> DispatchResult {
		Self::register_action(kind, Some(old.clone()), Some(new.clone()), amount, reason)
	}
}
