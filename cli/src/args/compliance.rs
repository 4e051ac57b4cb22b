//! `hotpot compliance`.

use super::{KeyArg, Secret, VerifierKeyArg};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use hotpot_cli::{
	chain::BlockName,
	register::{Format, Register},
};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Compliance {
	/// Send THP. Verified persons have 20 such calls a day without a fee.
	#[command(after_help = "Example:
  hotpot compliance transfer --key @guest.key --to 5D… --thp 12.5")]
	Transfer(Transfer),
	/// Everything that stands against a transfer now, and what would help.
	#[command(after_help = "Exit code: 0 if nothing stands against it, 1 if something does.

Example:
  hotpot compliance why-not --from 5F… --to 5D… --thp 12.5")]
	WhyNot(WhyNot),
	/// What an account may still send and receive.
	Limits {
		/// The account.
		account: String,
	},
	/// Freeze an account: nothing of it can be sent, and nothing be sent to it.
	#[command(after_help = "Example:
  hotpot compliance freeze 5F… --reason 'Court order 12/2026' --key @compliance.key")]
	Freeze(FreezeArg),
	/// Lift a freeze.
	Unfreeze(Unfreeze),
	/// Freeze a part of what an account holds: the rest can be sent.
	#[command(after_help = "Examples:
  hotpot compliance freeze-amount 5F… --thp 250 --key @compliance.key
  hotpot compliance freeze-amount 5F… --thp 0 --key @compliance.key     # free it")]
	FreezeAmount(FreezeAmount),
	/// Move THP without asking its holder.
	#[command(after_help = "Example:
  hotpot compliance force-transfer --from 5F… --to 5D… --thp 250 --reason 0x… \\
    --key @compliance.key")]
	ForceTransfer(ForceTransfer),
	/// Give a person who lost its key another account.
	#[command(subcommand)]
	Recover(Recover),
	/// Pause all transfers, links and recoveries of THP.
	Pause(KeyArg),
	/// Let transfers, links and recoveries of THP go on.
	Resume(KeyArg),
	/// What the law says of countries.
	#[command(subcommand)]
	Jurisdiction(Jurisdictions),
	/// Write a register, as it was at one final block.
	#[command(
		after_help = "The register is written page by page from one block of the node, which has \
to be an archive node if the block is old. CSV names that block in every row, JSON and XML at the head.

Examples:
  hotpot compliance register holders --out holders.csv
  hotpot compliance register actions --format xml --at 120000 --out actions.xml
  hotpot compliance register emissions --json"
	)]
	Register(Registers),
}

#[derive(ClapArgs)]
pub(crate) struct Transfer {
	/// The sender's key, or @file.
	#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
	/// The account that gets it.
	#[arg(long)]
	pub(crate) to: String,
	/// How much, in THP.
	#[arg(long)]
	pub(crate) thp: String,
}

#[derive(ClapArgs)]
pub(crate) struct WhyNot {
	/// The account that would send it.
	#[arg(long)]
	pub(crate) from: String,
	/// The account that would get it.
	#[arg(long)]
	pub(crate) to: String,
	/// How much, in THP.
	#[arg(long)]
	pub(crate) thp: String,
}

#[derive(ClapArgs)]
pub(crate) struct FreezeArg {
	/// The account.
	pub(crate) account: String,
	/// Why: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) reason: String,
	#[command(flatten)]
	pub(crate) key: KeyArg,
}

#[derive(ClapArgs)]
pub(crate) struct Unfreeze {
	/// The account.
	pub(crate) account: String,
	#[command(flatten)]
	pub(crate) key: KeyArg,
}

#[derive(ClapArgs)]
pub(crate) struct FreezeAmount {
	/// The account.
	pub(crate) account: String,
	/// How much of what it holds, in THP.
	#[arg(long)]
	pub(crate) thp: String,
	#[command(flatten)]
	pub(crate) key: KeyArg,
}

#[derive(ClapArgs)]
pub(crate) struct ForceTransfer {
	/// The account that has it.
	#[arg(long)]
	pub(crate) from: String,
	/// The verified account that gets it.
	#[arg(long)]
	pub(crate) to: String,
	/// How much, in THP.
	#[arg(long)]
	pub(crate) thp: String,
	/// Why: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) reason: String,
	#[command(flatten)]
	pub(crate) key: KeyArg,
}

#[derive(Subcommand)]
pub(crate) enum Recover {
	/// Request it, having examined the person again. The old account is frozen.
	#[command(after_help = "Example:
  hotpot compliance recover request --old 5F… --new 5D… --reason 'Case 2026-118' \\
    --verifier-key @verifier.key")]
	Request(RequestRecovery),
	/// Refuse it with the old account's key. Takes no fee.
	Veto(KeyArg),
	/// Complete it when its delay is over. Anybody may.
	Complete {
		/// The old account.
		old: String,
		#[command(flatten)]
		key: KeyArg,
	},
	/// Call it off.
	Cancel {
		/// The old account.
		old: String,
		#[command(flatten)]
		key: KeyArg,
	},
	/// The open recovery of an account.
	Status {
		/// The old account.
		old: String,
	},
}

#[derive(ClapArgs)]
pub(crate) struct RequestRecovery {
	/// The person's account.
	#[arg(long)]
	pub(crate) old: String,
	/// The person's new account: nobody's, without THP.
	#[arg(long)]
	pub(crate) new: String,
	/// Why: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) reason: String,
	#[command(flatten)]
	pub(crate) verifier: VerifierKeyArg,
}

#[derive(Subcommand)]
pub(crate) enum Jurisdictions {
	/// Every country with a rule. All others are not allowed.
	List,
	/// Let a country's people send and receive.
	Allow(Country),
	/// Decide that a country's people may not.
	Block(Country),
	/// Remove a country's rule, so that its people may not.
	Forget(Country),
}

#[derive(ClapArgs)]
pub(crate) struct Country {
	/// Its ISO code, two letters.
	pub(crate) country: String,
	#[command(flatten)]
	pub(crate) key: KeyArg,
}

#[derive(ClapArgs)]
pub(crate) struct Registers {
	/// Which one.
	#[arg(value_enum)]
	pub(crate) register: RegisterArg,
	#[command(flatten)]
	pub(crate) file: RegisterFile,
}

/// How and where a register is written.
#[derive(ClapArgs)]
pub(crate) struct RegisterFile {
	/// How to write it [default: csv; json with --json].
	#[arg(long, value_enum)]
	pub(crate) format: Option<FormatArg>,
	/// The height or the 0x… hash of a final block [default: the newest final one].
	#[arg(long)]
	pub(crate) at: Option<BlockName>,
	/// Write it to this file [default: stdout].
	#[arg(long)]
	pub(crate) out: Option<PathBuf>,
}

/// A register.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum RegisterArg {
	/// Who holds THP
	Holders,
	/// How much THP came into being, by day
	Emissions,
	/// What Compliance and verifiers did
	Actions,
}

impl From<RegisterArg> for Register {
	fn from(register: RegisterArg) -> Self {
		match register {
			RegisterArg::Holders => Self::Holders,
			RegisterArg::Emissions => Self::Emissions,
			RegisterArg::Actions => Self::Actions,
		}
	}
}

/// A form of a register.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FormatArg {
	/// Comma-separated values
	Csv,
	/// One JSON object
	Json,
	/// One XML document
	Xml,
}

impl From<FormatArg> for Format {
	fn from(format: FormatArg) -> Self {
		match format {
			FormatArg::Csv => Self::Csv,
			FormatArg::Json => Self::Json,
			FormatArg::Xml => Self::Xml,
		}
	}
}
