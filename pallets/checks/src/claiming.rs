//! Claiming: the guest's side (rule 4).

use crate::{
	Check, CheckState, ClaimCount, Config, CurrentSettings, Error, Event, Ledgers, OpenChecks,
	Pallet, Quarantines, SpentWallet, SpentWallets, TotalThp,
};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Time};
use hotpot_primitives::{
	TillId,
	traits::{FranchiseInspect, RoleInspect},
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// The check that this claim would take, or why it would not. Reads only.
	pub(crate) fn claimable(
		wallet: &T::AccountId,
		till: TillId,
		sequence: u32,
		destination: &T::AccountId,
	) -> Result<Check<T::AccountId>, Error<T>> {
		let Some(check) = OpenChecks::<T>::get((till, sequence)) else {
			let was_recorded = Ledgers::<T>::get(till).has_recorded(sequence);
			return Err(if was_recorded { Error::AlreadySettled } else { Error::NotFound });
		};
		ensure!(check.wallet == *wallet, Error::<T>::WrongWallet);
		ensure!(check.state == CheckState::Unclaimed, Error::<T>::AlreadyClaimed);
		ensure!(!SpentWallets::<T>::contains_key(wallet), Error::<T>::WalletSpent);
		let expires_at =
			check.recorded_at.saturating_add(CurrentSettings::<T>::get().expiry_duration);
		ensure!(T::Time::now() < expires_at, Error::<T>::Expired);
		ensure!(!Quarantines::<T>::get(till).holds(sequence), Error::<T>::CheckQuarantined);
		ensure!(destination != wallet, Error::<T>::DestinationIsWallet);
		let node = T::Franchise::till(till).ok_or(Error::<T>::UnknownTill)?.node;
		ensure!(!T::Kyc::is_staff(node, destination), Error::<T>::StaffDestination);
		Ok(check)
	}

	/// Takes a claimable check: the wallet is used up, the THP is pending, or minted and
	/// deferred.
	pub(crate) fn do_claim(
		till: TillId,
		sequence: u32,
		check: Check<T::AccountId>,
		destination: T::AccountId,
	) -> DispatchResult {
		let matures_at = Self::matures_at(&check);
		let amount = check.accrued;
		SpentWallets::<T>::insert(&check.wallet, SpentWallet { till, sequence });
		ClaimCount::<T>::mutate(&destination, |claims| *claims = claims.saturating_add(1));
		TotalThp::<T>::try_mutate(|totals| {
			totals.unclaimed =
				totals.unclaimed.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
			totals.pending = totals.pending.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::CheckClaimed {
			till,
			sequence,
			destination: destination.clone(),
			amount,
			matures_at,
		});
		Self::settle_or_queue(till, sequence, check, destination, T::Time::now());
		Ok(())
	}
}
