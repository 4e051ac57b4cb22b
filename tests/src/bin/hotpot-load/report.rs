//! What comes out: a table for people, JSON for programs.

use crate::{outcome::Outcome, stats};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Whether what was measured is within the limits. Without limits it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// It is.
	Met,
	/// It is not.
	Missed,
}

impl Verdict {
	/// Whether every condition holds.
	pub fn of(conditions: &[bool]) -> Self {
		if conditions.iter().all(|holds| *holds) { Self::Met } else { Self::Missed }
	}
}

/// What was measured, in the order in which it is shown.
#[derive(Debug)]
pub struct Report {
	title: String,
	rows: Vec<Row>,
	list: Option<List>,
}

#[derive(Debug)]
struct Row {
	key: &'static str,
	label: &'static str,
	value: Value,
	text: String,
}

/// Figures of many things of a kind.
#[derive(Debug)]
pub struct List {
	/// What they are, in JSON.
	pub key: &'static str,
	/// The figures, as (JSON key, column).
	pub columns: Vec<(&'static str, &'static str)>,
	/// One row of figures for each thing.
	pub rows: Vec<Vec<Value>>,
}

impl Report {
	/// An empty report.
	pub fn new(title: impl Into<String>) -> Self {
		Self { title: title.into(), rows: Vec::new(), list: None }
	}

	/// Adds a figure as it is, and as it is written for people.
	pub fn add(&mut self, key: &'static str, label: &'static str, value: Value, text: String) {
		self.rows.push(Row { key, label, value, text });
	}

	/// Adds a number.
	pub fn count(&mut self, key: &'static str, label: &'static str, count: u64) {
		self.add(key, label, json!(count), count.to_string());
	}

	/// Adds a measured figure with two decimals and a unit.
	pub fn figure(
		&mut self,
		key: &'static str,
		label: &'static str,
		figure: Option<f64>,
		unit: &str,
	) {
		let text = figure.map_or_else(
			|| "not measured".to_owned(),
			|figure| format!("{figure:.2} {unit}").trim_end().to_owned(),
		);
		self.add(key, label, json!(figure), text);
	}

	/// Adds words.
	pub fn text(&mut self, key: &'static str, label: &'static str, text: &str) {
		self.add(key, label, json!(text), text.to_owned());
	}

	/// Adds what nodes refused.
	pub fn refusals(&mut self, counts: &BTreeMap<String, u64>) {
		let texts: Vec<String> =
			counts.iter().map(|(reason, count)| format!("{count} x {reason}")).collect();
		let text = if texts.is_empty() { "none".to_owned() } else { texts.join("; ") };
		self.add("refusals", "refused by nodes", json!(counts), text);
	}

	/// Adds what became of transactions.
	pub fn outcome(&mut self, outcome: &Outcome, submitted: u64) {
		let rate = outcome.rate();
		self.count("included", "included", outcome.included);
		self.figure(
			"included_percent",
			"of the submitted",
			stats::percent(outcome.included, submitted),
			"%",
		);
		self.count("failed", "included, but failed", outcome.failed);
		self.count("lost", "not included", submitted.saturating_sub(outcome.included));
		self.count("blocks", "blocks with any", outcome.blocks);
		self.count("fullest_block", "most in a block", outcome.fullest);
		self.figure("mean_share", "declared weight, mean", outcome.mean_share(), "% of a block");
		self.figure("seconds", "time", rate.map(|rate| rate.seconds), "s");
		self.figure("rate", "included", rate.map(|rate| rate.per_second()), "tx/s");
		self.text("rate_method", "measured", stats::Rate::STEADY_METHOD);
		self.figure("inclusion_p50", "submitted to included, p50", outcome.inclusion.p50(), "s");
		self.figure("inclusion_p95", "submitted to included, p95", outcome.inclusion.p95(), "s");
		self.figure("finality_p50", "submitted to final, p50", outcome.finality.p50(), "s");
		self.figure("finality_p95", "submitted to final, p95", outcome.finality.p95(), "s");
	}

	/// Adds a list, shown below the figures.
	pub fn list(&mut self, list: List) {
		self.list = Some(list);
	}

	/// Writes it to standard output.
	pub fn print(&self, is_json: bool) {
		if is_json {
			println!("{:#}", self.to_json());
		} else {
			print!("{}", self.to_text());
		}
	}

	fn to_json(&self) -> Value {
		let mut object: Map<String, Value> =
			self.rows.iter().map(|row| (row.key.to_owned(), row.value.clone())).collect();
		if let Some(List { key, columns, rows }) = &self.list {
			let keys = || columns.iter().map(|(key, _)| (*key).to_owned());
			let things: Vec<Value> = rows
				.iter()
				.map(|row| Value::Object(keys().zip(row.iter().cloned()).collect()))
				.collect();
			object.insert((*key).to_owned(), Value::Array(things));
		}
		Value::Object(object)
	}

	fn to_text(&self) -> String {
		let mut text = format!("\n{}\n\n", self.title);
		let width = self.rows.iter().map(|row| row.label.len()).max().unwrap_or(0);
		for Row { label, text: value, .. } in &self.rows {
			text.push_str(&format!("{label:<width$}  {value}\n"));
		}
		if let Some(List { columns, rows, .. }) = &self.list {
			text.push('\n');
			let titles: Vec<String> =
				columns.iter().map(|(_, title)| format!("{title:>14}")).collect();
			text.push_str(&format!("{}\n", titles.concat()));
			for row in rows {
				let cells: Vec<String> =
					row.iter().map(|value| format!("{:>14}", cell(value))).collect();
				text.push_str(&format!("{}\n", cells.concat()));
			}
		}
		text
	}
}

fn cell(value: &Value) -> String {
	match value {
		Value::Null => "-".to_owned(),
		Value::String(text) => text.clone(),
		Value::Number(number) => match number.as_f64() {
			Some(figure) if number.is_f64() => format!("{figure:.2}"),
			_ => number.to_string(),
		},
		other => other.to_string(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn report() -> Report {
		let mut report = Report::new("A run");
		report.count("blocks", "blocks", 3);
		report.figure("rate", "rate of checks", Some(6_000.126), "a second");
		report.figure("p95", "p95", None, "s");
		report.refusals(&BTreeMap::from([("Full".to_owned(), 2)]));
		report.list(List {
			key: "all",
			columns: vec![("number", "block"), ("share", "weight %")],
			rows: vec![vec![json!(7), json!(75.25)], vec![json!(8), Value::Null]],
		});
		report
	}

	#[test]
	fn text_should_line_up() {
		let text = report().to_text();
		assert!(text.contains("\nblocks            3\n"), "{text}");
		assert!(text.contains("\nrate of checks    6000.13 a second\n"), "{text}");
		assert!(text.contains("\np95               not measured\n"), "{text}");
		assert!(text.contains("refused by nodes  2 x Full"), "{text}");
		assert!(text.contains("             7         75.25\n"), "{text}");
		assert!(text.contains("             8             -\n"), "{text}");
	}

	#[test]
	fn json_should_keep_every_figure() {
		let expected = json!({
			"blocks": 3,
			"rate": 6_000.126,
			"p95": null,
			"refusals": { "Full": 2 },
			"all": [{ "number": 7, "share": 75.25 }, { "number": 8, "share": null }],
		});
		assert_eq!(report().to_json(), expected);
	}

	#[test]
	fn a_verdict_should_need_every_condition() {
		assert_eq!(Verdict::of(&[]), Verdict::Met);
		assert_eq!(Verdict::of(&[true, true]), Verdict::Met);
		assert_eq!(Verdict::of(&[true, false]), Verdict::Missed);
	}
}
