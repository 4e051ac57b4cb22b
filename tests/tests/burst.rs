//! A flood of transfers with guests' claims in the middle of it. Such a burst has broken a chain
//! like this one for good; here finality and claims must go on (rule 40).

use anyhow::{Context, ensure};
use hotpot_tests::{
	is_full,
	network::{Network, Options},
	node::Node,
	wait::step,
};
use serde_json::Value;
use std::{ops::RangeInclusive, process::Stdio, time::Duration};
use tokio::{process::Command, time::timeout};

/// How long the load generator may take: checks and money first, then the burst (180 s), then
/// finality.
const PATIENCE: Duration = Duration::from_secs(600);

/// So much of everything must be included within the generator's 180 s, in per cent.
const INCLUDED: RangeInclusive<f64> = 99.9..=100.0;

/// The most blocks that finality may be behind, on any validator.
const MOST_LAG: u64 = 20;

/// The seconds within which 95 % of the claims must be included.
const CLAIMS_P95: RangeInclusive<f64> = 0.0..=30.0;

/// What is sent at once.
struct Burst {
	transfers: u64,
	claims: u64,
}

impl Burst {
	const SHORT: Self = Self { transfers: 2_400, claims: 50 };
	const ORDERED: Self = Self { transfers: 24_000, claims: 500 };
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_should_hold_up_neither_finality_nor_claims() -> anyhow::Result<()> {
	let network = step("three validators", Network::start(3, Options::default())).await?;
	let burst = if is_full() { Burst::ORDERED } else { Burst::SHORT };
	let urls: Vec<String> = network.nodes().iter().map(Node::url).collect();
	let report = step("the burst", burst.send(&urls)).await?;
	burst.judge(&report).with_context(|| format!("the report is {report:#}"))?;

	let chain = network.connect(0).await?;
	network.acknowledge(chain.finalized().await?);
	step("invariants", network.finish()).await
}

impl Burst {
	/// Runs the load generator, which must be content. Returns its report.
	async fn send(&self, urls: &[String]) -> anyhow::Result<Value> {
		let mut command = Command::new(env!("CARGO_BIN_EXE_hotpot-load"));
		command.args(["burst", "--json"]);
		command.args(["--transfers", &self.transfers.to_string()]);
		command.args(["--claims", &self.claims.to_string()]);
		for url in urls {
			command.args(["--rpc", url]);
		}
		let output = timeout(PATIENCE, command.stdin(Stdio::null()).kill_on_drop(true).output())
			.await
			.with_context(|| format!("expected the burst to end within {PATIENCE:?}"))??;
		let text = String::from_utf8(output.stdout)?;
		ensure!(
			output.status.code() == Some(0),
			"expected the burst to stay within the limits; hotpot-load ended with {}: {text}{}",
			output.status,
			String::from_utf8_lossy(&output.stderr)
		);
		serde_json::from_str(&text).with_context(|| format!("expected a report; it is {text}"))
	}

	/// Holds the report against the limits, whatever the generator itself makes of it.
	fn judge(&self, report: &Value) -> anyhow::Result<()> {
		ensure!(
			report["verdict"] == "within the limits",
			"expected the burst to be within the limits"
		);
		for (name, expected) in [
			("submitted", self.transfers),
			("claims_submitted", self.claims),
			("failed", 0),
			("claims_failed", 0),
		] {
			ensure!(report[name] == expected, "expected {name} to be {expected}");
		}
		for (name, expected) in [("all_percent", INCLUDED), ("claims_p95", CLAIMS_P95)] {
			ensure!(
				report[name].as_f64().is_some_and(|found| expected.contains(&found)),
				"expected {name} to be within {expected:?}"
			);
		}
		ensure!(
			report["max_finality_lag"].as_u64().is_some_and(|lag| lag <= MOST_LAG),
			"expected finality to be at most {MOST_LAG} blocks behind"
		);
		println!("of everything within 180 s: {} %", report["all_percent"]);
		println!("95 % of the claims within: {} s", report["claims_p95"]);
		println!("finality behind by at most: {} blocks", report["max_finality_lag"]);
		Ok(())
	}
}
