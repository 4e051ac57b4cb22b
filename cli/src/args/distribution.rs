//! `hotpot distribution`.

use super::{KeyArg, OwnerKey};
use clap::{Args as ClapArgs, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Distribution {
	/// What the pool holds, the announced round, the last rounds, the settings.
	Status {
		/// How many rounds.
		#[arg(long, default_value_t = 10)]
		last: u32,
	},
	/// Announce the next round. Nothing is converted until it is opened or cancelled.
	#[command(
		after_help = "TIME is a moment like 2027-01-31T12:00:00+04:00, without an offset what \
clocks show here, or +8d, +90m, +45s from the chain's time on.

Examples:
  hotpot distribution announce --owner-key @owner.key --opens-at 2027-01-31T12:00:00+04:00
  hotpot distribution announce --owner-key @owner.key --opens-at +8d"
	)]
	Announce {
		#[command(flatten)]
		owner: OwnerKey,
		/// From when on the owner may open it.
		#[arg(long, value_name = "TIME")]
		opens_at: String,
	},
	/// Take the announcement back.
	Cancel(OwnerKey),
	/// Open the announced round: now is its record date. The owner may when it is due, anybody later.
	#[command(after_help = "Example:
  hotpot distribution open --key @owner.key")]
	Open(KeyArg),
	/// What an account had at a record date, its share, and what stands against paying it.
	#[command(after_help = "Exit code: 0 if it could be claimed now, or was paid; 1 if not.

Example:
  hotpot distribution share 5F… --round 1")]
	Share {
		/// The account.
		account: String,
		/// The round [default: the last one].
		#[arg(long)]
		round: Option<u32>,
	},
	/// Claim the key's share. Takes no fee.
	#[command(after_help = "Example:
  hotpot distribution claim --key @guest.key")]
	Claim {
		#[command(flatten)]
		key: KeyArg,
		/// The round [default: the last one].
		#[arg(long)]
		round: Option<u32>,
	},
	/// Pay the shares of others. Whoever can't be paid is skipped.
	#[command(
		after_help = "Exit code: 0 even if some were skipped; they are listed with the reason.

Example:
  hotpot distribution push --key @owner.key --round 1 5F… 5D…"
	)]
	Push(Push),
	/// Close a round whose time is over. What nobody claimed stays in the pool. Anybody may.
	Reclaim {
		#[command(flatten)]
		key: KeyArg,
		/// The round.
		#[arg(long)]
		round: u32,
	},
}

#[derive(ClapArgs)]
pub(crate) struct Push {
	#[command(flatten)]
	pub(crate) key: KeyArg,
	/// The round.
	#[arg(long)]
	pub(crate) round: u32,
	/// The accounts, at most 100.
	#[arg(required = true, num_args = 1..=100, value_name = "ACCOUNT")]
	pub(crate) accounts: Vec<String>,
}
