//! The command line. The comments here are its `--help`.

mod checks;
mod compliance;
mod conversion;
mod deposits;
mod distribution;
mod keys;
mod kyc;
mod observations;
mod roles;
mod settings;
mod spot;
mod verify;

pub(crate) use checks::{CheckArg, Checks, Claim, Import, Qr, Report, Void};
pub(crate) use compliance::{
	Compliance, Country, ForceTransfer, FreezeAmount, FreezeArg, Jurisdictions, Recover,
	RegisterFile, Registers, RequestRecovery, Transfer, Unfreeze, WhyNot,
};
pub(crate) use conversion::{Conversion, Execute, PairsArg};
pub(crate) use deposits::{Deposits, Retire, TonNetwork, Watch};
pub(crate) use distribution::{Distribution, Push};
pub(crate) use keys::{Keys, RoleArg, WordCount};
pub(crate) use kyc::{
	Attest, Clear, Examination, Kyc, LicenceArg, Link, Reinstate, Submit, Supervise,
	VerifierStatus, Verifiers,
};
pub(crate) use observations::{KindArg, Observations};
pub(crate) use roles::{GrantRole, RoleOf, Roles};
pub(crate) use settings::{SetSettings, Settings};
pub(crate) use spot::{Lasting, Loyalty, Seen, Spot, Tell};
pub(crate) use verify::{Blocks, Verify, VerifyDistribution};

use clap::{Args as ClapArgs, Parser, Subcommand};
use hotpot_cli::{
	chain::{BlockName, Until, types::Status},
	keys::{KeyError, SecretKey},
};
use std::fmt;
use subxt::utils::H256;

/// Runs a Hot Pot Spot network: restaurants, tills, checks, persons, SPOT, keys.
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
  hotpot compliance why-not --from 5F… --to 5D… --thp 12.5
  hotpot kyc status 5F…
  hotpot spot status 5F…
  hotpot distribution share 5F…
  hotpot deposits show 5F…
  hotpot observations status

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

/// The hash that a text of 0x and 64 hex digits names.
fn parse_hash(text: &str) -> Result<H256, String> {
	match text.parse() {
		Ok(BlockName::Hash(hash)) => Ok(hash),
		_ => Err(format!("\"{text}\" is not 0x and 64 hex digits")),
	}
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
	/// Examine persons: verifiers, attestations, linked accounts.
	#[command(subcommand)]
	Kyc(Kyc),
	/// Send THP, freeze, force, recover, pause; the registers.
	#[command(subcommand)]
	Compliance(Compliance),
	/// Give and take roles.
	#[command(subcommand)]
	Role(Roles),
	/// Look at SPOT, which is earned and can't be given away.
	#[command(subcommand)]
	Spot(Spot),
	/// Look at what earns SPOT.
	#[command(subcommand)]
	Loyalty(Loyalty),
	/// Turn SPOT into THP.
	#[command(subcommand)]
	Conversion(Conversion),
	/// Share the THP of unused checks.
	#[command(subcommand)]
	Distribution(Distribution),
	/// Watch accounts of TRON and TON; what reached them, and whose it is.
	#[command(subcommand)]
	Deposits(Deposits),
	/// What validators see outside the chain and vote on.
	#[command(subcommand)]
	Observations(Observations),
	/// Recompute what the chain says, from what it told.
	#[command(subcommand)]
	Verify(Verify),
	/// Look at and change what the network owner governs.
	#[command(subcommand)]
	Settings(Settings),
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

#[derive(ClapArgs)]
pub(crate) struct VerifierKeyArg {
	/// The verifier's key, or @file.
	#[arg(long, env = "HOTPOT_VERIFIER_KEY", hide_env_values = true)]
	pub(crate) verifier_key: Secret,
}

#[derive(ClapArgs)]
pub(crate) struct KeyArg {
	/// The key that signs, or @file.
	#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
	pub(crate) key: Secret,
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

#[cfg(test)]
mod tests {
	use super::*;

	/// What is wrong with a command line, if anything is.
	fn wrong(line: &str) -> Option<String> {
		Args::try_parse_from(line.split(' ')).err().map(|error| error.to_string())
	}

	#[test]
	fn command_lines_of_persons_and_of_the_door_should_be_understood() {
		for line in [
			"hotpot kyc verifier register 5F --level premium --may-clear --max-persons 9 --owner-key k",
			"hotpot kyc verifier licence 5F --level basic --max-persons 1 --owner-key k",
			"hotpot kyc verifier stop 5F --owner-key k",
			"hotpot kyc verifier list --json",
			"hotpot kyc attest --verifier-key k --account 5F --person 0x --level basic --country GE \
			 --commitment c",
			"hotpot kyc attest --verifier-key k --account 5F --person 0x --level basic --country GE \
			 --commitment c --outcome hit --risk high --days 30 --out f --submit-key s",
			"hotpot kyc submit f --key k",
			"hotpot kyc clear 5F --verifier-key k",
			"hotpot kyc suspend 5F --reason r --key k",
			"hotpot kyc reinstate 5F --key k",
			"hotpot kyc revoke 5F --reason r --key k",
			"hotpot kyc link --key k --old-key o",
			"hotpot kyc status 5F",
			"hotpot compliance transfer --key k --to 5D --thp 1",
			"hotpot compliance why-not --from 5F --to 5D --thp 1",
			"hotpot compliance limits 5F",
			"hotpot compliance freeze 5F --reason r --key k",
			"hotpot compliance unfreeze 5F --key k",
			"hotpot compliance freeze-amount 5F --thp 1 --key k",
			"hotpot compliance force-transfer --from 5F --to 5D --thp 1 --reason r --key k",
			"hotpot compliance recover request --old 5F --new 5D --reason r --verifier-key k",
			"hotpot compliance recover veto --key k",
			"hotpot compliance recover complete 5F --key k",
			"hotpot compliance recover cancel 5F --key k",
			"hotpot compliance recover status 5F",
			"hotpot compliance pause --key k",
			"hotpot compliance resume --key k",
			"hotpot compliance jurisdiction list",
			"hotpot compliance jurisdiction allow GE --key k",
			"hotpot compliance jurisdiction block IR --key k",
			"hotpot compliance jurisdiction forget AM --key k",
			"hotpot compliance register holders --format xml --at 12 --out f",
			"hotpot role grant 5F --role cashier --node 1 --until 2027-01-31 --key k",
			"hotpot role revoke 5F --role pos-operator --node 1 --key k",
			"hotpot role list 5F",
			"hotpot checks collect --key k",
			"hotpot spot status 5F",
			"hotpot spot figures",
			"hotpot spot award 0x",
			"hotpot loyalty status 5F",
			"hotpot conversion status",
			"hotpot conversion status 5F --json",
			"hotpot conversion preview --pair 5F=20 --pair 5D=10",
			"hotpot conversion preview --pairs f --rate 10",
			"hotpot conversion execute --owner-key k --pair 5F=20 --pairs f",
			"hotpot conversion consent --key k --withdraw",
			"hotpot conversion log --format csv --at 12 --out f",
			"hotpot distribution status --last 3",
			"hotpot distribution announce --owner-key k --opens-at +8d",
			"hotpot distribution cancel --owner-key k",
			"hotpot distribution open --key k",
			"hotpot distribution share 5F --round 1",
			"hotpot distribution claim --key k",
			"hotpot distribution push --key k --round 1 5F 5D",
			"hotpot distribution reclaim --key k --round 1",
			"hotpot deposits watch --account T --to 5F --owner-key k",
			"hotpot deposits watch --account kQ --to 5F --purpose 255 --testnet --owner-key k",
			"hotpot deposits watch --file f --testnet --owner-key k",
			"hotpot deposits retire --account T --owner-key k",
			"hotpot deposits list --json",
			"hotpot deposits show 5F --last 3",
			"hotpot observations status",
			"hotpot observations open --limit 5",
			"hotpot observations fact 0x",
			"hotpot observations pause --kind tron-deposit --owner-key k",
			"hotpot observations resume --kind streamed --owner-key k",
			"hotpot observations drop --fact 0x --owner-key k",
			"hotpot settings set --owner-key k observations.liked max_open=9 max_votes=10",
			"hotpot verify distribution 1 --from-block 9 --at 12 --export d --oracle o",
			"hotpot verify export --out d",
		] {
			assert_eq!(wrong(line), None, "{line}");
		}
	}

	#[test]
	fn command_lines_that_make_no_sense_should_be_refused() {
		for line in [
			"hotpot kyc verifier register 5F --level high --max-persons 9 --owner-key k",
			"hotpot kyc verifier register 5F --level basic --max-persons 0 --owner-key k",
			"hotpot kyc link --key k --old-key o --genesis 12",
			"hotpot compliance register persons",
			"hotpot compliance register holders --at best",
			"hotpot role grant 5F --role owner --key k",
			"hotpot role grant 5F --role cashier --until 2027-01-31 --days 3 --key k",
			"hotpot conversion preview",
			"hotpot conversion preview --rate 10",
			"hotpot conversion execute --pair 5F=20 --pairs",
			"hotpot distribution push --key k --round 1",
			"hotpot distribution reclaim --key k",
			"hotpot deposits watch --account T --owner-key k",
			"hotpot deposits watch --to 5F --owner-key k",
			"hotpot deposits watch --owner-key k",
			"hotpot deposits watch --account T --to 5F --purpose 256 --owner-key k",
			"hotpot deposits watch --file f --account T --to 5F --owner-key k",
			"hotpot deposits watch --file f --purpose 1 --owner-key k",
			"hotpot observations pause --kind deposit --owner-key k",
			"hotpot observations pause --owner-key k",
			"hotpot verify distribution",
			"hotpot verify distribution 1 --from-block 0",
		] {
			assert!(wrong(line).is_some(), "{line}");
		}
	}
}
