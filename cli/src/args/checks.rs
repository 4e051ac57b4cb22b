//! `hotpot checks`.

use super::{KeyArg, Secret, TillKeyArg};
use clap::{Args as ClapArgs, Subcommand};
use hotpot_cli::chain::types::VoidReason;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Checks {
	/// Record a till's export. Can be run again at any time: nothing is recorded twice.
	#[command(
		after_help = "The export is CSV with the columns sequence, sold_at, amount_gel, items, \
fiscal_receipt and, if any sale was taken back, voided_reason (entry-error, customer-return, \
duplicate, fraud or other).

Examples:
  hotpot checks import day.csv --till-key @till-1.key
  hotpot checks import tests/data/tbilisi.csv --till-key //node//1//till//1 --day yesterday"
	)]
	Import(Import),
	/// Claim checks by their QR codes.
	Claim(Claim),
	/// Collect THP that was put aside until the account is verified. Takes no fee.
	#[command(after_help = "Example:
  hotpot checks collect --key @guest.key")]
	Collect(KeyArg),
	/// Void a check, at most a day after it was recorded.
	Void(Void),
	/// What a till's number stands for.
	Show(Show),
	/// The QR codes of checks, for reprinting. Whoever has one can claim the check.
	#[command(after_help = "Examples:
  hotpot checks qr --till-key @till-1.key --sequence 42
  hotpot checks qr --till-key @till-1.key --sequence 1-10,17 --till 1")]
	Qr(Qr),
	/// What tills recorded, what is missing, what is in quarantine.
	Report(Report),
}

#[derive(ClapArgs)]
pub(crate) struct Import {
	/// The export.
	pub(crate) file: PathBuf,
	#[command(flatten)]
	pub(crate) till_key: TillKeyArg,
	/// The till's number, to be sure that the key is the right one.
	#[arg(long)]
	pub(crate) till: Option<u32>,
	/// Move the sales by whole days so that the first is on this day, in its own time zone: today,
	/// yesterday or YYYY-MM-DD. For exports that are made up: the chain takes sales of the last 7
	/// days only.
	#[arg(long)]
	pub(crate) day: Option<String>,
	/// Where the journal lies [default: next to the export].
	#[arg(long)]
	pub(crate) journal: Option<PathBuf>,
	/// Who signs the voids, or @file [default: the till].
	#[arg(long, env = "HOTPOT_VOID_KEY", hide_env_values = true)]
	pub(crate) void_key: Option<Secret>,
	/// Checks in a batch.
	#[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=200))]
	pub(crate) batch: u16,
	/// Batches on their way at the same time.
	#[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=16))]
	pub(crate) in_flight: u16,
	/// How many seconds to wait for a lost node.
	#[arg(long, default_value_t = 120)]
	pub(crate) retry_for: u64,
}

#[derive(ClapArgs)]
pub(crate) struct Claim {
	/// The texts of the QR codes.
	#[arg(required = true)]
	pub(crate) qr: Vec<String>,
	/// The account that gets the THP.
	#[arg(long)]
	pub(crate) to: String,
}

#[derive(ClapArgs)]
pub(crate) struct Void {
	#[command(flatten)]
	pub(crate) check: CheckArg,
	/// Why: entry-error, customer-return, duplicate, fraud or other.
	#[arg(long)]
	pub(crate) reason: VoidReason,
	/// The till's or the franchisee's key, or @file.
	#[arg(long, env = "HOTPOT_TILL_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
}

#[derive(ClapArgs)]
pub(crate) struct Show {
	#[command(flatten)]
	pub(crate) check: CheckArg,
}

#[derive(ClapArgs)]
pub(crate) struct CheckArg {
	/// The till's number.
	#[arg(long)]
	pub(crate) till: u32,
	/// The till's number of the check.
	#[arg(long)]
	pub(crate) sequence: u32,
}

#[derive(ClapArgs)]
pub(crate) struct Qr {
	#[command(flatten)]
	pub(crate) till_key: TillKeyArg,
	/// Numbers of checks, like 42 or 1-10,17.
	#[arg(long)]
	pub(crate) sequence: String,
	/// The till's number; without it the node is asked.
	#[arg(long)]
	pub(crate) till: Option<u32>,
}

#[derive(ClapArgs)]
pub(crate) struct Report {
	/// One till only.
	#[arg(long)]
	pub(crate) till: Option<u32>,
}
