//! The command line. The comments here are its `--help`.

mod checks;
mod keys;

pub(crate) use checks::{CheckArg, Checks, Claim, Import, Qr, Report, Void};
pub(crate) use keys::{Keys, RoleArg, WordCount};

use clap::{Args as ClapArgs, Parser, Subcommand};
use hotpot_cli::{
	chain::{Until, types::Status},
	keys::{KeyError, SecretKey},
};
use std::fmt;

/// Runs a Hot Pot Spot network: restaurants, tills, checks, keys.
#[derive(Parser)]
#[command(
	name = "hotpot",
	version,
	arg_required_else_help = true,
	after_help = "Examples:
  hotpot network status
  hotpot keys generate --out owner.phrase
  hotpot franchise list --json
  hotpot checks import day.csv --till-key @till-1.key
  hotpot checks claim 'hotpot:1:1:42:…' --to 5F…

Keys are given as a BIP-39 phrase or a 0x… seed with a path (//node//1//till//1), or as @file with
that in its first line. A file or the environment keeps them out of the shell's history.

Exit codes: 0 done, 1 refused by the chain, 2 wrong usage or input, 3 no node answers."
)]
pub(crate) struct Args {
	/// The node's WebSocket address.
	#[arg(
		long,
		alias = "rpc",
		global = true,
		env = "HOTPOT_URL",
		default_value = "ws://127.0.0.1:9944"
	)]
	pub(crate) url: String,

	/// Print results as JSON, and nothing else on stdout.
	#[arg(long, global = true)]
	pub(crate) json: bool,

	/// Wait until transactions are finalized, not only in a block.
	#[arg(long, global = true)]
	pub(crate) finalized: bool,

	#[command(subcommand)]
	pub(crate) command: Command,
}

/// Whether to wait for finality.
pub(crate) const fn until(finalized: bool) -> Until {
	if finalized { Until::Finalized } else { Until::InBlock }
}

#[derive(Subcommand)]
pub(crate) enum Command {
	/// Look at the network.
	#[command(subcommand)]
	Network(Network),
	/// Register restaurants, approve tills, suspend them.
	#[command(subcommand)]
	Franchise(Franchise),
	/// Record, claim, void and look up checks.
	#[command(subcommand)]
	Checks(Checks),
	/// Make and look at keys. Nothing leaves this machine.
	#[command(subcommand)]
	Keys(Keys),
	/// Show the demonstration network.
	#[command(subcommand)]
	Demo(Demo),
}

#[derive(Subcommand)]
pub(crate) enum Network {
	/// The node, its blocks, finality, validators.
	Status,
}

#[derive(Subcommand)]
pub(crate) enum Franchise {
	/// Open a restaurant.
	#[command(after_help = "Example:
  hotpot franchise register --owner-key @owner.key --franchisee 5F… --city Tbilisi --country GE \\
    --time-zone Asia/Tbilisi --utc-offset +04:00 --entity 0x… --licence 0x… --daily-cap-thp 20000")]
	Register(Register),
	/// Approve a till of a restaurant.
	#[command(after_help = "Example:
  hotpot franchise approve-till --owner-key @owner.key --node 1 --key 5D… \\
    --per-check-gel 5000 --per-day-gel 100000")]
	ApproveTill(ApproveTill),
	/// Stop a restaurant or a till from recording. Claims go on.
	Suspend(Whom),
	/// Let a suspended restaurant or till record again.
	Reactivate(Whom),
	/// Close a restaurant or a till for good.
	Close(Whom),
	/// All restaurants and tills.
	List,
}

#[derive(ClapArgs)]
pub(crate) struct Register {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// The account of the franchisee who runs it.
	#[arg(long)]
	pub(crate) franchisee: String,
	/// City, at most 64 bytes.
	#[arg(long)]
	pub(crate) city: String,
	/// ISO country code, two letters.
	#[arg(long)]
	pub(crate) country: String,
	/// IANA time zone name.
	#[arg(long)]
	pub(crate) time_zone: String,
	/// What local clocks show, like +04:00; days are counted by it.
	#[arg(long, allow_hyphen_values = true)]
	pub(crate) utc_offset: String,
	/// Commitment to the legal entity: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) entity: String,
	/// Hash of the licence: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) licence: String,
	/// The most THP its checks may accrue in one local day.
	#[arg(long)]
	pub(crate) daily_cap_thp: String,
}

#[derive(ClapArgs)]
pub(crate) struct ApproveTill {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	/// The restaurant's number.
	#[arg(long)]
	pub(crate) node: u32,
	/// The account of the till's key.
	#[arg(long)]
	pub(crate) key: String,
	/// The largest check, in GEL.
	#[arg(long)]
	pub(crate) per_check_gel: String,
	/// The most in one local day, in GEL.
	#[arg(long)]
	pub(crate) per_day_gel: String,
}

#[derive(ClapArgs)]
pub(crate) struct Whom {
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
	#[command(flatten)]
	pub(crate) target: Target,
}

#[derive(ClapArgs)]
#[group(required = true, multiple = false)]
pub(crate) struct Target {
	/// A restaurant's number.
	#[arg(long)]
	pub(crate) node: Option<u32>,
	/// A till's number.
	#[arg(long)]
	pub(crate) till: Option<u32>,
}

#[derive(ClapArgs)]
pub(crate) struct OwnerKey {
	/// The network owner's key, or @file.
	#[arg(long, env = "HOTPOT_OWNER_KEY", hide_env_values = true)]
	pub(crate) owner_key: Secret,
}

#[derive(ClapArgs)]
pub(crate) struct TillKeyArg {
	/// The till's key, or @file.
	#[arg(long, env = "HOTPOT_TILL_KEY", hide_env_values = true)]
	pub(crate) till_key: Secret,
}

#[derive(Subcommand)]
pub(crate) enum Demo {
	/// The table that ./scripts/start ends with.
	Report {
		/// Show this account's balances too, as NAME=ADDRESS.
		#[arg(long = "account")]
		accounts: Vec<String>,
	},
}

/// A secret key as it was given. Never shown.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
	/// The key.
	pub(crate) fn read(&self) -> Result<SecretKey, KeyError> {
		SecretKey::from_argument(&self.0)
	}
}

// Not `FromStr`: the message of a failing parser would show the secret.
impl From<String> for Secret {
	fn from(text: String) -> Self {
		Self(text)
	}
}

impl fmt::Debug for Secret {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("Secret(…)")
	}
}

impl Franchise {
	/// The status that the command sets, if it sets one.
	pub(crate) const fn status(&self) -> Option<Status> {
		match self {
			Self::Suspend(_) => Some(Status::Suspended),
			Self::Reactivate(_) => Some(Status::Active),
			Self::Close(_) => Some(Status::Closed),
			_ => None,
		}
	}
}
