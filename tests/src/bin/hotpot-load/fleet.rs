//! The nodes under load, and the connections to them.

use crate::loopback::ensure_loopback;
use anyhow::{Context, Result, ensure};
use hotpot_cli::chain::{Chain, ChainError, ConnectOptions, SignedTx};
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::utils::H256;
use tokio::{sync::Semaphore, time::sleep};

/// Requests on their way at once, on one connection.
const REQUESTS: usize = 64;
/// A busy node may take its time.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// A connection that transactions go in by.
#[derive(Clone, Debug)]
pub struct Door {
	chain: Chain,
	gate: Arc<Semaphore>,
}

impl Door {
	/// Gives the transaction to the node.
	///
	/// # Errors
	/// As [`Chain::submit`].
	pub async fn submit(&self, tx: &SignedTx) -> Result<H256, ChainError> {
		// The gate is never closed.
		let _permit = self.gate.acquire().await.ok();
		self.chain.submit(tx).await
	}
}

/// Nodes of one chain.
#[derive(Debug)]
pub struct Fleet {
	first: Chain,
	nodes: Vec<Chain>,
	doors: Vec<Door>,
}

impl Fleet {
	/// Connects to nodes on this machine, with so many connections each for transactions.
	///
	/// # Errors
	/// No address, one elsewhere, a node that does not answer, or one of another chain.
	pub async fn connect(urls: &[String], doors: usize) -> Result<Self> {
		urls.iter().try_for_each(|url| ensure_loopback(url))?;
		let mut nodes = Vec::new();
		for url in urls {
			nodes.push(connect(url).await?);
		}
		let first = nodes.first().context("there is no node to put under load")?.clone();
		for node in &nodes {
			ensure!(
				node.genesis_hash() == first.genesis_hash(),
				"{} and {} are nodes of two chains",
				first.url(),
				node.url()
			);
		}
		let mut fleet = Self { first, nodes, doors: Vec::new() };
		for _ in 0..doors.max(1) {
			for url in urls {
				let gate = Arc::new(Semaphore::new(REQUESTS));
				fleet.doors.push(Door { chain: connect(url).await?, gate });
			}
		}
		Ok(fleet)
	}

	/// The first node; blocks are read from it.
	pub const fn first(&self) -> &Chain {
		&self.first
	}

	/// All nodes.
	pub fn nodes(&self) -> &[Chain] {
		&self.nodes
	}

	/// Where the n-th sender goes in. Neighbours go to different nodes, and each sender always to
	/// the same.
	pub fn door(&self, sender: usize) -> Door {
		// `connect` made at least one.
		self.doors[sender % self.doors.len()].clone()
	}

	/// Waits until all nodes have this block and all before it as final. `false` if `patience` ran
	/// out.
	///
	/// # Errors
	/// A node that does not answer.
	pub async fn is_finalized_within(&self, number: u64, patience: Duration) -> Result<bool> {
		let started = Instant::now();
		for node in &self.nodes {
			while node.finalized().await?.number < number {
				if started.elapsed() >= patience {
					return Ok(false);
				}
				sleep(Duration::from_millis(500)).await;
			}
		}
		Ok(true)
	}
}

async fn connect(url: &str) -> Result<Chain> {
	let options = ConnectOptions { request_timeout: REQUEST_TIMEOUT, ..ConnectOptions::default() };
	Chain::connect_with(url, options).await.with_context(|| format!("can't connect to {url}"))
}
