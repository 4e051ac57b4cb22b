//! `hotpot verify`.

use super::{Node, registers::partial_of};
use crate::{
	args::{Blocks, Verify, VerifyDistribution},
	exit::{No, OracleEnded, Usage},
	output::Output,
};
use anyhow::Context;
use hotpot_cli::{
	chain::{Chain, ChainError, Head},
	oracle,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::{
	env,
	fs::{self, DirBuilder, File},
	io::{BufWriter, Write},
	os::unix::fs::DirBuilderExt,
	path::{Path, PathBuf},
	process::{self, Command},
	time::Duration,
};

/// What the events are written to.
const EVENTS: &str = "events.jsonl";

/// What the settings are written to.
const SETTINGS: &str = "settings.json";

/// What was written.
struct Written {
	events: u64,
	from: u64,
	last: Head,
}

/// A folder of this process alone, which goes away with this.
struct Scratch(PathBuf);

impl Scratch {
	fn new() -> anyhow::Result<Self> {
		let path = env::temp_dir().join(format!("hotpot-verify-{}", process::id()));
		DirBuilder::new().mode(0o700).create(&path).map_err(|error| unwritable(&path, &error))?;
		Ok(Self(path))
	}
}

impl Drop for Scratch {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

pub(crate) async fn run(command: Verify, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Verify::Distribution(options) => distribution(&options, node, output).await,
		Verify::Export { out, blocks } => export(&out, &blocks, node, output).await,
	}
}

async fn export(out: &Path, blocks: &Blocks, node: &Node, output: &Output) -> anyhow::Result<()> {
	let chain = node.connect().await?;
	let last = last_block(blocks, &chain).await?;
	fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
	let written = write(out, blocks.from_block, last, &chain, output).await?;
	let value = json!({
		"folder": out.display().to_string(),
		"events": written.events,
		"from_block": written.from,
		"block": written.last.number,
		"block_hash": format!("{:?}", written.last.hash),
	});
	output.show(&value, || {
		format!(
			"{} has {} events of the blocks {} to {}, and the settings before them.",
			out.display(),
			written.events,
			written.from,
			written.last.number
		)
	});
	Ok(())
}

async fn distribution(
	options: &VerifyDistribution,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	if !options.oracle.exists() {
		let oracle = options.oracle.display();
		let text = format!("there is no oracle at {oracle}; name it with --oracle");
		return Err(Usage(text).into());
	}
	let chain = node.connect().await?;
	let last = last_block(&options.blocks, &chain).await?;
	let state = chain.state_at(last).await?;
	if state.round(options.round).await?.is_none() {
		let refusal = state.refusal("Distribution", "NotFound");
		return Err(ChainError::Refused(Box::new(refusal)).into());
	}
	match &options.export {
		Some(folder) => {
			fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
			compare(options, last, folder, &chain, output).await
		}
		None => compare(options, last, &Scratch::new()?.0, &chain, output).await,
	}
}

/// Writes what the oracle reads, and runs it.
async fn compare(
	options: &VerifyDistribution,
	last: Head,
	folder: &Path,
	chain: &Chain,
	output: &Output,
) -> anyhow::Result<()> {
	let written = write(folder, options.blocks.from_block, last, chain, output).await?;
	output.note(&format!(
		"The oracle gets {} events of the blocks {} to {}.",
		written.events, written.from, written.last.number
	));
	ask(options, folder, *output)
}

/// Runs the oracle, which speaks for itself.
fn ask(options: &VerifyDistribution, folder: &Path, output: Output) -> anyhow::Result<()> {
	let mut command = Command::new("python3");
	// Without -B Python leaves compiled files beside the oracle.
	command.arg("-B").arg(&options.oracle).arg("--settings").arg(folder.join(SETTINGS));
	command.arg("--round").arg(options.round.to_string());
	if output.is_json() {
		command.arg("--json");
	}
	let status = command.arg(folder.join(EVENTS)).status();
	let status = status.map_err(|error| Usage(format!("python3 can't be started: {error}")))?;
	match status.code() {
		Some(0) => Ok(()),
		Some(1) => Err(No.into()),
		Some(code) => Err(OracleEnded(u8::try_from(code).unwrap_or(u8::MAX)).into()),
		None => anyhow::bail!("the oracle was killed"),
	}
}

async fn last_block(blocks: &Blocks, chain: &Chain) -> anyhow::Result<Head> {
	let last = match blocks.at {
		Some(name) => chain.finalized_block(name).await?,
		None => chain.finalized().await?,
	};
	if last.number < blocks.from_block {
		let text = format!("block {} is before block {}", last.number, blocks.from_block);
		return Err(Usage(text).into());
	}
	Ok(last)
}

/// Writes events and settings into the folder.
async fn write(
	folder: &Path,
	from: u64,
	last: Head,
	chain: &Chain,
	output: &Output,
) -> anyhow::Result<Written> {
	let before = chain.block(from.saturating_sub(1)).await?;
	let settings = oracle::settings(&chain.state_at(before).await?).await?;
	let path = folder.join(SETTINGS);
	fs::write(&path, format!("{settings:#}\n")).map_err(|error| unwritable(&path, &error))?;
	// Under another name until it is whole: half of the events must not pass for all.
	let path = folder.join(EVENTS);
	let partial = partial_of(&path);
	let file = File::create(&partial).map_err(|error| unwritable(&partial, &error))?;
	let mut out = BufWriter::new(file);
	let bar = bar(last.number.saturating_sub(from).saturating_add(1), *output);
	let events = write_events(&mut out, from, last, chain, &bar).await;
	bar.finish_and_clear();
	let events = events?;
	let state = chain.state_at(last).await?;
	writeln!(out, "{}", oracle::state_line(&state).await?)?;
	out.into_inner().map_err(|error| error.into_error())?.sync_all()?;
	fs::rename(&partial, &path).map_err(|error| unwritable(&path, &error))?;
	Ok(Written { events, from, last })
}

async fn write_events<W: Write>(
	out: &mut W,
	from: u64,
	last: Head,
	chain: &Chain,
	bar: &ProgressBar,
) -> anyhow::Result<u64> {
	let mut events = 0u64;
	let mut write_line = |line: &Value| {
		events = events.saturating_add(1);
		writeln!(out, "{line}").context("the events can't be written")
	};
	chain
		.each_past_block(from..=last.number, |block| {
			let lines = oracle::event_lines(chain, &block)?;
			lines.iter().try_for_each(&mut write_line)?;
			bar.inc(1);
			anyhow::Ok(())
		})
		.await?;
	Ok(events)
}

/// Shows on stderr how far it is, if that is a terminal.
fn bar(blocks: u64, output: Output) -> ProgressBar {
	let bar = if output.is_json() { ProgressBar::hidden() } else { ProgressBar::new(blocks) };
	let style = ProgressStyle::with_template(
		"{spinner} {msg} [{bar:40}] {pos}/{len} blocks, {per_sec}, {elapsed}",
	);
	if let Ok(style) = style {
		bar.set_style(style.progress_chars("=> "));
	}
	bar.set_message("reading");
	bar.enable_steady_tick(Duration::from_millis(200));
	bar
}

fn unwritable(path: &Path, error: &std::io::Error) -> Usage {
	Usage(format!("{} can't be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_written_for_the_oracle_alone_should_go_away() {
		let scratch = Scratch::new().expect("a folder can be made");
		let path = scratch.0.clone();
		fs::write(path.join(EVENTS), "{}\n").expect("it can be written");
		assert!(Scratch::new().is_err(), "it is this one's alone");
		drop(scratch);
		assert!(!path.exists());
	}
}
