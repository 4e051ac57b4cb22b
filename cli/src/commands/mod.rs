//! What each command does.

pub(crate) mod checks;
pub(crate) mod demo;
pub(crate) mod franchise;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod network;

use hotpot_cli::chain::{Chain, ChainError, Included, Until};
use serde_json::{Value, json};

/// The node that commands talk to.
pub(crate) struct Node {
	/// Its address.
	pub(crate) url: String,
	/// How far transactions are followed.
	pub(crate) until: Until,
}

impl Node {
	/// Connects.
	pub(crate) async fn connect(&self) -> Result<Chain, ChainError> {
		Chain::connect(&self.url).await
	}
}

/// Where a transaction ended up.
pub(crate) fn place(included: &Included) -> Value {
	json!({
		"transaction": format!("{:?}", included.transaction),
		"block": included.block.number,
		"block_hash": format!("{:?}", included.block.hash),
		"finalized": included.is_finalized,
	})
}
