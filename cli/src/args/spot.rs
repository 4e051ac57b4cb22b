//! `hotpot spot` and `hotpot loyalty`.

use super::Secret;
use clap::{Args as ClapArgs, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Spot {
	/// How much SPOT an account has, whether it counts, and what it earned today.
	#[command(after_help = "Example:
  hotpot spot status 5F… --json")]
	Status {
		/// The account.
		account: String,
	},
	/// How many count, their median, and what those above it have; the same of record dates.
	Figures,
	/// What a piece of evidence was worth. It is used once, ever.
	#[command(after_help = "Example:
  hotpot spot award 0x…")]
	Award {
		/// The hash that names the evidence: 0x… of 32 bytes.
		evidence: String,
	},
}

#[derive(Subcommand)]
pub(crate) enum Loyalty {
	/// How far an account is on the way to its next SPOT.
	#[command(after_help = "Example:
  hotpot loyalty status 5F…")]
	Status {
		/// The account.
		account: String,
	},
	/// Tell what was seen outside the chain, as Root. For networks for tests: on others validators
	/// agree on it.
	#[command(subcommand)]
	Tell(Tell),
}

#[derive(Subcommand)]
pub(crate) enum Tell {
	/// Somebody watched a stream.
	#[command(after_help = "Example:
  hotpot loyalty tell watched --root-key //Alice --account 5F… --stream evening --lasting 20m")]
	Watched {
		#[command(flatten)]
		seen: Seen,
		/// Which stream: 0x… of 32 bytes, or a text to be hashed.
		#[arg(long)]
		stream: String,
		#[command(flatten)]
		time: Lasting,
	},
	/// A repost or comment has so many likes.
	Liked {
		#[command(flatten)]
		seen: Seen,
		/// Which post: 0x… of 32 bytes, or a text to be hashed.
		#[arg(long)]
		post: String,
		/// How many likes.
		#[arg(long)]
		likes: u32,
	},
	/// Somebody streamed from a table.
	Streamed {
		#[command(flatten)]
		seen: Seen,
		/// The restaurant's number.
		#[arg(long)]
		node: u32,
		/// The table's number.
		#[arg(long)]
		table: u32,
		#[command(flatten)]
		time: Lasting,
	},
}

#[derive(ClapArgs)]
pub(crate) struct Seen {
	/// The Sudo key, or @file.
	#[arg(long, env = "HOTPOT_ROOT_KEY", hide_env_values = true)]
	pub(crate) root_key: Secret,
	/// Who did it.
	#[arg(long)]
	pub(crate) account: String,
}

#[derive(ClapArgs)]
pub(crate) struct Lasting {
	/// For how long, like 20m.
	#[arg(long)]
	pub(crate) lasting: String,
	/// How long ago it ended, like 26h [default: just now].
	#[arg(long)]
	pub(crate) ago: Option<String>,
}
