//! `hotpot observations`.

use super::OwnerKey;
use clap::{Args as ClapArgs, Subcommand};
use hotpot_cli::chain::types::Kind;

#[derive(Subcommand)]
pub(crate) enum Observations {
	/// Who votes, how many must agree, what is paused, what waits.
	Status,
	/// Facts that are voted on, and who says what.
	#[command(after_help = "Example:
  hotpot observations open --limit 5")]
	Open {
		/// How many facts at most.
		#[arg(long, default_value_t = 20)]
		limit: u32,
	},
	/// What is known of a fact.
	#[command(
		after_help = "Exit code: 0 if it is voted on or was agreed on, 1 if the chain does not know it.

Example:
  hotpot observations fact 0x…"
	)]
	Fact {
		/// The fact: 0x… of 32 bytes.
		fact: String,
	},
	/// Stop votes on a kind. Facts that are open expire meanwhile.
	#[command(after_help = "Kinds: tron-deposit, ton-deposit, watched, liked, streamed.

Example:
  hotpot observations pause --kind tron-deposit --owner-key @owner.key")]
	Pause(KindArg),
	/// Let votes on a kind go on.
	#[command(after_help = "Kinds: tron-deposit, ton-deposit, watched, liked, streamed.

Example:
  hotpot observations resume --kind tron-deposit --owner-key @owner.key")]
	Resume(KindArg),
	/// Drop a disputed fact with all of its votes. It can be voted on anew.
	#[command(after_help = "Example:
  hotpot observations drop --fact 0x… --owner-key @owner.key")]
	Drop {
		#[command(flatten)]
		owner: OwnerKey,
		/// The fact: 0x… of 32 bytes.
		#[arg(long)]
		fact: String,
	},
}

#[derive(ClapArgs)]
pub(crate) struct KindArg {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// Which kind.
	#[arg(long)]
	pub(crate) kind: Kind,
}
