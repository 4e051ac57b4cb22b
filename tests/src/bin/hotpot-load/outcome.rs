//! What became of transactions that were sent.

use crate::{
	ledger::Ledger,
	reader::Block,
	stats::{Latencies, Rate},
};
use anyhow::Result;
use std::time::Instant;
use subxt::utils::H256;

/// What became of the transactions that were sent.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// How many are in a block of the best chain, failed ones included.
	pub included: u64,
	/// How many of these failed.
	pub failed: u64,
	/// How many blocks have any.
	pub blocks: u64,
	/// How many the fullest of these has.
	pub fullest: u64,
	/// From the first submission to the first sight of the block.
	pub inclusion: Latencies,
	/// From the first submission to the first sight of the block as final.
	pub finality: Latencies,
	/// How many of each block of the chain, with its timestamp.
	per_block: Vec<(u64, u64)>,
	shares: Vec<f64>,
}

impl Outcome {
	/// Looks for them in blocks that were seen until `deadline`, in order.
	///
	/// # Errors
	/// Never in fact.
	pub fn of<'a>(
		blocks: impl Iterator<Item = &'a Block>,
		sent: &Ledger<H256>,
		is_meant: impl Fn(&H256) -> bool,
		deadline: Option<Instant>,
	) -> Result<Self> {
		let mut outcome = Self {
			included: 0,
			failed: 0,
			blocks: 0,
			fullest: 0,
			inclusion: Latencies::new()?,
			finality: Latencies::new()?,
			per_block: Vec::new(),
			shares: Vec::new(),
		};
		let is_in_time = |block: &&Block| deadline.is_none_or(|deadline| block.seen <= deadline);
		for block in blocks.filter(is_in_time) {
			outcome.add(block, sent, &is_meant);
		}
		Ok(outcome)
	}

	fn add(&mut self, block: &Block, sent: &Ledger<H256>, is_meant: impl Fn(&H256) -> bool) {
		let mut count = 0u64;
		for found in block.ours.iter().filter(|found| is_meant(&found.hash)) {
			let Some(sent) = sent.get(&found.hash) else {
				continue;
			};
			count = count.saturating_add(1);
			self.failed = self.failed.saturating_add(u64::from(!found.is_success));
			self.inclusion.record(block.seen.saturating_duration_since(sent.at));
			if let Some(finalized) = block.finalized {
				self.finality.record(finalized.saturating_duration_since(sent.at));
			}
		}
		self.per_block.push((block.time, count));
		if count > 0 {
			self.included = self.included.saturating_add(count);
			self.blocks = self.blocks.saturating_add(1);
			self.fullest = self.fullest.max(count);
			self.shares.extend(block.share);
		}
	}

	/// How many were included a second.
	pub fn rate(&self) -> Option<Rate> {
		Rate::steady(&self.per_block)
	}

	/// The weight that blocks with any declared, in per cent of the most they may.
	pub fn mean_share(&self) -> Option<f64> {
		let sum: f64 = self.shares.iter().sum();
		(!self.shares.is_empty()).then(|| sum * 100.0 / self.shares.len() as f64)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::reader::Found;
	use hotpot_cli::chain::Head;
	use std::time::Duration;

	const fn hash(n: u8) -> H256 {
		H256([n; 32])
	}

	fn block(number: u64, seen: Instant, ours: &[(u8, bool)]) -> Block {
		let found =
			|(n, is_success): &(u8, bool)| Found { hash: hash(*n), is_success: *is_success };
		Block {
			head: Head { number, hash: hash(200) },
			time: number * 3_000,
			seen,
			finalized: (number < 3).then_some(seen + Duration::from_secs(6)),
			ours: ours.iter().map(found).collect(),
			batches: Vec::new(),
			share: Some(0.5),
		}
	}

	#[test]
	fn an_outcome_should_count_what_was_sent_and_is_meant() {
		let sent = Ledger::default();
		(1..=5).for_each(|n| sent.send(hash(n)));
		let now = Instant::now();
		let blocks = [
			block(1, now, &[(1, true), (9, true)]),
			block(2, now, &[(2, false), (3, true)]),
			block(3, now + Duration::from_secs(60), &[(4, true)]),
		];
		let all = Outcome::of(blocks.iter(), &sent, |_| true, None).expect("it can be counted");
		assert_eq!((all.included, all.failed, all.blocks, all.fullest), (4, 1, 3, 2));
		assert_eq!((all.inclusion.count(), all.finality.count()), (4, 3));
		assert_eq!(all.rate(), Some(Rate { counted: 2, seconds: 3.0 }));
		assert_eq!(all.mean_share(), Some(50.0));

		let deadline = Some(now + Duration::from_secs(30));
		let some = Outcome::of(blocks.iter(), &sent, |found| *found != hash(3), deadline)
			.expect("it can be counted");
		assert_eq!((some.included, some.failed), (2, 1));
	}
}
