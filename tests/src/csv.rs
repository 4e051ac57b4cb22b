//! Tills' exports, made up.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use hotpot_cli::money;
use std::{fs, io, path::Path};

const HEADER: &str = "sequence,sold_at,amount_gel,items,fiscal_receipt,voided_reason";

/// What the check with this number comes to, in tetri; odd and even ones, 3 to 83 GEL.
pub fn amount_of(sequence: u32) -> u64 {
	301 + u64::from(sequence) * 137 % 8_000
}

/// What the checks with these numbers come to, in tetri.
pub fn sum_of(sequences: impl IntoIterator<Item = u32>) -> u64 {
	sequences.into_iter().map(amount_of).sum()
}

/// An export under construction. The header is line 1, so row `n` from 0 is line `n + 2`.
#[derive(Clone, Debug)]
pub struct Sheet {
	first_sale: DateTime<Utc>,
	rows: Vec<String>,
}

impl Sheet {
	/// An empty export of sales that began two hours ago.
	pub fn new() -> Self {
		Self { first_sale: Utc::now() - Duration::hours(2), rows: Vec::new() }
	}

	/// Adds ordinary sales.
	#[must_use]
	pub fn sales(mut self, sequences: impl IntoIterator<Item = u32>) -> Self {
		for sequence in sequences {
			self = self.sale(sequence, &money::gel(amount_of(sequence)), "");
		}
		self
	}

	/// Adds a sale with any amount, and why it was taken back.
	#[must_use]
	pub fn sale(self, sequence: u32, gel: &str, voided: &str) -> Self {
		// A second apart each, so that two hours hold thousands of them.
		let sold_at = self.first_sale + Duration::seconds(i64::from(sequence));
		self.sale_at(sequence, sold_at, gel, voided)
	}

	/// Adds a sale with any time.
	#[must_use]
	pub fn sale_at(self, sequence: u32, sold_at: DateTime<Utc>, gel: &str, voided: &str) -> Self {
		let time = sold_at.to_rfc3339_opts(SecondsFormat::Secs, true);
		self.row(&format!("{sequence},{time},{gel},\"2x ხინკალი, 1x ლუდი\",FR-{sequence},{voided}"))
	}

	/// Adds a line as it is.
	#[must_use]
	pub fn row(mut self, row: &str) -> Self {
		self.rows.push(row.to_owned());
		self
	}

	/// Writes the file.
	///
	/// # Errors
	/// If that fails.
	pub fn write(&self, path: &Path) -> io::Result<()> {
		fs::write(path, format!("{HEADER}\n{}\n", self.rows.join("\n")))
	}
}

impl Default for Sheet {
	fn default() -> Self {
		Self::new()
	}
}
