//! What happened in blocks long ago.

use super::{AtBlock, Chain, ChainConfig, ChainError, Head};
use std::ops::RangeInclusive;
use subxt::{
	backend::utils::retry,
	dynamic,
	events::Events,
	ext::{
		codec::{Compact, Decode},
		futures::{StreamExt, stream},
		scale_value::Value,
	},
};

/// How many blocks are asked for at a time.
const IN_FLIGHT: usize = 16;

/// A block, and what it told.
#[derive(Debug)]
pub struct PastBlock {
	/// The block.
	pub head: Head,
	/// Its time, UNIX ms.
	pub now: u64,
	/// What it told.
	pub events: Events<ChainConfig>,
	/// A client with the runtime that made it.
	pub at: AtBlock,
}

/// The storage keys of what is read of a block.
struct Keys {
	events: [u8; 32],
	now: [u8; 32],
	upgrade: [u8; 32],
}

/// What is read of a block.
struct Record {
	head: Head,
	now: u64,
	events: Vec<u8>,
	spec_version: u32,
}

impl Chain {
	/// Gives each of these blocks to `take`, in order. A few are on their way at any time, so that
	/// memory does not grow with their number.
	///
	/// All must be final and above 0, and the node must still have their state.
	///
	/// # Errors
	/// [`ChainError::Discarded`], [`ChainError::NoNode`], and whatever `take` says.
	pub async fn each_past_block<E: From<ChainError>>(
		&self,
		blocks: RangeInclusive<u64>,
		mut take: impl FnMut(PastBlock) -> Result<(), E>,
	) -> Result<(), E> {
		let mut runtime = self.runtime_before(*blocks.start()).await?;
		let keys = self.keys(&runtime)?;
		let mut spec_version = None;
		let mut records =
			stream::iter(blocks).map(|number| self.record(number, &keys)).buffered(IN_FLIGHT);
		while let Some(record) = records.next().await {
			let Record { head, now, events, spec_version: made_by } = record?;
			if spec_version.is_some_and(|version| version != made_by) {
				runtime = self.runtime_before(head.number).await?;
			}
			spec_version = Some(made_by);
			let events = runtime.events().from_bytes(events);
			take(PastBlock { head, now, events, at: runtime.clone() })?;
		}
		Ok(())
	}

	/// A client with the runtime that made a block: that of the state before it. The block that has
	/// an upgrade is still made by the runtime before.
	async fn runtime_before(&self, number: u64) -> Result<AtBlock, ChainError> {
		let parent = self.block(number.saturating_sub(1)).await?;
		self.at(parent).await
	}

	fn keys(&self, runtime: &AtBlock) -> Result<Keys, ChainError> {
		let key = |pallet: &str, item: &str| {
			let address = dynamic::storage::<(), Value>(pallet, item);
			let entry = runtime.storage().entry(address).map_err(|error| self.error(error))?;
			Ok(entry.key_prefix())
		};
		Ok(Keys {
			events: key("System", "Events")?,
			now: key("Timestamp", "Now")?,
			upgrade: key("System", "LastRuntimeUpgrade")?,
		})
	}

	async fn record(&self, number: u64, keys: &Keys) -> Result<Record, ChainError> {
		let head = self.block(number).await?;
		let Keys { events, now, upgrade } = keys;
		let asked = || [events, now, upgrade].map(|key| key.as_slice());
		let found = retry(|| async {
			Ok(self.rpc().state_query_storage_at(asked(), Some(head.hash)).await?)
		});
		let found = found.await.map_err(|error| self.error(error))?;
		let value = |key: &[u8; 32]| {
			let mut changes = found.iter().flat_map(|set| &set.changes);
			let change = changes.find(|(name, _)| name.0 == key);
			change.and_then(|(_, value)| value.as_ref()).map(|value| value.0.as_slice())
		};
		let missing = |what: &str| ChainError::Missing(format!("{what} in block {number}"));
		let version = value(upgrade).and_then(|mut bytes| Compact::<u32>::decode(&mut bytes).ok());
		Ok(Record {
			head,
			now: value(now)
				.and_then(|mut bytes| u64::decode(&mut bytes).ok())
				.ok_or_else(|| missing("time"))?,
			events: value(events).unwrap_or_default().to_vec(),
			spec_version: version.ok_or_else(|| missing("runtime version"))?.0,
		})
	}
}
