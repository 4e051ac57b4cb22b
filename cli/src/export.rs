//! A till's export: the day's sales as CSV.
//!
//! UTF-8, comma-separated, with this header; the last column may be missing:
//!
//! | column | what |
//! |---|---|
//! | `sequence` | the till's running number, from 1 |
//! | `sold_at` | RFC 3339 with an offset, like `2026-11-20T13:05:11+04:00` |
//! | `amount_gel` | GEL with at most two digits after the point |
//! | `items` | the line items, any text |
//! | `fiscal_receipt` | the fiscal receipt's number, any text |
//! | `voided_reason` | empty, or why the sale was taken back: a [`VoidReason`] |

use crate::{chain::types::VoidReason, money, receipt::blake2_256};
use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use csv::StringRecord;
use std::{
	collections::BTreeMap,
	fmt, fs,
	path::{Path, PathBuf},
};
use thiserror::Error;

const COLUMNS: [&str; 5] = ["sequence", "sold_at", "amount_gel", "items", "fiscal_receipt"];
const VOIDED_COLUMN: &str = "voided_reason";

/// An export that can't be used: which file, which line, what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct ExportError {
	/// The file.
	pub file: PathBuf,
	/// The line, from 1, unless the file as a whole is meant.
	pub line: Option<u64>,
	/// What is wrong with it.
	pub problem: String,
}

impl fmt::Display for ExportError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.file.display())?;
		if let Some(line) = self.line {
			write!(f, ", line {line}")?;
		}
		write!(f, ": {}", self.problem)
	}
}

/// One sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
	/// Its line in the file.
	pub line: u64,
	/// The till's running number.
	pub sequence: u32,
	/// When the guest paid.
	pub sold_at: DateTime<FixedOffset>,
	/// What the guest paid.
	pub tetri: u64,
	/// The line items.
	pub items: String,
	/// The fiscal receipt's number.
	pub fiscal_receipt: String,
	/// Why it was taken back, if it was.
	pub voided: Option<VoidReason>,
}

impl Sale {
	/// When the guest paid, UNIX ms.
	pub fn sold_at_ms(&self) -> u64 {
		u64::try_from(self.sold_at.timestamp_millis()).unwrap_or_default()
	}
}

/// A till's export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
	/// The file.
	pub file: PathBuf,
	/// Hash of the file's bytes.
	pub digest: [u8; 32],
	/// The sales, by number.
	pub sales: Vec<Sale>,
}

impl Export {
	/// Reads a file.
	///
	/// # Errors
	/// [`ExportError`] with the first line that is wrong.
	pub fn read(file: &Path) -> Result<Self, ExportError> {
		let bytes = fs::read(file).map_err(|error| ExportError {
			file: file.to_owned(),
			line: None,
			problem: format!("it can't be read: {error}"),
		})?;
		Self::parse(&bytes, file)
	}

	/// Reads the bytes of a file.
	///
	/// # Errors
	/// [`ExportError`] with the first line that is wrong.
	pub fn parse(bytes: &[u8], file: &Path) -> Result<Self, ExportError> {
		let fail = |line: Option<u64>, problem: String| ExportError {
			file: file.to_owned(),
			line,
			problem,
		};
		let mut reader = csv::Reader::from_reader(bytes);
		let headers = reader.headers().map_err(|error| fail(Some(1), describe(&error)))?.clone();
		let columns = Columns::find(&headers).map_err(|problem| fail(Some(1), problem))?;

		let mut lines = Lines { bytes, at: 0, line: 1 };
		let mut sales = BTreeMap::<u32, Sale>::new();
		for record in reader.records() {
			let record = record.map_err(|error| {
				fail(error.position().map(|start| lines.of(start)), describe(&error))
			})?;
			let line = record.position().map_or(0, |start| lines.of(start));
			let sale = columns.sale(&record, line).map_err(|problem| fail(Some(line), problem))?;
			if let Some(first) = sales.get(&sale.sequence) {
				let problem = format!(
					"number {} stands in line {} already; each sale needs its own",
					sale.sequence, first.line
				);
				return Err(fail(Some(line), problem));
			}
			sales.insert(sale.sequence, sale);
		}
		if sales.is_empty() {
			return Err(fail(None, "it has no sales".to_owned()));
		}
		Ok(Self {
			file: file.to_owned(),
			digest: blake2_256(bytes),
			sales: sales.into_values().collect(),
		})
	}

	/// Moves all sales by whole days, so that the earliest happens on `day` in its own offset. The
	/// times of day stay, and a sale after midnight stays after midnight.
	///
	/// # Errors
	/// [`ExportError`] if the days run out.
	pub fn move_to(&mut self, day: NaiveDate) -> Result<(), ExportError> {
		let Some(first) = self.sales.iter().map(|sale| sale.sold_at).min() else {
			return Ok(());
		};
		let shift = day.signed_duration_since(first.date_naive());
		for sale in &mut self.sales {
			sale.sold_at = sale.sold_at.checked_add_signed(shift).ok_or_else(|| ExportError {
				file: self.file.clone(),
				line: Some(sale.line),
				problem: format!("its day can't be moved to {day}"),
			})?;
		}
		Ok(())
	}

	/// What the sales come to, in tetri.
	pub fn tetri(&self) -> u64 {
		self.sales.iter().fold(0, |sum, sale| sum.saturating_add(sale.tetri))
	}
}

/// The day that `--day` names, where local clocks show `offset`: `today`, `yesterday`, or
/// `YYYY-MM-DD`.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_day(text: &str, now: DateTime<FixedOffset>) -> Result<NaiveDate, String> {
	match text {
		"today" => Ok(now.date_naive()),
		"yesterday" => Ok((now - Duration::days(1)).date_naive()),
		_ => NaiveDate::parse_from_str(text, "%Y-%m-%d")
			.map_err(|_| format!("\"{text}\" is no day; write today, yesterday or YYYY-MM-DD")),
	}
}

/// Counts lines. The reader's own count is one behind after each CR LF, and does not see blank
/// lines before a record.
struct Lines<'a> {
	bytes: &'a [u8],
	at: usize,
	line: u64,
}

impl Lines<'_> {
	/// The line of the record that begins at `start`, or after line ends there.
	fn of(&mut self, start: &csv::Position) -> u64 {
		let start = usize::try_from(start.byte()).unwrap_or(usize::MAX);
		while let Some(byte) = self.bytes.get(self.at) {
			if self.at >= start && !matches!(byte, b'\r' | b'\n') {
				break;
			}
			self.line += u64::from(*byte == b'\n');
			self.at += 1;
		}
		self.line
	}
}

/// Where the columns stand.
struct Columns {
	required: [usize; 5],
	voided: Option<usize>,
}

impl Columns {
	fn find(headers: &StringRecord) -> Result<Self, String> {
		let position = |name: &str| headers.iter().position(|header| header.trim() == name);
		let mut required = [0; 5];
		for (slot, name) in required.iter_mut().zip(COLUMNS) {
			*slot = position(name).ok_or_else(|| {
				format!("column {name} is missing; the header must be {}", COLUMNS.join(","))
			})?;
		}
		let known = |header: &&str| COLUMNS.contains(header) || *header == VOIDED_COLUMN;
		if let Some(unknown) = headers.iter().map(str::trim).find(|header| !known(header)) {
			return Err(format!("column {unknown} is unknown"));
		}
		Ok(Self { required, voided: position(VOIDED_COLUMN) })
	}

	fn sale(&self, record: &StringRecord, line: u64) -> Result<Sale, String> {
		let [sequence, sold_at, amount, items, fiscal_receipt] =
			self.required.map(|column| record.get(column).unwrap_or_default().trim());
		let voided = self.voided.and_then(|column| record.get(column)).unwrap_or_default().trim();
		Ok(Sale {
			line,
			sequence: parse_sequence(sequence)?,
			sold_at: parse_time(sold_at)?,
			tetri: parse_amount(amount)?,
			items: items.to_owned(),
			fiscal_receipt: match fiscal_receipt {
				"" => return Err("fiscal_receipt is empty".to_owned()),
				text => text.to_owned(),
			},
			voided: match voided {
				"" => None,
				text => Some(text.parse().map_err(|problem| format!("voided_reason {problem}"))?),
			},
		})
	}
}

fn parse_sequence(text: &str) -> Result<u32, String> {
	let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	let number = if are_digits { text.parse().ok() } else { None };
	number
		.filter(|number| *number > 0)
		.ok_or_else(|| format!("sequence \"{text}\" is not a number from 1 to {}", u32::MAX))
}

fn parse_time(text: &str) -> Result<DateTime<FixedOffset>, String> {
	let time = DateTime::parse_from_rfc3339(text)
		.map_err(|_| format!("sold_at \"{text}\" is not a time like 2026-11-20T13:05:11+04:00"))?;
	if time.timestamp() < 0 {
		return Err(format!("sold_at \"{text}\" is before 1970"));
	}
	Ok(time)
}

fn parse_amount(text: &str) -> Result<u64, String> {
	match money::parse_gel(text) {
		Ok(0) => Err("amount_gel is zero; a check needs an amount".to_owned()),
		Ok(tetri) => Ok(tetri),
		Err(problem) => Err(format!("amount_gel {problem}")),
	}
}

fn describe(error: &csv::Error) -> String {
	match error.kind() {
		csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
			format!("it has {len} columns where the header has {expected_len}")
		}
		csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".to_owned(),
		_ => error.to_string(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const HEADER: &str = "sequence,sold_at,amount_gel,items,fiscal_receipt";
	const ROW: &str = "7,2026-11-20T13:05:11+04:00,24.35,\"2x khinkali, 1x beer\",FR-7";

	fn parse(text: &str) -> Result<Export, ExportError> {
		Export::parse(text.as_bytes(), Path::new("day.csv"))
	}

	fn problem(text: &str) -> String {
		parse(text).expect_err("the export is wrong").to_string()
	}

	#[test]
	fn a_row_should_become_a_sale() {
		let export = parse(&format!("{HEADER}\n{ROW}\n")).expect("the export is right");
		let [sale] = export.sales.as_slice() else { panic!("one sale") };
		assert_eq!((sale.line, sale.sequence, sale.tetri), (2, 7, 2_435));
		assert_eq!(sale.sold_at_ms(), 1_795_165_511_000);
		assert_eq!(sale.items, "2x khinkali, 1x beer");
		assert_eq!((sale.fiscal_receipt.as_str(), sale.voided), ("FR-7", None));
		assert_eq!(export.tetri(), 2_435);
	}

	#[test]
	fn sales_should_come_by_number_and_columns_in_any_order() {
		let text = "\u{feff}voided_reason,fiscal_receipt,items,amount_gel,sold_at,sequence\r\n\
			,FR-2,soup,1,2026-11-20T13:00:00+04:00,2\r\n\r\n\
			duplicate,FR-1,soup,0.5,2026-11-20T12:00:00+04:00,1\r\n";
		let sales = parse(text).expect("the export is right").sales;
		let seen: Vec<_> = sales.iter().map(|s| (s.sequence, s.tetri, s.line, s.voided)).collect();
		assert_eq!(seen, [(1, 50, 4, Some(VoidReason::Duplicate)), (2, 100, 2, None)]);
	}

	#[test]
	fn errors_should_name_the_line() {
		let good = format!("{HEADER}\n{ROW}\n");
		let cases = [
			("8,2026-11-20T13:05:11+04:00,24.355,x,F", "line 3: amount_gel \"24.355\" has more"),
			("8,2026-11-20T13:05:11+04:00,\"24,35\",x,F", "line 3: amount_gel \"24,35\" is not"),
			("8,2026-11-20T13:05:11+04:00,0.00,x,F", "line 3: amount_gel is zero"),
			("8,2026-11-20 13:05,24.35,x,F", "line 3: sold_at \"2026-11-20 13:05\" is not"),
			("8,2026-11-20T13:05:11,24.35,x,F", "line 3: sold_at"),
			("8,1969-12-31T23:00:00Z,24.35,x,F", "line 3: sold_at"),
			("eight,2026-11-20T13:05:11Z,24.35,x,F", "line 3: sequence \"eight\" is not"),
			("0,2026-11-20T13:05:11Z,24.35,x,F", "line 3: sequence \"0\" is not"),
			("+8,2026-11-20T13:05:11Z,24.35,x,F", "line 3: sequence \"+8\" is not"),
			("8,2026-11-20T13:05:11Z,24.35,x,", "line 3: fiscal_receipt is empty"),
			("8,2026-11-20T13:05:11Z,24.35,x", "line 3: it has 4 columns where the header has 5"),
			("7,2026-11-20T13:05:11Z,24.35,x,F", "line 3: number 7 stands in line 2 already"),
		];
		for (row, expected) in cases {
			let found = problem(&format!("{good}{row}\n"));
			assert!(found.starts_with(&format!("day.csv, {expected}")), "{row}: {found}");
		}
	}

	#[test]
	fn a_sale_over_several_lines_should_not_confuse_the_count() {
		let long = "7,2026-11-20T13:05:11Z,24.35,\"soup\nbread\",FR-7";
		let found = problem(&format!("{HEADER}\n{long}\n8,now,1,x,F\n"));
		assert!(found.starts_with("day.csv, line 4: sold_at"), "{found}");
	}

	#[test]
	fn wrong_headers_should_say_what_is_expected() {
		assert!(
			problem("number,amount\n").starts_with("day.csv, line 1: column sequence is missing")
		);
		let more = format!("{HEADER},tip\n{ROW},1\n");
		assert_eq!(problem(&more), "day.csv, line 1: column tip is unknown");
		assert_eq!(problem(&format!("{HEADER}\n")), "day.csv: it has no sales");
		let reason = format!("{HEADER},voided_reason\n{ROW},regret\n");
		assert!(
			problem(&reason).starts_with("day.csv, line 2: voided_reason \"regret\" is none of")
		);
	}

	#[test]
	fn text_that_is_not_utf8_should_name_the_line() {
		let mut bytes = format!("{HEADER}\n{ROW}\n").into_bytes();
		bytes.extend_from_slice(b"8,2026-11-20T13:05:11Z,1.00,\xff\xfe,F\n");
		let found = Export::parse(&bytes, Path::new("day.csv")).expect_err("it is not UTF-8");
		assert_eq!(found.to_string(), "day.csv, line 3: it is not UTF-8");
	}

	#[test]
	fn move_to_should_keep_times_of_day_and_midnight() {
		let text = format!(
			"{HEADER}\n1,2026-11-20T12:30:00+04:00,1,x,F1\n2,2026-11-21T00:40:00+04:00,1,x,F2\n"
		);
		let mut export = parse(&text).expect("the export is right");
		let day = NaiveDate::from_ymd_opt(2027, 3, 1).expect("the day exists");
		export.move_to(day).expect("the day is in reach");
		let times: Vec<String> = export.sales.iter().map(|s| s.sold_at.to_rfc3339()).collect();
		assert_eq!(times, ["2027-03-01T12:30:00+04:00", "2027-03-02T00:40:00+04:00"]);
	}

	#[test]
	fn parse_day_should_know_today_in_the_tills_own_time() {
		let late = DateTime::parse_from_rfc3339("2026-11-21T01:00:00+04:00").expect("a time");
		let day = |text: &str| parse_day(text, late).map(|day| day.to_string());
		assert_eq!(day("today"), Ok("2026-11-21".to_owned()));
		assert_eq!(day("yesterday"), Ok("2026-11-20".to_owned()));
		assert_eq!(day("2026-02-28"), Ok("2026-02-28".to_owned()));
		assert!(day("2026-02-30").is_err() && day("tomorrow").is_err());
	}
}
