//! SPOT as one would write it down on paper: everybody's balance, every day, and a full copy of
//! everything for each record date.

use crate::mock::AccountId;
use alloc::collections::{BTreeMap, BTreeSet};
use hotpot_primitives::{
	Moment,
	time::DAY,
	traits::{SnapshotId, SpotFigures},
};

/// What an account has.
#[derive(Clone, Debug, Default)]
pub struct Account {
	pub balance: u128,
	pub is_verified: bool,
	/// What each day earned, ever.
	pub days: BTreeMap<Moment, u128>,
}

#[derive(Default)]
pub struct Model {
	pub accounts: BTreeMap<AccountId, Account>,
	pub used: BTreeSet<u64>,
	/// What counted, of everybody, at each record date.
	pub snapshots: BTreeMap<SnapshotId, BTreeMap<AccountId, u128>>,
	pub next_snapshot: SnapshotId,
	pub now: Moment,
	pub cap: u128,
	pub most: u128,
	pub issued: u128,
	pub burned: u128,
}

impl Model {
	pub fn account(&mut self, who: AccountId) -> &mut Account {
		self.accounts.entry(who).or_default()
	}

	/// How much is given; `None` if it is refused.
	pub fn award(
		&mut self,
		who: AccountId,
		evidence: u64,
		amount: u128,
		at: Moment,
	) -> Option<u128> {
		let (today, day) = (self.now / DAY, at / DAY);
		if amount == 0 || at > self.now || day + 31 < today || self.used.contains(&evidence) {
			return None;
		}
		self.used.insert(evidence);
		let (cap, most) = (self.cap, self.most);
		let account = self.account(who);
		let earned = account.days.get(&day).copied().unwrap_or_default();
		let room = cap.saturating_sub(earned).min(most.saturating_sub(account.balance));
		let given = amount.min(room);
		account.balance += given;
		*account.days.entry(day).or_default() += given;
		self.issued += given;
		Some(given)
	}

	pub fn give(&mut self, who: AccountId, amount: u128) {
		self.account(who).balance += amount;
		self.issued += amount;
	}

	pub fn burn(&mut self, who: AccountId, amount: u128) -> bool {
		let account = self.account(who);
		if amount == 0 || account.balance < amount {
			return false;
		}
		account.balance -= amount;
		self.burned += amount;
		true
	}

	/// Moves everything of `from`. Of each of the last 32 days both keep the cap together, or what
	/// one of them earned alone.
	pub fn merge(&mut self, from: AccountId, to: AccountId) -> bool {
		if from == to {
			return false;
		}
		let left = self.account(from).clone();
		let (cap, most, today) = (self.cap, self.most, self.now / DAY);
		let kept = self.account(to);
		let mut excess = 0;
		for (day, theirs) in left.days.into_iter().filter(|(day, _)| day + 31 >= today) {
			let ours = kept.days.entry(day).or_default();
			let both = (*ours + theirs).min(cap.max(*ours).max(theirs));
			excess += *ours + theirs - both;
			*ours = both;
		}
		let both = kept.balance + left.balance;
		let most = most.max(kept.balance).max(left.balance);
		kept.balance = both.saturating_sub(excess).min(most);
		let dropped = both - kept.balance;
		self.burned += dropped;
		let emptied = Account { is_verified: left.is_verified, ..Account::default() };
		self.accounts.insert(from, emptied);
		for snapshot in self.snapshots.values_mut() {
			let moved = snapshot.remove(&from).unwrap_or_default();
			*snapshot.entry(to).or_default() += moved;
		}
		true
	}

	pub fn take(&mut self) -> Option<SnapshotId> {
		if self.snapshots.len() == 8 {
			return None;
		}
		let counted = |account: &Account| if account.is_verified { account.balance } else { 0 };
		let copy = self.accounts.iter().map(|(who, account)| (*who, counted(account))).collect();
		let id = self.next_snapshot;
		self.snapshots.insert(id, copy);
		self.next_snapshot += 1;
		Some(id)
	}

	pub fn balance_at(&self, id: SnapshotId, who: AccountId) -> u128 {
		let snapshot = self.snapshots.get(&id);
		snapshot.and_then(|balances| balances.get(&who)).copied().unwrap_or_default()
	}

	/// Sorts everybody.
	pub fn figures(&self) -> SpotFigures {
		let verified = self.accounts.values().filter(|account| account.is_verified);
		let positive = verified.map(|account| account.balance).filter(|balance| *balance > 0);
		let mut sorted: Vec<_> = positive.collect();
		sorted.sort_unstable();
		let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
		let above: u128 = sorted.iter().filter(|balance| **balance > median).sum();
		SpotFigures {
			holders: sorted.len() as u32,
			median: u32::try_from(median).expect("balances are small"),
			above: u64::try_from(above).expect("so are their sums"),
		}
	}
}
