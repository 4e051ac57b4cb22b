//! `hotpot deposits`.

use super::OwnerKey;
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Deposits {
	/// Have an account of TRON or TON watched: what reaches it is its beneficiary's.
	#[command(
		after_help = "An account is written as wallets show it: T… or 41… on TRON; EQ…, UQ… or 0:… on \
TON. Addresses that are marked for TON's test network (kQ…, 0Q…) are taken with --testnet only.

A file has the columns account, beneficiary and purpose. It is sent in batches of 100. Lines that \
are watched as they stand are left out, so a file can be sent again.

Examples:
  hotpot deposits watch --account T… --to 5F… --owner-key @owner.key
  hotpot deposits watch --account UQ… --to 5F… --purpose 3 --owner-key @owner.key
  hotpot deposits watch --file accounts.csv --owner-key @owner.key"
	)]
	Watch(Watch),
	/// Have an account watched no more. It stays its beneficiary's for ever.
	#[command(after_help = "Example:
  hotpot deposits retire --account T… --owner-key @owner.key")]
	Retire(Retire),
	/// Every account that is watched.
	List,
	/// What somebody was deposited: the sums of each token, and the last lines of the ledger.
	#[command(after_help = "Examples:
  hotpot deposits show 5F…
  hotpot deposits show 5F… --last 100000 --json")]
	Show {
		/// The beneficiary.
		beneficiary: String,
		/// How many lines.
		#[arg(long, default_value_t = 20)]
		last: u32,
	},
}

#[derive(ClapArgs)]
pub(crate) struct Watch {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// The account of the other chain.
	#[arg(long, required_unless_present = "file", requires = "to")]
	pub(crate) account: Option<String>,
	/// Who is credited.
	#[arg(long, requires = "account")]
	pub(crate) to: Option<String>,
	/// What for: a number that you give its meaning.
	#[arg(long, default_value_t = 0)]
	pub(crate) purpose: u8,
	/// A CSV file with the columns account, beneficiary and purpose, at most 10000 lines.
	#[arg(long, conflicts_with_all = ["account", "to", "purpose"])]
	pub(crate) file: Option<PathBuf>,
	#[command(flatten)]
	pub(crate) network: TonNetwork,
}

#[derive(ClapArgs)]
pub(crate) struct Retire {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// The account of the other chain.
	#[arg(long)]
	pub(crate) account: String,
	#[command(flatten)]
	pub(crate) network: TonNetwork,
}

#[derive(ClapArgs)]
pub(crate) struct TonNetwork {
	/// Take addresses that are marked for TON's test network.
	#[arg(long)]
	pub(crate) testnet: bool,
}
