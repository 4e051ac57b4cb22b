//! `hotpot kyc`.

use super::{KeyArg, OwnerKey, Secret, VerifierKeyArg, parse_hash};
use clap::{Args as ClapArgs, Subcommand};
use hotpot_cli::chain::types::{Level, Outcome, RiskBand};
use std::path::PathBuf;
use subxt::utils::H256;

#[derive(Subcommand)]
pub(crate) enum Kyc {
	/// License verifiers.
	#[command(subcommand)]
	Verifier(Verifiers),
	/// Sign what was found about a person, and hand it in.
	#[command(
		after_help = "The bytes that are signed are written here, from these arguments; if the \
node expects others, nothing is signed.

Examples:
  hotpot kyc attest --verifier-key @verifier.key --account 5F… --person 0x… --level basic \\
    --country GE --commitment 0x…
  hotpot kyc attest --verifier-key @verifier.key --account 5F… --person 0x… --level premium \\
    --country DE --commitment 0x… --outcome hit --risk medium --out attestation.json"
	)]
	Attest(Attest),
	/// Hand in an attestation that a verifier signed elsewhere.
	#[command(after_help = "Example:
  hotpot kyc submit attestation.json --key @guest.key")]
	Submit(Submit),
	/// Clear an account of a hit that another verifier found.
	#[command(after_help = "Example:
  hotpot kyc clear 5F… --verifier-key @verifier-2.key")]
	Clear(Clear),
	/// Hold an account until Compliance reinstates it.
	#[command(after_help = "Example:
  hotpot kyc suspend 5F… --reason 'Case 2026-117' --key @compliance.key")]
	Suspend(Supervise),
	/// End a suspension.
	#[command(after_help = "Example:
  hotpot kyc reinstate 5F… --key @compliance.key")]
	Reinstate(Reinstate),
	/// Take back what an account had: it is rejected until somebody attests it again.
	#[command(after_help = "Example:
  hotpot kyc revoke 5F… --reason 'Case 2026-117' --key @compliance.key")]
	Revoke(Supervise),
	/// Close another account of the same person and move everything it holds.
	#[command(after_help = "Example:
  hotpot kyc link --key @guest.key --old-key @browser.key")]
	Link(Link),
	/// What an account is to the law, and what it may do.
	#[command(after_help = "Example:
  hotpot kyc status 5F… --json")]
	Status {
		/// The account.
		account: String,
	},
}

#[derive(Subcommand)]
pub(crate) enum Verifiers {
	/// Register a verifier.
	#[command(after_help = "Example:
  hotpot kyc verifier register 5F… --level premium --may-clear --max-persons 100000 \\
    --owner-key @owner.key")]
	Register(LicenceArg),
	/// Change what a verifier may do. What it attested stays.
	#[command(after_help = "Example:
  hotpot kyc verifier licence 5F… --level basic --max-persons 1000 --owner-key @owner.key")]
	Licence(LicenceArg),
	/// Stop a verifier. What it attested stays.
	Stop(VerifierStatus),
	/// Let a stopped verifier go on.
	Resume(VerifierStatus),
	/// All verifiers.
	List,
}

#[derive(ClapArgs)]
pub(crate) struct LicenceArg {
	/// The account of the verifier's key.
	pub(crate) verifier: String,
	/// The highest level it may attest: basic, enhanced or premium.
	#[arg(long)]
	pub(crate) level: Level,
	/// It may clear hits that others found.
	#[arg(long)]
	pub(crate) may_clear: bool,
	/// The most accounts that its attestations may stand behind.
	#[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
	pub(crate) max_persons: u32,
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
}

#[derive(ClapArgs)]
pub(crate) struct VerifierStatus {
	/// The account of the verifier's key.
	pub(crate) verifier: String,
	#[command(flatten)]
	pub(crate) owner: OwnerKey,
}

#[derive(ClapArgs)]
pub(crate) struct Attest {
	#[command(flatten)]
	pub(crate) verifier: VerifierKeyArg,
	#[command(flatten)]
	pub(crate) examination: Examination,
	/// The key of who hands it in, or @file [default: the verifier's].
	#[arg(long, env = "HOTPOT_SUBMIT_KEY", hide_env_values = true)]
	pub(crate) submit_key: Option<Secret>,
	/// Write it to this new file instead of handing it in.
	#[arg(long)]
	pub(crate) out: Option<PathBuf>,
	/// The chain's genesis hash, to be sure that the node is on the right one.
	#[arg(long, env = "HOTPOT_GENESIS", value_parser = parse_hash)]
	pub(crate) genesis: Option<H256>,
}

#[derive(ClapArgs)]
pub(crate) struct Examination {
	/// The account.
	#[arg(long)]
	pub(crate) account: String,
	/// The person's number, made by the vault: 0x… of 32 bytes.
	#[arg(long)]
	pub(crate) person: String,
	/// How thoroughly the person was examined: basic, enhanced or premium.
	#[arg(long)]
	pub(crate) level: Level,
	/// How it ended: passed, hit or rejected.
	#[arg(long, default_value = "passed")]
	pub(crate) outcome: Outcome,
	/// How risky the person is: low, medium or high.
	#[arg(long, default_value = "low")]
	pub(crate) risk: RiskBand,
	/// The country whose law applies, by its ISO code.
	#[arg(long)]
	pub(crate) country: String,
	/// Salted commitment to the file: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) commitment: String,
	/// Days that it is good for [default: 365, or as many as the network allows].
	#[arg(long, value_parser = clap::value_parser!(u32).range(1..=3_650))]
	pub(crate) days: Option<u32>,
}

#[derive(ClapArgs)]
pub(crate) struct Submit {
	/// The file.
	pub(crate) file: PathBuf,
	#[command(flatten)]
	pub(crate) key: KeyArg,
}

#[derive(ClapArgs)]
pub(crate) struct Clear {
	/// The account.
	pub(crate) account: String,
	#[command(flatten)]
	pub(crate) verifier: VerifierKeyArg,
}

#[derive(ClapArgs)]
pub(crate) struct Supervise {
	/// The account.
	pub(crate) account: String,
	/// Why: 0x… of 32 bytes, or a text to be hashed.
	#[arg(long)]
	pub(crate) reason: String,
	/// The key of Compliance or of the verifier that attested, or @file.
	#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
}

#[derive(ClapArgs)]
pub(crate) struct Reinstate {
	/// The account.
	pub(crate) account: String,
	/// The key of Compliance, or @file.
	#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
}

#[derive(ClapArgs)]
pub(crate) struct Link {
	/// The key of the person's verified account, or @file.
	#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
	/// The key of the account that is closed, or @file.
	#[arg(long, env = "HOTPOT_OLD_KEY", hide_env_values = true)]
	pub(crate) old_key: Secret,
	/// The chain's genesis hash, to be sure that the node is on the right one.
	#[arg(long, env = "HOTPOT_GENESIS", value_parser = parse_hash)]
	pub(crate) genesis: Option<H256>,
}
