//! The benchmarks, with so few repetitions that they measure nothing: that they run is what counts.

use super::place::{FAILED, Place, utf8};
use anyhow::{Context, ensure};
use std::{fs, path::Path};

/// How rarely a block is executed.
const RARELY: [&str; 6] = ["--warmup", "1", "--repeat", "2", "--max-ext-per-block", "10"];

/// Blocks full of transactions, which the SDK executes on top of genesis: the place must be fresh.
pub(crate) async fn of_transactions(place: &Place, folder: &Path) -> anyhow::Result<()> {
	let extrinsic = ["benchmark", "extrinsic", "--pallet", "system", "--extrinsic", "remark"];
	let words = ["Extrinsics per block: 10", "Executing a system::remark extrinsic takes"];
	place.says(&[&extrinsic[..], &RARELY].concat(), &words).await?;

	let weights = utf8(folder)?;
	let overhead = ["benchmark", "overhead", "--weight-path", &weights];
	let words = ["Per-block execution overhead", "Per-extrinsic execution overhead"];
	place.says(&[&overhead[..], &RARELY].concat(), &words).await?;
	for (file, weight) in [
		("block_weights.rs", "BlockExecutionWeight"),
		("extrinsic_weights.rs", "ExtrinsicBaseWeight"),
	] {
		ensure_written(&folder.join(file), weight)?;
	}
	Ok(())
}

/// Processor, memory and disk.
pub(crate) async fn of_the_machine(place: &Place) -> anyhow::Result<()> {
	let machine = ["benchmark", "machine", "--allow-fail"];
	let shortly = ["--verify-duration", "--hash-duration", "--memory-duration", "--disk-duration"]
		.map(|kind| [kind, "0.1"])
		.concat();
	place.says(&[&machine[..], &shortly].concat(), &["From 6 benchmarks in total"]).await?;
	let tolerance = [&machine[..], &["--tolerance", "101"]].concat();
	place.refuses(&tolerance, FAILED, &["--tolerance argument is out of range"]).await?;
	Ok(())
}

/// Blocks that a node made, and the database below them.
pub(crate) async fn of_blocks(place: &Place, folder: &Path) -> anyhow::Result<()> {
	let block = ["benchmark", "block", "--from", "1", "--to", "2", "--repeat", "1"];
	place.says(&block, &["Block 1 with", "Block 2 with", "of its weight"]).await?;

	let weights = utf8(folder)?;
	let storage = ["benchmark", "storage", "--state-version", "1", "--weight-path", &weights];
	let little = ["--keys-limit", "20", "--batch-size", "5", "--warmups", "1"];
	let words = ["Reading 20 keys", "Writing 20 keys in batches of 5"];
	place.says(&[&storage[..], &little].concat(), &words).await?;
	ensure_written(&folder.join("paritydb_weights.rs"), "ParityDbWeight")
}

fn ensure_written(file: &Path, weight: &str) -> anyhow::Result<()> {
	let text = fs::read_to_string(file)
		.with_context(|| format!("expected {} to be written", file.display()))?;
	ensure!(text.contains(weight), "expected {weight} in {}; it is {text}", file.display());
	Ok(())
}
