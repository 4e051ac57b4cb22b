//! `hotpot-load checks`: how many checks a second a network records and finalizes.
//!
//! It starts nodes of its own, so that what it measures is a chain of known size on an otherwise
//! idle machine: it registers tills, records checks by the thousand until the state is as large as
//! asked, and then measures a window.

use crate::{
	calls,
	fleet::Fleet,
	lag::LagWatch,
	lane::Pace,
	load::Load,
	node::Nodes,
	numbers,
	progress::Console,
	reader::Block,
	report::{Report, Verdict},
	tills,
	weigh::{Weighed, weigh},
	window::Window,
};
use anyhow::{Context, Result, ensure};
use clap::Args;
use hotpot_cli::keys::{Role, SecretKey};
use hotpot_tests::process::{self, Meter, Usage};
use std::{
	ops::RangeInclusive,
	path::PathBuf,
	time::{Duration, Instant},
};

/// How many blocks are executed again to weigh them, at most: these take minutes, and nodes forget
/// the state of blocks long gone.
const WEIGHED: usize = 40;
/// By how many milliseconds blocks may miss their slots' beginnings, and then some.
const TOLERANCE: u64 = 500;
/// How long to wait for the registered tills to be final.
const PATIENCE: Duration = Duration::from_secs(60);

/// What to do.
#[derive(Args, Clone, Debug)]
pub struct Options {
	/// The node's program; by default the one beside this program.
	#[arg(long, value_name = "PATH")]
	bin: Option<PathBuf>,
	/// Validators: 1 or 3.
	#[arg(long, default_value_t = 1)]
	validators: u16,
	/// Tills that record at once.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=1_000))]
	tills: u64,
	/// How long to measure.
	#[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(6..=600))]
	seconds: u64,
	/// Checks to record before.
	#[arg(
		long,
		default_value_t = 1_000_000,
		value_parser = clap::value_parser!(u64).range(0..=20_000_000)
	)]
	preload: u64,
	/// Checks a second; as many as the network takes if not given.
	#[arg(long, value_name = "CHECKS_PER_SECOND")]
	rate: Option<f64>,
	/// Batches of a till that may be on their way.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=40))]
	depth: u64,
	/// First port; one for each node's RPC, and as many 100 above for peers.
	#[arg(
		long,
		default_value_t = 19_944,
		value_parser = clap::value_parser!(u16).range(1_024..=60_000)
	)]
	base_port: u16,
	/// Fail if fewer checks a second are recorded and finalized.
	#[arg(long, value_name = "CHECKS_PER_SECOND")]
	at_least: Option<f64>,
	/// Fail if 95 % of the batches are not final within so many seconds.
	#[arg(long, value_name = "SECONDS")]
	final_within: Option<f64>,
	/// Leave the nodes' data and logs behind.
	#[arg(long)]
	keep: bool,
	/// Print JSON.
	#[arg(long)]
	json: bool,
}

impl Options {
	fn binary(&self) -> Result<PathBuf> {
		let binary = match &self.bin {
			Some(binary) => binary.clone(),
			None => std::env::current_exe()?.with_file_name("hotpot-node"),
		};
		ensure!(binary.is_file(), "there is no {}; name the node with --bin", binary.display());
		Ok(binary)
	}

	/// How often each till sends a batch at the rate asked for.
	fn pace(&self) -> Pace {
		self.rate.map_or(Pace::Full, |rate| {
			let each = f64::from(numbers::BATCH) * self.tills as f64 / rate;
			Pace::Every(Duration::from_secs_f64(each))
		})
	}
}

/// Runs it.
///
/// # Errors
/// A node that does not start, a port that is taken, a till whose batches are refused.
pub async fn run(options: &Options) -> Result<Verdict> {
	ensure!(options.rate.is_none_or(|rate| rate > 0.0), "--rate must be above zero");
	let console = Console::new(options.json);
	let binary = options.binary()?;
	let mut nodes = Nodes::start(&binary, options.validators, options.base_port, console).await?;
	if options.keep {
		let folder = nodes.keep_folder().display().to_string();
		console.note(&format!("{folder} stays"));
	}
	let fleet = Fleet::connect(&nodes.urls(), 1).await?;
	let mut load = prepare(options, &fleet, console).await?;

	let began = Instant::now();
	let preloaded = preload(options, &mut load, console).await?;
	let preload_seconds = began.elapsed().as_secs_f64();
	if preloaded > 0 {
		console.note(&format!("{preloaded} checks were recorded in {preload_seconds:.0} s"));
	}
	let window = measure(options, &mut load, &fleet, &nodes.pids(), console).await?;
	let usages: Vec<Usage> = nodes.pids().into_iter().map(process::usage).collect::<Result<_>>()?;
	let refusals = load.refusals().all();
	drop(load);
	nodes.stop();

	console.note("Executing the blocks again to weigh them");
	let numbers = to_weigh(&window.blocks)?;
	let base_path = nodes.first_base_path();
	let weighed = weigh(nodes.binary(), nodes.chain(), &base_path, numbers).await?;

	let mut report = Report::new(format!(
		"Checks on {} validator(s), {} tills, {preloaded} checks before",
		options.validators, options.tills
	));
	report.count("validators", "validators", u64::from(options.validators));
	report.count("tills", "tills", options.tills);
	report.count("preloaded", "checks before", preloaded);
	report.figure("preload_seconds", "time to record these", Some(preload_seconds), "s");
	report.refusals(&refusals);
	window.describe(&mut report, &usages, &weighed);
	report.print(options.json);

	let rate = window.rate.map_or(0.0, |rate| rate.per_second());
	let p95 = window.finality.p95().unwrap_or(f64::INFINITY);
	Ok(Verdict::of(&[
		!weighed.is_empty() && weighed.iter().all(Weighed::is_within),
		options.at_least.is_none_or(|least| rate >= least),
		options.final_within.is_none_or(|most| p95 <= most),
	]))
}

/// Registers tills and gets them ready.
async fn prepare(options: &Options, fleet: &Fleet, console: Console) -> Result<Load> {
	console.note(&format!("Registering {} tills", options.tills));
	let chain = fleet.first();
	calls::ensure_layout(chain.state().await?.at())?;
	let owner = SecretKey::parse(&Role::Owner.path())?;
	let tills = tills::register(chain, &owner, usize::try_from(options.tills)?).await?;
	let registered = chain.best().await?.number;
	ensure!(
		fleet.is_finalized_within(registered, PATIENCE).await?,
		"the tills were not final within {} s",
		PATIENCE.as_secs()
	);
	Load::start(fleet, tills, usize::try_from(options.depth)?).await
}

/// Records checks at full speed until there are as many as asked. Says how many there are.
async fn preload(options: &Options, load: &mut Load, console: Console) -> Result<u64> {
	if options.preload > 0 {
		let bar = console.bar(options.preload, "checks before");
		load.go(Pace::Full);
		load.until(options.preload, &bar, |chronicle| chronicle.blocks().map(Block::checks).sum())
			.await?;
	}
	if options.rate.is_some() {
		load.go(Pace::Hold);
		load.drain().await?;
	}
	Ok(load.recorded())
}

/// Measures from the next block with checks to the first so many seconds later, by timestamps.
async fn measure(
	options: &Options,
	load: &mut Load,
	fleet: &Fleet,
	pids: &[u32],
	console: Console,
) -> Result<Window> {
	let began = Instant::now();
	load.go(options.pace());
	let is_first = |block: &&Block| block.seen > began && block.checks() > 0;
	let first_bar = console.bar(1, "first block");
	load.until(1, &first_bar, |chronicle| {
		u64::from(chronicle.blocks().any(|block| is_first(&block)))
	})
	.await?;
	let (meter, lag, opened) =
		(Meter::start(pids)?, LagWatch::start(fleet.nodes()), Instant::now());
	// Blocks come a few milliseconds early or late.
	let span = options.seconds.saturating_mul(1_000).saturating_sub(TOLERANCE);
	let bar = console.bar(span, "measuring, ms");
	load.until(span, &bar, |chronicle| {
		let first = chronicle.blocks().find(is_first).map_or(u64::MAX, |block| block.time);
		let last = chronicle.blocks().last().map_or(0, |block| block.time);
		last.saturating_sub(first)
	})
	.await?;
	let (cpu, closed) = (meter.cpu_seconds()?, Instant::now());
	load.go(Pace::Hold);
	load.drain().await?;
	load.finalize(load.follower().look(|chronicle| chronicle.best().number)).await?;

	let blocks: Vec<Block> =
		load.follower().look(|chronicle| chronicle.blocks().cloned().collect());
	let first = blocks.iter().find(is_first).map_or(0, |block| block.time);
	let end = first.saturating_add(span).saturating_add(2 * TOLERANCE);
	let mut window = Window::of(&blocks, first..=end, load.sent(), opened..=closed)?;
	(window.cpu, window.lag) = (cpu, lag.most());
	Ok(window)
}

/// The numbers of the blocks to weigh: all of the window, or its last ones.
fn to_weigh(blocks: &[Block]) -> Result<RangeInclusive<u64>> {
	let rest = blocks.len().saturating_sub(WEIGHED);
	let mut numbers = blocks.iter().skip(rest).map(|block| block.head.number);
	let first = numbers.next().context("no block was measured")?;
	Ok(first..=numbers.next_back().unwrap_or(first))
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use hotpot_cli::chain::Head;
	use subxt::utils::H256;

	#[derive(Parser)]
	struct Line {
		#[command(flatten)]
		options: Options,
	}

	fn pace(arguments: &[&str]) -> Option<Pace> {
		let line = std::iter::once(&"load").chain(arguments);
		Line::try_parse_from(line).ok().map(|line| line.options.pace())
	}

	#[test]
	fn the_pace_should_come_from_the_rate() {
		assert_eq!(pace(&[]), Some(Pace::Full));
		let every_two_seconds = Pace::Every(Duration::from_secs(2));
		assert_eq!(pace(&["--rate", "2000", "--tills", "20"]), Some(every_two_seconds));
		assert_eq!(pace(&["--tills", "0"]), None);
		assert_eq!(pace(&["--seconds", "601"]), None);
	}

	#[test]
	fn the_whole_window_should_be_weighed_or_its_end() {
		let blocks = |numbers: RangeInclusive<u64>| -> Vec<Block> {
			let block = |number| Block {
				head: Head { number, hash: H256([0; 32]) },
				time: 0,
				seen: Instant::now(),
				finalized: None,
				ours: Vec::new(),
				batches: Vec::new(),
				share: None,
			};
			numbers.map(block).collect()
		};
		assert_eq!(to_weigh(&blocks(7..=27)).ok(), Some(7..=27));
		assert_eq!(to_weigh(&blocks(7..=7)).ok(), Some(7..=7));
		assert_eq!(to_weigh(&blocks(101..=200)).ok(), Some(161..=200));
		assert!(to_weigh(&[]).is_err());
	}
}
