//! The invariants of the README.

use crate::{
	CheckState, Config, DayTotal, Deferred, Ledgers, Maturing, MaturityCursor, NodeDays,
	OpenChecks, Pallet, Quarantines, SpentWallet, SpentWallets, TillDays, TotalThp,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{Get, fungible::Inspect},
};
use hotpot_primitives::{Balance, NodeId, Tetri, TillId, traits::FranchiseInspect};
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
		Self::try_days()
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
		let deferred = Deferred::<T>::iter_values().fold(0u128, Balance::saturating_add);
		ensure!(deferred == totals.deferred, "deferred THP does not add up");
		ensure!(Deferred::<T>::iter_values().all(|amount| amount > 0), "nothing is deferred");
		let minted =
			totals.matured.saturating_add(totals.expired).saturating_add(T::MintedElsewhere::get());
		ensure!(T::Thp::total_issuance() == minted, "THP was minted or burned past the rules");
		Ok(())
	}

	/// Rule 1.
	fn try_days() -> Result<(), TryRuntimeError> {
		let mut tills = BTreeMap::<TillId, (u64, Tetri)>::new();
		let mut nodes = BTreeMap::<(NodeId, u32), DayTotal>::new();
		for (till, day, total) in TillDays::<T>::iter() {
			ensure!(total.voided <= total.tetri, "more was voided than recorded");
			let (checks, tetri) = tills.entry(till).or_default();
			*checks = checks.saturating_add(total.checks.into());
			*tetri = tetri.saturating_add(total.tetri);
			let node = T::Franchise::till(till).ok_or("a day of no till")?.node;
			let sum = nodes.entry((node, day)).or_default();
			sum.checks = sum.checks.saturating_add(total.checks);
			sum.tetri = sum.tetri.saturating_add(total.tetri);
			sum.voided = sum.voided.saturating_add(total.voided);
			sum.accrued = sum.accrued.saturating_add(total.accrued);
		}
		for (till, ledger) in Ledgers::<T>::iter() {
			let sum = tills.remove(&till).unwrap_or_default();
			ensure!(sum == (ledger.checks, ledger.tetri), "a till's days are not its ledger");
		}
		ensure!(tills.is_empty(), "a day of a till without a ledger");
		for (node, day, total) in NodeDays::<T>::iter() {
			let sum = nodes.remove(&(node, day)).unwrap_or_default();
			let total = DayTotal { z_total: None, ..total };
			ensure!(sum == total, "a restaurant's day is not the sum of its tills'");
		}
		ensure!(nodes.is_empty(), "a day of tills without one of their restaurant");
		Ok(())
	}

	fn try_checks() -> Result<(), TryRuntimeError> {
		let cursor = MaturityCursor::<T>::get();
		let mut pending = 0usize;
		for ((till, sequence), check) in OpenChecks::<T>::iter() {
			let ledger = Ledgers::<T>::get(till);
			ensure!(sequence > 0 && sequence < ledger.next, "a check beyond its till's numbers");
			ensure!(ledger.gap_at(sequence).is_none(), "a check inside a gap");
			let CheckState::Pending { due_minute, .. } = check.state else {
				ensure!(sequence >= ledger.oldest, "expiry went past an unclaimed check");
				continue;
			};
			pending = pending.saturating_add(1);
			let is_queued = Maturing::<T>::contains_key(due_minute, (till, sequence));
			ensure!(is_queued, "a pending check is not queued");
			let is_ahead = cursor.is_some_and(|cursor| cursor <= due_minute);
			ensure!(is_ahead, "maturing went past a pending check");
			ensure!(
				SpentWallets::<T>::get(&check.wallet) == Some(SpentWallet { till, sequence }),
				"a pending check's wallet is not spent on it"
			);
		}
		ensure!(Maturing::<T>::iter_keys().count() == pending, "more is queued than pending");
		Ok(())
	}
}
