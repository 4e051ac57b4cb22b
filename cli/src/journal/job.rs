//! What an import is told, and what it tells.

use super::JournalError;
use crate::{
	chain::{ChainError, Head, Refusal, Until},
	export::Export,
	keys::{KeyError, SecretKey, TillKey},
};
use std::{path::PathBuf, time::Duration};
use thiserror::Error;

/// Most checks of one batch (rule 2).
pub const MAX_BATCH: usize = 200;

/// How to import.
#[derive(Clone, Debug)]
pub struct ImportOptions {
	/// Checks in a batch, at most [`MAX_BATCH`].
	pub batch: usize,
	/// Batches on their way at the same time.
	pub in_flight: usize,
	/// How long to wait for a lost node, in all.
	pub retry_for: Duration,
	/// Whether to wait for finality at the end.
	pub until: Until,
	/// Who signs the voids: the till itself, or its franchisee.
	pub void_key: Option<SecretKey>,
}

impl Default for ImportOptions {
	fn default() -> Self {
		Self {
			batch: MAX_BATCH,
			in_flight: 4,
			retry_for: Duration::from_secs(120),
			until: Until::InBlock,
			void_key: None,
		}
	}
}

/// What to import, and where to.
#[derive(Clone, Debug)]
pub struct Job<'a> {
	/// The node.
	pub url: &'a str,
	/// The till's key.
	pub key: &'a TillKey,
	/// The till's number, if it is to be checked.
	pub till: Option<u32>,
	/// The export.
	pub export: &'a Export,
	/// Where the journal lies.
	pub journal: PathBuf,
	/// How.
	pub options: ImportOptions,
}

/// Is told how it goes.
pub trait Progress: Send + Sync {
	/// So many of so many sales are recorded.
	fn at(&self, done: usize, of: usize);
	/// Something worth a line.
	fn note(&self, text: &str);
}

/// A sale that the chain has with another content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
	/// Its line in the export.
	pub line: u64,
	/// Its number.
	pub sequence: u32,
	/// What differs.
	pub what: &'static str,
}

/// A sale that could not be voided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotVoided {
	/// Its line in the export.
	pub line: u64,
	/// Its number.
	pub sequence: u32,
	/// Why not.
	pub reason: String,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
	/// The till.
	pub till: u32,
	/// Sales in the export.
	pub sales: usize,
	/// Recorded by this run.
	pub recorded: usize,
	/// Recorded before.
	pub already: usize,
	/// What this run recorded, in tetri.
	pub tetri: u64,
	/// Voided by this run.
	pub voided: usize,
	/// Recorded before, with another content.
	pub conflicts: Vec<Conflict>,
	/// To be voided, but refused.
	pub not_voided: Vec<NotVoided>,
	/// Numbers too old to be recorded.
	pub lost: Vec<u32>,
	/// The last block with something of this run.
	pub block: Option<Head>,
	/// Whether that block is final.
	pub is_finalized: bool,
}

/// Why an import ended early. What it recorded stays recorded.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
	/// The chain knows no till with this key.
	#[error(
		"the key of {account} is not a till's. Check --till-key, or have the network owner approve \
		 the till: hotpot franchise approve-till --key {account} …"
	)]
	NoTill {
		/// The key's account.
		account: String,
	},
	/// The key is another till's.
	#[error("this is the key of till {actual}, not of till {given}")]
	OtherTill {
		/// The till that was given.
		given: u32,
		/// The till of the key.
		actual: u32,
	},
	/// The chain refused a sale, and with it its batch.
	#[error(
		"{file}, line {line} (check {sequence}): {} ({}). Nothing of its batch was recorded.",
		.refusal.meaning(),
		.refusal.names()
	)]
	RefusedSale {
		/// The export.
		file: String,
		/// The line.
		line: u64,
		/// The till's number.
		sequence: u32,
		/// Why.
		refusal: Box<Refusal>,
	},
	/// The chain refused a batch for a reason that no single sale has.
	#[error("checks {first} to {last} were refused: {refusal}. Nothing of them was recorded.")]
	RefusedBatch {
		/// The lowest number.
		first: u32,
		/// The highest number.
		last: u32,
		/// Why.
		refusal: Box<Refusal>,
	},
	/// Transactions of this till wait at the node and don't get into a block.
	#[error(
		"transactions of this till have been waiting at the node for {0} s; `hotpot network status` \
		 shows whether blocks are made. Run the same command again later."
	)]
	Busy(u64),
	/// The node stayed away.
	#[error(
		"{source} {done} of {of} sales are recorded. Run the same command again: it goes on where it \
		 stopped, and records nothing twice."
	)]
	Interrupted {
		/// What went wrong last.
		source: ChainError,
		/// Sales recorded.
		done: usize,
		/// Sales in the export.
		of: usize,
	},
	/// The chain could not be read.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The journal can't be used.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// The till's key makes no wallets.
	#[error(transparent)]
	Key(#[from] KeyError),
}

impl ImportError {
	/// Whether the chain refused what was sent, rather than something going wrong on the way.
	pub const fn is_refusal(&self) -> bool {
		matches!(self, Self::RefusedSale { .. } | Self::RefusedBatch { .. })
	}
}
