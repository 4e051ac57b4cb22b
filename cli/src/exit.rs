//! Exit codes: 0 done, 1 refused by the chain, 2 wrong usage or input, 3 no node.

use crate::output::Output;
use hotpot_cli::{
	accounts::AccountsError,
	chain::{ChainError, types::Obstacle},
	export::ExportError,
	journal::ImportError,
	keys::KeyError,
	money::AmountError,
	pairs::PairsError,
	qr::QrError,
	reasons,
};
use serde_json::{Value, json};
use std::process::ExitCode;
use thiserror::Error;

const REFUSED: u8 = 1;
const USAGE: u8 = 2;
const NO_NODE: u8 = 3;

/// Arguments that are well formed and make no sense.
#[derive(Debug, Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// The answer to a question is no, and was shown.
#[derive(Debug, Error)]
#[error("the answer is no")]
pub(crate) struct No;

/// A conversion that the chain refuses, with all that can be said about it.
#[derive(Debug, Error)]
#[error("The chain refuses the conversion: {text}")]
pub(crate) struct ConversionRefused {
	/// Which pair, what is wrong with it, what would help: sentences.
	pub(crate) text: String,
	/// The same as JSON.
	pub(crate) refusal: Value,
}

/// What the chain refuses, and what would help.
#[derive(Debug, Error)]
#[error("{error}\n{help}")]
pub(crate) struct Helped {
	/// What went wrong.
	pub(crate) error: ChainError,
	/// What would help, as sentences.
	pub(crate) help: String,
}

/// The oracle ended with a code of its own, having said why.
#[derive(Debug, Error)]
#[error("the oracle ended with exit code {0}")]
pub(crate) struct OracleEnded(pub(crate) u8);

/// A transfer that the chain refuses, with everything that stands against it.
#[derive(Debug, Error)]
#[error("The chain refuses the transfer.\n{}", reasons::lines(.0))]
pub(crate) struct TransferRefused(pub(crate) Vec<Obstacle>);

/// Says what went wrong, and with which exit code the process ends.
pub(crate) fn report(error: &anyhow::Error, output: &Output) -> ExitCode {
	let code = code_of(error);
	if error.is::<No>() || error.is::<OracleEnded>() {
		return ExitCode::from(code);
	}
	if output.is_json() {
		output.complain(&as_json(error, code).to_string());
	} else {
		output.complain(&format!("error: {error}"));
		if let Some(ChainError::NoNode { reason, .. }) = error.downcast_ref() {
			output.complain(&format!("  ({reason})"));
		}
	}
	ExitCode::from(code)
}

fn as_json(error: &anyhow::Error, code: u8) -> Value {
	let mut value = json!({ "error": error.to_string(), "code": code });
	if let (Some(TransferRefused(obstacles)), Value::Object(fields)) =
		(error.downcast_ref(), &mut value)
	{
		let reasons = obstacles.iter().map(reasons::json).collect();
		fields.insert("reasons".to_owned(), Value::Array(reasons));
	}
	if let (Some(ConversionRefused { refusal, .. }), Value::Object(fields)) =
		(error.downcast_ref(), &mut value)
	{
		fields.insert("refusal".to_owned(), refusal.clone());
	}
	value
}

fn code_of(error: &anyhow::Error) -> u8 {
	if let Some(error) = error.downcast_ref::<ImportError>() {
		return match error {
			ImportError::Interrupted { .. } => NO_NODE,
			ImportError::Chain(error) => code_of_chain(error),
			ImportError::Key(_) | ImportError::OtherTill { .. } => USAGE,
			_ => REFUSED,
		};
	}
	if let Some(error) = error.downcast_ref::<ChainError>() {
		return code_of_chain(error);
	}
	if let Some(Helped { error, .. }) = error.downcast_ref() {
		return code_of_chain(error);
	}
	if let Some(OracleEnded(code)) = error.downcast_ref() {
		return *code;
	}
	let is_usage = error.is::<Usage>()
		|| error.is::<AccountsError>()
		|| error.is::<ExportError>()
		|| error.is::<KeyError>()
		|| error.is::<PairsError>()
		|| error.is::<QrError>()
		|| error.is::<AmountError>();
	if is_usage { USAGE } else { REFUSED }
}

const fn code_of_chain(error: &ChainError) -> u8 {
	match error {
		ChainError::NoNode { .. } => NO_NODE,
		ChainError::BadUrl { .. } => USAGE,
		_ => REFUSED,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::{Fix, Reason};

	#[test]
	fn a_refused_transfer_should_give_every_reason() {
		let obstacles = vec![
			Obstacle { reason: Reason::Paused, fix: Fix::WaitForResume },
			Obstacle { reason: Reason::SameAccount, fix: Fix::NameAnotherReceiver },
		];
		let error = TransferRefused(obstacles).into();
		assert_eq!(code_of(&error), 1);
		let value = as_json(&error, 1);
		assert_eq!(value["reasons"][0]["name"], "Paused");
		assert_eq!(value["reasons"][1]["fix"], "name another receiver");
		let text = error.to_string();
		assert!(
			text.contains("All transfers are paused") && text.contains("one account"),
			"{text}"
		);
	}

	#[test]
	fn a_refused_conversion_should_say_which_pair() {
		let refusal = json!({ "pair": { "index": 1 } });
		let error = ConversionRefused { text: "pair 2: too much.".to_owned(), refusal }.into();
		assert_eq!(code_of(&error), 1);
		assert_eq!(as_json(&error, 1)["refusal"]["pair"]["index"], 1);
	}

	#[test]
	fn exit_codes_should_be_the_documented_ones() {
		let no_node = || ChainError::NoNode { url: "ws://x".to_owned(), reason: String::new() };
		assert_eq!(code_of(&no_node().into()), 3);
		assert_eq!(code_of(&ImportError::from(no_node()).into()), 3);
		assert_eq!(
			code_of(&ImportError::Interrupted { source: no_node(), done: 1, of: 2 }.into()),
			3
		);
		assert_eq!(code_of(&ChainError::BadUrl { url: "x".to_owned() }.into()), 2);
		assert_eq!(code_of(&QrError::Foreign.into()), 2);
		assert_eq!(code_of(&Usage("both".to_owned()).into()), 2);
		assert_eq!(code_of(&ChainError::Missing("view".to_owned()).into()), 1);
		assert_eq!(code_of(&ImportError::Busy(60).into()), 1);
		assert_eq!(code_of(&No.into()), 1);
		assert_eq!(code_of(&PairsError::TooMany { count: 501 }.into()), 2);
		assert_eq!(code_of(&AccountsError::Nothing.into()), 2);
		assert_eq!(code_of(&OracleEnded(2).into()), 2);
		assert_eq!(code_of(&Helped { error: no_node(), help: String::new() }.into()), 3);
	}
}
