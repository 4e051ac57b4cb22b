//! How the chain goes, for a while.

use crate::scene::{SLOT, Scene};
use anyhow::{Context, ensure};
use hotpot_tests::{
	network::Network,
	process::Meter,
	votes::{Ballots, generals},
};
use std::{
	ops::RangeInclusive,
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// How often what the nodes say of themselves is asked for.
const SAMPLE: Duration = Duration::from_millis(500);

impl Scene {
	/// Watches the chain for so many blocks, in which deposits are voted on one after the other and
	/// something else goes on beside. What that is may go on for longer.
	pub async fn pulse(
		&self,
		blocks: u64,
		beside: impl AsyncFnOnce(Besides<'_>) -> anyhow::Result<()>,
	) -> anyhow::Result<Pulse> {
		let (is_over, may_end) = (AtomicBool::new(false), Arc::new(AtomicBool::new(false)));
		let cpu = Meter::start(&self.pids()?)?;
		let since = Instant::now();
		let first = self.chain.best().await?.number;
		let besides = Besides { network: &self.network, may_end: Arc::clone(&may_end) };
		let beside = async {
			let outcome = beside(besides).await;
			is_over.store(true, Ordering::Relaxed);
			outcome
		};
		let blocks = async {
			let outcome = self.blocks(blocks).await;
			may_end.store(true, Ordering::Relaxed);
			outcome
		};
		let is_on = || !is_over.load(Ordering::Relaxed) || !may_end.load(Ordering::Relaxed);
		let (_, (), lags, latencies) =
			tokio::try_join!(blocks, beside, self.lags(&is_on), self.latencies(&is_on))?;
		let (took, cpu) = (since.elapsed(), cpu.cpu_seconds()?.context("there are nodes")?);
		let last = self.chain.best().await?.number;
		let intervals = self.intervals(first..=last).await?;
		Ok(Pulse { intervals, lags, latencies, took, cpu })
	}

	/// How many blocks the validators' finality is behind, again and again. Nothing but what was
	/// truly cast may be in their pools.
	async fn lags(&self, is_on: &impl Fn() -> bool) -> anyhow::Result<Vec<u64>> {
		let mut lags = Vec::new();
		while is_on() {
			for node in self.network.nodes() {
				let rpc = node.rpc();
				let (best, finalized) = (rpc.best().await?.number, rpc.finalized().await?.number);
				lags.push(best.saturating_sub(finalized));
				self.ensure_cast(&generals(rpc.pending().await?)?).context(node.name())?;
			}
			sleep(SAMPLE).await;
		}
		Ok(lags)
	}

	/// How long deposits take from the first vote, one after the other.
	async fn latencies(&self, is_on: &impl Fn() -> bool) -> anyhow::Result<Vec<u64>> {
		let mut latencies = Vec::new();
		while is_on() {
			let ballots = Ballots::at(&self.chain).await?;
			let sent = self.vote(&ballots, self.another()?).await?;
			latencies.push(self.applied(&sent).await?);
			sleep(SAMPLE).await;
		}
		Ok(latencies)
	}

	/// The ms between blocks.
	async fn intervals(&self, blocks: RangeInclusive<u64>) -> anyhow::Result<Vec<u64>> {
		let mut times = Vec::new();
		for number in blocks {
			let head = self.chain.block(number).await?;
			times.push(self.chain.state_at(head).await?.now().await?);
		}
		Ok(times.iter().zip(times.iter().skip(1)).map(|(a, b)| b.saturating_sub(*a)).collect())
	}
}

/// What goes on beside a [`Pulse`] knows.
pub struct Besides<'a> {
	pub network: &'a Network,
	/// There were blocks enough.
	pub may_end: Arc<AtomicBool>,
}

/// How the chain went for some blocks.
pub struct Pulse {
	intervals: Vec<u64>,
	lags: Vec<u64>,
	pub latencies: Vec<u64>,
	pub took: Duration,
	pub cpu: f64,
}

impl Pulse {
	pub fn print(&self, when: &str) {
		println!("{when}: blocks after {}", spread(&self.intervals));
		println!("{when}: finality behind by at most {} blocks", worst(&self.lags));
		println!(
			"{when}: {} deposits applied after {}",
			self.latencies.len(),
			spread(&self.latencies)
		);
		println!("{when}: CPU of three nodes {:.0} % of a core", 100.0 * self.load());
	}

	pub fn load(&self) -> f64 {
		self.cpu / self.took.as_secs_f64()
	}

	pub fn hold_against(&self, calm: &Self) -> anyhow::Result<()> {
		ensure!(
			median(&self.intervals) * 5 <= median(&calm.intervals) * 6,
			"expected blocks to come as often as before, give or take 20 %"
		);
		for (what, now, before, more) in [
			("between blocks", &self.intervals, &calm.intervals, SLOT),
			("to a deposit that is applied", &self.latencies, &calm.latencies, 2 * SLOT),
		] {
			ensure!(
				worst(now) <= worst(before).max(SLOT) + more,
				"expected at most {more} ms more than before {what}; it was {} ms, and is {}",
				worst(before),
				worst(now)
			);
		}
		ensure!(
			worst(&self.lags) <= worst(&calm.lags) + 2,
			"expected finality to keep up; it was {} blocks behind, and is {}",
			worst(&calm.lags),
			worst(&self.lags)
		);
		Ok(())
	}
}

fn median(all: &[u64]) -> u64 {
	let mut all = all.to_vec();
	all.sort_unstable();
	all.get(all.len() / 2).copied().unwrap_or_default()
}

fn worst(all: &[u64]) -> u64 {
	all.iter().copied().max().unwrap_or_default()
}

pub fn spread(all: &[u64]) -> String {
	let [median, worst] = [median(all), worst(all)].map(|ms| ms as f64 / 1e3);
	format!("p50 {median:.1} s, worst {worst:.1} s")
}
