//! What people ask about checks.

use crate::{
	CheckStatus, Config, Ledgers, OpenChecks, Pallet, Quarantines, TillDays, TillLedger, TillReport,
};
use alloc::vec::Vec;
use frame_support::traits::{Get, Time, fungible::Inspect};
use hotpot_primitives::{Balance, TillId, time::local_day, traits::FranchiseInspect};

/// Numbers of one page.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn status_of(till: TillId, sequence: u32) -> CheckStatus<T::AccountId> {
		Self::status_in(till, &Ledgers::<T>::get(till), sequence)
	}

	fn status_in(till: TillId, ledger: &TillLedger, sequence: u32) -> CheckStatus<T::AccountId> {
		if sequence == 0 || sequence >= ledger.next {
			CheckStatus::Unknown
		} else if ledger.gap_at(sequence).is_some() {
			CheckStatus::Missing
		} else {
			OpenChecks::<T>::get((till, sequence))
				.map_or(CheckStatus::Settled, CheckStatus::Recorded)
		}
	}

	pub(crate) fn page_of_checks(till: TillId, from: u32) -> Vec<(u32, CheckStatus<T::AccountId>)> {
		let ledger = Ledgers::<T>::get(till);
		let end = ledger.next.min(from.saturating_add(PAGE));
		(from.max(1)..end)
			.map(|sequence| (sequence, Self::status_in(till, &ledger, sequence)))
			.collect()
	}

	pub(crate) fn report_of(till: TillId) -> Option<TillReport> {
		let info = T::Franchise::till(till)?;
		let node = T::Franchise::node(info.node)?;
		let today = local_day(T::Time::now(), node.utc_offset_minutes);
		let ledger = Ledgers::<T>::get(till);
		Some(TillReport {
			missing: ledger.missing(),
			quarantine: Quarantines::<T>::get(till),
			today: TillDays::<T>::get(till, today),
			ledger,
		})
	}

	pub(crate) fn pot_balances() -> (Balance, Balance) {
		(T::Thp::balance(&T::PoolAccount::get()), T::Thp::balance(&T::ReserveAccount::get()))
	}
}
