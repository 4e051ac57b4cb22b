//! Registers as CSV, JSON and XML.
//!
//! An entry is a list of cells, one for each column, and is written as soon as it is there: a
//! register of a million holders needs no more memory than one of ten. Every form says which block
//! of which chain the register is of: CSV in each row, JSON and XML at the head.

use super::Register;
use crate::times;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use serde_json::{Value, json};
use std::io::{self, Write};
use subxt::utils::H256;

/// What CSV rows begin with.
const ORIGIN: [&str; 4] = ["block", "block_hash", "block_time", "genesis"];

/// How a register is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
	/// Rows, with one header row.
	Csv,
	/// One object.
	Json,
	/// One document.
	Xml,
}

/// Which block of which chain a register is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
	/// The block's height.
	pub block: u64,
	/// The block's hash.
	pub hash: H256,
	/// The block's time, UNIX ms.
	pub time: u64,
	/// The chain's genesis hash.
	pub genesis: H256,
}

impl Origin {
	fn texts(&self) -> [String; 4] {
		[
			self.block.to_string(),
			format!("{:?}", self.hash),
			times::utc(self.time),
			format!("{:?}", self.genesis),
		]
	}
}

/// Writes a register.
pub struct RegisterWriter<W: Write> {
	register: Register,
	origin: Origin,
	sink: Sink<W>,
	entries: u64,
}

enum Sink<W: Write> {
	Csv(Box<csv::Writer<W>>),
	Json(W),
	Xml(quick_xml::Writer<W>),
}

impl<W: Write> RegisterWriter<W> {
	/// Writes what comes before the entries.
	///
	/// # Errors
	/// It can't be written; so it is with all of these.
	pub fn begin(format: Format, register: Register, origin: Origin, out: W) -> io::Result<Self> {
		let sink = match format {
			Format::Csv => Sink::Csv(Box::new(begin_csv(register, out)?)),
			Format::Json => Sink::Json(begin_json(register, origin, out)?),
			Format::Xml => Sink::Xml(begin_xml(register, origin, out)?),
		};
		Ok(Self { register, origin, sink, entries: 0 })
	}

	/// Writes an entry: as many cells as the register has columns.
	///
	/// # Errors
	/// As [`Self::begin`].
	pub fn entry(&mut self, cells: &[Value]) -> io::Result<()> {
		let columns = self.register.columns();
		match &mut self.sink {
			Sink::Csv(writer) => {
				let cells = cells.iter().map(|cell| text_of(cell).unwrap_or_default());
				writer.write_record(self.origin.texts().into_iter().chain(cells))?;
			}
			Sink::Json(out) => {
				let entry: serde_json::Map<String, Value> = columns
					.iter()
					.map(|name| (*name).to_owned())
					.zip(cells.iter().cloned())
					.collect();
				let comma = if self.entries == 0 { "" } else { "," };
				write!(out, "{comma}\n{}", Value::Object(entry))?;
			}
			Sink::Xml(writer) => {
				let mut entry = BytesStart::new(self.register.entry());
				for (name, cell) in columns.iter().zip(cells) {
					if let Some(text) = text_of(cell) {
						entry.push_attribute((*name, text.as_str()));
					}
				}
				writer.write_event(Event::Empty(entry))?;
			}
		}
		self.entries = self.entries.saturating_add(1);
		Ok(())
	}

	/// Writes what comes after the entries. Gives their number, and where all was written to.
	///
	/// # Errors
	/// As [`Self::begin`].
	pub fn finish(self) -> io::Result<(u64, W)> {
		let mut out = match self.sink {
			Sink::Csv(writer) => writer
				.into_inner()
				.map_err(|error| io::Error::new(error.error().kind(), error.to_string()))?,
			Sink::Json(mut out) => {
				writeln!(out, "\n],\"count\":{}}}", self.entries)?;
				out
			}
			Sink::Xml(mut writer) => {
				writer.write_event(Event::End(BytesEnd::new("entries")))?;
				writer.write_event(Event::End(BytesEnd::new("register")))?;
				let mut out = writer.into_inner();
				writeln!(out)?;
				out
			}
		};
		out.flush()?;
		Ok((self.entries, out))
	}
}

fn begin_csv<W: Write>(register: Register, out: W) -> io::Result<csv::Writer<W>> {
	let mut writer = csv::Writer::from_writer(out);
	writer.write_record(ORIGIN.iter().chain(register.columns()))?;
	Ok(writer)
}

fn begin_json<W: Write>(register: Register, origin: Origin, mut out: W) -> io::Result<W> {
	let [_, hash, time, genesis] = origin.texts();
	let block = json!({ "number": origin.block, "hash": hash, "time": time });
	write!(
		out,
		"{{\"register\":{},\"genesis\":{},\"block\":{block},\"entries\":[",
		json!(register.name()),
		json!(genesis)
	)?;
	Ok(out)
}

fn begin_xml<W: Write>(
	register: Register,
	origin: Origin,
	out: W,
) -> io::Result<quick_xml::Writer<W>> {
	let [number, hash, time, genesis] = origin.texts();
	let mut writer = quick_xml::Writer::new_with_indent(out, b'\t', 1);
	writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
	let mut root = BytesStart::new("register");
	root.push_attribute(("name", register.name()));
	writer.write_event(Event::Start(root))?;
	writer.write_event(Event::Start(BytesStart::new("head")))?;
	let mut chain = BytesStart::new("chain");
	chain.push_attribute(("genesis", genesis.as_str()));
	writer.write_event(Event::Empty(chain))?;
	let mut block = BytesStart::new("block");
	for (name, text) in [("number", &number), ("hash", &hash), ("time", &time)] {
		block.push_attribute((name, text.as_str()));
	}
	writer.write_event(Event::Empty(block))?;
	writer.write_event(Event::End(BytesEnd::new("head")))?;
	writer.write_event(Event::Start(BytesStart::new("entries")))?;
	Ok(writer)
}

/// A cell as text; nothing for an empty one.
fn text_of(cell: &Value) -> Option<String> {
	match cell {
		Value::Null => None,
		Value::String(text) => Some(text.clone()),
		other => Some(other.to_string()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::types::{Freeze, Holder, Standing},
		register::holder,
	};
	use quick_xml::XmlVersion;
	use subxt::utils::AccountId32;

	const NASTY: &str = "a,\"b\";<c & 'd'>";

	fn origin() -> Origin {
		Origin {
			block: 42,
			hash: H256([0xab; 32]),
			time: 1_795_165_511_000,
			genesis: H256([0xcd; 32]),
		}
	}

	fn written(format: Format, register: Register, entries: &[Vec<Value>]) -> String {
		let begun = RegisterWriter::begin(format, register, origin(), Vec::new());
		let mut writer = begun.expect("memory can be written");
		for cells in entries {
			writer.entry(cells).expect("memory can be written");
		}
		let (count, bytes) = writer.finish().expect("memory can be written");
		assert_eq!(count, entries.len() as u64);
		String::from_utf8(bytes).expect("registers are UTF-8")
	}

	fn somebody() -> Holder {
		Holder {
			account: AccountId32([1; 32]),
			balance: 2_500_000,
			standing: Standing::Verified,
			person: Some([2; 32]),
			freeze: Freeze { whole: false, recovery: true, amount: 7 },
		}
	}

	fn nobody() -> Holder {
		Holder { standing: Standing::Unknown, person: None, ..somebody() }
	}

	fn nasty() -> Vec<Value> {
		let mut cells = holder(&somebody());
		cells[2] = json!(NASTY);
		cells
	}

	#[test]
	fn csv_should_name_its_block_in_every_row_and_quote_what_must_be() {
		let text = written(Format::Csv, Register::Holders, &[nasty(), holder(&nobody())]);
		let mut reader = csv::Reader::from_reader(text.as_bytes());
		let header = reader.headers().expect("there is a header").clone();
		let rows: Vec<csv::StringRecord> =
			reader.records().collect::<Result<_, _>>().expect("it is CSV");
		assert_eq!(header.len(), ORIGIN.len() + Register::Holders.columns().len());
		let cell = |row: usize, name: &str| {
			let column = header.iter().position(|column| column == name);
			rows[row][column.expect("there is such a column")].to_owned()
		};
		assert_eq!(rows.len(), 2);
		for row in [0, 1] {
			assert_eq!(cell(row, "block"), "42");
			assert_eq!(cell(row, "block_hash"), format!("0x{}", "ab".repeat(32)));
			assert_eq!(cell(row, "block_time"), "2026-11-20T09:05:11.000Z");
			assert_eq!(cell(row, "genesis"), format!("0x{}", "cd".repeat(32)));
			assert_eq!(cell(row, "thp"), "2.500000");
		}
		assert_eq!(cell(0, "standing"), NASTY);
		assert_eq!(cell(0, "person"), format!("0x{}", "02".repeat(32)));
		assert_eq!(
			(cell(1, "person"), cell(1, "recovery_open")),
			(String::new(), "true".to_owned())
		);
	}

	#[test]
	fn json_should_be_one_object_with_a_head() {
		for entries in [vec![], vec![nasty(), holder(&nobody())]] {
			let text = written(Format::Json, Register::Holders, &entries);
			let value: Value = serde_json::from_str(&text).expect("it is JSON");
			assert_eq!(value["register"], "holders");
			assert_eq!(value["block"]["number"], 42);
			assert_eq!(value["block"]["time"], "2026-11-20T09:05:11.000Z");
			assert_eq!(value["genesis"], format!("0x{}", "cd".repeat(32)));
			assert_eq!(value["count"], entries.len());
			if !entries.is_empty() {
				assert_eq!(value["entries"][0]["standing"], NASTY);
				assert_eq!(value["entries"][1]["person"], Value::Null);
				assert_eq!(value["entries"][1]["frozen"], false);
				assert_eq!(value["entries"][1]["frozen_thp"], "0.000007");
			}
		}
	}

	#[test]
	fn xml_should_be_well_formed_and_escape_what_must_be() {
		let text = written(Format::Xml, Register::Holders, &[nasty(), holder(&nobody())]);
		let mut reader = quick_xml::Reader::from_str(&text);
		let mut elements = Vec::new();
		loop {
			match reader.read_event().expect("it is XML") {
				Event::Start(element) | Event::Empty(element) => {
					let attributes = element.attributes().map(|attribute| {
						let attribute = attribute.expect("attributes are right");
						let value = attribute.normalized_value(XmlVersion::Explicit1_0);
						let value = value.expect("it can be read").into_owned();
						(attribute.key.as_ref().to_owned(), value)
					});
					let name = element.name().as_ref().to_owned();
					elements.push((name, attributes.collect::<Vec<_>>()));
				}
				Event::Eof => break,
				_ => {}
			}
		}
		let names: Vec<&str> = elements.iter().map(|(name, _)| name.as_str()).collect();
		assert_eq!(names, ["register", "head", "chain", "block", "entries", "holder", "holder"]);
		let has = |element: usize, name: &str, value: &str| {
			elements[element].1.contains(&(name.to_owned(), value.to_owned()))
		};
		assert!(has(0, "name", "holders") && has(3, "number", "42"));
		assert!(has(2, "genesis", &format!("0x{}", "cd".repeat(32))));
		assert!(has(5, "standing", NASTY) && has(5, "thp", "2.500000"));
		assert!(elements[6].1.iter().all(|(name, _)| name != "person"), "it has none");
	}
}
