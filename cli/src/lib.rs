//! What stands behind the `hotpot` command line, and what the end-to-end tests and the load
//! generator use to talk to the chain.
//!
//! - [`chain`]: connect, read, sign, submit, wait. Dynamic: it goes by the names in the runtime's
//!   metadata, so that it outlives runtime upgrades that keep the names.
//! - [`keys`]: phrases, derivation (rule 39), the wallets of checks. Secrets stay in the process.
//! - [`qr`]: the text of a receipt's QR code.
//! - [`receipt`]: the commitment that ties a check to its fiscal receipt.
//! - [`export`]: a till's CSV export.
//! - [`journal`]: records an export, and goes on after a crash where it stopped.
//! - [`money`]: exact amounts, in and out.

pub mod chain;
pub mod export;
pub mod journal;
pub mod keys;
pub mod money;
pub mod qr;
pub mod receipt;
