//! `hotpot keys`.

use super::Secret;
use clap::{Subcommand, ValueEnum};
use hotpot_cli::keys::Role;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Keys {
	/// Make a new phrase.
	Generate {
		/// How many words.
		#[arg(long, value_enum, default_value_t = WordCount::TwentyFour)]
		words: WordCount,
		/// Write it to this new file, readable by you alone, and show only the address.
		#[arg(long)]
		out: Option<PathBuf>,
	},
	/// The key of a role, below an organisation's phrase.
	#[command(after_help = "Examples:
  hotpot keys derive --key @owner.phrase owner
  hotpot keys derive --key @owner.phrase till 1 2 --secret")]
	Derive {
		/// The phrase or key above, or @file.
		#[arg(long, env = "HOTPOT_KEY", hide_env_values = true)]
		key: Secret,
		/// Show the secret seed too, for instance to hand it to the till.
		#[arg(long)]
		secret: bool,
		#[command(subcommand)]
		role: RoleArg,
	},
	/// The address and the public key of a key or of an address.
	Inspect {
		/// An address, or a 0x… public key.
		#[arg(required_unless_present = "key")]
		address: Option<String>,
		/// A secret key, or @file.
		#[arg(long, env = "HOTPOT_KEY", hide_env_values = true, conflicts_with = "address")]
		key: Option<Secret>,
		/// Show the secret seed too.
		#[arg(long, requires = "key")]
		secret: bool,
	},
}

#[derive(Subcommand)]
pub(crate) enum RoleArg {
	/// The network owner: //owner
	Owner,
	/// A validator: //validator//<n>
	Validator {
		/// Its number.
		n: u32,
	},
	/// A till: //node//<node>//till//<n>
	Till {
		/// The restaurant's number.
		node: u32,
		/// The till's number in the restaurant.
		n: u32,
	},
	/// Any hard path.
	Path {
		/// Like //node//1//till//1//check//42
		path: String,
	},
}

impl RoleArg {
	/// The path below the key.
	pub(crate) fn path(&self) -> String {
		match self {
			Self::Owner => Role::Owner.path(),
			Self::Validator { n } => Role::Validator(*n).path(),
			Self::Till { node, n } => Role::Till { node: *node, till: *n }.path(),
			Self::Path { path } => path.clone(),
		}
	}
}

/// How many words a phrase has.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum WordCount {
	#[value(name = "12")]
	Twelve,
	#[value(name = "24")]
	TwentyFour,
}
