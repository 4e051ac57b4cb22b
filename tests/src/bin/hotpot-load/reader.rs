//! What a block tells that is worth measuring.

use crate::{
	ledger::Ledger,
	shapes::{Batch, BlockWeight, BlockWeights},
};
use anyhow::{Context, Result};
use hotpot_cli::chain::{Chain, ChainConfig, Head, State};
use std::{
	collections::BTreeSet,
	sync::Arc,
	time::{Instant, SystemTime, UNIX_EPOCH},
};
use subxt::{
	config::Hasher,
	dynamic,
	events::{Events, Phase},
	utils::H256,
};

/// A block of the best chain.
#[derive(Clone, Debug)]
pub struct Block {
	/// Its number and hash.
	pub head: Head,
	/// Its timestamp, UNIX ms.
	pub time: u64,
	/// When it was first seen on the best chain.
	pub seen: Instant,
	/// When it was first seen as final.
	pub finalized: Option<Instant>,
	/// The transactions in it that were sent from here.
	pub ours: Vec<Found>,
	/// The batches of checks in it, whoever sent them.
	pub batches: Vec<Batch>,
	/// The weight it declared, as a share of the most it may. Nothing if the chain doesn't tell.
	pub share: Option<f64>,
}

impl Block {
	/// How many checks it recorded.
	pub fn checks(&self) -> u64 {
		self.batches.iter().map(|batch| u64::from(batch.count)).sum()
	}
}

/// A transaction of ours in a block.
#[derive(Clone, Copy, Debug)]
pub struct Found {
	/// Its hash.
	pub hash: H256,
	/// Whether its call did what it should.
	pub is_success: bool,
}

/// What to look for in blocks.
#[derive(Clone, Debug)]
pub enum Reader {
	/// These transactions, by their hashes.
	Transactions(Arc<Ledger<H256>>),
	/// Batches of checks.
	Batches,
}

impl Reader {
	/// Reads a block that was seen at `seen`.
	///
	/// # Errors
	/// A node that does not answer, or has forgotten the block.
	pub async fn read(&self, chain: &Chain, head: Head, seen: Instant) -> Result<Block> {
		let state = chain.state_at(head).await?;
		let (ours, batches) = match self {
			Self::Transactions(sent) => (find(chain, &state, sent).await?, Vec::new()),
			Self::Batches => {
				let events = state.at().events().fetch().await?;
				(Vec::new(), events.find::<Batch>().collect::<Result<_, _>>()?)
			}
		};
		let time = time_of(&state).await?;
		let share = share_of(&state).await;
		Ok(Block { head, time, seen, finalized: None, ours, batches, share })
	}
}

async fn find(chain: &Chain, state: &State, sent: &Ledger<H256>) -> Result<Vec<Found>> {
	let hash = state.head().hash;
	let details = chain.rpc().chain_get_block(Some(hash)).await?;
	let body = details.with_context(|| format!("the node has no block {hash:?}"))?.block.extrinsics;
	let hasher = state.at().hasher();
	let ours: Vec<(u32, H256)> = (0u32..)
		.zip(&body)
		.map(|(index, bytes)| (index, hasher.hash(bytes)))
		.filter(|(_, hash)| sent.get(hash).is_some())
		.collect();
	if ours.is_empty() {
		return Ok(Vec::new());
	}
	let failed = failures(&state.at().events().fetch().await?)?;
	let found = |(index, hash)| Found { hash, is_success: !failed.contains(&index) };
	Ok(ours.into_iter().map(found).collect())
}

/// The places of the transactions whose calls failed.
fn failures(events: &Events<ChainConfig>) -> Result<BTreeSet<u32>> {
	let mut failed = BTreeSet::new();
	for event in events.iter() {
		let event = event?;
		let is_failure = event.pallet_name() == "System" && event.event_name() == "ExtrinsicFailed";
		if let (true, Phase::ApplyExtrinsic(index)) = (is_failure, event.phase()) {
			failed.insert(index);
		}
	}
	Ok(failed)
}

async fn time_of(state: &State) -> Result<u64> {
	if state.at().metadata_ref().pallet_by_name("Timestamp").is_some() {
		return Ok(state.now().await?);
	}
	let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
	Ok(u64::try_from(now.as_millis())?)
}

async fn share_of(state: &State) -> Option<f64> {
	let limits = dynamic::constant::<BlockWeights>("System", "BlockWeights");
	let most = state.at().constants().entry(limits).ok()?.max_block.ref_time;
	let used: BlockWeight = state.storage("System", "BlockWeight", ()).await.ok().flatten()?;
	(most > 0).then(|| used.total() as f64 / most as f64)
}
