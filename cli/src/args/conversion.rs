//! `hotpot conversion`.

use super::{KeyArg, OwnerKey, RegisterFile};
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Conversion {
	/// The rate, what may still be converted, and whether an account consents.
	#[command(after_help = "Examples:
  hotpot conversion status
  hotpot conversion status 5F…")]
	Status {
		/// An account whose consent is of interest.
		account: Option<String>,
	},
	/// What a conversion would come to now, or why it would be refused.
	#[command(after_help = "Exit code: 0 if it would be carried out, 1 if it would be refused.

Examples:
  hotpot conversion preview --pair 5F…=20 --pair 5D…=50
  hotpot conversion preview --pairs quarter.csv")]
	Preview(PairsArg),
	/// Burn the SPOT of holders and give them THP for it, exactly as listed.
	#[command(after_help = "Examples:
  hotpot conversion execute --owner-key @owner.key --pairs quarter.csv --rate 10")]
	Execute(Execute),
	/// Let the owner convert the key's SPOT, or no longer. Takes no fee.
	#[command(after_help = "Examples:
  hotpot conversion consent --key @guest.key
  hotpot conversion consent --key @guest.key --withdraw")]
	Consent {
		#[command(flatten)]
		key: KeyArg,
		/// Take the consent back.
		#[arg(long)]
		withdraw: bool,
	},
	/// Every conversion there was: as a table, or as a register at one final block.
	#[command(
		after_help = "With --format, --at, --out or --json it is written like the registers of \
`hotpot compliance register`.

Examples:
  hotpot conversion log
  hotpot conversion log --format csv --out conversions.csv"
	)]
	Log(RegisterFile),
}

#[derive(ClapArgs)]
pub(crate) struct PairsArg {
	/// A holder and how much of its SPOT, as ACCOUNT=SPOT. As many as needed.
	#[arg(long = "pair", value_name = "ACCOUNT=SPOT", required_unless_present = "file")]
	pub(crate) pairs: Vec<String>,
	/// A CSV file with the columns account and spot. Its pairs come behind those of --pair.
	#[arg(long = "pairs", value_name = "FILE")]
	pub(crate) file: Option<PathBuf>,
	/// SPOT for one THP [default: the current rate].
	#[arg(long)]
	pub(crate) rate: Option<u32>,
}

#[derive(ClapArgs)]
pub(crate) struct Execute {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	#[command(flatten)]
	pub(crate) list: PairsArg,
}
