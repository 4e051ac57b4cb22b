//! What the worker must not forget: how far each rail was read, what was found, and what became of
//! it. One SQLite file.
//!
//! Every change is one transaction that is on the disk before anybody acts on it, so the process may
//! be killed at any point. A fact stands in it once: a second claim about it that differs is kept as
//! a conflict and never offered.
//!
//! | state | meaning | next |
//! | --- | --- | --- |
//! | seen | found or reported | offered |
//! | offered | the node has asked for it | voted, or a settled state |
//! | voted | a final block has our validator's vote | a settled state |
//! | applied | validators agreed | |
//! | disputed | they can't agree any more | |
//! | expired | they did not agree in time | seen, for a deposit, a few times |

mod facts;
mod follow;
mod reports;
mod schema;
mod steps;
#[cfg(test)]
mod tests;

pub use facts::{AccountId, Added, Conflict, Counts, Offering, State, WorkerClaim};
pub use follow::{Block, Followed, Outcome, Told};
pub use reports::Reported;
pub use steps::{Plan, Recorded};

use crate::failpoint::Failpoint;
use hotpot_primitives::observations::Rail;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::path::PathBuf;
use thiserror::Error;

/// Why the journal can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JournalError {
	/// The file is broken, or something else.
	#[error(
		"the journal {} can't be read: {problem}. Stop the worker and put a backup of the file in its \
		 place, with its -wal file if there is one. Without a backup, move the file away and start \
		 again: the worker then begins at the present, and the other validators must see what it \
		 missed.", path.display()
	)]
	Damaged {
		/// Which file.
		path: PathBuf,
		/// What is wrong.
		problem: String,
	},
	/// Another process has it.
	#[error("the journal {} is in use; stop the other hotpot-worker, or give this one a journal of its own", path.display())]
	InUse {
		/// Which file.
		path: PathBuf,
	},
	/// Made by another version of this program.
	#[error(
		"the journal {} is of version {version}, and this hotpot-worker reads version {}; use the \
		 hotpot-worker that wrote it", path.display(), schema::VERSION
	)]
	OtherVersion {
		/// Which file.
		path: PathBuf,
		/// Of which version it is.
		version: i32,
	},
	/// It belongs to another chain.
	#[error(
		"the journal {} belongs to the chain with genesis 0x{}, and the node has another; give this \
		 chain a journal of its own", path.display(), hex::encode(genesis)
	)]
	OtherChain {
		/// Which file.
		path: PathBuf,
		/// The genesis hash in it.
		genesis: [u8; 32],
	},
	/// The file can't be read or written.
	#[error("the journal {}: {problem}. Does its folder exist, may this user write there, and is there room on the disk?", path.display())]
	File {
		/// Which file.
		path: PathBuf,
		/// What the system says.
		problem: String,
	},
}

/// An open journal.
#[derive(Debug)]
pub struct Journal {
	connection: Connection,
	path: PathBuf,
	failpoint: Failpoint,
}

impl Journal {
	/// Binds the journal to a chain, by its genesis hash.
	///
	/// # Errors
	/// [`JournalError::OtherChain`].
	pub fn bind(&mut self, genesis: [u8; 32]) -> Result<(), JournalError> {
		let bound = self.read(|db| note(db, "genesis"))?;
		match bound {
			Some(bound) if bound == genesis => Ok(()),
			Some(bound) => {
				let genesis = bound.try_into().unwrap_or_default();
				Err(JournalError::OtherChain { path: self.path.clone(), genesis })
			}
			None => self.write("bind", |db| set_note(db, "genesis", &genesis)),
		}
	}

	fn read<T>(
		&self,
		ask: impl FnOnce(&Connection) -> rusqlite::Result<T>,
	) -> Result<T, JournalError> {
		ask(&self.connection).map_err(|error| JournalError::sort(&self.path, error))
	}

	/// Writes all or nothing, and returns when it is on the disk.
	fn write<T>(
		&mut self,
		name: &str,
		change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
	) -> Result<T, JournalError> {
		self.failpoint.reach(name, "begun");
		let all = || {
			let behavior = TransactionBehavior::Immediate;
			let transaction = self.connection.transaction_with_behavior(behavior)?;
			let outcome = change(&transaction)?;
			self.failpoint.reach(name, "written");
			transaction.commit()?;
			Ok(outcome)
		};
		let outcome = all().map_err(|error| JournalError::sort(&self.path, error))?;
		self.failpoint.reach(name, "committed");
		Ok(outcome)
	}
}

fn note(db: &Connection, name: &str) -> rusqlite::Result<Option<Vec<u8>>> {
	let mut query = db.prepare("SELECT value FROM notes WHERE name = ?1")?;
	query.query_row([name], |row| row.get(0)).optional()
}

fn set_note(db: &Connection, name: &str, value: &[u8]) -> rusqlite::Result<()> {
	db.prepare("INSERT OR REPLACE INTO notes (name, value) VALUES (?1, ?2)")?
		.execute((name, value))
		.map(drop)
}

fn number_note(db: &Connection, name: &str) -> rusqlite::Result<Option<u64>> {
	let value = note(db, name)?;
	Ok(value.and_then(|bytes| Some(u64::from_le_bytes(bytes.try_into().ok()?))))
}

/// How a rail is written in the journal, in metrics and in logs.
pub const fn rail_name(rail: Rail) -> &'static str {
	match rail {
		Rail::Tron => "tron",
		Rail::Ton => "ton",
	}
}
