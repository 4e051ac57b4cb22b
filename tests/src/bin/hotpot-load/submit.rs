//! Submitting transactions that are signed already: each sender's in order, all senders at once.

use crate::{
	fleet::Door,
	follower::Listener,
	ledger::{Ledger, Refusals},
	reader::Block,
};
use anyhow::Result;
use hotpot_cli::chain::{ChainError, PoolRefusal, SignedTx};
use indicatif::ProgressBar;
use std::{
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
	time::{Duration, Instant},
};
use subxt::utils::H256;
use tokio::{
	sync::Semaphore,
	task::JoinSet,
	time::{self, sleep, sleep_until, timeout_at},
};

/// Pause before a node without room, or without an answer, is tried again.
const RETRY: Duration = Duration::from_millis(500);

/// One sender's transactions, and where they go in.
pub struct Plan {
	/// The connection.
	pub door: Door,
	/// In order of their nonces.
	pub transactions: Vec<SignedTx>,
}

/// Lets transactions through at a steady rate.
#[derive(Debug)]
pub struct Pacer {
	start: time::Instant,
	per_second: f64,
	passed: AtomicU64,
}

impl Pacer {
	/// Starts now. `per_second` is above zero.
	pub fn new(per_second: f64) -> Self {
		Self { start: time::Instant::now(), per_second, passed: AtomicU64::new(0) }
	}

	async fn pass(&self) {
		let before = self.passed.fetch_add(1, Ordering::Relaxed);
		sleep_until(self.start + Duration::from_secs_f64(before as f64 / self.per_second)).await;
	}
}

/// Holds submission back while too many transactions wait, so that no pool overflows.
#[derive(Debug)]
pub struct Window {
	sent: Arc<Ledger<H256>>,
	room: Semaphore,
}

impl Window {
	/// Lets so many wait at once.
	pub fn new(sent: Arc<Ledger<H256>>, size: usize) -> Self {
		Self { sent, room: Semaphore::new(size) }
	}
}

impl Listener for Window {
	fn on_block(&self, block: &Block) {
		let seen = block.ours.iter().filter(|found| self.sent.see(&found.hash)).count();
		self.room.add_permits(seen);
	}
}

/// What all senders share.
pub struct Desk {
	/// What was sent.
	pub sent: Arc<Ledger<H256>>,
	/// What was refused.
	pub refusals: Arc<Refusals>,
	/// How many may wait.
	pub window: Option<Arc<Window>>,
	/// How fast they may go.
	pub pacer: Option<Pacer>,
	/// When to stop.
	pub until: Instant,
	/// Shows how many went.
	pub bar: ProgressBar,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Submitted {
	/// Taken by a node.
	pub taken: u64,
	/// Not sent, because the time was over or one before them was refused for good.
	pub left: u64,
}

/// Submits all of it.
///
/// # Errors
/// Never but for a bug.
pub async fn submit(plans: Vec<Plan>, desk: Arc<Desk>) -> Result<Submitted> {
	let mut senders = JoinSet::new();
	for plan in plans {
		let desk = desk.clone();
		senders.spawn(async move { desk.send_all(&plan).await });
	}
	let mut sum = Submitted::default();
	while let Some(done) = senders.join_next().await {
		let Submitted { taken, left } = done?;
		sum.taken = sum.taken.saturating_add(taken);
		sum.left = sum.left.saturating_add(left);
	}
	Ok(sum)
}

impl Desk {
	async fn send_all(&self, plan: &Plan) -> Submitted {
		let mut done = Submitted::default();
		let mut is_going = true;
		for tx in &plan.transactions {
			is_going = is_going && self.admit().await && self.is_taken(&plan.door, tx).await;
			if is_going {
				done.taken = done.taken.saturating_add(1);
				self.bar.inc(1);
			} else {
				done.left = done.left.saturating_add(1);
			}
		}
		done
	}

	async fn admit(&self) -> bool {
		if let Some(window) = &self.window {
			match timeout_at(self.until.into(), window.room.acquire()).await {
				Ok(Ok(room)) => room.forget(),
				_ => return false,
			}
		}
		if let Some(pacer) = &self.pacer {
			pacer.pass().await;
		}
		Instant::now() < self.until
	}

	/// Gives one transaction to a node. `false` if no node takes it in time.
	pub async fn is_taken(&self, door: &Door, tx: &SignedTx) -> bool {
		let hash = tx.hash();
		self.sent.send(hash);
		loop {
			match door.submit(tx).await {
				Ok(_) | Err(ChainError::NotTaken(PoolRefusal::AlreadyThere)) => return true,
				Err(error) => {
					self.refusals.count(&error);
					if !can_pass(&error) || Instant::now() >= self.until {
						break;
					}
				}
			}
			sleep(RETRY).await;
		}
		self.sent.withdraw(&hash);
		if let Some(window) = &self.window {
			window.room.add_permits(1);
		}
		false
	}
}

/// Whether the very same transaction may be taken later.
const fn can_pass(error: &ChainError) -> bool {
	matches!(error, ChainError::NotTaken(PoolRefusal::Full) | ChainError::NoNode { .. })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::reader::Found;
	use hotpot_cli::chain::Head;

	#[test]
	fn only_a_full_pool_and_a_silent_node_should_be_tried_again() {
		let silent = ChainError::NoNode { url: String::new(), reason: String::new() };
		assert!(can_pass(&silent));
		assert!(can_pass(&ChainError::NotTaken(PoolRefusal::Full)));
		for refusal in [PoolRefusal::Stale, PoolRefusal::BadProof, PoolRefusal::CannotPay] {
			assert!(!can_pass(&ChainError::NotTaken(refusal)));
		}
	}

	#[test]
	fn a_window_should_open_once_for_each_transaction() {
		let sent = Arc::new(Ledger::default());
		let hash = H256([1; 32]);
		sent.send(hash);
		let window = Window::new(sent, 0);
		let block = Block {
			head: Head { number: 1, hash: H256([9; 32]) },
			time: 0,
			seen: Instant::now(),
			finalized: None,
			ours: vec![Found { hash, is_success: true }],
			batches: Vec::new(),
			share: None,
		};
		window.on_block(&block);
		window.on_block(&block);
		assert_eq!(window.room.available_permits(), 1);
	}

	#[tokio::test]
	async fn a_pacer_should_keep_its_rate() {
		let (pacer, started) = (Pacer::new(200.0), time::Instant::now());
		for _ in 0..41 {
			pacer.pass().await;
		}
		assert!(started.elapsed() >= Duration::from_millis(200));
	}
}
