//! The journal: JSON lines, appended and synced one by one.

use serde::{Deserialize, Serialize};
use std::{
	fs::{File, OpenOptions, TryLockError},
	io::{self, Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
};
use thiserror::Error;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Entry {
	/// A run began.
	Opened {
		/// The till.
		till: u32,
		/// Hash of the export's bytes, hex.
		export: String,
		/// How many sales the export has.
		sales: usize,
	},
	/// A batch is about to go to the node.
	Sent {
		/// Its lowest number.
		first: u32,
		/// Its highest number.
		last: u32,
		/// The transaction's nonce.
		nonce: u64,
		/// The transaction's hash.
		transaction: String,
	},
	/// A batch is in a block.
	Recorded {
		/// Its lowest number.
		first: u32,
		/// Its highest number.
		last: u32,
		/// The block's number.
		block: u64,
	},
	/// The chain refused a batch.
	Refused {
		/// Its lowest number.
		first: u32,
		/// Its highest number.
		last: u32,
		/// Why.
		reason: String,
	},
	/// A check was voided.
	Voided {
		/// Its number.
		sequence: u32,
	},
	/// A run did all it could.
	Finished {
		/// The last block with something of this run, if there is one.
		block: Option<u64>,
	},
}

/// A journal that can't be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
	/// Another process has it open.
	#[error("another import of this export is running (it holds {0}); wait for it to end")]
	InUse(PathBuf),
	/// A line is not the journal's.
	#[error(
		"{path}, line {line} is damaged; delete the file and run the command again: nothing is recorded twice"
	)]
	Damaged {
		/// The file.
		path: PathBuf,
		/// The line, from 1.
		line: usize,
	},
	/// The file can't be read or written.
	#[error("the journal {path} can't be written: {error}; give another place with --journal")]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system says.
		error: io::Error,
	},
}

/// An open journal, locked against other processes.
#[derive(Debug)]
pub struct Journal {
	path: PathBuf,
	file: File,
}

impl Journal {
	/// Opens the journal, or begins one. Returns what earlier runs wrote.
	///
	/// A last line that was cut off, because the machine stopped while it was written, is removed.
	///
	/// # Errors
	/// Any [`JournalError`].
	pub fn open(path: &Path) -> Result<(Self, Vec<Entry>), JournalError> {
		let fail = |error| JournalError::Io { path: path.to_owned(), error };
		let mut file =
			OpenOptions::new().read(true).append(true).create(true).open(path).map_err(fail)?;
		file.try_lock().map_err(|error| match error {
			TryLockError::WouldBlock => JournalError::InUse(path.to_owned()),
			TryLockError::Error(error) => fail(error),
		})?;
		let mut bytes = Vec::new();
		file.seek(SeekFrom::Start(0)).map_err(fail)?;
		file.read_to_end(&mut bytes).map_err(fail)?;
		let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
		if whole < bytes.len() {
			bytes.truncate(whole);
			file.set_len(whole as u64).map_err(fail)?;
		}
		let entries =
			parse(&bytes).map_err(|line| JournalError::Damaged { path: path.to_owned(), line })?;
		Ok((Self { path: path.to_owned(), file }, entries))
	}

	/// Appends a line and waits until it is on the disk.
	///
	/// # Errors
	/// [`JournalError::Io`].
	pub fn append(&mut self, entry: &Entry) -> Result<(), JournalError> {
		let fail = |error| JournalError::Io { path: self.path.clone(), error };
		let mut line = serde_json::to_string(entry).map_err(|error| fail(error.into()))?;
		line.push('\n');
		self.file.write_all(line.as_bytes()).map_err(fail)?;
		self.file.sync_data().map_err(fail)
	}
}

fn parse(bytes: &[u8]) -> Result<Vec<Entry>, usize> {
	bytes
		.split(|byte| *byte == b'\n')
		.enumerate()
		.filter(|(_, line)| !line.is_empty())
		.map(|(index, line)| serde_json::from_slice(line).map_err(|_| index + 1))
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn entries() -> Vec<Entry> {
		vec![
			Entry::Opened { till: 1, export: "aa".to_owned(), sales: 400 },
			Entry::Sent { first: 1, last: 200, nonce: 3, transaction: "0xab".to_owned() },
			Entry::Recorded { first: 1, last: 200, block: 17 },
			Entry::Refused { first: 201, last: 400, reason: "\"quoted\"\nline".to_owned() },
			Entry::Voided { sequence: 7 },
			Entry::Finished { block: None },
		]
	}

	#[test]
	fn what_was_appended_should_be_there_at_the_next_start() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("day.csv.journal");
		{
			let (mut journal, past) = Journal::open(&path).expect("it can be made");
			assert!(past.is_empty());
			for entry in entries() {
				journal.append(&entry).expect("it can be written");
			}
		}
		let (_, past) = Journal::open(&path).expect("it can be read");
		assert_eq!(past, entries());
	}

	#[test]
	fn a_line_that_was_cut_off_should_be_dropped() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("journal");
		{
			let (mut journal, _) = Journal::open(&path).expect("it can be made");
			journal.append(&Entry::Voided { sequence: 1 }).expect("it can be written");
		}
		let mut torn = fs::read(&path).expect("it can be read");
		torn.extend_from_slice(b"{\"event\":\"voi");
		fs::write(&path, torn).expect("it can be written");

		let (mut journal, past) = Journal::open(&path).expect("it can be read");
		assert_eq!(past, [Entry::Voided { sequence: 1 }]);
		journal.append(&Entry::Voided { sequence: 2 }).expect("it can be written");
		drop(journal);
		let (_, past) = Journal::open(&path).expect("it can be read");
		assert_eq!(past, [Entry::Voided { sequence: 1 }, Entry::Voided { sequence: 2 }]);
	}

	#[test]
	fn a_foreign_line_should_be_named() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("journal");
		fs::write(&path, "{\"event\":\"voided\",\"sequence\":1}\nhello\n").expect("written");
		let error = Journal::open(&path).expect_err("it is damaged");
		assert!(matches!(error, JournalError::Damaged { line: 2, .. }), "{error}");
	}

	#[test]
	fn two_imports_of_one_export_should_not_run_at_once() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("journal");
		let held = Journal::open(&path).expect("it can be made");
		let error = Journal::open(&path).expect_err("it is held");
		assert!(matches!(error, JournalError::InUse(_)), "{error}");
		drop(held);
		assert!(Journal::open(&path).is_ok());
	}
}
