//! The tables, and opening the file that holds them.

use super::{Journal, JournalError};
use crate::failpoint::Failpoint;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{fs, path::Path, time::Duration};

/// "HPSW": tells a journal from any other SQLite file.
const APPLICATION: i32 = 0x4850_5357;
/// Of the tables below. A newer worker moves an older journal on; there is no older one yet.
pub(super) const VERSION: i32 = 1;
/// Pages of the write-ahead log before it is folded into the file.
const CHECKPOINT_PAGES: u32 = 256;
/// Kibibytes of the file that are kept in memory.
const CACHE_KIB: i32 = 2048;

const TABLES: &str = "
CREATE TABLE notes (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE facts (
	id INTEGER PRIMARY KEY,
	fact BLOB NOT NULL UNIQUE CHECK (length(fact) = 32),
	kind TEXT NOT NULL,
	claim BLOB NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('seen', 'offered', 'voted', 'applied', 'expired', 'disputed')),
	round INTEGER NOT NULL DEFAULT 0,
	expiries INTEGER NOT NULL DEFAULT 0,
	seen_at INTEGER NOT NULL,
	offered_at INTEGER,
	voted_at INTEGER,
	settled_at INTEGER
) STRICT;
CREATE INDEX facts_to_offer ON facts (kind, round, id) WHERE state IN ('seen', 'offered');
CREATE INDEX facts_by_state ON facts (state, kind);
CREATE TABLE conflicts (
	fact BLOB NOT NULL,
	claim BLOB NOT NULL,
	seen_at INTEGER NOT NULL,
	PRIMARY KEY (fact, claim)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcomes (
	fact BLOB PRIMARY KEY CHECK (length(fact) = 32),
	outcome TEXT NOT NULL,
	block INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
	id INTEGER PRIMARY KEY,
	fact BLOB NOT NULL,
	report TEXT NOT NULL,
	outcome TEXT NOT NULL,
	at INTEGER NOT NULL
) STRICT;
CREATE TABLE cursors (
	rail TEXT PRIMARY KEY,
	cursor BLOB NOT NULL,
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE past_cursors (
	rail TEXT NOT NULL,
	at INTEGER NOT NULL,
	cursor BLOB NOT NULL,
	PRIMARY KEY (rail, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE watched (
	account BLOB PRIMARY KEY,
	rail TEXT NOT NULL,
	since INTEGER NOT NULL,
	is_covered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

impl Journal {
	/// Opens a journal, or makes one where there is none. Only one process at a time may have it.
	///
	/// # Errors
	/// See [`JournalError`]. A file that is damaged, or is something else, is left as it is.
	pub fn open(path: &Path, failpoint: Failpoint) -> Result<Self, JournalError> {
		if !exists(path)? {
			create(path)?;
			tracing::warn!(
				journal = %path.display(),
				"a new journal: what happened before now is not seen by this worker"
			);
		}
		Self::open_existing(path, failpoint)
	}

	/// Opens a journal that must be there.
	///
	/// # Errors
	/// As [`Self::open`].
	pub fn open_existing(path: &Path, failpoint: Failpoint) -> Result<Self, JournalError> {
		let sort = |error| JournalError::sort(path, error);
		if fs::metadata(path).map_err(|error| JournalError::file(path, &error))?.len() == 0 {
			return Err(JournalError::damaged(path, "it is empty"));
		}
		let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
		let connection = Connection::open_with_flags(path, flags).map_err(sort)?;
		prepare(&connection).map_err(sort)?;
		let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
		if number("application_id").map_err(sort)? != APPLICATION {
			return Err(JournalError::damaged(path, "it is no journal of hotpot-worker"));
		}
		let version = number("user_version").map_err(sort)?;
		if version != VERSION {
			return Err(JournalError::OtherVersion { path: path.to_owned(), version });
		}
		check(&connection)
			.map_err(sort)?
			.map_or(Ok(()), |problem| Err(JournalError::damaged(path, &problem)))?;
		Ok(Self { connection, path: path.to_owned(), failpoint })
	}
}

fn exists(path: &Path) -> Result<bool, JournalError> {
	path.try_exists().map_err(|error| JournalError::file(path, &error))
}

/// Makes the file under another name first: one that bears its name is complete.
fn create(path: &Path) -> Result<(), JournalError> {
	let draft = path.with_extension("draft");
	for name in [path, &draft] {
		for tail in ["-wal", "-shm", "-journal"] {
			let mut beside = name.as_os_str().to_owned();
			beside.push(tail);
			if name == path && tail == "-wal" && exists(Path::new(&beside))? {
				return Err(JournalError::damaged(
					path,
					"it is gone, but its write-ahead log is still there",
				));
			}
			remove(Path::new(&beside))?;
		}
	}
	remove(&draft)?;
	let sort = |error| JournalError::sort(path, error);
	let connection = Connection::open(&draft).map_err(sort)?;
	connection.pragma_update(None, "synchronous", "FULL").map_err(sort)?;
	let all = format!(
		"BEGIN; {TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
	);
	connection.execute_batch(&all).map_err(sort)?;
	connection.close().map_err(|(_, error)| sort(error))?;
	let file = |error: std::io::Error| JournalError::file(path, &error);
	fs::rename(&draft, path).map_err(file)?;
	let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
	let folder = fs::File::open(folder.unwrap_or(Path::new("."))).map_err(file)?;
	folder.sync_all().map_err(file)
}

fn remove(path: &Path) -> Result<(), JournalError> {
	match fs::remove_file(path) {
		Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
			Err(JournalError::file(path, &error))
		}
		_ => Ok(()),
	}
}

/// Takes the file for this process alone, and makes every commit reach the disk.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
	connection.busy_timeout(Duration::from_secs(2))?;
	connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
	connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
	connection.pragma_update(None, "synchronous", "FULL")?;
	connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
	connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
	connection.execute_batch("BEGIN EXCLUSIVE; COMMIT;")
}

/// What is wrong with the file, if anything.
fn check(connection: &Connection) -> rusqlite::Result<Option<String>> {
	let found: String = connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
	Ok((found != "ok").then_some(found))
}

impl JournalError {
	fn damaged(path: &Path, problem: &str) -> Self {
		Self::Damaged { path: path.to_owned(), problem: problem.to_owned() }
	}

	fn file(path: &Path, error: &std::io::Error) -> Self {
		Self::File { path: path.to_owned(), problem: error.to_string() }
	}

	pub(super) fn sort(path: &Path, error: rusqlite::Error) -> Self {
		let (path, problem) = (path.to_owned(), error.to_string());
		match error.sqlite_error_code() {
			Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
				Self::Damaged { path, problem }
			}
			Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse { path },
			_ => Self::File { path, problem },
		}
	}
}
