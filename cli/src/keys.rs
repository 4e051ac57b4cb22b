//! Keys: phrases, hard derivation (rule 39), the wallets of checks.
//!
//! Derivation is `sp-core`'s, so that a path means here what it means to `subkey` and to the node.
//! Every key of the network is hard-derived, and a hard step ends in a 32-byte seed: a till gets the
//! seed of its own subtree, `0x…`, from which nobody can go up to the organisation's phrase.
//!
//! | path | key |
//! |---|---|
//! | `//owner` | the network owner |
//! | `//validator//<n>` | a validator's stash |
//! | `//node//<id>//till//<n>` | a till |
//! | `//node//<id>//till//<n>//check//<sequence>` | a check's wallet |

use sp_core::{
	crypto::{DeriveJunction, Pair as _, SecretStringError},
	sr25519,
};
use std::{fmt, fs, str::FromStr};
use subxt::utils::AccountId32;
use subxt_signer::{SecretUri, bip39::Mnemonic, sr25519::Keypair};
use thiserror::Error;

/// What makes a key: a 32-byte sr25519 mini secret.
pub type Seed = [u8; 32];

/// A key that can't be used. Never quotes the secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
	/// The secret is neither a phrase nor a seed with a path.
	#[error(
		"the key is not valid ({0}); give a BIP-39 phrase or a 0x… seed of 64 hex digits, with a \
		 path like //node//1//till//1, or @file with that in its first line"
	)]
	Invalid(&'static str),
	/// A soft junction, or a path that does not start with `//`.
	#[error("\"{0}\" is not a hard path; write it like //node//1//till//1")]
	SoftPath(String),
	/// The key has no seed, because its path has a soft junction.
	#[error("keys below this one can't be derived: its path has a soft junction (a single /)")]
	NoSeed,
	/// The file behind `@` can't be read.
	#[error("can't read the key from {path}: {reason}")]
	Unreadable {
		/// The file.
		path: String,
		/// Why not.
		reason: String,
	},
	/// Not an SS58 address or a 0x… public key.
	#[error(
		"\"{0}\" is not an address; it looks like 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
	)]
	InvalidAddress(String),
}

/// Whose key of the organisation (rule 39).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
	/// The network owner.
	Owner,
	/// A validator, by number.
	Validator(u32),
	/// A till.
	Till {
		/// The restaurant.
		node: u32,
		/// The till's number in the restaurant.
		till: u32,
	},
}

impl Role {
	/// The path below the organisation's phrase.
	pub fn path(&self) -> String {
		match self {
			Self::Owner => "//owner".to_owned(),
			Self::Validator(n) => format!("//validator//{n}"),
			Self::Till { node, till } => format!("//node//{node}//till//{till}"),
		}
	}
}

/// A secret key. `Debug` shows only its address.
#[derive(Clone)]
pub struct SecretKey {
	signer: Keypair,
	seed: Option<Seed>,
}

impl SecretKey {
	/// The key that `uri` names: a phrase or a `0x…` seed, then a path, then `///` and a password.
	/// Without phrase and seed it is the public development phrase.
	///
	/// # Errors
	/// [`KeyError::Invalid`].
	pub fn parse(uri: &str) -> Result<Self, KeyError> {
		let uri = uri.trim();
		let (_, seed) = sr25519::Pair::from_string_with_seed(uri, None).map_err(|error| {
			// The errors of `sp-core` quote what they can't read.
			KeyError::Invalid(match error {
				SecretStringError::InvalidPhrase => "the words are no BIP-39 phrase",
				SecretStringError::InvalidSeed | SecretStringError::InvalidSeedLength => {
					"the seed is not 64 hex digits"
				}
				_ => "a character or a part is wrong",
			})
		})?;
		if let Some(seed) = seed {
			return Self::from_seed(seed);
		}
		let parsed = SecretUri::from_str(uri).map_err(|_| KeyError::Invalid("a part is wrong"))?;
		let signer =
			Keypair::from_uri(&parsed).map_err(|_| KeyError::Invalid("a part is wrong"))?;
		Ok(Self { signer, seed: None })
	}

	/// The key that a command line argument names: as [`Self::parse`], or `@` and a file whose
	/// first line holds that. A file keeps the secret out of the shell's history and of `ps`.
	///
	/// # Errors
	/// [`KeyError::Unreadable`], [`KeyError::Invalid`].
	pub fn from_argument(argument: &str) -> Result<Self, KeyError> {
		let Some(path) = argument.strip_prefix('@') else {
			return Self::parse(argument);
		};
		let text = fs::read_to_string(path).map_err(|error| KeyError::Unreadable {
			path: path.to_owned(),
			reason: error.to_string(),
		})?;
		Self::parse(text.lines().next().unwrap_or_default())
	}

	/// The key of a seed.
	///
	/// # Errors
	/// [`KeyError::Invalid`]; in fact every 32 bytes are a seed.
	pub fn from_seed(seed: Seed) -> Result<Self, KeyError> {
		let signer =
			Keypair::from_secret_key(seed).map_err(|_| KeyError::Invalid("the seed is wrong"))?;
		Ok(Self { signer, seed: Some(seed) })
	}

	/// The key below this one.
	///
	/// # Errors
	/// [`KeyError::NoSeed`], [`KeyError::SoftPath`].
	pub fn derive(&self, path: &str) -> Result<Self, KeyError> {
		let seed = self.seed.ok_or(KeyError::NoSeed)?;
		let (_, below) = sr25519::Pair::from_seed(&seed)
			.derive(hard_junctions(path)?.into_iter(), Some(seed))
			.map_err(|_| KeyError::SoftPath(path.to_owned()))?;
		Self::from_seed(below.ok_or(KeyError::NoSeed)?)
	}

	/// The account of this key.
	pub fn account(&self) -> AccountId32 {
		AccountId32(self.signer.public_key().0)
	}

	/// What signs transactions.
	pub const fn signer(&self) -> &Keypair {
		&self.signer
	}

	/// The seed, unless a soft junction hides it.
	pub const fn seed(&self) -> Option<Seed> {
		self.seed
	}
}

impl fmt::Debug for SecretKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "SecretKey({})", self.account())
	}
}

/// A till's key, which also makes the wallets of its checks.
#[derive(Clone)]
pub struct TillKey {
	key: SecretKey,
	checks: sr25519::Pair,
	checks_seed: Seed,
}

impl TillKey {
	/// Takes a till's key.
	///
	/// # Errors
	/// [`KeyError::NoSeed`] if it was derived softly.
	pub fn new(key: SecretKey) -> Result<Self, KeyError> {
		let checks_seed = key.derive("//check")?.seed.ok_or(KeyError::NoSeed)?;
		Ok(Self { key, checks: sr25519::Pair::from_seed(&checks_seed), checks_seed })
	}

	/// The key that signs batches.
	pub const fn key(&self) -> &SecretKey {
		&self.key
	}

	/// The secret of a check's wallet: the seed of `//check//<sequence>` below the till.
	///
	/// # Errors
	/// [`KeyError::NoSeed`]; in fact a hard path always has one.
	pub fn check_seed(&self, sequence: u32) -> Result<Seed, KeyError> {
		let junction = DeriveJunction::hard(u64::from(sequence));
		let (_, seed) = self
			.checks
			.derive([junction].into_iter(), Some(self.checks_seed))
			.map_err(|_| KeyError::NoSeed)?;
		seed.ok_or(KeyError::NoSeed)
	}

	/// The account of a check's wallet.
	///
	/// # Errors
	/// As [`Self::check_seed`].
	pub fn check_wallet(&self, sequence: u32) -> Result<AccountId32, KeyError> {
		self.check_seed(sequence).map(|seed| wallet_of(&seed))
	}
}

impl fmt::Debug for TillKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "TillKey({})", self.key.account())
	}
}

/// The account of a check wallet's secret.
pub fn wallet_of(seed: &Seed) -> AccountId32 {
	AccountId32(sr25519::Pair::from_seed(seed).public().0)
}

/// How many words a new phrase has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
	/// 12 words, 128 bits.
	Twelve,
	/// 24 words, 256 bits.
	TwentyFour,
}

/// A new BIP-39 phrase in English, from the system's randomness.
///
/// # Errors
/// [`KeyError::Invalid`]; in fact 16 and 32 bytes always make a phrase.
pub fn generate_phrase(words: Words) -> Result<String, KeyError> {
	let (_, entropy) = sr25519::Pair::generate();
	let length = match words {
		Words::Twelve => 16,
		Words::TwentyFour => 32,
	};
	Mnemonic::from_entropy(entropy.split_at(length).0)
		.map(|mnemonic| mnemonic.to_string())
		.map_err(|_| KeyError::Invalid("no phrase came out"))
}

/// An account by its SS58 address or its 0x… public key.
///
/// # Errors
/// [`KeyError::InvalidAddress`].
pub fn parse_address(text: &str) -> Result<AccountId32, KeyError> {
	let invalid = || KeyError::InvalidAddress(text.to_owned());
	if let Some(digits) = text.strip_prefix("0x") {
		let bytes = hex::decode(digits).map_err(|_| invalid())?;
		return Seed::try_from(bytes).map(AccountId32).map_err(|_| invalid());
	}
	text.parse().map_err(|_| invalid())
}

fn hard_junctions(path: &str) -> Result<Vec<DeriveJunction>, KeyError> {
	let soft = || KeyError::SoftPath(path.to_owned());
	let steps = path.strip_prefix("//").ok_or_else(soft)?;
	steps
		.split("//")
		.map(|step| {
			if step.is_empty() || step.contains('/') {
				return Err(soft());
			}
			Ok(match step.parse::<u64>() {
				Ok(number) => DeriveJunction::hard(number),
				Err(_) => DeriveJunction::hard(step),
			})
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::crypto::DEV_PHRASE;

	// The widely published keys of the development phrase (`subkey inspect //Alice` and so on).
	const ALICE_SEED: &str = "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";
	const ALICE: &str = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
	const BOB: &str = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";

	fn key(uri: &str) -> SecretKey {
		SecretKey::parse(uri).expect("the key is valid")
	}

	fn public(key: &SecretKey) -> String {
		hex::encode(key.account().0)
	}

	#[test]
	fn known_keys_should_come_out() {
		assert_eq!(public(&key("//Alice")), ALICE);
		assert_eq!(public(&key(&format!("{DEV_PHRASE}//Bob"))), BOB);
		assert_eq!(key("//Alice").seed().map(hex::encode).as_deref(), Some(ALICE_SEED));
		assert_eq!(public(&key(&format!("0x{ALICE_SEED}"))), ALICE);
	}

	#[test]
	fn derive_should_mean_what_the_full_path_means() {
		let root = key(DEV_PHRASE);
		for path in ["//Alice", "//owner", "//validator//2", "//node//7//till//12", "//0001"] {
			let below = root.derive(path).expect("the path is hard");
			assert_eq!(public(&below), public(&key(&format!("{DEV_PHRASE}{path}"))), "{path}");
		}
	}

	#[test]
	fn a_till_should_need_only_its_own_seed_for_its_checks() {
		let path = Role::Till { node: 1, till: 2 }.path();
		let seed = key(&path).seed().expect("the path is hard");
		let till = TillKey::new(SecretKey::from_seed(seed).expect("any seed is a key"))
			.expect("the key has a seed");
		assert_eq!(till.key().account(), key(&path).account());
		for sequence in [1, 42, 10_000, u32::MAX] {
			let wallet = till.check_wallet(sequence).expect("the path is hard");
			assert_eq!(wallet, key(&format!("{path}//check//{sequence}")).account());
			let seed = till.check_seed(sequence).expect("the path is hard");
			let signer = SecretKey::from_seed(seed).expect("any seed is a key");
			assert_eq!(signer.account(), wallet);
		}
	}

	#[test]
	fn soft_paths_should_sign_but_derive_nothing() {
		let soft = key("//Alice/stash");
		assert_eq!(soft.seed(), None);
		assert_eq!(soft.derive("//check").err(), Some(KeyError::NoSeed));
		assert!(TillKey::new(soft).is_err());
		for path in ["/owner", "owner", "//", "//a//", "//a/b", ""] {
			assert_eq!(
				key("//Alice").derive(path).err(),
				Some(KeyError::SoftPath(path.to_owned())),
				"{path}"
			);
		}
	}

	#[test]
	fn secrets_should_not_show() {
		let alice = key("//Alice");
		assert!(!format!("{alice:?}").contains(ALICE_SEED));
		for wrong in ["abandon hope all ye who enter", "abandon-hope", "0xabandon//owner"] {
			let error = SecretKey::parse(wrong).expect_err("this is no key");
			assert!(!error.to_string().contains("abandon"), "{error}");
		}
	}

	#[test]
	fn from_argument_should_read_the_first_line_of_a_file() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("till.key");
		fs::write(&path, "//Alice\nignored\n").expect("the file can be written");
		let argument = format!("@{}", path.display());
		let read = SecretKey::from_argument(&argument).expect("the file holds a key");
		assert_eq!(public(&read), ALICE);
		assert!(matches!(
			SecretKey::from_argument("@/nowhere/at/all").err(),
			Some(KeyError::Unreadable { .. })
		));
	}

	#[test]
	fn generated_phrases_should_make_keys_and_differ() {
		for (words, count) in [(Words::Twelve, 12), (Words::TwentyFour, 24)] {
			let phrase = generate_phrase(words).expect("randomness makes a phrase");
			assert_eq!(phrase.split(' ').count(), count);
			assert!(SecretKey::parse(&phrase).is_ok());
			assert_ne!(generate_phrase(words), Ok(phrase));
		}
	}

	#[test]
	fn parse_address_should_take_ss58_and_hex() {
		let alice = key("//Alice").account();
		assert_eq!(parse_address("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"), Ok(alice));
		assert_eq!(parse_address(&format!("0x{ALICE}")), Ok(alice));
		for wrong in ["", "0x12", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", "alice"] {
			assert!(parse_address(wrong).is_err(), "{wrong}");
		}
	}
}
