//! Follows the best chain, block by block, and its finality.
//!
//! It asks instead of subscribing: a subscription is lost with its connection and skips blocks when
//! several arrive at once, and a fifth of a second is exact enough for latencies of seconds.

use crate::reader::{Block, Reader};
use anyhow::{Context, Result};
use hotpot_cli::chain::{Chain, Head};
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};
use tokio::{task::JoinHandle, time::sleep};

/// How often the node is asked, hence how exact latencies are.
pub const INTERVAL: Duration = Duration::from_millis(200);

/// Who wants to know about new blocks of the best chain.
pub trait Listener: Send + Sync + 'static {
	/// A block is new on the best chain; after a fork some come that came before.
	fn on_block(&self, block: &Block);
}

impl Listener for () {
	fn on_block(&self, _: &Block) {}
}

/// The best chain since a block, as far as it was seen.
#[derive(Debug)]
pub struct Chronicle {
	base: Head,
	blocks: BTreeMap<u64, Block>,
	finalized: u64,
	trouble: Option<String>,
}

impl Chronicle {
	const fn since(base: Head) -> Self {
		Self { base, blocks: BTreeMap::new(), finalized: 0, trouble: None }
	}

	/// Its blocks, in order. None that leads up to the start.
	pub fn blocks(&self) -> impl Iterator<Item = &Block> {
		self.blocks.values()
	}

	/// The newest block.
	pub fn best(&self) -> Head {
		self.blocks.values().next_back().map_or(self.base, |block| block.head)
	}

	/// The number of the newest final block.
	pub const fn finalized(&self) -> u64 {
		self.finalized
	}

	/// What goes wrong at the moment.
	pub fn trouble(&self) -> Option<&str> {
		self.trouble.as_deref()
	}

	fn has(&self, head: Head) -> bool {
		head.number <= self.base.number
			|| self.blocks.get(&head.number).is_some_and(|block| block.head == head)
	}

	/// Takes in a block whose parent is there. What was at its place and above is no longer best.
	fn append(&mut self, block: Block) {
		drop(self.blocks.split_off(&block.head.number));
		self.blocks.insert(block.head.number, block);
	}

	/// Notes that a block and all before it are final, if it is one of these.
	fn finalize(&mut self, head: Head, now: Instant) {
		if !self.has(head) {
			return;
		}
		self.finalized = self.finalized.max(head.number);
		for block in self.blocks.range_mut(..=head.number).rev().map(|(_, block)| block) {
			if block.finalized.is_some() {
				break;
			}
			block.finalized = Some(now);
		}
	}
}

/// Follows a node's best chain until it is dropped.
pub struct Follower {
	chronicle: Arc<Mutex<Chronicle>>,
	task: JoinHandle<()>,
}

impl Follower {
	/// Starts behind the best block of now.
	///
	/// # Errors
	/// A node that does not answer.
	pub async fn start(chain: &Chain, reader: Reader, listener: Arc<dyn Listener>) -> Result<Self> {
		let chronicle = Arc::new(Mutex::new(Chronicle::since(chain.best().await?)));
		let scout = Scout { chain: chain.clone(), reader, listener, chronicle: chronicle.clone() };
		Ok(Self { chronicle, task: tokio::spawn(scout.run()) })
	}

	/// Looks into the chronicle.
	pub fn look<R>(&self, at: impl FnOnce(&Chronicle) -> R) -> R {
		at(&lock(&self.chronicle))
	}

	/// Waits until the chronicle is as wished. `false` if `patience` ran out.
	pub async fn wait(
		&self,
		patience: Duration,
		mut is_so: impl FnMut(&Chronicle) -> bool,
	) -> bool {
		let started = Instant::now();
		while !self.look(&mut is_so) {
			if started.elapsed() >= patience {
				return false;
			}
			sleep(INTERVAL).await;
		}
		true
	}
}

impl Drop for Follower {
	fn drop(&mut self) {
		self.task.abort();
	}
}

struct Scout {
	chain: Chain,
	reader: Reader,
	listener: Arc<dyn Listener>,
	chronicle: Arc<Mutex<Chronicle>>,
}

impl Scout {
	async fn run(self) {
		loop {
			let trouble = self.look_around().await.err().map(|error| format!("{error:#}"));
			lock(&self.chronicle).trouble = trouble;
			sleep(INTERVAL).await;
		}
	}

	async fn look_around(&self) -> Result<()> {
		let best = self.chain.best().await?;
		let seen = Instant::now();
		for head in self.unknown(best).await? {
			let block = self.reader.read(&self.chain, head, seen).await?;
			self.listener.on_block(&block);
			lock(&self.chronicle).append(block);
		}
		let finalized = self.chain.finalized().await?;
		lock(&self.chronicle).finalize(finalized, Instant::now());
		Ok(())
	}

	/// The blocks up to `best` that the chronicle does not have, in order.
	async fn unknown(&self, best: Head) -> Result<Vec<Head>> {
		let mut heads = Vec::new();
		let mut head = best;
		while !lock(&self.chronicle).has(head) {
			heads.push(head);
			let header = self.chain.rpc().chain_get_header(Some(head.hash)).await?;
			let header =
				header.with_context(|| format!("the node has no block {:?}", head.hash))?;
			head = Head { number: head.number.saturating_sub(1), hash: header.parent_hash };
		}
		heads.reverse();
		Ok(heads)
	}
}

fn lock(chronicle: &Mutex<Chronicle>) -> MutexGuard<'_, Chronicle> {
	chronicle.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt::utils::H256;

	fn head(number: u64, fork: u8) -> Head {
		Head { number, hash: H256([fork; 32]) }
	}

	fn block(number: u64, fork: u8) -> Block {
		Block {
			head: head(number, fork),
			time: 0,
			seen: Instant::now(),
			finalized: None,
			ours: Vec::new(),
			batches: Vec::new(),
			share: None,
		}
	}

	fn finalized(chronicle: &Chronicle) -> Vec<(u64, bool)> {
		let blocks = chronicle.blocks();
		blocks.map(|block| (block.head.number, block.finalized.is_some())).collect()
	}

	#[test]
	fn a_fork_should_replace_what_it_forked_off() {
		let mut chronicle = Chronicle::since(head(10, 0));
		assert_eq!(chronicle.best(), head(10, 0));
		for number in 11..=14 {
			chronicle.append(block(number, 1));
		}
		chronicle.append(block(13, 2));
		let heads: Vec<Head> = chronicle.blocks().map(|block| block.head).collect();
		assert_eq!(heads, [head(11, 1), head(12, 1), head(13, 2)]);
		assert!(chronicle.has(head(13, 2)) && !chronicle.has(head(13, 1)));
		assert!(chronicle.has(head(9, 7)), "what was before the start is taken as known");
	}

	#[test]
	fn finality_should_reach_back_and_come_once() {
		let mut chronicle = Chronicle::since(head(10, 0));
		for number in 11..=14 {
			chronicle.append(block(number, 1));
		}
		chronicle.finalize(head(13, 1), Instant::now());
		assert_eq!(finalized(&chronicle), [(11, true), (12, true), (13, true), (14, false)]);
		let first = chronicle.blocks().next().and_then(|block| block.finalized);
		chronicle.finalize(head(14, 1), Instant::now());
		assert_eq!(chronicle.finalized(), 14);
		assert_eq!(chronicle.blocks().next().and_then(|block| block.finalized), first);
	}

	#[test]
	fn finality_of_an_unknown_block_should_wait() {
		let mut chronicle = Chronicle::since(head(10, 0));
		chronicle.append(block(11, 1));
		chronicle.finalize(head(11, 2), Instant::now());
		chronicle.finalize(head(12, 1), Instant::now());
		assert_eq!(finalized(&chronicle), [(11, false)]);
		assert_eq!(chronicle.finalized(), 0);
	}
}
