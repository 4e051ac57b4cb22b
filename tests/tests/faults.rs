//! F1 and F3: validators die under load, without warning, and come back.

use anyhow::{Context, ensure};
use hotpot_cli::chain::{Chain, Head};
use hotpot_tests::{
	command::Hotpot,
	csv::{Sheet, sum_of},
	is_full,
	network::{Network, Options},
	recorder::{Recorder, ensure_nothing_lost},
	restaurant::{self, TestTill},
	rpc::Rpc,
	wait::{always, eventually, step},
};
use std::{
	cell::Cell,
	fs,
	path::PathBuf,
	process::ExitStatus,
	time::{Duration, Instant},
};
use tokio::process::Child;

/// Blocks after which a careless client is dead: its transactions are anchored at the finalized
/// head, and a period is over.
const PERIOD: u64 = 256;

/// How long load and blocks are waited for. With one of three validators down, every third slot or
/// so stays empty.
const PATIENCE: Duration = Duration::from_secs(90);

/// With four validators finality may pause for less than this.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// How long finality stands still.
struct Stall {
	at_least: Duration,
	blocks: u64,
}

impl Stall {
	fn short() -> Self {
		Self { at_least: Duration::from_secs(30), blocks: 5 }
	}

	/// Rule 36: ten minutes, and longer than transactions live.
	fn long() -> Self {
		Self { at_least: Duration::from_secs(600), blocks: PERIOD + 10 }
	}

	/// At worst half of the slots stay empty.
	fn patience(&self) -> Duration {
		self.at_least + PATIENCE + Duration::from_secs(6 * self.blocks)
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn three_validators_should_go_on_without_finality_when_one_is_killed() -> anyhow::Result<()> {
	let mut network = step("three validators", Network::start(3, Options::default())).await?;
	let chain = network.connect(0).await?;
	let franchisee = restaurant::key("//Ferdie")?.account();
	let node = restaurant::open(&chain, "Tbilisi", &franchisee).await?;

	one_of_three_is_lost(&mut network, node, 2, &Stall::short()).await?;
	if is_full() {
		one_of_three_is_lost(&mut network, node, 1, &Stall::long()).await?;
		one_of_three_is_lost(&mut network, node, 0, &Stall::short()).await?;
	}
	network.finish().await
}

/// Kills one of three validators while two tills record at the others, and an import runs at the
/// one that dies.
async fn one_of_three_is_lost(
	network: &mut Network,
	node: u32,
	victim: usize,
	stall: &Stall,
) -> anyhow::Result<()> {
	let [first, second] = [(victim + 1) % 3, (victim + 2) % 3];
	let (chain, other_chain) = (network.connect(first).await?, network.connect(second).await?);
	let path = |n: u32| format!("//faults//{victim}//till//{n}");
	let till = TestTill::approve(&chain, node, &path(1)).await?;
	let other_till = TestTill::approve(&chain, node, &path(2)).await?;
	let mut import = Import::new(TestTill::approve(&chain, node, &path(3)).await?, &path(3))?;
	network.node(first)?.rpc().settle().await?;

	let recorder = Recorder::start(&chain, &till);
	let other_recorder = Recorder::start(&other_chain, &other_till);
	step("load", recorder.wait_for(2, PATIENCE, "before anything happens")).await?;
	step("an import begins", import.start(&network.node(victim)?.url())).await?;
	let finalized_before = chain.finalized().await?;
	let best_before = chain.best().await?;
	network.acknowledge(finalized_before);

	let name = network.node(victim)?.name();
	network.kill9(victim)?;
	let stalled_since = Instant::now();
	for survivor in [first, second] {
		let advance =
			best_advances(network.node(survivor)?.rpc(), best_before.number + 5, PATIENCE, name);
		step("five more blocks", advance).await?;
	}
	let stuck_at = step("finality falls behind", finality_is_behind(&chain)).await?;
	let goes_on = recorder.wait_for(3, PATIENCE, "while finality stands still");
	step("load goes on", goes_on).await?;
	other_recorder.wait_for(1, PATIENCE, "at the other validator").await?;
	let resumes = import.ensure_failed_and_resume(network.node(first)?.url());
	step("the import fails and resumes", resumes).await?;

	let rpc = network.node(second)?.rpc();
	let advance = best_advances(rpc, stuck_at.number + stall.blocks, stall.patience(), name);
	step("the stall", advance).await?;
	while stalled_since.elapsed() < stall.at_least {
		recorder.wait_for(1, PATIENCE, "while finality stands still").await?;
	}
	// The clients still work, however far finality is behind.
	recorder.wait_for(1, PATIENCE, "at the end of the stall").await?;
	let finalized = chain.finalized().await?;
	ensure!(
		finalized == stuck_at,
		"expected finality to stand still at {stuck_at:?} with {name} down; it is at {finalized:?}"
	);

	step("the restart", network.restart(victim)).await?;
	step("finality catches up", network.wait_for_finality()).await?;
	let acknowledged = recorder.stop().await?;
	let other_acknowledged = other_recorder.stop().await?;
	for (till, acknowledged) in [(&till, acknowledged), (&other_till, other_acknowledged)] {
		let checks =
			ensure_nothing_lost(network, victim, till, &acknowledged, finalized_before).await?;
		println!("till {}: {checks} checks, each once", till.id);
	}
	import.ensure_complete(&network.connect(victim).await?).await?;
	step("invariants", network.assert_healthy()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn four_validators_should_go_on_with_finality_when_one_is_killed() -> anyhow::Result<()> {
	let mut network = step("four validators", Network::start(4, Options::default())).await?;
	let chain = network.connect(0).await?;
	let franchisee = restaurant::key("//Ferdie")?.account();
	let node = restaurant::open(&chain, "Batumi", &franchisee).await?;

	let victims = if is_full() { vec![3, 2, 1, 0] } else { vec![3] };
	for victim in victims {
		one_of_four_is_lost(&mut network, node, victim).await?;
	}
	network.finish().await
}

async fn one_of_four_is_lost(
	network: &mut Network,
	node: u32,
	victim: usize,
) -> anyhow::Result<()> {
	let survivor = (victim + 1) % 4;
	let chain = network.connect(survivor).await?;
	let till = TestTill::approve(&chain, node, &format!("//faults//{victim}//till//1")).await?;
	let recorder = Recorder::start(&chain, &till);
	step("load", recorder.wait_for(2, PATIENCE, "before anything happens")).await?;
	let finalized_before = chain.finalized().await?;
	network.acknowledge(finalized_before);

	let name = network.node(victim)?.name();
	network.kill9(victim)?;
	let watched = Duration::from_secs(if is_full() { 300 } else { 40 });
	let goes_on = finality_never_stops(network.node(survivor)?.rpc(), watched, name);
	step("finality goes on", goes_on).await?;
	recorder.wait_for(1, PATIENCE, "with one of four down").await?;

	step("the restart", network.restart(victim)).await?;
	step("finality catches up", network.wait_for_finality()).await?;
	let acknowledged = recorder.stop().await?;
	let lossless = ensure_nothing_lost(network, victim, &till, &acknowledged, finalized_before);
	step("nothing is lost", lossless).await?;
	step("invariants", network.assert_healthy()).await
}

async fn best_advances(rpc: Rpc, to: u64, patience: Duration, victim: &str) -> anyhow::Result<()> {
	let what = format!("blocks go on to {to} with {victim} down");
	eventually(patience, &what, || async { Ok((rpc.best().await?.number >= to).then_some(())) })
		.await
}

/// Waits until the votes that were on their way have been counted. Returns the last block that
/// they made final.
async fn finality_is_behind(chain: &Chain) -> anyhow::Result<Head> {
	let what = "finality falls 5 blocks behind, as two of three votes are not enough";
	eventually(PATIENCE, what, || async {
		let finalized = chain.finalized().await?;
		let lag = chain.best().await?.number.saturating_sub(finalized.number);
		Ok((lag >= 5).then_some(finalized))
	})
	.await
}

async fn finality_never_stops(rpc: Rpc, duration: Duration, victim: &str) -> anyhow::Result<()> {
	let start = rpc.finalized().await?.number;
	let last = Cell::new((start, Instant::now()));
	always(duration, || async {
		let number = rpc.finalized().await?.number;
		if number > last.get().0 {
			last.set((number, Instant::now()));
		}
		let pause = last.get().1.elapsed();
		ensure!(
			pause < MAX_PAUSE,
			"expected finality to go on with {victim} of four down; for {pause:?} it has been at \
			 block {number}"
		);
		Ok(())
	})
	.await?;
	let advanced = rpc.finalized().await?.number - start;
	ensure!(
		advanced >= duration.as_secs() / 10,
		"expected finality to keep up with {victim} of four down; in {duration:?} it advanced by \
		 {advanced} blocks"
	);
	Ok(())
}

/// An import through the command line, at a node that dies.
struct Import {
	till: TestTill,
	secret: String,
	folder: tempfile::TempDir,
	process: Option<Child>,
}

impl Import {
	const CHECKS: u32 = 100;

	fn new(till: TestTill, secret: &str) -> anyhow::Result<Self> {
		let folder = tempfile::tempdir()?;
		Sheet::new().sales(1..=Self::CHECKS).write(&folder.path().join("day.csv"))?;
		Ok(Self { till, secret: secret.to_owned(), folder, process: None })
	}

	fn file(&self) -> anyhow::Result<String> {
		let path: PathBuf = self.folder.path().join("day.csv");
		path.into_os_string().into_string().ok().context("the path is not UTF-8")
	}

	/// Starts it, slowly, and waits until it has recorded something.
	async fn start(&mut self, url: &str) -> anyhow::Result<()> {
		let file = self.file()?;
		let import = ["checks", "import", &file, "--till-key", &self.secret];
		let slowly = ["--batch", "2", "--in-flight", "1", "--retry-for", "5"];
		self.process = Some(Hotpot::at(url).spawn(&[&import[..], &slowly].concat())?);
		let journal = format!("{file}.journal");
		eventually(PATIENCE, "the import records a batch", || async {
			let text = fs::read_to_string(&journal).unwrap_or_default();
			Ok(text.contains("\"recorded\"").then_some(()))
		})
		.await
	}

	/// Its node is gone: it must have said so. The same command at another node does the rest.
	async fn ensure_failed_and_resume(&mut self, url: String) -> anyhow::Result<()> {
		let mut process = self.process.take().context("the import was started")?;
		let status: ExitStatus = tokio::time::timeout(PATIENCE, process.wait())
			.await
			.context("expected the import to give up on its node in time")??;
		ensure!(
			status.code() == Some(3),
			"expected the import to end with 3 when its node is down; it ended with {status}"
		);
		let file = self.file()?;
		let summary = Hotpot::at(url)
			.succeed(&["checks", "import", &file, "--till-key", &self.secret])
			.await?;
		let count = |field: &str| summary[field].as_u64().unwrap_or_default();
		ensure!(
			count("recorded") + count("already_recorded") == u64::from(Self::CHECKS)
				&& count("already_recorded") > 0,
			"expected the second import to record what the first had not; it says {summary}"
		);
		Ok(())
	}

	async fn ensure_complete(&self, chain: &Chain) -> anyhow::Result<()> {
		let state = chain.state_at(chain.finalized().await?).await?;
		let report = state.till_report(self.till.id).await?.context("the till is known")?;
		ensure!(
			report.missing == 0
				&& report.ledger.checks == u64::from(Self::CHECKS)
				&& report.ledger.tetri == sum_of(1..=Self::CHECKS),
			"expected the {} imported checks once each; the ledger says {:?}",
			Self::CHECKS,
			report.ledger
		);
		Ok(())
	}
}
