//! A second look, at TronGrid's index: what it shows and the sweep did not find is read again from
//! the nodes, which alone decide.

use super::{
	address::Address,
	cursor::Swept,
	deposits::{self, Policy},
	index::{self, Row},
	node::{self, Hash, Info},
	rail::{Alerts, accounts},
};
use crate::endpoints::{Endpoint, Endpoints};
use hotpot_primitives::{
	Moment,
	observations::{Deposit, ForeignAccount},
};
use std::collections::{BTreeMap, BTreeSet};
use tokio::time::{Instant, timeout_at};

/// How long ago the index is asked about, ms. It may show a transfer hours late.
const BACK: Moment = 24 * 3600 * 1000;
/// How far ahead of the sweep an honest row may be, ms.
const AHEAD: Moment = 600 * 1000;
/// How many blocks' deposits are remembered: a day's.
const MEMORY: u64 = 28_800;
/// Most transactions that are read again in a step.
const MOST_READ: usize = 20;
/// Most transactions that are remembered as read.
const MOST_SETTLED: usize = 100_000;

/// The index, and what is known without it.
#[derive(Debug)]
pub(super) struct SecondLook {
	pub(super) indices: Vec<Endpoint>,
	/// Whose turn it is.
	turn: usize,
	/// The account that was looked up last.
	last: Option<Address>,
	/// The first and the last block that this process swept without a gap.
	blocks: Option<(u64, u64)>,
	/// What the sweep found there.
	seen: BTreeMap<u64, BTreeSet<(Hash, u32)>>,
	/// Transactions of the index about which there is nothing more to say.
	settled: BTreeSet<Hash>,
}

impl SecondLook {
	pub(super) const fn new(indices: Vec<Endpoint>) -> Self {
		Self {
			indices,
			turn: 0,
			last: None,
			blocks: None,
			seen: BTreeMap::new(),
			settled: BTreeSet::new(),
		}
	}

	/// What the last step found was not kept, so none of it is known.
	pub(super) fn forget(&mut self) {
		self.blocks = None;
		self.seen.clear();
		self.settled.clear();
	}

	/// The sweep goes on after this block. If that is elsewhere, memory begins anew.
	pub(super) fn resume(&mut self, after: u64) {
		let goes_on = self.blocks.is_some_and(|(first, last)| first <= after + 1 && after <= last);
		if !goes_on {
			self.blocks = None;
			self.seen.clear();
		}
	}

	/// What the sweep found in a block.
	pub(super) fn remember(&mut self, block: u64, deposits: &[Deposit]) {
		let (first, last) = self.blocks.unwrap_or((block, block));
		let last = last.max(block);
		let first = first.max(last.saturating_sub(MEMORY));
		self.blocks = Some((first, last));
		let ids: BTreeSet<_> = deposits.iter().map(|one| (one.transaction, one.index)).collect();
		if !ids.is_empty() {
			self.seen.insert(block, ids);
		}
		while self.seen.first_key_value().is_some_and(|(block, _)| *block < first) {
			self.seen.pop_first();
		}
	}

	/// Looks some accounts up until a moment, and gives what the sweep missed.
	#[expect(clippy::too_many_arguments, reason = "parts of the rail, borrowed one by one")]
	pub(super) async fn look(
		&mut self,
		endpoints: &Endpoints,
		policy: &Policy,
		watched: &BTreeSet<ForeignAccount>,
		count: usize,
		swept: &Swept,
		until: Instant,
		alerts: &mut Alerts,
	) -> Vec<Deposit> {
		let mut missed = Vec::new();
		let mut left = MOST_READ;
		for account in self.next(watched, count) {
			let Some(index) = self.indices.get(self.turn % self.indices.len().max(1)).cloned()
			else {
				return missed;
			};
			self.turn = self.turn.wrapping_add(1);
			let since = swept.since.saturating_add(1).max(swept.timestamp.saturating_sub(BACK));
			let rows = match timeout_at(until, index::received(&index, account, since)).await {
				Ok(Ok(rows)) => rows,
				Ok(Err(error)) => {
					alerts.add(format!("{} {error}, asked for its index", index.name()));
					continue;
				}
				Err(_) => return missed,
			};
			if rows.is_cut {
				alerts.add(format!("the index has more of {account} than is read at a time"));
			}
			for row in rows.rows {
				if left == 0 || Instant::now() >= until {
					return missed;
				}
				let look = Look { endpoints, policy, watched, swept, account, index: index.name() };
				missed.extend(self.weigh(&look, &row, &mut left, alerts).await);
			}
			self.last = Some(account);
		}
		missed
	}

	/// The accounts whose turn it is.
	fn next(&self, watched: &BTreeSet<ForeignAccount>, count: usize) -> Vec<Address> {
		if self.indices.is_empty() {
			return Vec::new();
		}
		let later = accounts(watched).filter(|account| Some(*account) > self.last);
		let earlier = accounts(watched).filter(|account| Some(*account) <= self.last);
		later.chain(earlier).take(count).collect()
	}

	/// Reads a row's transaction again, unless it is known.
	async fn weigh(
		&mut self,
		look: &Look<'_>,
		row: &Row,
		left: &mut usize,
		alerts: &mut Alerts,
	) -> Vec<Deposit> {
		let contract: Result<Address, _> = row.contract.parse();
		let is_listed = contract.is_ok_and(|one| look.policy.contracts.contains_key(&one));
		if !is_listed || self.settled.contains(&row.transaction) {
			return Vec::new();
		}
		*left -= 1;
		let transaction = row.transaction;
		let name = hex::encode(transaction);
		let asked = look
			.endpoints
			.majority(&format!("transaction {name}"), move |endpoint| async move {
				node::info(&endpoint, transaction).await
			})
			.await;
		let info = match alerts.heed(asked) {
			Ok(Some(info)) => info,
			Ok(None) => {
				// A row may be younger than what was swept; then its turn comes later.
				let ahead = row.timestamp.saturating_sub(look.swept.timestamp);
				if ahead == 0 || ahead > AHEAD {
					self.settle(transaction);
					let Look { index, account, .. } = look;
					alerts.add(format!("{index} shows {name} to {account}, which no node knows"));
				}
				return Vec::new();
			}
			Err(error) => {
				alerts.add(error.to_string());
				return Vec::new();
			}
		};
		if info.block > look.swept.number {
			return Vec::new();
		}
		self.settle(transaction);
		self.compare(look, row, &info, alerts)
	}

	/// Compares what the nodes say with the row and with what the sweep found.
	fn compare(
		&self,
		look: &Look<'_>,
		row: &Row,
		info: &Info,
		alerts: &mut Alerts,
	) -> Vec<Deposit> {
		let name = hex::encode(info.id);
		let Look { index, account, .. } = look;
		let own = |deposit: &Deposit| deposit.to == ForeignAccount::Tron(account.0);
		let is_dust = row
			.amount
			.is_some_and(|amount| look.policy.minimum.values().all(|minimum| amount < *minimum));
		let found = match deposits::of_info(look.policy, look.watched, info) {
			Ok(outcome) => outcome.deposits,
			Err(error) => {
				alerts.add(error.to_string());
				return Vec::new();
			}
		};
		let agrees = found.iter().filter(|one| own(one)).any(|one| Some(one.amount) == row.amount);
		if !agrees && !is_dust {
			alerts.add(format!("{index} shows {name} to {account} otherwise than nodes do"));
		}
		if info.timestamp <= look.swept.since {
			return Vec::new();
		}
		let is_known = |one: &&Deposit| {
			let seen = self.seen.get(&info.block);
			seen.is_some_and(|seen| seen.contains(&(one.transaction, one.index)))
		};
		let missed: Vec<_> = found.iter().filter(|one| !is_known(one)).cloned().collect();
		let was_swept =
			self.blocks.is_some_and(|(first, last)| (first..=last).contains(&info.block));
		if was_swept && !missed.is_empty() {
			alerts.add(format!(
				"the sweep found no deposit in {name} of block {}, and the index of {index} did; was \
				 the account watched later?",
				info.block
			));
		}
		missed
	}

	fn settle(&mut self, transaction: Hash) {
		if self.settled.len() >= MOST_SETTLED {
			self.settled.clear();
		}
		self.settled.insert(transaction);
	}
}

/// What a look at one account needs to know.
struct Look<'a> {
	endpoints: &'a Endpoints,
	policy: &'a Policy,
	watched: &'a BTreeSet<ForeignAccount>,
	swept: &'a Swept,
	account: Address,
	index: &'a str,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::http::{DEADLINE, Http};
	use std::time::Duration;

	fn look() -> SecondLook {
		let http = Http::new(DEADLINE).expect("certificate authorities are installed");
		let index = Endpoint::new(http, "http://127.0.0.1:9", Vec::new(), Duration::ZERO)
			.expect("a sound endpoint");
		SecondLook::new(vec![index])
	}

	#[test]
	fn accounts_should_take_turns() {
		let watched: BTreeSet<_> = (1..=3).map(|n| ForeignAccount::Tron([n; 20])).collect();
		let mut look = look();
		let mut turns = Vec::new();
		for _ in 0..4 {
			let next = look.next(&watched, 1);
			turns.push(next[0].0[0]);
			look.last = Some(next[0]);
		}
		assert_eq!(turns, [1, 2, 3, 1]);
		assert_eq!(look.next(&watched, 9).len(), 3);
		assert_eq!(SecondLook::new(Vec::new()).next(&watched, 9), []);
	}

	#[test]
	fn memory_should_begin_anew_when_the_sweep_goes_on_elsewhere() {
		let mut look = look();
		look.resume(9);
		look.remember(10, &[]);
		look.remember(11, &[]);
		look.resume(11);
		assert_eq!(look.blocks, Some((10, 11)));
		look.resume(9);
		assert_eq!(look.blocks, Some((10, 11)));
		look.resume(20);
		assert_eq!(look.blocks, None);
		look.remember(21, &[]);
		look.remember(21 + 2 * MEMORY, &[]);
		assert_eq!(look.blocks, Some((21 + MEMORY, 21 + 2 * MEMORY)));
	}
}
