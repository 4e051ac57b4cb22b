//! The checker of the invariants (I1 to I8), for what a network of nodes can break.

use crate::{network::Network, node::Node, wait::eventually};
use anyhow::{Context, bail, ensure};
use hotpot_cli::chain::State;
use std::time::Duration;

/// Blocks that finality may be behind when nothing is wrong (I8).
pub const USUAL_LAG: u64 = 4;

/// How long a healed network may take to get there (I8).
pub const HEALING_PATIENCE: Duration = Duration::from_secs(120);

/// Words that no log may contain (I6).
const FORBIDDEN: [&str; 3] = ["panicked at", "essential task", "runtime panic"];

impl Network {
	/// Checks that
	/// - no validator has ended by itself, panicked or lost an essential task (I6);
	/// - finality is close behind the best block, on all of them (I8);
	/// - their finalized chains are prefixes of one another (I4), and hold every block that a
	///   client was told is final (I5);
	/// - all THP is accounted for (I1, rule 3), on all of them.
	///
	/// # Errors
	/// The first of these that does not hold.
	pub async fn assert_healthy(&mut self) -> anyhow::Result<()> {
		self.ensure_running()?;
		self.wait_for_finality().await?;
		self.ensure_one_chain().await?;
		self.ensure_conservation().await?;
		self.ensure_clean_logs()
	}

	/// Waits until finality is close behind the best block on every running validator, and they
	/// agree on how far it is (I8).
	///
	/// # Errors
	/// If that takes more than two minutes.
	pub async fn wait_for_finality(&self) -> anyhow::Result<()> {
		let what = format!("I8: finality is at most {USUAL_LAG} blocks behind on all validators");
		eventually(HEALING_PATIENCE, &what, || async {
			let mut best = 0;
			let mut finalized = u64::MAX;
			for node in self.running() {
				best = best.max(node.rpc().best().await?.number);
				finalized = finalized.min(node.rpc().finalized().await?.number);
			}
			Ok((best.saturating_sub(finalized) <= USUAL_LAG).then_some(()))
		})
		.await
	}

	/// Running validators.
	pub fn running(&self) -> impl Iterator<Item = &Node> {
		self.nodes().iter().filter(|node| node.is_wanted())
	}

	/// I4 and I5.
	async fn ensure_one_chain(&self) -> anyhow::Result<()> {
		let mut finalized = Vec::new();
		for node in self.running() {
			finalized.push((node, node.rpc().finalized().await?));
		}
		for (node, block) in &finalized {
			for (other, further) in &finalized {
				if further.number < block.number {
					continue;
				}
				let hash = other.rpc().hash_at(block.number).await?;
				ensure!(
					hash.as_ref() == Some(&block.hash),
					"I4: expected {}'s finalized chain to go on from {}'s: block {} is {hash:?} \
					 there and {} here",
					other.name(),
					node.name(),
					block.number,
					block.hash
				);
			}
		}
		for block in self.acknowledged() {
			let expected = format!("{:?}", block.hash);
			for (node, finalized) in &finalized {
				let found = node.rpc().hash_at(block.number).await?;
				ensure!(
					finalized.number >= block.number && found.as_ref() == Some(&expected),
					"I5: expected {} to have block {} {expected}, which a client was told is \
					 final; it is finalized up to {} and has {found:?} there",
					node.name(),
					block.number,
					finalized.number
				);
			}
		}
		Ok(())
	}

	/// I1: rule 3's two equations, in the finalized state.
	async fn ensure_conservation(&self) -> anyhow::Result<()> {
		for (index, node) in self.nodes().iter().enumerate() {
			if node.is_wanted() {
				let chain = self.connect(index).await?;
				let state = chain.state_at(chain.finalized().await?).await?;
				ensure_conserved(&state).await.with_context(|| node.name())?;
			}
		}
		Ok(())
	}

	/// I6.
	fn ensure_clean_logs(&self) -> anyhow::Result<()> {
		for node in self.nodes() {
			let log = node.log()?;
			for (index, line) in log.lines().enumerate() {
				let lower = line.to_ascii_lowercase();
				if FORBIDDEN.iter().any(|words| lower.contains(words)) {
					let place = node.log_path();
					bail!("I6: expected no panic; {}:{} says: {line}", place.display(), index + 1);
				}
			}
		}
		Ok(())
	}
}

/// Rule 3: every accrued unit of THP stands in exactly one place, and exactly those that matured
/// or expired were minted.
///
/// # Errors
/// The numbers that don't add up.
pub async fn ensure_conserved(state: &State) -> anyhow::Result<()> {
	let totals = state.totals().await?;
	let places = [
		totals.unclaimed,
		totals.pending,
		totals.deferred,
		totals.matured,
		totals.expired,
		totals.voided,
	];
	ensure!(
		places.iter().sum::<u128>() == totals.accrued,
		"I1: expected all accrued THP to stand in one place each: {totals:?}"
	);
	let supply = state.thp_supply().await?;
	ensure!(
		supply == totals.matured + totals.expired,
		"I1: expected exactly the matured and the expired THP to be minted; the supply is \
		 {supply}, the totals are {totals:?}"
	);
	let (pool, reserve) = state.pots().await?;
	ensure!(
		pool + reserve == totals.expired,
		"I1: expected the pool ({pool}) and the reserve ({reserve}) to hold the expired THP: \
		 {totals:?}"
	);
	Ok(())
}
