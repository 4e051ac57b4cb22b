//! Recording: `plan` decides, reading only; `apply` writes.

use crate::{
	Batch, Check, CheckEntry, CheckState, Config, CurrentSettings, DayTotal, EntryError, Error,
	Event, Ledgers, NodeDays, OpenChecks, Pallet, Quarantines, Settings, SpentWallets, TillDays,
	TillLedger, TotalThp,
	maturing::minute_of,
	types::{MAX_BATCH, MAX_SALE_DAYS},
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::Time};
use hotpot_primitives::{
	Balance, Moment, NodeId, SequenceRange, Tetri, TillId,
	money::thp_of,
	time::local_day,
	traits::{FranchiseInspect, NodeInfo, Status, TillInfo},
};

/// What a batch would write, besides its checks.
pub(crate) struct Plan {
	till: TillId,
	node: NodeId,
	rate: u64,
	now: Moment,
	ledger: TillLedger,
	opened: Option<SequenceRange>,
	days: BTreeMap<u32, Day>,
	tetri: Tetri,
	accrued: Balance,
}

/// One local day's totals, of the till and of its restaurant.
struct Day {
	till: DayTotal,
	node: DayTotal,
}

/// What a batch is held against.
struct Terms<AccountId> {
	till: TillInfo<AccountId>,
	node: NodeInfo<AccountId>,
	settings: Settings,
}

impl<T: Config> Pallet<T> {
	/// Decides whether the batch would be recorded, and what that would change.
	///
	/// Reads one item an entry, and two a day of sales.
	pub(crate) fn plan(
		key: &T::AccountId,
		entries: &Batch<T::AccountId>,
	) -> Result<Plan, Error<T>> {
		let (id, terms) = Self::terms_of(key)?;
		ensure!(!entries.is_empty(), Error::<T>::EmptyBatch);
		let mut plan = Plan {
			till: id,
			node: terms.till.node,
			rate: terms.settings.rate,
			now: T::Time::now(),
			ledger: Ledgers::<T>::get(id),
			opened: None,
			days: BTreeMap::new(),
			tetri: 0,
			accrued: 0,
		};
		let mut wallets = BTreeSet::new();
		let mut previous = 0;
		for (index, entry) in (0u8..).zip(entries) {
			Self::plan_entry(&mut plan, &terms, entry, previous)
				.and_then(|()| {
					let is_new = wallets.insert(&entry.wallet)
						&& !SpentWallets::<T>::contains_key(&entry.wallet);
					is_new.then_some(()).ok_or(EntryError::WalletUsed)
				})
				.map_err(|reason| Error::<T>::BadEntry { index, reason })?;
			previous = entry.sequence;
		}
		Ok(plan)
	}

	fn terms_of(key: &T::AccountId) -> Result<(TillId, Terms<T::AccountId>), Error<T>> {
		let id = T::Franchise::till_of(key).ok_or(Error::<T>::UnknownTill)?;
		let till = T::Franchise::till(id).ok_or(Error::<T>::UnknownTill)?;
		ensure!(till.status == Status::Active, Error::<T>::TillNotActive);
		let node = T::Franchise::node(till.node).ok_or(Error::<T>::NodeNotActive)?;
		ensure!(node.status == Status::Active, Error::<T>::NodeNotActive);
		ensure!(!Quarantines::<T>::get(id).whole, Error::<T>::TillQuarantined);
		Ok((id, Terms { till, node, settings: CurrentSettings::<T>::get() }))
	}

	fn plan_entry(
		plan: &mut Plan,
		terms: &Terms<T::AccountId>,
		entry: &CheckEntry<T::AccountId>,
		previous: u32,
	) -> Result<(), EntryError> {
		let accrued = terms.accrual_of(entry, plan.now)?;
		plan.take_number(entry.sequence, previous, &terms.settings)?;

		let number = local_day(entry.sold_at, terms.node.utc_offset_minutes);
		let (till, node) = (plan.till, plan.node);
		let day = plan.days.entry(number).or_insert_with(|| Day {
			till: TillDays::<T>::get(till, number),
			node: NodeDays::<T>::get(node, number),
		});
		day.till.add(entry.tetri, accrued).ok_or(EntryError::ExceedsTillDayLimit)?;
		day.node.add(entry.tetri, accrued).ok_or(EntryError::ExceedsNodeDayCap)?;
		if day.till.checks > terms.settings.max_checks_per_day {
			return Err(EntryError::ExceedsTillDayCount);
		}
		if day.till.net() > terms.till.limits.per_day {
			return Err(EntryError::ExceedsTillDayLimit);
		}
		if day.node.accrued > terms.node.daily_accrual_cap {
			return Err(EntryError::ExceedsNodeDayCap);
		}

		let sum = |a: Tetri, b: Tetri| a.checked_add(b).ok_or(EntryError::ExceedsTillDayLimit);
		plan.tetri = sum(plan.tetri, entry.tetri)?;
		plan.ledger.tetri = sum(plan.ledger.tetri, entry.tetri)?;
		plan.ledger.checks = sum(plan.ledger.checks, 1)?;
		plan.accrued = plan.accrued.checked_add(accrued).ok_or(EntryError::ExceedsNodeDayCap)?;
		Ok(())
	}

	/// Records a planned batch.
	pub(crate) fn apply(plan: Plan, entries: Batch<T::AccountId>) {
		let till = plan.till;
		let first = entries.first().map_or(0, |entry| entry.sequence);
		let last = entries.last().map_or(0, |entry| entry.sequence);
		let count = count_of(&entries);
		for entry in entries {
			let check = Check {
				wallet: entry.wallet,
				commitment: entry.commitment,
				tetri: entry.tetri,
				accrued: thp_of(entry.tetri, plan.rate).unwrap_or_default(),
				sold_at: entry.sold_at,
				recorded_at: plan.now,
				state: CheckState::Unclaimed,
			};
			OpenChecks::<T>::insert((till, entry.sequence), check);
		}
		for (number, day) in plan.days {
			TillDays::<T>::insert(till, number, day.till);
			NodeDays::<T>::insert(plan.node, number, day.node);
		}
		Ledgers::<T>::insert(till, plan.ledger);
		TotalThp::<T>::mutate(|totals| {
			totals.accrued = totals.accrued.saturating_add(plan.accrued);
			totals.unclaimed = totals.unclaimed.saturating_add(plan.accrued);
		});
		if let Some(SequenceRange { first, last }) = plan.opened {
			Self::deposit_event(Event::GapOpened { till, first, last });
		}
		Self::deposit_event(Event::ChecksRecorded {
			till,
			first,
			last,
			count,
			tetri: plan.tetri,
			accrued: plan.accrued,
		});
	}
}

/// How many checks a batch has.
pub(crate) fn count_of<AccountId>(entries: &Batch<AccountId>) -> u32 {
	u32::try_from(entries.len()).unwrap_or(MAX_BATCH)
}

/// How many days of UTC a batch's sales span, first to last: what its weight pays for. Local days
/// are not those of UTC, but a span of `n` touches at most `n + 1` of them, and the base weight has
/// room for one.
pub(crate) fn days_of<AccountId>(entries: &Batch<AccountId>) -> u32 {
	let days = || entries.iter().map(|entry| local_day(entry.sold_at, 0));
	let Some((first, last)) = days().min().zip(days().max()) else { return 0 };
	last.saturating_sub(first).saturating_add(1).min(MAX_SALE_DAYS)
}

impl Plan {
	/// Takes an entry's number. The first of a batch, which has none before it, may jump ahead.
	fn take_number(
		&mut self,
		sequence: u32,
		previous: u32,
		settings: &Settings,
	) -> Result<(), EntryError> {
		if sequence <= previous {
			return Err(EntryError::SequenceOutOfOrder);
		}
		// The walk of expiry may still stand before the gap, at a check that was recorded late.
		let gap = self.ledger.gap_of(sequence);
		if gap.is_some_and(|gap| gap.closes_at(settings.expiry_duration) <= self.now) {
			return Err(EntryError::SequenceClosed);
		}
		let max_jump = if previous == 0 { settings.max_sequence_jump } else { 0 };
		if let Some(gap) = self.ledger.take(sequence, max_jump, minute_of(self.now))? {
			self.opened = Some(gap);
		}
		Ok(())
	}
}

impl<AccountId> Terms<AccountId> {
	/// The THP an entry would carry, if its amount and time are within the limits.
	fn accrual_of(
		&self,
		entry: &CheckEntry<AccountId>,
		now: Moment,
	) -> Result<Balance, EntryError> {
		if entry.tetri == 0 {
			return Err(EntryError::AmountZero);
		}
		if entry.tetri > self.till.limits.per_check {
			return Err(EntryError::ExceedsCheckLimit);
		}
		if entry.sold_at > now.saturating_add(self.settings.max_sale_lead) {
			return Err(EntryError::SoldInFuture);
		}
		if entry.sold_at < now.saturating_sub(self.settings.max_sale_age) {
			return Err(EntryError::SoldTooLongAgo);
		}
		thp_of(entry.tetri, self.settings.rate)
			.filter(|accrued| *accrued <= self.settings.max_accrual)
			.ok_or(EntryError::ExceedsMaxAccrual)
	}
}

impl DayTotal {
	/// Adds a check. `None` on overflow; the total is then half changed and must be dropped.
	fn add(&mut self, tetri: Tetri, accrued: Balance) -> Option<()> {
		self.checks = self.checks.checked_add(1)?;
		self.tetri = self.tetri.checked_add(tetri)?;
		self.accrued = self.accrued.checked_add(accrued)?;
		Some(())
	}
}
