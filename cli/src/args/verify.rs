//! `hotpot verify`.

use clap::{Args as ClapArgs, Subcommand};
use hotpot_cli::chain::BlockName;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Verify {
	/// Recompute SPOT, conversions and a round of the distribution from all events, and compare.
	#[command(
		after_help = "Every event since the first block is read from the node, which must be an \
archive node, and given to the oracle, a Python program that shares no code with the chain.

Exit code: 0 if no number differs, 1 if some do, 2 if the oracle can't read what it got, 3 if no node \
answers.

Examples:
  hotpot verify distribution 1
  hotpot verify distribution 1 --export audit --oracle tests/oracle"
	)]
	Distribution(VerifyDistribution),
	/// Write what the oracle reads: events.jsonl and settings.json.
	#[command(after_help = "Example:
  hotpot verify export --out audit
  python3 tests/oracle --settings audit/settings.json audit/events.jsonl")]
	Export {
		/// The folder; made if it is not there.
		#[arg(long)]
		out: PathBuf,
		#[command(flatten)]
		blocks: Blocks,
	},
}

#[derive(ClapArgs)]
pub(crate) struct VerifyDistribution {
	/// The round's number.
	pub(crate) round: u32,
	#[command(flatten)]
	pub(crate) blocks: Blocks,
	/// Leave what the oracle reads in this folder.
	#[arg(long, value_name = "DIR")]
	pub(crate) export: Option<PathBuf>,
	/// The oracle: a folder or file that Python runs.
	#[arg(long, env = "HOTPOT_ORACLE", default_value = "tests/oracle")]
	pub(crate) oracle: PathBuf,
}

/// Which blocks are read.
#[derive(ClapArgs)]
pub(crate) struct Blocks {
	/// The first block. Later than 1 makes sense if nothing was earned, converted or shared before.
	#[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
	pub(crate) from_block: u64,
	/// The last one, by its height or 0x… hash; a final block [default: the newest final one].
	#[arg(long)]
	pub(crate) at: Option<BlockName>,
}
