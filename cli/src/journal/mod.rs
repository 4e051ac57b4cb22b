//! Recording a till's export, once, whatever happens on the way.
//!
//! 1. The chain's ledger of the till says which numbers it has: a number is never recorded twice,
//!    so running an import again is always safe, and what is there already is skipped.
//! 2. What is left goes out in batches of consecutive numbers, in order, a few at a time, with
//!    nonces counted here.
//! 3. Every step is appended to a journal next to the export. It is not needed to be right: it
//!    saves comparing again what an earlier run has recorded, and it says what was on its way when
//!    the program was killed. Deleting it costs nothing but time.
//! 4. When the node is lost, the import waits for it for a bounded time and starts over at 1. Then
//!    it gives up, and running the same command goes on where it stopped.
//! 5. Sales that the export marks as voided are recorded and then voided: the number is used, the
//!    receipt exists, its THP is never minted.

mod file;
mod job;
mod plan;
mod run;
mod send;

pub use file::{Entry, Journal, JournalError};
pub use job::{Conflict, ImportError, ImportOptions, Job, MAX_BATCH, NotVoided, Progress, Summary};
pub use plan::{Backoff, Past, Plan};
pub use run::run;

use std::path::{Path, PathBuf};

/// Where an export's journal lies unless told otherwise: next to it.
pub fn default_path(export: &Path) -> PathBuf {
	let mut name = export.as_os_str().to_owned();
	name.push(".journal");
	PathBuf::from(name)
}
