//! The invariants of the README.

use crate::{
	Actions, Config, CurrentSettings, Emissions, Freeze, Freezes, Jurisdictions, NextActionId,
	NextEmissionId, Outflows, Pallet, Recoveries, RecoveryTargets, RegisteredIssuance, Vetoes,
};
use frame_support::{ensure, traits::Contains};
use hotpot_primitives::Balance;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks whole maps: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(
			CurrentSettings::<T>::get().out_of_range().is_none(),
			"a setting is out of its range"
		);
		ensure!(
			Jurisdictions::<T>::iter_keys().all(|country| country.is_valid()),
			"a country is not two capital letters"
		);
		Self::try_freezes()?;
		Self::try_recoveries()?;
		Self::try_outflows()?;
		Self::try_registers()
	}

	fn try_freezes() -> Result<(), TryRuntimeError> {
		for (who, freeze) in Freezes::<T>::iter() {
			ensure!(freeze != Freeze::default(), "an empty freeze is stored");
			ensure!(!T::Pots::contains(&who), "a pot is frozen");
			ensure!(
				freeze.recovery == Recoveries::<T>::contains_key(&who),
				"an account is frozen for a recovery that is not open"
			);
		}
		Ok(())
	}

	fn try_recoveries() -> Result<(), TryRuntimeError> {
		for (old, recovery) in Recoveries::<T>::iter() {
			ensure!(Freezes::<T>::get(&old).recovery, "an account in recovery is not frozen");
			ensure!(old != recovery.new, "a recovery leads nowhere");
			ensure!(
				RecoveryTargets::<T>::get(&recovery.new).as_ref() == Some(&old),
				"a recovery's new account is not marked"
			);
			ensure!(
				Vetoes::<T>::get(&old).as_ref() != Some(&recovery.verifier),
				"a vetoed verifier has a recovery open"
			);
			ensure!(recovery.requested_at <= recovery.completes_at, "a recovery ends too early");
		}
		ensure!(
			RecoveryTargets::<T>::iter_keys().count() == Recoveries::<T>::iter_keys().count(),
			"an account is marked for no recovery"
		);
		Ok(())
	}

	fn try_outflows() -> Result<(), TryRuntimeError> {
		ensure!(
			Outflows::<T>::iter_values().all(|outflow| outflow.bucket_duration > 0),
			"an outflow without a bucket's length"
		);
		Ok(())
	}

	fn try_registers() -> Result<(), TryRuntimeError> {
		let actions = NextActionId::<T>::get();
		ensure!((0..actions).all(Actions::<T>::contains_key), "the register of actions has a hole");
		ensure!(
			u64::try_from(Actions::<T>::iter_keys().count()) == Ok(actions),
			"an action has a number to come"
		);
		let emissions = NextEmissionId::<T>::get();
		ensure!(
			u32::try_from(Emissions::<T>::iter_keys().count()) == Ok(emissions),
			"an emission has a number to come"
		);
		let (mut issuance, mut day): (Balance, _) = (0, None);
		for id in 0..emissions {
			let emission = Emissions::<T>::get(id).ok_or("the register of emissions has a hole")?;
			ensure!(day < Some(emission.day), "a day stands twice in the register of emissions");
			issuance = issuance.saturating_add(emission.minted).saturating_sub(emission.burned);
			ensure!(issuance == emission.issuance, "the register of emissions does not add up");
			day = Some(emission.day);
		}
		ensure!(issuance == RegisteredIssuance::<T>::get(), "an emission is not registered");
		Ok(())
	}
}
