//! `hotpot checks import`.

use super::Node;
use crate::{
	args::Import,
	exit::Usage,
	output::{self, Output},
};
use anyhow::bail;
use chrono::Utc;
use hotpot_cli::{
	chain::{Head, Until},
	export::{self, Export},
	journal::{self, ImportOptions, Job, Progress, Summary},
	keys::TillKey,
	money,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};

/// Shows the import on stderr, if that is a terminal.
struct Bar {
	bar: ProgressBar,
	output: Output,
}

impl Progress for Bar {
	fn at(&self, done: usize, of: usize) {
		self.bar.set_length(of as u64);
		self.bar.set_position(done as u64);
	}

	fn note(&self, text: &str) {
		self.bar.suspend(|| self.output.note(text));
	}
}

pub(crate) async fn run(options: Import, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = TillKey::new(options.till_key.till_key.read()?)?;
	let void_key = options.void_key.as_ref().map(|key| key.read()).transpose()?;
	let export = read(&options.file, options.day.as_deref())?;
	let job = Job {
		url: &node.url,
		key: &key,
		till: options.till,
		export: &export,
		journal: options.journal.unwrap_or_else(|| journal::default_path(&options.file)),
		options: ImportOptions {
			batch: usize::from(options.batch),
			in_flight: usize::from(options.in_flight),
			retry_for: Duration::from_secs(options.retry_for),
			until: node.until,
			void_key,
		},
	};
	let bar = if output.is_json() { ProgressBar::hidden() } else { ProgressBar::new(0) };
	if let Ok(style) = ProgressStyle::with_template(
		"{spinner} {msg} [{bar:40}] {pos}/{len} checks, {per_sec}, {elapsed}",
	) {
		bar.set_style(style.progress_chars("=> "));
	}
	bar.set_message(options.file.file_name().unwrap_or_default().to_string_lossy().into_owned());
	bar.enable_steady_tick(Duration::from_millis(200));
	let progress = Bar { bar, output: *output };
	let outcome = journal::run(&job, &progress).await;
	progress.bar.finish_and_clear();
	let summary = outcome?;
	output.show(&to_json(&summary), || to_text(&summary, node.until));
	let odd = summary.conflicts.len() + summary.not_voided.len() + summary.lost.len();
	if odd > 0 {
		bail!("{odd} of {} sales are not on the chain as the export says", summary.sales);
	}
	Ok(())
}

fn read(file: &Path, day: Option<&str>) -> anyhow::Result<Export> {
	let mut export = Export::read(file)?;
	if let (Some(day), Some(first)) = (day, export.sales.first()) {
		let now = Utc::now().with_timezone(first.sold_at.offset());
		export.move_to(export::parse_day(day, now).map_err(Usage)?)?;
	}
	Ok(export)
}

fn to_json(summary: &Summary) -> Value {
	json!({
		"till": summary.till,
		"sales": summary.sales,
		"recorded": summary.recorded,
		"recorded_gel": money::gel(summary.tetri),
		"already_recorded": summary.already,
		"voided": summary.voided,
		"conflicts": summary.conflicts.iter().map(|conflict| json!({
			"line": conflict.line,
			"sequence": conflict.sequence,
			"what": conflict.what,
		})).collect::<Vec<_>>(),
		"not_voided": summary.not_voided.iter().map(|failed| json!({
			"line": failed.line,
			"sequence": failed.sequence,
			"reason": failed.reason,
		})).collect::<Vec<_>>(),
		"too_old": summary.lost,
		"block": summary.block.map(|block: Head| block.number),
		"finalized": summary.is_finalized,
	})
}

fn to_text(summary: &Summary, until: Until) -> String {
	let mut pairs = vec![
		("till", summary.till.to_string()),
		("sales", summary.sales.to_string()),
		("recorded", format!("{}, {} GEL", summary.recorded, money::gel(summary.tetri))),
		("recorded before", summary.already.to_string()),
		("voided", summary.voided.to_string()),
	];
	if let Some(block) = summary.block {
		let state = match (until, summary.is_finalized) {
			(Until::InBlock, _) => "",
			(Until::Finalized, true) => ", finalized",
			(Until::Finalized, false) => ", NOT finalized yet: see `hotpot network status`",
		};
		pairs.push(("last block", format!("{}{state}", block.number)));
	}
	let mut lines = vec![output::list(&pairs)];
	for conflict in &summary.conflicts {
		lines.push(format!(
			"line {}: check {} was recorded before with another content: {} differs",
			conflict.line, conflict.sequence, conflict.what
		));
	}
	for failed in &summary.not_voided {
		lines.push(format!(
			"line {}: check {} is not voided: {} The franchisee can void it too (--void-key).",
			failed.line, failed.sequence, failed.reason
		));
	}
	if !summary.lost.is_empty() {
		let count = summary.lost.len();
		lines.push(format!("{count} sales are too old to be recorded: {:?}", summary.lost));
	}
	lines.join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::journal::Conflict;

	#[test]
	fn the_summary_should_tell_what_is_odd() {
		let summary = Summary {
			till: 1,
			sales: 3,
			recorded: 2,
			tetri: 1_234,
			conflicts: vec![Conflict { line: 4, sequence: 3, what: "the amount" }],
			lost: vec![9],
			..Summary::default()
		};
		let text = to_text(&summary, Until::InBlock);
		assert!(text.contains("2, 12.34 GEL") && text.contains("line 4: check 3"), "{text}");
		assert!(text.contains("[9]"), "{text}");
		assert_eq!(to_json(&summary)["conflicts"][0]["sequence"], 3);
	}
}
