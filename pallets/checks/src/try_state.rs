//! The invariants of the README.

use crate::{
	CheckState, Config, Ledgers, Maturing, NodeDays, OpenChecks, Pallet, Quarantines, SpentWallets,
	TotalThp,
};
use alloc::collections::BTreeSet;
use frame_support::{
	ensure,
	traits::{Get, fungible::Inspect},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks all open checks: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_totals()?;
		Self::try_checks()?;
		ensure!(
			Ledgers::<T>::iter_values().all(|ledger| ledger.is_sound()),
			"a till's gaps are not sound"
		);
		ensure!(
			Quarantines::<T>::iter_values().all(|quarantine| !quarantine.is_empty()),
			"an empty quarantine is stored"
		);
		ensure!(
			NodeDays::<T>::iter_values().all(|day| day.voided <= day.tetri),
			"more was voided than recorded"
		);
		Ok(())
	}

	/// Rule 3.
	fn try_totals() -> Result<(), TryRuntimeError> {
		let totals = TotalThp::<T>::get();
		ensure!(totals.is_conserved(), "accrued THP does not add up");
		let (mut unclaimed, mut pending) = (0u128, 0u128);
		for check in OpenChecks::<T>::iter_values() {
			let sum = match check.state {
				CheckState::Unclaimed => &mut unclaimed,
				CheckState::Pending { .. } => &mut pending,
			};
			*sum = sum.saturating_add(check.accrued);
		}
		ensure!(unclaimed == totals.unclaimed, "unclaimed THP does not add up");
		ensure!(pending == totals.pending, "pending THP does not add up");
		let minted =
			totals.matured.saturating_add(totals.expired).saturating_add(T::MintedElsewhere::get());
		ensure!(T::Thp::total_issuance() == minted, "THP was minted or burned past the rules");
		Ok(())
	}

	fn try_checks() -> Result<(), TryRuntimeError> {
		let mut wallets = BTreeSet::new();
		let mut pending = 0usize;
		for ((till, sequence), check) in OpenChecks::<T>::iter() {
			let ledger = Ledgers::<T>::get(till);
			ensure!(sequence > 0 && sequence < ledger.next, "a check beyond its till's numbers");
			ensure!(ledger.gap_at(sequence).is_none(), "a check inside a gap");
			ensure!(wallets.insert(check.wallet.clone()), "two checks have one wallet");
			let is_spent = SpentWallets::<T>::contains_key(&check.wallet);
			match check.state {
				CheckState::Unclaimed => {
					let references = frame_system::Pallet::<T>::sufficients(&check.wallet);
					ensure!(references > 0, "an unclaimed check's wallet has no reference");
					ensure!(!is_spent, "an unclaimed check's wallet is spent");
				}
				CheckState::Pending { due_minute, .. } => {
					pending = pending.saturating_add(1);
					let is_queued = Maturing::<T>::contains_key(due_minute, (till, sequence));
					ensure!(is_queued, "a pending check is not queued");
					ensure!(is_spent, "a pending check's wallet is not spent");
				}
			}
		}
		ensure!(Maturing::<T>::iter_keys().count() == pending, "more is queued than pending");
		Ok(())
	}
}
