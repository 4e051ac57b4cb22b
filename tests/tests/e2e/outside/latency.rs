//! How long a deposit takes, from when it is final on its chain until it is credited here.

use super::{
	ledger::{Key, Ledger},
	scene::Scene,
};
use anyhow::ensure;
use hotpot_tests::{doubles::Tron, restaurant::now_ms};
use std::{
	collections::BTreeMap,
	fmt::Write,
	sync::{Mutex, PoisonError},
	time::Duration,
};
use tokio::time::sleep;

/// The goal, ms; workers poll as they do by default.
const GOAL: u64 = 30_000;
/// How often the end of TRON is looked at.
const INTERVAL: Duration = Duration::from_millis(100);

/// When which block of TRON was first seen solidified, UNIX ms.
#[derive(Default)]
pub struct Solidified(Mutex<Vec<(u64, u64)>>);

impl Solidified {
	/// Looks on and on.
	pub async fn watch(&self, tron: &Tron) -> anyhow::Result<()> {
		loop {
			let seen = (tron.solidified().await?, now_ms()?);
			self.0.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
			sleep(INTERVAL).await;
		}
	}

	fn of(&self, block: u64) -> Option<u64> {
		let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		seen.iter().find(|(number, _)| *number >= block).map(|(_, at)| *at)
	}
}

/// Prints p50 and p95 of both chains. On TON what was sent is final at once.
pub async fn measure(
	scene: &Scene,
	sent: &Ledger,
	sent_at: &BTreeMap<Key, u64>,
	solidified: &Solidified,
) -> anyhow::Result<()> {
	let credited_at = scene.credited_at().await?;
	let mut times = BTreeMap::<&str, Vec<u64>>::new();
	for (key, entry) in sent {
		let is_ton = matches!(entry.token, "Ton" | "UsdtTon");
		let final_at = if is_ton {
			sent_at.get(key).copied()
		} else {
			scene.tron.block_of(&key.0).await?.and_then(|block| solidified.of(block))
		};
		if let (Some(from), Some(to)) = (final_at, credited_at.get(key)) {
			let chain = if is_ton { "TON" } else { "TRON" };
			times.entry(chain).or_default().push(to.saturating_sub(from));
		}
	}
	let mut line = String::from("         final there → credited here:");
	for (chain, times) in &mut times {
		times.sort_unstable();
		let at = |percent: usize| times[(times.len() - 1) * percent / 100];
		let (middle, most) = (at(50), at(95));
		let seconds = |ms: u64| ms as f64 / 1000.0;
		write!(line, " {chain} p50 {:.1} s, p95 {:.1} s;", seconds(middle), seconds(most))?;
		ensure!(most <= GOAL, "expected p95 of {chain} within {GOAL} ms; it is {most} ms");
	}
	ensure!(times.len() == 2, "expected deposits of both chains");
	println!("{line}");
	Ok(())
}
