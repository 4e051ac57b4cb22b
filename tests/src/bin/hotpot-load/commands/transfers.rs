//! `hotpot-load transfers`: how many transfers a second a chain includes.
//!
//! It goes by what every Substrate chain with `Balances` and 32-byte accounts has, so that ours can
//! be compared with others.

use crate::{
	fleet::Fleet,
	follower::{Follower, Listener},
	funding,
	lag::LagWatch,
	ledger::{Ledger, Refusals},
	outcome::Outcome,
	progress::Console,
	reader::{Block, Reader},
	report::{Report, Verdict},
	signing::{self, Job},
	submit::{self, Desk, Pacer, Plan, Window},
};
use anyhow::{Result, ensure};
use clap::Args;
use hotpot_cli::{
	chain::{Chain, SignedTx},
	keys::SecretKey,
};
use hotpot_tests::process::Meter;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::utils::H256;

/// Most transfers of a run.
const MOST: u64 = 200_000;
/// Longest submission, in seconds.
const LONGEST: u64 = 600;
/// With --seconds and without --rate so many are signed ahead for each second.
const ASSUMED_RATE: f64 = 2_000.0;
/// How long to wait for what was submitted, and then for its finality.
const PATIENCE: Duration = Duration::from_secs(180);

/// What to do.
#[derive(Args, Clone, Debug)]
pub struct Options {
	/// A node on this machine; several times for several nodes of the chain. Blocks are read from
	/// the first.
	#[arg(long, value_name = "URL", default_value = "ws://127.0.0.1:9944")]
	rpc: Vec<String>,
	/// Accounts to send from, each always by the same node.
	#[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(2..=10_000))]
	senders: u64,
	/// How many transfers to send.
	#[arg(
		long,
		default_value_t = 10_000,
		conflicts_with = "seconds",
		value_parser = clap::value_parser!(u64).range(1..=MOST)
	)]
	count: u64,
	/// How long to send.
	#[arg(long, value_parser = clap::value_parser!(u64).range(1..=LONGEST))]
	seconds: Option<u64>,
	/// Transfers a second at most; as many as the chain takes if not given.
	#[arg(long, value_name = "TX_PER_SECOND")]
	rate: Option<f64>,
	/// How many may wait for a block at once, so that pools don't overflow.
	#[arg(long, default_value_t = 6_000, value_name = "COUNT")]
	in_flight: usize,
	/// Connections to each node.
	#[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=64))]
	connections: u64,
	/// A process whose CPU to count, a node's for instance; several times for several.
	#[arg(long)]
	pid: Vec<u32>,
	/// Whose money to use: a phrase or seed with a path, or @file.
	#[arg(long, default_value = "//Alice", value_name = "KEY")]
	funder: String,
	/// Print JSON.
	#[arg(long)]
	json: bool,
}

impl Options {
	/// How many transfers to sign, and how long to send them.
	fn extent(&self) -> (u64, Duration) {
		let Some(seconds) = self.seconds else {
			return (self.count, Duration::from_secs(LONGEST));
		};
		let most = self.rate.unwrap_or(ASSUMED_RATE) * seconds as f64;
		((most.ceil() as u64).clamp(1, MOST), Duration::from_secs(seconds))
	}
}

/// Signs transfers between `senders` in a ring, as equal a share each as can be.
///
/// # Errors
/// A node that does not answer, or a chain without `Balances`.
pub async fn sign_ring(
	chain: &Chain,
	senders: &[SecretKey],
	count: u64,
) -> Result<Vec<Vec<SignedTx>>> {
	let nonces = funding::nonces(chain, senders).await?;
	let shares = signing::shares(count, u64::try_from(senders.len())?);
	let neighbours = senders.iter().cycle().skip(1);
	let mut jobs = Vec::with_capacity(senders.len());
	for (((sender, neighbour), nonce), share) in
		senders.iter().zip(neighbours).zip(nonces).zip(shares)
	{
		jobs.push(Job {
			signer: sender.signer().clone(),
			nonce,
			destination: neighbour.account(),
			value: funding::VALUE,
			count: usize::try_from(share)?,
		});
	}
	signing::sign(chain.anchor_behind(funding::ANCHOR_BEHIND).await?, jobs).await
}

/// How many of what was sent are in blocks of the best chain.
pub fn included<'a>(blocks: impl Iterator<Item = &'a Block>) -> u64 {
	blocks.map(|block| u64::try_from(block.ours.len()).unwrap_or(u64::MAX)).sum()
}

/// Runs it.
///
/// # Errors
/// A node elsewhere or not there, a funder without money, a chain without `Balances`.
pub async fn run(options: &Options) -> Result<Verdict> {
	ensure!(options.rate.is_none_or(|rate| rate > 0.0), "--rate must be above zero");
	ensure!(options.in_flight > 0, "--in-flight must be above zero");
	let console = Console::new(options.json);
	let (count, duration) = options.extent();
	let funder = SecretKey::from_argument(&options.funder)?;
	let fleet = Fleet::connect(&options.rpc, usize::try_from(options.connections)?).await?;
	let chain = fleet.first();

	console.note(&format!("Funding {} senders", options.senders));
	let senders = funding::senders(&funder, usize::try_from(options.senders)?)?;
	funding::fund(&fleet, &funder, &senders, count.div_ceil(options.senders)).await?;
	console.note(&format!("Signing {count} transfers"));
	let signed = sign_ring(chain, &senders, count).await?;
	let plans: Vec<Plan> = signed
		.into_iter()
		.enumerate()
		.map(|(sender, transactions)| Plan { door: fleet.door(sender), transactions })
		.collect();

	let sent = Arc::new(Ledger::<H256>::default());
	let refusals = Arc::new(Refusals::default());
	let window = Arc::new(Window::new(sent.clone(), options.in_flight));
	// A connection of its own, so that its questions don't queue behind transfers.
	let watched = Chain::connect(chain.url()).await?;
	let listener: Arc<dyn Listener> = window.clone();
	let follower = Follower::start(&watched, Reader::Transactions(sent.clone()), listener).await?;
	let lag = LagWatch::start(fleet.nodes());
	let meter = Meter::start(&options.pid)?;

	let bar = console.bar(count, "submitted");
	let desk = Desk {
		sent: sent.clone(),
		refusals: refusals.clone(),
		window: Some(window),
		pacer: options.rate.map(Pacer::new),
		until: Instant::now() + duration,
		bar: bar.clone(),
	};
	let submitted = submit::submit(plans, Arc::new(desk)).await?;
	bar.finish_and_clear();
	console.note(&format!("{} transfers were taken; waiting for blocks", submitted.taken));
	follower.wait(PATIENCE, |chronicle| included(chronicle.blocks()) >= submitted.taken).await;
	let cpu = meter.cpu_seconds()?;
	let best = follower.look(|chronicle| chronicle.best().number);
	follower.wait(PATIENCE, |chronicle| chronicle.finalized() >= best).await;

	let outcome =
		follower.look(|chronicle| Outcome::of(chronicle.blocks(), &sent, |_| true, None))?;
	let mut report = Report::new(format!("Transfers on {}", options.rpc.join(", ")));
	report.count("senders", "senders", options.senders);
	report.count("submitted", "taken by nodes", submitted.taken);
	report.count("unsent", "signed, but not taken", submitted.left);
	report.refusals(&refusals.all());
	report.outcome(&outcome, submitted.taken);
	report.count("max_finality_lag", "finality behind, most blocks", lag.most());
	report.figure("cpu_seconds", "CPU until the last was included", cpu, "s");
	let each = cpu.filter(|_| outcome.included > 0).map(|cpu| cpu / outcome.included as f64);
	report.figure("cpu_ms_per_tx", "CPU a transfer", each.map(|each| each * 1_000.0), "ms");
	report.print(options.json);
	Ok(Verdict::Met)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[derive(Parser)]
	struct Line {
		#[command(flatten)]
		options: Options,
	}

	fn options(arguments: &[&str]) -> Result<Options, clap::Error> {
		let line = std::iter::once(&"load").chain(arguments);
		Line::try_parse_from(line).map(|line| line.options)
	}

	#[test]
	fn the_extent_should_be_bounded() {
		let extent = |arguments: &[&str]| options(arguments).map(|options| options.extent()).ok();
		let seconds = Duration::from_secs;
		assert_eq!(extent(&[]), Some((10_000, seconds(600))));
		assert_eq!(extent(&["--count", "5"]), Some((5, seconds(600))));
		assert_eq!(extent(&["--seconds", "60"]), Some((120_000, seconds(60))));
		assert_eq!(extent(&["--seconds", "600"]), Some((200_000, seconds(600))));
		assert_eq!(extent(&["--seconds", "10", "--rate", "2.5"]), Some((25, seconds(10))));
		assert_eq!(extent(&["--count", "200001"]), None);
		assert_eq!(extent(&["--seconds", "601"]), None);
		assert_eq!(extent(&["--seconds", "5", "--count", "5"]), None);
		assert_eq!(extent(&["--senders", "1"]), None);
	}

	#[test]
	fn several_nodes_and_processes_should_be_taken() {
		let options = options(&["--rpc", "a", "--rpc", "b", "--pid", "1", "--pid", "2"]);
		let options = options.expect("the arguments are valid");
		assert_eq!((options.rpc.len(), options.pid.len()), (2, 2));
	}
}
