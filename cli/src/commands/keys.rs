//! `hotpot keys`.

use crate::{
	args::{Keys, RoleArg, Secret, WordCount},
	exit::Usage,
	output::{self, Output},
};
use hotpot_cli::keys::{self, SecretKey, Words};
use serde_json::json;
use std::{
	fs::OpenOptions,
	io::Write,
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
};
use subxt::utils::AccountId32;

pub(crate) fn run(command: Keys, output: &Output) -> anyhow::Result<()> {
	match command {
		Keys::Generate { words, out } => generate(words, out, output),
		Keys::Derive { key, secret, role } => derive(&key, secret, &role, output),
		Keys::Inspect { address, key, secret } => {
			inspect(address.as_deref(), key.as_ref(), secret, output)
		}
	}
}

fn generate(words: WordCount, out: Option<PathBuf>, output: &Output) -> anyhow::Result<()> {
	let phrase = keys::generate_phrase(match words {
		WordCount::Twelve => Words::Twelve,
		WordCount::TwentyFour => Words::TwentyFour,
	})?;
	let account = SecretKey::parse(&phrase)?.account();
	let shown = match &out {
		Some(path) => {
			write_secret(path, &phrase)?;
			None
		}
		None => Some(phrase),
	};
	let value = json!({
		"address": account.to_string(),
		"phrase": shown,
		"file": out.as_ref().map(|path| path.display().to_string()),
	});
	output.show(&value, || {
		let mut pairs = vec![("address", account.to_string())];
		match (&shown, &out) {
			(Some(phrase), _) => pairs.push(("phrase", phrase.clone())),
			(None, Some(path)) => pairs.push(("phrase in", path.display().to_string())),
			(None, None) => {}
		}
		let list = output::list(&pairs);
		format!(
			"{list}\nWrite the phrase down and keep it apart from this machine: every key of the \
			organisation comes from it, and nobody can bring it back."
		)
	});
	Ok(())
}

fn derive(key: &Secret, secret: bool, role: &RoleArg, output: &Output) -> anyhow::Result<()> {
	let path = role.path();
	let key = key.read()?.derive(&path)?;
	show(&key.account(), Some(&path), key.seed().filter(|_| secret), output);
	Ok(())
}

fn inspect(
	address: Option<&str>,
	key: Option<&Secret>,
	secret: bool,
	output: &Output,
) -> anyhow::Result<()> {
	match (address, key) {
		(_, Some(key)) => {
			let key = key.read()?;
			show(&key.account(), None, key.seed().filter(|_| secret), output);
		}
		(Some(address), None) => show(&keys::parse_address(address)?, None, None, output),
		(None, None) => return Err(Usage("give an address or --key".to_owned()).into()),
	}
	Ok(())
}

fn show(account: &AccountId32, path: Option<&str>, seed: Option<keys::Seed>, output: &Output) {
	let public = format!("0x{}", hex::encode(account.0));
	let seed = seed.map(|seed| format!("0x{}", hex::encode(seed)));
	let value = json!({
		"address": account.to_string(),
		"public_key": public,
		"path": path,
		"seed": seed,
	});
	output.show(&value, || {
		let mut pairs = vec![("address", account.to_string()), ("public key", public)];
		if let Some(path) = path {
			pairs.push(("path", path.to_owned()));
		}
		if let Some(seed) = seed {
			pairs.push(("seed (SECRET)", seed));
		}
		output::list(&pairs)
	});
}

/// Writes a new file that only its owner can read.
fn write_secret(path: &Path, phrase: &str) -> Result<(), Usage> {
	OpenOptions::new()
		.write(true)
		.create_new(true)
		.mode(0o600)
		.open(path)
		.and_then(|mut file| writeln!(file, "{phrase}").and_then(|()| file.sync_all()))
		.map_err(|error| Usage(format!("{} can't be written: {error}", path.display())))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, os::unix::fs::PermissionsExt};

	#[test]
	fn phrases_should_go_to_new_private_files_only() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("owner.phrase");
		write_secret(&path, "a b c").expect("the file is new");
		let mode = fs::metadata(&path).expect("the file is there").permissions().mode();
		assert_eq!(mode & 0o777, 0o600);
		assert_eq!(fs::read_to_string(&path).expect("the file is there"), "a b c\n");
		assert!(write_secret(&path, "x").is_err());
	}
}
