//! Holds the time that blocks take against the weight they declared.

use anyhow::{Context, Result, ensure};
use std::{ops::RangeInclusive, path::Path, process::Stdio};
use tokio::process::Command;

/// How often a block is executed.
const REPEAT: &str = "3";
/// What stands before a block's number in the node's words.
const BLOCK: &str = "Block ";
/// What stands after the figure.
const MARK: &str = "% of its weight";

/// What a block used of the weight it declared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
	/// Its number.
	pub block: u64,
	/// In per cent.
	pub used: f64,
}

impl Weighed {
	/// Whether it took some time, and not more than it declared.
	pub fn is_within(&self) -> bool {
		self.used > 0.0 && self.used <= 100.0
	}
}

/// Executes these blocks of a node that is stopped.
///
/// # Errors
/// A node that runs, or that has forgotten the state before a block.
pub async fn weigh(
	binary: &Path,
	chain: &str,
	base_path: &Path,
	blocks: RangeInclusive<u64>,
) -> Result<Vec<Weighed>> {
	let (from, to) = (blocks.start().to_string(), blocks.end().to_string());
	let output = Command::new(binary)
		.args(["benchmark", "block", "--chain", chain, "--base-path"])
		.arg(base_path)
		.args(["--from", &from, "--to", &to, "--repeat", REPEAT])
		.stdin(Stdio::null())
		.kill_on_drop(true)
		.output()
		.await
		.with_context(|| format!("can't run {}", binary.display()))?;
	let said = [output.stdout, output.stderr].concat();
	let said = String::from_utf8_lossy(&said);
	let weighed: Vec<Weighed> = said.lines().filter_map(read).collect();
	ensure!(
		output.status.success() && weighed.len() == blocks.count(),
		"the blocks {from} to {to} were not weighed: {}",
		last_line(&said)
	);
	Ok(weighed)
}

/// Reads a line like `… Block 31 with 84 tx used 62.07% of its weight (…)`.
fn read(line: &str) -> Option<Weighed> {
	let (before, _) = line.split_once(MARK)?;
	let (_, block) = before.split_once(BLOCK)?;
	let mut words = block.split_whitespace();
	let block = words.next()?.parse().ok()?;
	Some(Weighed { block, used: words.next_back()?.parse().ok()? })
}

fn last_line(said: &str) -> &str {
	said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_node_s_words_should_be_understood() {
		let said = "2026-01-01 00:00:00 Block 31 with    84 tx used  62.07% of its weight \
			( 698,112,345 of  1,124,700,000 ns)";
		assert_eq!(read(said), Some(Weighed { block: 31, used: 62.07 }));
		let over = "Block 1 with 2 tx used 113.90% of its weight (2 of 1 ns) - OVER WEIGHT!";
		assert_eq!(read(over), Some(Weighed { block: 1, used: 113.9 }));
		for other in ["Block 1 not found", "Block 1 some% of its weight", "1% of its weight", ""] {
			assert_eq!(read(other), None, "{other}");
		}
	}

	#[test]
	fn only_some_use_within_the_weight_should_do() {
		let is_within = |used| Weighed { block: 1, used }.is_within();
		assert!(is_within(0.1) && is_within(100.0));
		assert!(!is_within(0.0) && !is_within(100.1) && !is_within(f64::NAN));
	}

	#[test]
	fn the_last_line_should_tell_what_went_wrong() {
		assert_eq!(last_line("one\ntwo\n\n"), "two");
		assert_eq!(last_line("\n"), "it said nothing");
	}
}
