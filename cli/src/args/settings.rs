//! `hotpot settings`.

use super::OwnerKey;
use clap::{Args as ClapArgs, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Settings {
	/// What the owner governs, and how it is set now.
	#[command(after_help = "Examples:
  hotpot settings show
  hotpot settings show conversion")]
	Show {
		/// One pallet's, such as checks [default: all].
		pallet: Option<String>,
	},
	/// Change settings of a pallet. The chain refuses what is out of range.
	#[command(
		after_help = "Values are whole numbers, as the chain keeps them (times in ms, amounts in base units), true
or false. A number may end in s, m, h or d for a time, or in thp for an amount.

Examples:
  hotpot settings set --owner-key @owner.key checks void_window=24h expiry_duration=365d
  hotpot settings set --owner-key @owner.key conversion rate=8 max_per_day=100000thp"
	)]
	Set(SetSettings),
}

#[derive(ClapArgs)]
pub(crate) struct SetSettings {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// The pallet, such as checks.
	pub(crate) pallet: String,
	/// What to change: NAME=VALUE.
	#[arg(required = true, value_name = "NAME=VALUE")]
	pub(crate) changes: Vec<String>,
}
