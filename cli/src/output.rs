//! Where words go: results to stdout, as text or as JSON; everything else to stderr.

use chrono::DateTime;
use comfy_table::{Cell, CellAlignment, Table, presets};
use serde_json::Value;
use std::io::{self, Write};

/// How to speak.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
	is_json: bool,
}

impl Output {
	pub(crate) const fn new(is_json: bool) -> Self {
		Self { is_json }
	}

	/// Whether results are JSON.
	pub(crate) const fn is_json(self) -> bool {
		self.is_json
	}

	/// A result, one way or the other. A reader that went away is no error.
	pub(crate) fn show(self, value: &Value, text: impl FnOnce() -> String) {
		let text = if self.is_json { format!("{value:#}") } else { text() };
		let _ = writeln!(io::stdout(), "{}", text.trim_end());
	}

	/// A remark on the way; not with JSON.
	pub(crate) fn note(self, text: &str) {
		if !self.is_json {
			self.complain(text);
		}
	}

	/// A line on stderr.
	pub(crate) fn complain(self, text: &str) {
		let _ = writeln!(io::stderr(), "{text}");
	}
}

/// A table whose columns from `numbers_from` on hold numbers.
pub(crate) fn table(header: &[&str], numbers_from: usize, rows: Vec<Vec<String>>) -> String {
	let mut table = Table::new();
	table.load_style(presets::UTF8_FULL_CONDENSED).set_header(header.to_vec());
	for row in rows {
		let cells = row.into_iter().enumerate().map(|(column, text)| {
			let is_number = column >= numbers_from;
			let alignment = if is_number { CellAlignment::Right } else { CellAlignment::Left };
			Cell::new(text).set_alignment(alignment)
		});
		table.add_row(cells.collect::<Vec<_>>());
	}
	table.to_string()
}

/// Names and values under one another.
pub(crate) fn list(pairs: &[(&str, String)]) -> String {
	let width = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
	let lines = pairs.iter().map(|(name, value)| format!("{name:width$}  {value}"));
	lines.collect::<Vec<_>>().join("\n")
}

/// UNIX milliseconds, readable.
pub(crate) fn time(ms: u64) -> String {
	i64::try_from(ms)
		.ok()
		.and_then(DateTime::from_timestamp_millis)
		.map_or_else(|| ms.to_string(), |time| time.format("%Y-%m-%d %H:%M:%S UTC").to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lists_should_line_up() {
		let pairs = [("a", "1".to_owned()), ("city", "ქუთაისი".to_owned())];
		assert_eq!(list(&pairs), "a     1\ncity  ქუთაისი");
	}

	#[test]
	fn times_should_be_readable() {
		assert_eq!(time(1_795_165_511_000), "2026-11-20 09:05:11 UTC");
		assert_eq!(time(u64::MAX), u64::MAX.to_string());
	}

	#[test]
	fn tables_should_hold_their_rows() {
		let text = table(&["till", "GEL"], 1, vec![vec!["1".to_owned(), "12.30".to_owned()]]);
		assert!(text.contains("till") && text.contains("12.30"));
	}
}
