//! A network of validators on loopback.

use crate::{
	machine::{self, Share, Turn},
	node::{self, Node},
	wait::eventually,
};
use anyhow::{Context, bail, ensure};
use futures::future::try_join_all;
use hotpot_cli::chain::{Chain, ConnectOptions, Head};
use std::{
	sync::Mutex,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::time::sleep;

/// How long a node may take to answer after its start.
const RPC_PATIENCE: Duration = Duration::from_secs(60);

/// How long a new network may take to its first finalized block.
const FINALITY_PATIENCE: Duration = Duration::from_secs(120);

/// How to run a network.
#[derive(Clone, Debug, Default)]
pub struct Options {
	/// More arguments for each node.
	pub arguments: Vec<String>,
	/// Where each node's worker listens: `--worker-url` of the nodes in turn.
	pub workers: Vec<u16>,
	/// How much of the machine the network needs.
	pub share: Share,
}

/// Validators on loopback.
///
/// Call [`Network::finish`] at the end of a test. A network that is dropped before keeps its
/// folder and says where the logs are.
#[derive(Debug)]
pub struct Network {
	nodes: Vec<Node>,
	options: Options,
	acknowledged: Mutex<Vec<Head>>,
	is_finished: bool,
	folder: Option<TempDir>,
	_turn: Turn,
}

impl Network {
	/// Starts 1, 3 or 4 validators on a new chain, and waits until all of them have finalized a
	/// block.
	///
	/// # Errors
	/// If they don't.
	pub async fn start(validators: usize, options: Options) -> anyhow::Result<Self> {
		let chain = match validators {
			1 => "dev",
			3 => "local",
			4 => "local4",
			_ => bail!("there are chains of 1, 3 and 4 validators, not of {validators}"),
		};
		let turn = machine::wait_for_turn(options.share).await?;
		let folder = tempfile::Builder::new().prefix("hotpot-test-").tempdir()?;
		let chain_spec = node::chain_spec(chain)?;
		let ports = machine::free_ports(2 * validators)?;
		let nodes = ports
			.chunks_exact(2)
			.enumerate()
			.map(|(index, ports)| {
				Node::prepare(index, &chain_spec, folder.path(), <[u16; 2]>::try_from(ports)?)
			})
			.collect::<anyhow::Result<Vec<_>>>()?;
		let mut network = Self {
			nodes,
			options,
			acknowledged: Mutex::default(),
			is_finished: false,
			folder: Some(folder),
			_turn: turn,
		};
		for index in 0..validators {
			network.spawn(index)?;
		}
		for index in 0..validators {
			network.wait_for_rpc(index).await?;
		}
		for node in &network.nodes {
			let what = format!("{} finalizes a block", node.name());
			eventually(FINALITY_PATIENCE, &what, || async {
				Ok((node.rpc().finalized().await?.number > 0).then_some(()))
			})
			.await?;
		}
		Ok(network)
	}

	/// All validators, running or not.
	pub fn nodes(&self) -> &[Node] {
		&self.nodes
	}

	/// A validator, from 0.
	///
	/// # Errors
	/// If there is none with this number.
	pub fn node(&self, index: usize) -> anyhow::Result<&Node> {
		self.nodes.get(index).with_context(|| format!("there is no validator {index}"))
	}

	/// A patient connection to a validator.
	///
	/// # Errors
	/// If it does not answer.
	pub async fn connect(&self, index: usize) -> anyhow::Result<Chain> {
		let options =
			ConnectOptions { connect_timeout: Duration::from_secs(20), ..Default::default() };
		Ok(Chain::connect_with(&self.node(index)?.url(), options).await?)
	}

	/// Kills a validator with SIGKILL.
	///
	/// # Errors
	/// If there is none with this number.
	pub fn kill9(&mut self, index: usize) -> anyhow::Result<()> {
		self.node_mut(index)?.kill9();
		Ok(())
	}

	/// Starts a validator that was killed, with the data it had, and waits until it
	/// answers.
	///
	/// # Errors
	/// If it does not.
	pub async fn restart(&mut self, index: usize) -> anyhow::Result<()> {
		self.spawn(index)?;
		self.wait_for_rpc(index).await
	}

	/// Remembers a block that a client was told is final: the checker asks every validator for it
	/// (I5).
	///
	/// # Panics
	/// If another thread panicked here.
	pub fn acknowledge(&self, block: Head) {
		self.acknowledged.lock().expect("nothing panics while it holds this lock").push(block);
	}

	/// The blocks that clients were told are final.
	///
	/// # Panics
	/// If another thread panicked in [`Self::acknowledge`].
	pub fn acknowledged(&self) -> Vec<Head> {
		self.acknowledged.lock().expect("nothing panics while it holds this lock").clone()
	}

	/// Fails if a validator has ended by itself.
	///
	/// # Errors
	/// Which one, and how.
	pub fn ensure_running(&mut self) -> anyhow::Result<()> {
		self.nodes.iter_mut().try_for_each(Node::ensure_running)
	}

	/// Checks the invariants, stops the validators and removes what they stored.
	///
	/// # Errors
	/// The first invariant that does not hold, or a validator that does not end.
	pub async fn finish(mut self) -> anyhow::Result<()> {
		self.assert_healthy().await?;
		try_join_all(self.nodes.iter_mut().map(Node::stop)).await?;
		self.is_finished = true;
		Ok(())
	}

	fn node_mut(&mut self, index: usize) -> anyhow::Result<&mut Node> {
		self.nodes.get_mut(index).with_context(|| format!("there is no validator {index}"))
	}

	fn spawn(&mut self, index: usize) -> anyhow::Result<()> {
		let others: Vec<String> = self
			.nodes
			.iter()
			.enumerate()
			.filter(|(other, _)| *other != index)
			.map(|(_, node)| node.multiaddress())
			.collect();
		let mut arguments = self.options.arguments.clone();
		if let Some(port) = self.options.workers.get(index) {
			arguments.extend(["--worker-url".to_owned(), format!("http://127.0.0.1:{port}")]);
		}
		self.node_mut(index)?.spawn(&others, &arguments)
	}

	async fn wait_for_rpc(&mut self, index: usize) -> anyhow::Result<()> {
		let started = Instant::now();
		loop {
			// A node that can't run is no reason to wait.
			self.node_mut(index)?.ensure_running()?;
			let node = self.node(index)?;
			if node.answers().await.unwrap_or(false) {
				return Ok(());
			}
			ensure!(
				started.elapsed() < RPC_PATIENCE,
				"expected {} to answer at {} within {RPC_PATIENCE:?}",
				node.name(),
				node.url()
			);
			sleep(Duration::from_millis(200)).await;
		}
	}
}

impl Drop for Network {
	fn drop(&mut self) {
		for node in &mut self.nodes {
			node.kill9();
		}
		let Some(folder) = self.folder.take() else { return };
		if self.is_finished {
			machine::remove_later(folder);
			return;
		}
		let folder = folder.keep();
		eprintln!("the network's data and logs stay in {}", folder.display());
		for node in &self.nodes {
			eprintln!("--- {}\n{}", node.log_path().display(), node.last_lines(12));
		}
	}
}
