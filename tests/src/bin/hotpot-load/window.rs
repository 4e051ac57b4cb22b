//! What was measured between two blocks.

use crate::{
	lane::BatchId,
	ledger::Ledger,
	reader::Block,
	report::{List, Report},
	stats::{Latencies, Rate},
	weigh::Weighed,
};
use anyhow::Result;
use hotpot_tests::process::Usage;
use serde_json::{Value, json};
use std::{ops::RangeInclusive, time::Instant};

/// What was measured between two blocks.
pub struct Window {
	/// The blocks, both ends included.
	pub blocks: Vec<Block>,
	/// Checks.
	pub rate: Option<Rate>,
	/// From the first submission of a batch to the first sight of its block.
	pub inclusion: Latencies,
	/// From the first submission of a batch to the first sight of its block as final.
	pub finality: Latencies,
	/// Seconds of CPU of all nodes.
	pub cpu: Option<f64>,
	/// The most blocks that finality was behind.
	pub lag: u64,
}

impl Window {
	/// Measures the blocks with these timestamps, and the latency of batches that were sent
	/// meanwhile. All of it is final by now.
	///
	/// # Errors
	/// Never in fact.
	pub fn of(
		blocks: &[Block],
		times: RangeInclusive<u64>,
		sent: &Ledger<BatchId>,
		meanwhile: RangeInclusive<Instant>,
	) -> Result<Self> {
		let (mut inclusion, mut finality) = (Latencies::new()?, Latencies::new()?);
		for block in blocks {
			for batch in &block.batches {
				let sent = sent.get(&(batch.till, batch.first));
				if let Some(sent) = sent.filter(|sent| meanwhile.contains(&sent.at)) {
					inclusion.record(block.seen.saturating_duration_since(sent.at));
					let finalized = block.finalized.unwrap_or_else(Instant::now);
					finality.record(finalized.saturating_duration_since(sent.at));
				}
			}
		}
		let within = blocks.iter().filter(|block| times.contains(&block.time));
		let blocks: Vec<Block> = within.cloned().collect();
		let counts: Vec<(u64, u64)> =
			blocks.iter().map(|block| (block.time, block.checks())).collect();
		Ok(Self { blocks, rate: Rate::over(&counts), inclusion, finality, cpu: None, lag: 0 })
	}

	/// Adds the figures to a report.
	pub fn describe(&self, report: &mut Report, usages: &[Usage], weighed: &[Weighed]) {
		let rate = self.rate;
		let per_second = rate.map(|rate| rate.per_second());
		report.count("recorded", "checks in the window", rate.map_or(0, |rate| rate.counted));
		report.figure("seconds", "the window", rate.map(|rate| rate.seconds), "s");
		report.figure("rate", "recorded and finalized", per_second, "checks/s");
		report.text("rate_method", "measured", Rate::METHOD);
		report.count("batches", "batches timed", self.finality.count());
		report.figure("inclusion_p50", "submitted to included, p50", self.inclusion.p50(), "s");
		report.figure("inclusion_p95", "submitted to included, p95", self.inclusion.p95(), "s");
		report.figure("finality_p50", "submitted to final, p50", self.finality.p50(), "s");
		report.figure("finality_p95", "submitted to final, p95", self.finality.p95(), "s");
		report.count("max_finality_lag", "finality behind, most blocks", self.lag);
		report.figure("cpu_seconds", "CPU of the nodes", self.cpu, "s");
		let each = rate.zip(self.cpu).map(|(rate, cpu)| cpu * 1e6 / rate.counted as f64);
		report.figure("cpu_us_per_check", "CPU a check", each, "µs");
		let memory = |value: fn(&Usage) -> u64| usages.iter().map(value).collect::<Vec<u64>>();
		let (resident, peak) = (memory(|usage| usage.resident), memory(|usage| usage.peak));
		report.add("resident_mb", "memory a node", json!(resident), format!("{resident:?} MB"));
		report.add("peak_mb", "memory a node, at most", json!(peak), format!("{peak:?} MB"));
		let used = || weighed.iter().map(|weighed| weighed.used);
		let (least, most) = (used().reduce(f64::min), used().reduce(f64::max));
		report.figure("used_min", "used of the declared weight, least", least, "%");
		report.figure("used_max", "used of the declared weight, most", most, "%");
		report.list(List {
			key: "blocks",
			columns: vec![
				("number", "block"),
				("time", "time, ms"),
				("batches", "batches"),
				("checks", "checks"),
				("declared", "declared, %"),
				("used", "used of it, %"),
			],
			rows: self.blocks.iter().map(|block| row(block, weighed)).collect(),
		});
	}
}

fn row(block: &Block, weighed: &[Weighed]) -> Vec<Value> {
	let number = block.head.number;
	let found = weighed.iter().find(|weighed| weighed.block == number);
	vec![
		json!(number),
		json!(block.time),
		json!(block.batches.len()),
		json!(block.checks()),
		json!(block.share.map(|share| share * 100.0)),
		json!(found.map(|weighed| weighed.used)),
	]
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::shapes::Batch;
	use hotpot_cli::chain::Head;
	use std::time::Duration;
	use subxt::utils::H256;

	#[test]
	fn a_window_should_count_its_blocks_and_time_what_was_sent_meanwhile() {
		let sent = Ledger::default();
		(1..=5).for_each(|first| sent.send((7, first)));
		let now = Instant::now();
		let block = |number: u64| Block {
			head: Head { number, hash: H256([0; 32]) },
			time: number * 3_000,
			seen: now + Duration::from_secs(2),
			finalized: Some(now + Duration::from_secs(9)),
			ours: Vec::new(),
			batches: vec![Batch { till: 7, first: u32::try_from(number).unwrap_or(0), count: 200 }],
			share: Some(0.5),
		};
		let blocks: Vec<Block> = (1..=6).map(block).collect();
		let past = now.checked_sub(Duration::from_secs(5)).expect("the clock is older");

		let window = Window::of(&blocks, 6_000..=12_000, &sent, past..=now).expect("it works");
		assert_eq!(window.rate, Some(Rate { counted: 400, seconds: 6.0 }));
		assert_eq!(window.blocks.len(), 3);
		assert_eq!((window.inclusion.count(), window.finality.count()), (5, 5), "not the sixth");
		assert!(window.inclusion.p95().is_some_and(|p95| (p95 - 2.0).abs() < 0.1));
		assert!(window.finality.p50().is_some_and(|p50| (p50 - 9.0).abs() < 0.1));

		let later = now + Duration::from_secs(60)..=now + Duration::from_secs(61);
		let window = Window::of(&blocks, 6_000..=12_000, &sent, later).expect("it works");
		assert_eq!(window.finality.p95(), None);
		let row = row(&blocks[1], &[Weighed { block: 2, used: 62.0 }]);
		assert_eq!(row, [json!(2), json!(6_000), json!(1), json!(200), json!(50.0), json!(62.0)]);
	}
}
