//! Keys, and specifications of chains: what needs no chain at all.

use super::place::{FAILED, Place, hotpot_node, said, utf8};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::{fs, path::Path};

/// What everybody knows of `//Alice`.
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// The key type `babe`, as the keystore names its files.
const BABE: &str = "62616265";

/// A phrase is made, read again, and put where a validator looks for it.
pub(crate) async fn session_keys(place: &Place) -> anyhow::Result<()> {
	let alice = inspect("//Alice").await?;
	ensure!(alice["ss58Address"] == ALICE, "expected the well-known address; it is {alice}");

	let made = hotpot_node(&["key", "generate", "--output-type", "json"], "").await?.success()?;
	let phrase = made["secretPhrase"].as_str().context("a key has a phrase")?;
	let read = inspect(phrase).await?;
	ensure!(
		phrase.split(' ').count() == 12 && read["publicKey"] == made["publicKey"],
		"expected the same key behind the same phrase; {made} became {read}"
	);
	let words = ["12/15/18/21/24"];
	hotpot_node(&["key", "generate", "--words", "13"], "").await?.failure(FAILED, &words)?;

	let insert = ["key", "insert", "--scheme", "sr25519", "--suri", phrase, "--key-type"];
	said(place.run(&[&insert[..], &["babe"]].concat()).await?, &[])?;
	let public = made["publicKey"].as_str().and_then(|key| key.strip_prefix("0x"));
	let file = format!("{BABE}{}", public.context("a key has a public part")?);
	let stored = fs::read(place.chain_folder().join("keystore").join(&file))
		.with_context(|| format!("expected the keystore to have {file}"))?;
	ensure!(
		serde_json::from_slice::<Value>(&stored)? == phrase,
		"expected the phrase to be stored in {file}"
	);
	let words = ["Unknown key type"];
	place.refuses(&[&insert[..], &["babylon"]].concat(), FAILED, &words).await?;
	Ok(())
}

/// A peer's name is that of its key.
pub(crate) async fn node_key(folder: &Path) -> anyhow::Result<()> {
	let file = utf8(&folder.join("some.key"))?;
	let made = said(hotpot_node(&["key", "generate-node-key", "--file", &file], "").await?, &[])?;
	let read = said(hotpot_node(&["key", "inspect-node-key", "--file", &file], "").await?, &[])?;
	ensure!(
		made.stderr.trim() == read.stdout.trim() && read.stdout.starts_with("12D3KooW"),
		"expected the same peer twice; it is {made:?} and {read:?}"
	);
	Ok(())
}

/// A known chain is written to a file, which is read as the same chain.
pub(crate) async fn specifications(folder: &Path) -> anyhow::Result<()> {
	let file = utf8(&folder.join("development.json"))?;
	let export = ["export-chain-spec", "--chain", "dev", "--output", &file];
	said(hotpot_node(&export, "").await?, &["Exported chain spec to", &file])?;
	let exported: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
	ensure!(
		exported["id"] == "hotpot_dev"
			&& exported["protocolId"] == "thps"
			&& exported["chainType"] == "Development"
			&& exported["genesis"]["runtimeGenesis"]["patch"].is_object(),
		"expected the development chain's specification; {file} is another"
	);
	let build = ["build-spec", "--disable-default-bootnode", "--chain", &file];
	let built = hotpot_node(&build, "").await?.success()?;
	ensure!(built == exported, "expected build-spec to print what {file} says; it is another");
	Ok(())
}

async fn inspect(key: &str) -> anyhow::Result<Value> {
	hotpot_node(&["key", "inspect", "--output-type", "json", key], "").await?.success()
}
