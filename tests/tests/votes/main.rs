//! What validators' votes cost, and whether forged ones cost anybody but those who send them.

mod flood;
mod pulse;
mod scene;

use anyhow::{Context, ensure};
use flood::{Flood, Siege};
use hotpot_tests::{
	is_full,
	process::Meter,
	recorder::{Recorder, ensure_nothing_lost},
	restaurant::TestTill,
	votes::{Ballots, session},
	wait::step,
};
use pulse::spread;
use scene::{PATIENCE, QUORUM, Scene};
use std::time::Instant;

/// What an observation may take of a block by weight, in per cent.
const MOST_OF_A_BLOCK: f64 = 1.0;
/// What the votes of an observation may take in blocks.
const MOST_BYTES: usize = 1_000;

/// Both on one network, because it takes as long to start.
#[tokio::test(flavor = "multi_thread")]
async fn votes_should_cost_little_and_forged_ones_should_leave_blocks_as_they_are()
-> anyhow::Result<()> {
	let scene = Scene::new().await?;
	let till = step("a till, a watched account", scene.open()).await?;
	cost_little(&scene).await?;
	if is_full() {
		step("a session ends", scene.next_session()).await?;
	}
	leave_blocks_as_they_are(&scene, &till).await?;
	scene.finish().await
}

async fn cost_little(scene: &Scene) -> anyhow::Result<()> {
	let (idle, count) = if is_full() { (20, 300) } else { (3, 100) };
	let cpu = Meter::start(&scene.pids()?)?;
	let since = Instant::now();
	let blocks = step("idle blocks", scene.blocks(idle)).await?;
	let idle_cpu = cpu.cpu_seconds()?.context("there are nodes")? / since.elapsed().as_secs_f64();
	let idle_weight = mean(&scene.weights(blocks).await?);

	let cpu = Meter::start(&scene.pids()?)?;
	let since = Instant::now();
	let first = scene.chain.best().await?.number + 1;
	let latencies = step("observations", scene.observe(count)).await?;
	let last = scene.chain.best().await?.number;
	let cpu =
		cpu.cpu_seconds()?.context("there are nodes")? - idle_cpu * since.elapsed().as_secs_f64();
	let weights = scene.weights(first..=last).await?;
	let weight = weights.iter().map(|weight| weight - idle_weight).sum::<f64>() / count as f64;
	let share = 100.0 * weight / scene.limit().await?;
	let found = scene.counted_votes(first..=last).await?;
	let bytes = found.iter().map(|vote| vote.len() / 2 - 1).sum::<usize>() / count;

	println!("{count} observations in {} blocks, one after the other", weights.len());
	println!("an observation's weight: {:.2} ms, {share:.3} % of a block", weight / 1e9);
	println!("the fullest block: {:.1} ms", weights.iter().copied().fold(0.0, f64::max) / 1e9);
	println!("an observation's bytes in blocks: {bytes}, in {QUORUM} votes");
	println!("an observation's CPU, of three nodes: {:.1} ms", 1e3 * cpu / count as f64);
	println!("idle CPU of three nodes: {:.1} % of a core", 100.0 * idle_cpu);
	println!("from the first vote to the block that applies: {}", spread(&latencies));
	ensure!(
		(0.0..MOST_OF_A_BLOCK).contains(&share),
		"expected an observation to take less than {MOST_OF_A_BLOCK} % of a block"
	);
	ensure!(bytes < MOST_BYTES, "expected less than {MOST_BYTES} bytes an observation");
	ensure!(
		found.len() == QUORUM * count,
		"expected {QUORUM} votes an observation in blocks, as the third comes too late; there are \
		 {} for {count}",
		found.len()
	);
	Ok(())
}

async fn leave_blocks_as_they_are(scene: &Scene, till: &TestTill) -> anyhow::Result<()> {
	let siege = if is_full() {
		Siege { votes: 10_000, blocks: 20 }
	} else {
		Siege { votes: 1_000, blocks: 4 }
	};
	let recorder = Recorder::start(&scene.chain, till);
	recorder.wait_for(1, PATIENCE, "before anything happens").await?;
	let finalized_before = scene.chain.finalized().await?;
	let start = scene.chain.best().await?.number + 1;
	let targets = scene.targets().await?;
	let ballots = Ballots::at(&scene.chain).await?;

	let calm = step("calm", scene.pulse(siege.blocks, async |_| Ok(()))).await?;
	let flood = Flood::new(&siege, ballots, targets);
	let pulse = scene.pulse(siege.blocks, async |besides| flood.run(besides).await);
	let besieged = step("forged votes", pulse).await?;
	calm.print("before");
	besieged.print("meanwhile");
	flood.print(&besieged, calm.load());

	recorder.wait_for(1, PATIENCE, "after the forged votes").await?;
	let acknowledged = recorder.stop().await?;
	scene.network.node(0)?.rpc().settle().await?;
	let end = scene.chain.best().await?.number;
	let found = step("votes in blocks", scene.counted_votes(start..=end)).await?;
	let observations = 1 + calm.latencies.len() + besieged.latencies.len();
	ensure!(
		found.len() == QUORUM * observations + 1,
		"expected {QUORUM} votes in blocks for each of {observations} deposits, and one for another; \
		 there are {}",
		found.len()
	);
	ensure_nothing_lost(&scene.network, 0, till, &acknowledged, finalized_before).await?;
	besieged.hold_against(&calm)?;
	ensure!(
		session(&scene.chain.state().await?).await? == flood.ballots.session(),
		"expected the session to go on; the forged votes were for one that ended"
	);
	Ok(())
}

fn mean(all: &[f64]) -> f64 {
	all.iter().sum::<f64>() / all.len() as f64
}
