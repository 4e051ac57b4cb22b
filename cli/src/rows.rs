//! Lists in CSV files, read by the names of their columns.

use serde::de::DeserializeOwned;
use std::io::Read;

/// A line, counted from 1, the header included; and what is wrong with it.
pub(crate) type BadLine = (u64, String);

/// What `value_of` makes of each line and its row, in the file's order.
pub(crate) fn read<R: DeserializeOwned, T>(
	source: impl Read,
	value_of: impl Fn(u64, R) -> Result<T, String>,
) -> Result<Vec<T>, BadLine> {
	let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source);
	let header = reader.headers().map_err(|error| at_line(&error, 1))?.clone();
	let mut values = Vec::new();
	let mut record = csv::StringRecord::new();
	loop {
		let next = reader.position().line();
		if !reader.read_record(&mut record).map_err(|error| at_line(&error, next))? {
			return Ok(values);
		}
		let line = record.position().map_or(next, csv::Position::line);
		let row: R = record.deserialize(Some(&header)).map_err(|error| at_line(&error, line))?;
		values.push(value_of(line, row).map_err(|what| (line, what))?);
	}
}

fn at_line(error: &csv::Error, otherwise: u64) -> BadLine {
	let line = error.position().map_or(otherwise, csv::Position::line);
	let what = match error.kind() {
		csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
		csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
			format!("{len} columns, the first line has {expected_len}")
		}
		_ => error.to_string(),
	};
	(line, what)
}
