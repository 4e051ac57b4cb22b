//! `hotpot settings`.

use super::OwnerKey;
use clap::{Args as ClapArgs, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Settings {
	/// What the owner governs, and how it is set now.
	#[command(after_help = "Examples:
  hotpot settings show
  hotpot settings show conversion
  hotpot settings show observations
  hotpot settings show observations.liked")]
	Show {
		/// One pallet's, such as checks, or a kind's, such as observations.liked [default: all].
		pallet: Option<String>,
	},
	/// Change settings of a pallet, or of a kind of observations. The chain refuses what is out of range.
	#[command(
		after_help = "Values are whole numbers, as the chain keeps them (times in ms, amounts in base units), true
or false. A number may end in s, m, h or d for a time, or in thp for an amount.

Examples:
  hotpot settings set --owner-key @owner.key checks void_window=24h expiry_duration=365d
  hotpot settings set --owner-key @owner.key conversion rate=8 max_per_day=100000thp
  hotpot settings set --owner-key @owner.key deposits counts_usdc_tron=true
  hotpot settings set --owner-key @owner.key observations.tron-deposit time_to_live=7d max_open=256"
	)]
	Set(SetSettings),
}

#[derive(ClapArgs)]
pub(crate) struct SetSettings {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// The pallet, such as checks, or the kind, such as observations.liked.
	pub(crate) pallet: String,
	/// What to change: NAME=VALUE.
	#[arg(required = true, value_name = "NAME=VALUE")]
	pub(crate) changes: Vec<String>,
}
