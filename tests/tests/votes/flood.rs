//! Forged votes, as fast as the nodes take them.

use crate::pulse::{Besides, Pulse};
use anyhow::{Context, bail, ensure};
use hotpot_tests::{
	node::Node,
	transactions::hex_of,
	votes::{Ballots, Forgery, Targets},
};
use serde_json::Value;
use std::{
	collections::BTreeMap,
	sync::{
		Arc, Mutex, OnceLock, PoisonError,
		atomic::{AtomicBool, AtomicU64, Ordering},
	},
	time::{Duration, Instant},
};
use subxt::rpcs::{self, RpcClient, client::rpc_params};
use tokio::task::JoinSet;

/// Connections to each node that forged votes come by.
const CONNECTIONS: usize = 8;
/// The pool's code for transactions that are not valid.
const INVALID: i32 = 1010;
/// What the SDK's pool says, with code 1002, while it still looks at a block that lost against
/// another of its slot. It takes nothing then.
const DISCARDED: &str = "State already discarded";
/// How many forged votes may be answered so, in per cent.
const MOST_DISCARDED: u64 = 1;

/// How long forged votes keep coming: until there were so many, and so many blocks.
pub struct Siege {
	pub votes: u64,
	pub blocks: u64,
}

/// Forged votes, as fast as the nodes take them.
pub struct Flood {
	least: u64,
	pub ballots: Ballots,
	targets: Targets,
	kinds: Vec<Forgery>,
	made: AtomicU64,
	refused: Mutex<BTreeMap<Forgery, u64>>,
	discarded: AtomicU64,
	took: OnceLock<Duration>,
}

impl Flood {
	/// Every second one has nothing wrong but who signed it.
	pub fn new(siege: &Siege, ballots: Ballots, targets: Targets) -> Arc<Self> {
		let is_possible = |kind: &Forgery| *kind != Forgery::PastSession || ballots.session() > 0;
		let kinds = Forgery::ALL.into_iter().filter(is_possible);
		let kinds = kinds.flat_map(|kind| [Forgery::Signer, kind]).collect();
		let (made, refused, discarded, took) = Default::default();
		Arc::new(Self {
			least: siege.votes,
			ballots,
			targets,
			kinds,
			made,
			refused,
			discarded,
			took,
		})
	}

	pub async fn run(self: &Arc<Self>, besides: Besides<'_>) -> anyhow::Result<()> {
		let since = Instant::now();
		let mut senders = JoinSet::new();
		for url in besides.network.nodes().iter().map(Node::url) {
			for _ in 0..CONNECTIONS {
				let (this, may_end) = (Arc::clone(self), Arc::clone(&besides.may_end));
				let url = url.clone();
				senders.spawn(async move { this.send(&url, &may_end).await });
			}
		}
		while let Some(ended) = senders.join_next().await {
			ended??;
		}
		self.took.get_or_init(|| since.elapsed());
		let [made, discarded] = [&self.made, &self.discarded].map(|n| n.load(Ordering::Relaxed));
		ensure!(
			discarded * 100 <= made * MOST_DISCARDED,
			"expected the pools to look at blocks that are there; {discarded} of {made} forged votes \
			 met one that was gone"
		);
		Ok(())
	}

	async fn send(&self, url: &str, may_end: &AtomicBool) -> anyhow::Result<()> {
		let client = RpcClient::from_insecure_url(url).await?;
		loop {
			let number = self.made.fetch_add(1, Ordering::Relaxed);
			if number >= self.least && may_end.load(Ordering::Relaxed) {
				return Ok(());
			}
			let at = usize::try_from(number)? % self.kinds.len();
			let kind = *self.kinds.get(at).context("there are kinds")?;
			let vote = self.ballots.forged(kind, number, &self.targets)?;
			if !is_refused(&client, &vote, kind).await? {
				self.discarded.fetch_add(1, Ordering::Relaxed);
				continue;
			}
			let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
			*refused.entry(kind).or_default() += 1;
		}
	}

	pub fn print(&self, pulse: &Pulse, usual_load: f64) {
		let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
		let (all, took): (u64, _) = (refused.values().sum(), self.took.get());
		let rate = all as f64 / took.copied().unwrap_or_default().as_secs_f64();
		let cpu = pulse.cpu - usual_load * pulse.took.as_secs_f64();
		println!("forged votes: {all}, all refused: {refused:?}");
		println!("without a look at them: {}", self.discarded.load(Ordering::Relaxed));
		println!("refusals: {rate:.0} a second, {:.0} a node", rate / 3.0);
		println!("a refusal's CPU: {:.2} ms", 1e3 * cpu / all as f64);
	}
}

/// Whether a pool refuses it for what is wrong with it, rather than without a look at it.
async fn is_refused(client: &RpcClient, vote: &[u8], kind: Forgery) -> anyhow::Result<bool> {
	let submitted: Result<Value, _> =
		client.request("author_submitExtrinsic", rpc_params![hex_of(vote)]).await;
	match submitted {
		Err(rpcs::Error::User(error)) => {
			let data = error.data.as_ref().map_or("", |data| data.get());
			if data.contains(DISCARDED) {
				return Ok(false);
			}
			ensure!(
				error.code == INVALID && data.trim_matches('"') == kind.refusal(),
				"{kind:?}: expected the pool to say {}; it says {} {} {data}",
				kind.refusal(),
				error.code,
				error.message
			);
			Ok(true)
		}
		Err(error) => Err(error).context("the node does not answer"),
		Ok(hash) => bail!("{kind:?}: expected the pool to refuse it; it took {hash}"),
	}
}
