//! `hotpot role`.

use super::Secret;
use clap::{Args as ClapArgs, Subcommand};
use hotpot_cli::chain::types::Role;

#[derive(Subcommand)]
pub(crate) enum Roles {
	/// Give an account a role.
	#[command(
		after_help = "Roles: compliance, franchise-owner, pos-operator, cashier, cook, investor, \
auditor, validator, video-manager, security-officer, observer, treasury. A franchisee gives \
pos-operator, cashier and cook in its own restaurants, the network owner every role. An auditor's \
role must end.

Examples:
  hotpot role grant 5F… --role compliance --key @owner.key
  hotpot role grant 5F… --role cashier --node 1 --until 2027-01-31 --key @franchisee.key"
	)]
	Grant(GrantRole),
	/// Take a role back.
	#[command(after_help = "Example:
  hotpot role revoke 5F… --role cashier --node 1 --key @franchisee.key")]
	Revoke(RoleOf),
	/// An account's roles, ended ones included.
	List {
		/// The account.
		account: String,
	},
}

#[derive(ClapArgs)]
pub(crate) struct GrantRole {
	#[command(flatten)]
	pub(crate) role: RoleOf,
	/// The last day on which it holds, as calendars show it here, like 2027-01-31.
	#[arg(long, conflicts_with = "days")]
	pub(crate) until: Option<String>,
	/// For how many days it holds.
	#[arg(long, value_parser = clap::value_parser!(u32).range(1..=36_500))]
	pub(crate) days: Option<u32>,
}

#[derive(ClapArgs)]
pub(crate) struct RoleOf {
	/// The account.
	pub(crate) account: String,
	/// Which role.
	#[arg(long)]
	pub(crate) role: Role,
	/// In this restaurant [default: in the whole network].
	#[arg(long)]
	pub(crate) node: Option<u32>,
	/// The network owner's or the franchisee's key, or @file.
	#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
}
