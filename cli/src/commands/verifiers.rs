//! `hotpot kyc verifier`.

use super::{Node, carry_out};
use crate::{
	args::{LicenceArg, VerifierStatus, Verifiers},
	output::{self, Output},
};
use hotpot_cli::{
	chain::{calls, types::Licence},
	keys,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

pub(crate) async fn run(command: Verifiers, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Verifiers::Register(options) => register(&options, node, output).await,
		Verifiers::Licence(options) => set_licence(&options, node, output).await,
		Verifiers::Stop(options) => set_status(&options, false, node, output).await,
		Verifiers::Resume(options) => set_status(&options, true, node, output).await,
		Verifiers::List => list(node, output).await,
	}
}

async fn register(options: &LicenceArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (owner, verifier) =
		(options.owner.owner_key.read()?, keys::parse_address(&options.verifier)?);
	let licence = licence_of(options);
	let value = licence_json(&verifier, &licence);
	let call = calls::register_verifier(verifier, licence);
	let text = format!("{verifier} is a verifier up to level {}", options.level);
	carry_out(&call, &owner, node, output, value, &text).await
}

async fn set_licence(options: &LicenceArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (owner, verifier) =
		(options.owner.owner_key.read()?, keys::parse_address(&options.verifier)?);
	let licence = licence_of(options);
	let value = licence_json(&verifier, &licence);
	let call = calls::set_licence(verifier, licence);
	let text = format!("{verifier} may verify up to level {}", options.level);
	carry_out(&call, &owner, node, output, value, &text).await
}

async fn set_status(
	options: &VerifierStatus,
	is_active: bool,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let (owner, verifier) =
		(options.owner.owner_key.read()?, keys::parse_address(&options.verifier)?);
	let call = calls::set_verifier_status(verifier, is_active);
	let value = json!({ "verifier": verifier.to_string(), "active": is_active });
	let state = if is_active { "may go on" } else { "is stopped" };
	carry_out(&call, &owner, node, output, value, &format!("Verifier {verifier} {state}")).await
}

async fn list(node: &Node, output: &Output) -> anyhow::Result<()> {
	let verifiers = node.connect().await?.state().await?.verifiers().await?;
	let value = verifiers.iter().map(|(number, verifier)| {
		let mut value = licence_json(&verifier.key, &verifier.licence);
		if let Value::Object(fields) = &mut value {
			fields.insert("number".to_owned(), json!(number));
			fields.insert("active".to_owned(), json!(verifier.is_active));
			fields.insert("persons".to_owned(), json!(verifier.persons));
		}
		value
	});
	output.show(&Value::Array(value.collect()), || {
		let yes_or_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
		let rows = verifiers.iter().map(|(number, verifier)| {
			vec![
				number.to_string(),
				verifier.key.to_string(),
				verifier.licence.max_level.to_string(),
				yes_or_no(verifier.licence.may_clear),
				yes_or_no(verifier.is_active),
				verifier.persons.to_string(),
				verifier.licence.max_persons.to_string(),
			]
		});
		let header = ["verifier", "key", "level", "clears", "active", "accounts", "at most"];
		output::table(&header, 5, rows.collect())
	});
	Ok(())
}

const fn licence_of(options: &LicenceArg) -> Licence {
	Licence {
		max_level: options.level,
		may_clear: options.may_clear,
		max_persons: options.max_persons,
	}
}

fn licence_json(verifier: &AccountId32, licence: &Licence) -> Value {
	json!({
		"verifier": verifier.to_string(),
		"level": licence.max_level.as_str(),
		"may_clear": licence.may_clear,
		"max_persons": licence.max_persons,
	})
}
