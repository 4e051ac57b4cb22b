//! What stands behind the `hotpot` command line, and what the end-to-end tests and the load
//! generator use to talk to the chain.
//!
//! - [`chain`]: connect, read, sign, submit, wait. Dynamic: it goes by the names in the runtime's
//!   metadata, so that it outlives runtime upgrades that keep the names.
//! - [`keys`]: phrases, derivation (rule 39), the wallets of checks. Secrets stay in the process.
//! - [`qr`]: the text of a receipt's QR code.
//! - [`receipt`]: the commitment that ties a check to its fiscal receipt.
//! - [`export`]: a till's CSV export.
//! - [`foreign`]: accounts of TRON and TON.
//! - [`journal`]: records an export, and goes on after a crash where it stopped.
//! - [`money`], [`times`]: exact amounts, moments and days, in and out.
//! - [`oracle`]: the chain's events and views, as the oracle in `tests/oracle` reads them.
//! - [`pairs`], [`accounts`]: the list of a conversion, the list of accounts to be watched.
//! - [`payloads`], [`attestation`]: what verifiers and linked accounts sign, and as a file.
//! - [`reasons`]: why a transfer of THP is refused, and what helps against other refusals, in
//!   sentences.
//! - [`register`]: the registers of holders, emissions and corporate actions, and the log of
//!   conversions, as CSV, JSON, XML.

pub mod accounts;
pub mod attestation;
pub mod chain;
pub mod export;
pub mod foreign;
pub mod journal;
pub mod keys;
pub mod money;
pub mod oracle;
pub mod pairs;
pub mod payloads;
pub mod qr;
pub mod reasons;
pub mod receipt;
pub mod register;
mod rows;
pub mod times;
