//! Our own chain, as the validator's node shows it. Only what is final counts.

mod follower;
mod node;

pub use follower::{Follower, FollowerOptions};
pub use node::Node;

use crate::journal::Block;
use hotpot_primitives::observations::{FactId, ForeignAccount};
use std::{collections::BTreeSet, future::Future};
use thiserror::Error;

/// Why our chain can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ViewError {
	/// The node is down, or does not answer.
	#[error("{0}")]
	Unreachable(String),
	/// The node has discarded what is asked for.
	#[error("the node has discarded the state of block {0}")]
	Discarded(u64),
	/// The node's answer makes no sense here.
	#[error("{0}")]
	Unexpected(String),
}

/// What the worker asks of our chain.
pub trait ChainView: Send {
	/// The genesis hash.
	fn genesis(&mut self) -> impl Future<Output = Result<[u8; 32], ViewError>> + Send;

	/// The number of the newest final block.
	fn finalized(&mut self) -> impl Future<Output = Result<u64, ViewError>> + Send;

	/// What a final block tells.
	fn block(&mut self, number: u64) -> impl Future<Output = Result<Block, ViewError>> + Send;

	/// Which accounts of other chains are watched as of a final block.
	fn watched(
		&mut self,
		number: u64,
	) -> impl Future<Output = Result<BTreeSet<ForeignAccount>, ViewError>> + Send;

	/// Which of these facts validators agreed on, as of a final block.
	fn applied(
		&mut self,
		number: u64,
		facts: Vec<FactId>,
	) -> impl Future<Output = Result<Vec<FactId>, ViewError>> + Send;
}
