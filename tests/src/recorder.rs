//! A till that never stops recording, and remembers what it was told.

use crate::{csv::sum_of, network::Network, restaurant::TestTill, wait::eventually};
use anyhow::{Context, bail, ensure};
use hotpot_cli::chain::{
	Chain, ChainError, Head, Sender, State, Until, calls,
	types::{Gap, TillLedger},
};
use std::{
	ops::RangeInclusive,
	sync::{
		Arc,
		atomic::{AtomicBool, AtomicUsize, Ordering},
	},
	time::Duration,
};
use tokio::{task::JoinHandle, time::sleep};

/// Checks of a batch.
const BATCH: u32 = 3;

/// How long a batch may take into a block.
const BATCH_PATIENCE: Duration = Duration::from_secs(40);

/// How often in a row a batch may fail before the till gives up.
const MAX_FAILURES: usize = 12;

/// How long what was recorded may take to be final everywhere, once all is well.
const FINALITY_PATIENCE: Duration = Duration::from_secs(120);

/// A batch that the till was told is in a block.
#[derive(Clone, Debug)]
pub struct Acknowledged {
	/// Its numbers.
	pub sequences: RangeInclusive<u32>,
	/// The block.
	pub block: Head,
}

/// A recording till.
#[derive(Debug)]
pub struct Recorder {
	acknowledged: Arc<AtomicUsize>,
	is_over: Arc<AtomicBool>,
	task: JoinHandle<anyhow::Result<Vec<Acknowledged>>>,
}

impl Recorder {
	/// Lets a till that has recorded nothing yet record batch after batch at a node.
	pub fn start(chain: &Chain, till: &TestTill) -> Self {
		let acknowledged = Arc::<AtomicUsize>::default();
		let is_over = Arc::<AtomicBool>::default();
		let work = Work {
			chain: chain.clone(),
			till: till.clone(),
			count: Arc::clone(&acknowledged),
			is_over: Arc::clone(&is_over),
		};
		Self { acknowledged, is_over, task: tokio::spawn(work.run()) }
	}

	/// How many batches are in blocks, as far as the till was told.
	pub fn count(&self) -> usize {
		self.acknowledged.load(Ordering::Relaxed)
	}

	/// Waits for `more` batches from now on.
	///
	/// # Errors
	/// If they don't get into blocks in time, or the till has given up.
	pub async fn wait_for(
		&self,
		more: usize,
		patience: Duration,
		when: &str,
	) -> anyhow::Result<()> {
		let wanted = self.count() + more;
		let what = format!("a till records {more} batches {when}");
		eventually(patience, &what, || async {
			let is_there = self.count() >= wanted;
			ensure!(is_there || !self.task.is_finished(), "the till gave up");
			Ok(is_there.then_some(()))
		})
		.await
	}

	/// Stops after the batch that is on its way. Returns what the till was told.
	///
	/// # Errors
	/// Why the till gave up.
	pub async fn stop(self) -> anyhow::Result<Vec<Acknowledged>> {
		self.is_over.store(true, Ordering::Relaxed);
		self.task.await?
	}
}

struct Work {
	chain: Chain,
	till: TestTill,
	count: Arc<AtomicUsize>,
	is_over: Arc<AtomicBool>,
}

impl Work {
	async fn run(self) -> anyhow::Result<Vec<Acknowledged>> {
		let mut sender = Sender::new(&self.chain, self.till.key.key().signer()).await?;
		let mut acknowledged = Vec::new();
		let mut first = 1;
		let mut failures = 0;
		while !self.is_over.load(Ordering::Relaxed) {
			let sequences = first..=first + BATCH - 1;
			match self.record(&mut sender, &sequences).await {
				Ok(block) => {
					first += BATCH;
					failures = 0;
					self.count.fetch_add(1, Ordering::Relaxed);
					acknowledged.push(Acknowledged { sequences, block });
				}
				Err(error) => {
					failures += 1;
					if failures > MAX_FAILURES {
						return Err(error).context("the till gave up");
					}
					// As any till must: ask before sending the same checks again.
					first = self.first_unrecorded(&mut sender).await.unwrap_or(first);
					sleep(Duration::from_secs(1)).await;
				}
			}
		}
		Ok(acknowledged)
	}

	async fn record(
		&self,
		sender: &mut Sender,
		sequences: &RangeInclusive<u32>,
	) -> anyhow::Result<Head> {
		let entries = self.till.entries(sequences.clone())?;
		let tx = sender.sign(&calls::record_checks(entries)).await?;
		let watch = self.chain.watch(&tx).await?;
		Ok(watch.until(Until::InBlock, BATCH_PATIENCE).await?.block)
	}

	async fn first_unrecorded(&self, sender: &mut Sender) -> Result<u32, ChainError> {
		sender.is_idle_within(BATCH_PATIENCE).await?;
		sender.resync().await?;
		let report = self.chain.state().await?.till_report(self.till.id).await?;
		Ok(report.map_or(1, |report| report.ledger.next))
	}
}

/// Checks that nothing of what a till recorded is lost or doubled, in the finalized state of every
/// running validator, once all is well.
///
/// Batches that were final when `finalized_before` was must be there. Others may have been in a
/// block that another one replaced: the till records their numbers again, as a till does (I5).
/// Then each number is there once. Returns how many checks that are.
///
/// # Errors
/// What is lost, or doubled.
pub async fn ensure_nothing_lost(
	network: &Network,
	through: usize,
	till: &TestTill,
	acknowledged: &[Acknowledged],
	finalized_before: Head,
) -> anyhow::Result<u64> {
	let chain = network.connect(through).await?;
	network.node(through)?.rpc().settle().await?;
	let ledger = ledger_of(&chain.state().await?, till).await?;
	for gap in &ledger.gaps {
		for batch in acknowledged {
			let (first, last) = (*batch.sequences.start(), *batch.sequences.end());
			let is_missing = gap.range.first <= last && first <= gap.range.last;
			if !is_missing || batch.block.number > finalized_before.number {
				continue;
			}
			ensure!(
				chain.block(batch.block.number).await? != batch.block,
				"I5: expected checks {:?} of till {} to be there, as block {} was final; the gap \
				 {gap:?} is where they were",
				batch.sequences,
				till.id,
				batch.block.number
			);
		}
	}
	if !ledger.gaps.is_empty() {
		fill_gaps(&chain, till, &ledger.gaps).await?;
		network.node(through)?.rpc().settle().await?;
	}

	let last = ledger.next - 1;
	let is_complete = |ledger: &TillLedger| {
		ledger.next == last + 1
			&& ledger.gaps.is_empty()
			&& ledger.checks == u64::from(last)
			&& ledger.tetri == sum_of(1..=last)
	};
	if let Some(batch) = acknowledged.iter().max_by_key(|batch| *batch.sequences.end()) {
		ensure!(
			*batch.sequences.end() <= last,
			"I5: expected till {} to be at {:?} or beyond; it is at {last}",
			till.id,
			batch.sequences
		);
	}
	for (index, node) in network.nodes().iter().enumerate() {
		if !node.is_wanted() {
			continue;
		}
		let chain = network.connect(index).await?;
		let what = format!(
			"{} has checks 1 to {last} of till {} in its finalized state, each once",
			node.name(),
			till.id
		);
		eventually(FINALITY_PATIENCE, &what, || async {
			let state = chain.state_at(chain.finalized().await?).await?;
			let ledger = ledger_of(&state, till).await?;
			ensure!(is_complete(&ledger), "it has {ledger:?}");
			Ok(Some(()))
		})
		.await?;
	}
	Ok(u64::from(last))
}

async fn ledger_of(state: &State, till: &TestTill) -> anyhow::Result<TillLedger> {
	let report = state.till_report(till.id).await?;
	Ok(report.with_context(|| format!("there is no till {}", till.id))?.ledger)
}

async fn fill_gaps(chain: &Chain, till: &TestTill, gaps: &[Gap]) -> anyhow::Result<()> {
	let mut sender = Sender::new(chain, till.key.key().signer()).await?;
	for gap in gaps {
		let numbers: Vec<u32> = (gap.range.first..=gap.range.last).collect();
		for batch in numbers.chunks(200) {
			let tx = sender.sign(&calls::record_checks(till.entries(batch.to_vec())?)).await?;
			let outcome = chain.watch(&tx).await?.until(Until::InBlock, BATCH_PATIENCE).await;
			if let Err(error) = outcome {
				bail!("expected the checks {batch:?} to be recorded late: {error}");
			}
		}
	}
	Ok(())
}
