//! All tills under load, and what the chain makes of it.

use crate::{
	fleet::Fleet,
	follower::{Chronicle, Follower},
	lane::{BatchId, Common, Lane, Pace, Rooms},
	ledger::{Ledger, Refusals},
	reader::{Block, Reader},
	tills::Till,
};
use anyhow::{Context, Result, bail, ensure};
use hotpot_cli::chain::{Anchor, Chain};
use indicatif::ProgressBar;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::{
	sync::watch,
	task::{JoinHandle, JoinSet},
	time::sleep,
};

/// How old an anchor may get.
const ANCHOR_AGE: Duration = Duration::from_secs(5);
/// Blocks behind the best: no fork takes these away.
const ANCHOR_BEHIND: u64 = 3;
/// How often it is looked how far things are.
const INTERVAL: Duration = Duration::from_millis(250);
/// If nothing is recorded for so long, something is broken.
const SILENCE: Duration = Duration::from_secs(120);

/// Tills under load.
pub struct Load {
	pace: watch::Sender<Pace>,
	lanes: JoinSet<Result<()>>,
	anchors: JoinHandle<()>,
	follower: Follower,
	sent: Arc<Ledger<BatchId>>,
	refusals: Arc<Refusals>,
}

impl Load {
	/// Gets ready; tills hold until they are told a pace.
	///
	/// # Errors
	/// A node that does not answer.
	pub async fn start(fleet: &Fleet, tills: Vec<Till>, depth: usize) -> Result<Self> {
		let first = fleet.first();
		let (anchor, anchored) = watch::channel(first.anchor_behind(ANCHOR_BEHIND).await?);
		let (pace, paced) = watch::channel(Pace::Hold);
		let (sent, refusals) = (Arc::new(Ledger::default()), Arc::new(Refusals::default()));
		let common = Common {
			pace: paced,
			anchor: anchored,
			sent: sent.clone(),
			refusals: refusals.clone(),
			depth,
		};
		let all = tills.len().max(1) as f64;
		let lanes: Vec<Lane> = tills
			.into_iter()
			.zip(fleet.nodes().iter().cycle())
			.enumerate()
			.map(|(place, (till, node))| {
				Lane::new(till, node.clone(), common.clone(), place as f64 / all)
			})
			.collect();
		let rooms = Arc::new(Rooms::of(&lanes, sent.clone()));
		// A connection of its own, so that its questions don't queue behind batches.
		let watched = Chain::connect(first.url()).await?;
		let follower = Follower::start(&watched, Reader::Batches, rooms).await?;
		let anchors = tokio::spawn(renew(watched, anchor));
		let lanes = lanes.into_iter().map(Lane::run).collect();
		Ok(Self { pace, lanes, anchors, follower, sent, refusals })
	}

	/// Tells all tills how fast to go.
	pub fn go(&self, pace: Pace) {
		self.pace.send_replace(pace);
	}

	/// What blocks tell.
	pub const fn follower(&self) -> &Follower {
		&self.follower
	}

	/// What was sent.
	pub fn sent(&self) -> &Ledger<BatchId> {
		&self.sent
	}

	/// What was refused.
	pub fn refusals(&self) -> &Refusals {
		&self.refusals
	}

	/// How many checks the best chain has of this load.
	pub fn recorded(&self) -> u64 {
		self.follower.look(|chronicle| chronicle.blocks().map(Block::checks).sum())
	}

	/// Waits until `progress` reaches `goal`, and shows how far it is.
	///
	/// # Errors
	/// A till that gave up, or a chain on which nothing moves.
	pub async fn until(
		&mut self,
		goal: u64,
		bar: &ProgressBar,
		mut progress: impl FnMut(&Chronicle) -> u64,
	) -> Result<()> {
		let mut moved = (0, Instant::now());
		loop {
			let at = self.follower.look(&mut progress);
			bar.set_position(at.min(goal));
			if at >= goal {
				bar.finish_and_clear();
				return Ok(());
			}
			if at != moved.0 {
				moved = (at, Instant::now());
			}
			self.ensure_moving(moved.1)?;
			sleep(INTERVAL).await;
		}
	}

	/// Waits until nothing is on its way.
	///
	/// # Errors
	/// If it takes too long, or a till gave up.
	pub async fn drain(&mut self) -> Result<()> {
		let started = Instant::now();
		while self.sent.unseen() > 0 {
			self.ensure_moving(started)?;
			sleep(INTERVAL).await;
		}
		Ok(())
	}

	/// Waits until the block with this number is final.
	///
	/// # Errors
	/// If it takes too long.
	pub async fn finalize(&self, number: u64) -> Result<()> {
		let is_final =
			self.follower.wait(SILENCE, |chronicle| chronicle.finalized() >= number).await;
		ensure!(is_final, "block {number} was not final within {} s", SILENCE.as_secs());
		Ok(())
	}

	fn ensure_moving(&mut self, since: Instant) -> Result<()> {
		while let Some(ended) = self.lanes.try_join_next() {
			ended?.context("a till gave up")?;
		}
		if since.elapsed() >= SILENCE {
			let trouble = self.follower.look(|chronicle| chronicle.trouble().map(str::to_owned));
			bail!(
				"nothing moved for {} s: {}; refused: {:?}",
				SILENCE.as_secs(),
				trouble.as_deref().unwrap_or("nodes answer"),
				self.refusals.all()
			);
		}
		Ok(())
	}
}

impl Drop for Load {
	fn drop(&mut self) {
		self.anchors.abort();
	}
}

/// Keeps the anchor young; while the node does not answer, the old one serves.
async fn renew(chain: Chain, anchor: watch::Sender<Anchor>) {
	while !anchor.is_closed() {
		sleep(ANCHOR_AGE).await;
		if let Ok(young) = chain.anchor_behind(ANCHOR_BEHIND).await {
			anchor.send_replace(young);
		}
	}
}
