//! Three validators, a watched account, and votes on deposits to it.

use anyhow::{Context, anyhow, bail, ensure};
use futures::future::try_join_all;
use hotpot_cli::{chain::Chain, keys::SecretKey};
use hotpot_primitives::observations::{Deposit, ForeignAccount};
use hotpot_tests::{
	machine::Share,
	network::{Network, Options},
	node::Node,
	restaurant::{self, TestTill, key, now_ms, owner},
	transactions::{Life, hex_of, sign, submit},
	votes::{
		AnyClaim, Ballots, Deposits, Targets, VOTERS, applied_at, fact_of, general_transactions,
		session, watch,
	},
	wait::{eventually, step},
};
use std::{
	collections::BTreeSet,
	ops::RangeInclusive,
	sync::{Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use subxt::{
	dynamic,
	ext::{scale_decode::DecodeAsType, scale_value::Value},
};

/// A slot, ms.
pub const SLOT: u64 = 3_000;
/// The account that is watched.
const SHOP: [u8; 20] = [2; 20];
/// Observations at a time: half of the pools' slots, so that votes that came too late for the last
/// block are in nobody's way.
const ROUND: usize = 32;
/// How long anything may take into a block.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How long a session may take to its end.
const SESSION_PATIENCE: Duration = Duration::from_secs(900);
/// Lines of the ledger that the chain shows at once.
const PAGE: u32 = 100;
/// Votes that an observation takes of three validators.
pub const QUORUM: usize = 2;

/// Three validators, a watched account, and what was truly sent.
pub struct Scene {
	pub network: Network,
	pub chain: Chain,
	company: SecretKey,
	deposits: Mutex<Deposits>,
	votes: Mutex<BTreeSet<String>>,
	credited: Mutex<BTreeSet<[u8; 32]>>,
}

/// A deposit on its way.
pub struct Sent {
	deposit: Deposit,
	at: u64,
}

impl Scene {
	pub async fn new() -> anyhow::Result<Self> {
		let options = Options { share: Share::Whole, ..Default::default() };
		let network = step("three validators", Network::start(3, options)).await?;
		let chain = network.connect(0).await?;
		let deposits = Mutex::new(Deposits::to(ForeignAccount::Tron(SHOP)));
		let (votes, credited) = Default::default();
		Ok(Self { network, chain, company: key("//Dave")?, deposits, votes, credited })
	}

	pub fn pids(&self) -> anyhow::Result<Vec<u32>> {
		let pids = self.network.nodes().iter().map(Node::pid);
		pids.collect::<Option<_>>().context("a node does not run")
	}

	/// Has the owner watch the account, for good.
	pub async fn watch(&self) -> anyhow::Result<()> {
		let call = watch(SHOP, &self.company.account());
		let transaction = sign(&self.chain, &call, &owner()?, Life::Blocks(256)).await?;
		let taken = submit(self.network.node(0)?.rpc(), &transaction).await?;
		taken.map_err(|refusal| anyhow!("the owner is refused: {refusal}"))?;
		// Finally: a fork that lost it would give its nonce to the next transaction of the owner.
		eventually(PATIENCE, "the account is watched", || async {
			let state = self.chain.state_at(self.chain.finalized().await?).await?;
			let tron = Value::unnamed_variant("Tron", []);
			let count = state.storage::<_, u32>("Deposits", "WatchedCount", (tron,)).await?;
			Ok((count == Some(1)).then_some(()))
		})
		.await
	}

	/// Opens a restaurant with a till, and has the account watched.
	pub async fn open(&self) -> anyhow::Result<TestTill> {
		self.watch().await?;
		let node = restaurant::open(&self.chain, "Batumi", &key("//Ferdie")?.account()).await?;
		let till = TestTill::approve(&self.chain, node, "//votes//till//1").await?;
		self.network.node(0)?.rpc().settle().await?;
		Ok(till)
	}

	/// Waits for the next session, so that one is past.
	pub async fn next_session(&self) -> anyhow::Result<()> {
		let before = session(&self.chain.state().await?).await?;
		eventually(SESSION_PATIENCE, "a session ends", || async {
			Ok((session(&self.chain.state().await?).await? > before).then_some(()))
		})
		.await
	}

	/// Waits for so many more blocks.
	pub async fn blocks(&self, count: u64) -> anyhow::Result<RangeInclusive<u64>> {
		let first = self.chain.best().await?.number + 1;
		let last = first + count - 1;
		let patience = PATIENCE + Duration::from_millis(2 * SLOT * count);
		eventually(patience, "blocks go on", || async {
			Ok((self.chain.best().await?.number >= last).then_some(()))
		})
		.await?;
		Ok(first..=last)
	}

	/// Another deposit to the watched account.
	pub fn another(&self) -> anyhow::Result<Deposit> {
		held(&self.deposits).another()
	}

	/// Has each voter vote for a deposit, at its own node. Two must be taken; the third may be late.
	pub async fn vote(&self, ballots: &Ballots, deposit: Deposit) -> anyhow::Result<Sent> {
		let claim = AnyClaim::Deposit(deposit.clone());
		let at = now_ms()?;
		let votes = (0..VOTERS.len()).map(|voter| self.cast(ballots, voter, &claim));
		let outcomes = try_join_all(votes).await?;
		let refusals: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
		ensure!(
			refusals.len() <= VOTERS.len() - QUORUM,
			"expected the nodes to take their validators' votes; they say {refusals:?}"
		);
		Ok(Sent { deposit, at })
	}

	async fn cast(
		&self,
		ballots: &Ballots,
		voter: usize,
		claim: &AnyClaim,
	) -> anyhow::Result<Result<(), String>> {
		let vote = ballots.vote(voter, claim)?;
		held(&self.votes).insert(hex_of(&vote));
		let outcome = submit(self.network.node(voter)?.rpc(), &vote).await?;
		Ok(outcome.map(|_| ()).map_err(|refusal| refusal.to_string()))
	}

	/// Waits until a deposit is agreed on. Returns the ms from its first vote to its block's time.
	pub async fn applied(&self, sent: &Sent) -> anyhow::Result<u64> {
		let at = eventually(PATIENCE, "a deposit is agreed on", || async {
			applied_at(&self.chain.state().await?, fact_of(&sent.deposit)).await
		})
		.await?;
		let mut credited = held(&self.credited);
		credited.insert(sent.deposit.transaction);
		Ok(at.saturating_sub(sent.at))
	}

	/// Makes so many observations, a round at a time. Returns the ms that each took.
	pub async fn observe(&self, count: usize) -> anyhow::Result<Vec<u64>> {
		let ballots = Ballots::at(&self.chain).await?;
		let mut latencies = Vec::new();
		while latencies.len() < count {
			let size = ROUND.min(count - latencies.len());
			let deposits: Vec<Deposit> =
				(0..size).map(|_| self.another()).collect::<anyhow::Result<_>>()?;
			let votes = deposits.into_iter().map(|deposit| self.vote(&ballots, deposit));
			let sent = try_join_all(votes).await?;
			for sent in &sent {
				latencies.push(self.applied(sent).await?);
			}
		}
		self.network.node(0)?.rpc().settle().await?;
		Ok(latencies)
	}

	/// Fails unless exactly the deposits that were agreed on are in the ledger, each once.
	async fn ensure_credited(&self) -> anyhow::Result<()> {
		let state = self.chain.state().await?;
		let mut credited = BTreeSet::new();
		loop {
			let from = u32::try_from(credited.len())?;
			let asked = (self.company.account(), from, PAGE);
			let lines: Vec<(u32, Line)> = state.view("Deposits", "lines", asked).await?;
			if lines.is_empty() {
				break;
			}
			for (number, line) in lines {
				ensure!(credited.insert(line.transaction), "line {number} is there twice");
			}
		}
		let expected = held(&self.credited);
		ensure!(
			credited == *expected,
			"expected {} deposits in the ledger, each once; there are {}",
			expected.len(),
			credited.len()
		);
		Ok(())
	}

	/// What is agreed on and what one voter alone voted on, for forged votes to be about.
	pub async fn targets(&self) -> anyhow::Result<Targets> {
		let ballots = Ballots::at(&self.chain).await?;
		let [applied, voted] = [self.another()?, self.another()?];
		let alone = self.cast(&ballots, 0, &AnyClaim::Deposit(voted.clone())).await?;
		ensure!(alone.is_ok(), "expected the vote of one to be taken: {alone:?}");
		self.applied(&self.vote(&ballots, applied.clone()).await?).await?;
		eventually(PATIENCE, "the vote of one is in a block", || async {
			let (state, key) = (self.chain.state().await?, (fact_of(&voted),));
			Ok(state.storage::<_, Open>("Observations", "OpenFacts", key).await?.map(|_| ()))
		})
		.await?;
		Ok(Targets { watched: ForeignAccount::Tron(SHOP), applied, voted })
	}

	/// Picoseconds that blocks took.
	pub async fn weights(&self, blocks: RangeInclusive<u64>) -> anyhow::Result<Vec<f64>> {
		let mut weights = Vec::new();
		for number in blocks {
			let state = self.chain.state_at(self.chain.block(number).await?).await?;
			let used: Option<Used> = state.storage("System", "BlockWeight", ()).await?;
			let used = used.with_context(|| format!("block {number} has no weight"))?;
			let classes = [used.normal, used.operational, used.mandatory];
			weights.push(classes.iter().map(|weight| weight.ref_time as f64).sum());
		}
		Ok(weights)
	}

	/// Picoseconds that a block may take.
	pub async fn limit(&self) -> anyhow::Result<f64> {
		let address = dynamic::constant::<Limits>("System", "BlockWeights");
		let limits = self.chain.state().await?.at().constants().entry(address)?;
		Ok(limits.max_block.ref_time as f64)
	}

	/// The transactions without a sender in blocks. Each must be a vote that was truly cast.
	pub async fn counted_votes(&self, blocks: RangeInclusive<u64>) -> anyhow::Result<Vec<String>> {
		let mut found = Vec::new();
		for number in blocks {
			found.extend(general_transactions(self.network.node(0)?.rpc(), number).await?);
		}
		self.ensure_cast(&found)?;
		Ok(found)
	}

	pub fn ensure_cast(&self, found: &[String]) -> anyhow::Result<()> {
		let cast = held(&self.votes);
		match found.iter().find(|vote| !cast.contains(*vote)) {
			Some(vote) => bail!("expected only votes that were truly cast; there is {vote}"),
			None => Ok(()),
		}
	}

	pub async fn finish(self) -> anyhow::Result<()> {
		step("each deposit in the ledger once", self.ensure_credited()).await?;
		self.network.acknowledge(self.chain.finalized().await?);
		step("invariants", self.network.finish()).await
	}
}

/// What no thread that panicked can have broken.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A line of the ledger, as far as it is looked at.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Line {
	transaction: [u8; 32],
}

/// A fact that is open.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Open {}

/// What a block took.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Used {
	normal: Weight,
	operational: Weight,
	mandatory: Weight,
}

/// What a block may take.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Limits {
	max_block: Weight,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Weight {
	ref_time: u64,
}
