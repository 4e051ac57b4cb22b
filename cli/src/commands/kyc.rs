//! `hotpot kyc`, without the verifiers and the status.

use super::{
	Node, bytes_argument, carry_out, country_argument, explain_fee, hash_argument, hex_text, place,
	status, verifiers,
};
use crate::{
	args::{Attest, Clear, Examination, Kyc, Link, Reinstate, Submit, Supervise},
	exit::Usage,
	output::{self, Output},
};
use hotpot_cli::{
	attestation::SignedAttestation,
	chain::{
		Chain, ChainError, State, calls,
		types::{self, Attestation, HitCleared, Reinstated, Standing},
	},
	keys::{self, SecretKey},
	payloads, times,
};
use serde_json::{Value, json};
use std::{
	fs::{self, OpenOptions},
	io::Write,
	path::Path,
};
use subxt::utils::MultiSignature;

/// How long an attestation is good for, if the network allows it (rule 8).
const USUAL_DAYS: u64 = 365;

pub(crate) async fn run(command: Kyc, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Kyc::Verifier(command) => verifiers::run(command, node, output).await,
		Kyc::Attest(options) => attest(options, node, output).await,
		Kyc::Submit(options) => submit(options, node, output).await,
		Kyc::Clear(options) => clear(&options, node, output).await,
		Kyc::Suspend(options) => suspend(&options, node, output).await,
		Kyc::Reinstate(options) => reinstate(&options, node, output).await,
		Kyc::Revoke(options) => revoke(&options, node, output).await,
		Kyc::Link(options) => link(&options, node, output).await,
		Kyc::Status { account } => status::show(&account, node, output).await,
	}
}

async fn attest(options: Attest, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.verifier.verifier_key.read()?;
	let submitter = options.submit_key.as_ref().map(|key| key.read()).transpose()?;
	let chain = node.connect().await?;
	payloads::ensure_chain(chain.genesis_hash(), options.genesis, chain.url())?;
	let state = chain.state().await?;
	let signed = sign(&options.examination, &key, &chain, &state).await?;
	ensure_attestable(&signed, &state).await?;
	let Some(path) = &options.out else {
		return hand_in(signed, submitter.as_ref().unwrap_or(&key), &chain, node, output).await;
	};
	write_new(path, &format!("{:#}\n", signed.to_json()))?;
	let file = path.display().to_string();
	output.show(&json!({ "file": file, "signed": signed.to_json() }), || {
		format!("Signed. Whoever has {file} can hand it in: hotpot kyc submit {file} --key …")
	});
	Ok(())
}

/// Writes down what was found, and signs it.
async fn sign(
	examination: &Examination,
	key: &SecretKey,
	chain: &Chain,
	state: &State,
) -> anyhow::Result<SignedAttestation> {
	let person = bytes_argument(&examination.person)?;
	let validity = validity(examination.days, state.kyc_settings().await?.max_validity);
	let attestation = Attestation {
		account: keys::parse_address(&examination.account)?,
		person,
		outcome: examination.outcome,
		level: examination.level,
		risk: examination.risk,
		jurisdiction: country_argument(&examination.country)?,
		commitment: hash_argument(&examination.commitment)?,
		// Whichever clock is behind: the node's must not stretch what is signed.
		expires_at: state.now().await?.min(times::now()).saturating_add(validity),
		nonce: state.person(&person).await?.map_or(0, |person| person.nonce),
	};
	let genesis = chain.genesis_hash();
	let payload = payloads::attestation(genesis, &attestation);
	let expected = state.attestation_payload(&attestation).await?;
	let signature = payloads::sign(&payload, &expected, key, chain.url())?;
	Ok(SignedAttestation { genesis, attestation, verifier: key.account(), signature })
}

/// For how many ms an attestation is good: as many days as asked for, or as usual, unless the
/// network allows fewer.
fn validity(days: Option<u32>, most: u64) -> u64 {
	match days {
		Some(days) => u64::from(days).saturating_mul(times::DAY),
		None => USUAL_DAYS.saturating_mul(times::DAY).min(most),
	}
}

async fn ensure_attestable(signed: &SignedAttestation, state: &State) -> Result<(), ChainError> {
	let SignedAttestation { attestation, verifier, signature, .. } = signed;
	match state.why_not_attest(attestation, verifier, *signature).await? {
		Some(refusal) => Err(ChainError::Refused(Box::new(refusal))),
		None => Ok(()),
	}
}

async fn submit(options: Submit, node: &Node, output: &Output) -> anyhow::Result<()> {
	let file = options.file.display();
	let wrong = |what: String| Usage(format!("{file}: {what}"));
	let text = fs::read_to_string(&options.file).map_err(|error| wrong(error.to_string()))?;
	let signed = SignedAttestation::from_json(&text).map_err(|error| wrong(error.to_string()))?;
	let key = options.key.key.read()?;
	signed.verify()?;
	let chain = node.connect().await?;
	payloads::ensure_chain(chain.genesis_hash(), Some(signed.genesis), chain.url())?;
	ensure_attestable(&signed, &chain.state().await?).await?;
	hand_in(signed, &key, &chain, node, output).await
}

async fn hand_in(
	signed: SignedAttestation,
	key: &SecretKey,
	chain: &Chain,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let SignedAttestation { attestation, verifier, signature, .. } = signed;
	let account = attestation.account;
	let signature = MultiSignature::Sr25519(signature);
	let call = calls::attest(attestation, verifier, signature);
	let included = chain.call(&call, key.signer(), node.until).await?;
	let event = included.event::<types::Attested>();
	let standing = event.as_ref().map(|event| event.standing);
	let value = json!({
		"account": account.to_string(),
		"verifier": verifier.to_string(),
		"standing": standing.map(Standing::as_str),
		"expires_at": event.as_ref().map(|event| event.expires_at),
		"at": place(&included),
	});
	let block = included.block.number;
	output.show(&value, || match event {
		Some(event) if event.standing == Standing::Verified => {
			format!(
				"{account} is verified until {}, since block {block}.",
				output::time(event.expires_at)
			)
		}
		Some(event) if event.standing == Standing::Pending => format!(
			"{account} is pending, since block {block}: other verifiers have to clear it with \
			 hotpot kyc clear {account}."
		),
		Some(event) => format!("{account} is {}, since block {block}.", event.standing),
		None => format!("{account} is attested, since block {block}."),
	});
	Ok(())
}

async fn clear(options: &Clear, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.verifier.verifier_key.read()?;
	let account = keys::parse_address(&options.account)?;
	let chain = node.connect().await?;
	let included = chain.call(&calls::clear_hit(account), key.signer(), node.until).await?;
	let missing = included.event::<HitCleared>().map(|event| event.missing);
	let value =
		json!({ "account": account.to_string(), "missing": missing, "at": place(&included) });
	output.show(&value, || match missing {
		Some(0) => {
			format!("{account} is cleared and verified, since block {}.", included.block.number)
		}
		Some(missing) => format!("Cleared; still needed for {account}: {missing} more."),
		None => "Cleared.".to_owned(),
	});
	Ok(())
}

async fn suspend(options: &Supervise, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, account) = (options.key.read()?, keys::parse_address(&options.account)?);
	let reason = hash_argument(&options.reason)?;
	let call = calls::suspend(account, reason);
	let value = supervised(&account.to_string(), "suspended", &reason);
	carry_out(&call, &key, node, output, value, &format!("{account} is suspended")).await
}

async fn revoke(options: &Supervise, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, account) = (options.key.read()?, keys::parse_address(&options.account)?);
	let reason = hash_argument(&options.reason)?;
	let call = calls::revoke(account, reason);
	let value = supervised(&account.to_string(), "rejected", &reason);
	carry_out(&call, &key, node, output, value, &format!("{account} is rejected")).await
}

fn supervised(account: &str, standing: &str, reason: &[u8; 32]) -> Value {
	json!({ "account": account, "standing": standing, "reason": hex_text(reason) })
}

async fn reinstate(options: &Reinstate, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, account) = (options.key.read()?, keys::parse_address(&options.account)?);
	let chain = node.connect().await?;
	let included = chain.call(&calls::reinstate(account), key.signer(), node.until).await?;
	let standing = included.event::<Reinstated>().map(|event| event.standing);
	let value = json!({
		"account": account.to_string(),
		"standing": standing.map(Standing::as_str),
		"at": place(&included),
	});
	output.show(&value, || match standing {
		Some(standing) => {
			format!("{account} is {standing} again, since block {}.", included.block.number)
		}
		None => format!("{account} is no longer suspended."),
	});
	Ok(())
}

async fn link(options: &Link, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, old_key) = (options.key.read()?, options.old_key.read()?);
	let (account, old) = (key.account(), old_key.account());
	let chain = node.connect().await?;
	let genesis = chain.genesis_hash();
	payloads::ensure_chain(genesis, options.genesis, chain.url())?;
	let state = chain.state().await?;
	let payload = payloads::link(genesis, &account, &old, state.person_nonce(&account).await?);
	let expected = state.link_payload(&account, &old).await?;
	let signature = payloads::sign(&payload, &expected, &old_key, chain.url())?;
	if let Some(refusal) = state.why_not_link(&account, &old, signature).await? {
		return Err(ChainError::Refused(Box::new(refusal)).into());
	}
	let call = calls::link(old, MultiSignature::Sr25519(signature));
	let included = match chain.call(&call, key.signer(), node.until).await {
		Ok(included) => included,
		Err(error) => return Err(explain_fee(error, &chain, &account).await),
	};
	let value = json!({
		"account": account.to_string(),
		"old": old.to_string(),
		"at": place(&included),
	});
	output.show(&value, || {
		let block = included.block.number;
		format!("{old} is closed, and {account} has everything it held, since block {block}.")
	});
	Ok(())
}

/// Writes a new file.
fn write_new(path: &Path, text: &str) -> Result<(), Usage> {
	OpenOptions::new()
		.write(true)
		.create_new(true)
		.open(path)
		.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
		.map_err(|error| Usage(format!("{} can't be written: {error}", path.display())))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_attestation_should_be_good_for_a_year_unless_the_network_allows_less() {
		let year = 365 * times::DAY;
		assert_eq!(validity(None, 10 * year), year);
		assert_eq!(validity(None, 60_000), 60_000);
		assert_eq!(validity(Some(30), year), 30 * times::DAY);
		assert_eq!(validity(Some(400), year), 400 * times::DAY, "the chain refuses it");
	}

	#[test]
	fn attestations_should_go_to_new_files_only() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let path = folder.path().join("attestation.json");
		write_new(&path, "{}\n").expect("the file is new");
		assert_eq!(fs::read_to_string(&path).expect("the file is there"), "{}\n");
		assert!(write_new(&path, "x").is_err());
	}
}
