//! What each command does.

pub(crate) mod checks;
pub(crate) mod compliance;
pub(crate) mod conversion;
pub(crate) mod convert;
pub(crate) mod demo;
pub(crate) mod deposits;
pub(crate) mod distribution;
pub(crate) mod facts;
pub(crate) mod franchise;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod kyc;
pub(crate) mod ledger;
pub(crate) mod network;
pub(crate) mod observations;
pub(crate) mod recover;
pub(crate) mod registers;
pub(crate) mod roles;
pub(crate) mod rounds;
pub(crate) mod settings;
pub(crate) mod share;
pub(crate) mod spot;
pub(crate) mod status;
pub(crate) mod tell;
pub(crate) mod verifiers;
pub(crate) mod verify;
pub(crate) mod watch_list;

use crate::{
	exit::{Helped, Usage},
	output::Output,
};
use hotpot_cli::{
	chain::{Chain, ChainError, Included, PoolRefusal, Until},
	keys::SecretKey,
	reasons, receipt,
};
use serde_json::{Value, json};
use subxt::{tx::Payload, utils::AccountId32};
use thiserror::Error;

/// A call that would be free, were a free call left.
#[derive(Debug, Error)]
#[error(
	"The chain would do it, but {0} has no call without a fee left today, and no POT for a fee. Free \
	 calls come back at midnight UTC."
)]
pub(crate) struct NoFreeCall(AccountId32);

/// The node that commands talk to.
pub(crate) struct Node {
	/// Its address.
	pub(crate) url: String,
	/// How far transactions are followed.
	pub(crate) until: Until,
}

impl Node {
	/// Connects.
	pub(crate) async fn connect(&self) -> Result<Chain, ChainError> {
		Chain::connect(&self.url).await
	}
}

/// Where a transaction ended up.
pub(crate) fn place(included: &Included) -> Value {
	json!({
		"transaction": format!("{:?}", included.transaction),
		"block": included.block.number,
		"block_hash": format!("{:?}", included.block.hash),
		"finalized": included.is_finalized,
	})
}

/// `value` with the place of the transaction that did it.
pub(crate) fn placed(mut value: Value, included: &Included) -> Value {
	if let Value::Object(fields) = &mut value {
		fields.insert("at".to_owned(), place(included));
	}
	value
}

/// Submits a call of which nothing is to be said but what is so from its block on.
pub(crate) async fn carry_out<C: Payload>(
	call: &C,
	key: &SecretKey,
	node: &Node,
	output: &Output,
	value: Value,
	text: &str,
) -> anyhow::Result<()> {
	let chain = node.connect().await?;
	let included = chain.call(call, key.signer(), node.until).await.map_err(explain)?;
	output.show(&placed(value, &included), || {
		format!("{text}, since block {}.", included.block.number)
	});
	Ok(())
}

/// Says what would help, where that is known of the refusal.
pub(crate) fn explain(error: ChainError) -> anyhow::Error {
	match help_for(&error) {
		Some(help) => Helped { error, help }.into(),
		None => error.into(),
	}
}

/// What would help, as a sentence.
pub(crate) fn help_for(error: &ChainError) -> Option<String> {
	let ChainError::Refused(refusal) = error else {
		return None;
	};
	reasons::help_against(&refusal.name).map(|help| format!("What helps: {help}."))
}

/// Says more than that no fee can be paid, where a free call is what was lacking.
pub(crate) async fn explain_fee(
	error: ChainError,
	chain: &Chain,
	who: &AccountId32,
) -> anyhow::Error {
	if !matches!(error, ChainError::NotTaken(PoolRefusal::CannotPay)) {
		return error.into();
	}
	let left = async { chain.state().await?.free_calls_left(who).await };
	match left.await {
		Ok(0) => NoFreeCall(*who).into(),
		_ => error.into(),
	}
}

/// 32 bytes as they stand, or the hash of a text.
pub(crate) fn hash_argument(text: &str) -> Result<[u8; 32], Usage> {
	if text.starts_with("0x") {
		bytes_argument(text)
	} else {
		Ok(receipt::blake2_256(text.as_bytes()))
	}
}

/// 32 bytes as they stand.
pub(crate) fn bytes_argument(text: &str) -> Result<[u8; 32], Usage> {
	text.strip_prefix("0x")
		.and_then(|digits| hex::decode(digits).ok())
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| Usage(format!("\"{text}\" is not 0x and 64 hex digits")))
}

/// The two letters of a country.
pub(crate) fn country_argument(text: &str) -> Result<[u8; 2], Usage> {
	let letters: Option<[u8; 2]> = text.to_ascii_uppercase().into_bytes().try_into().ok();
	letters
		.filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
		.ok_or_else(|| Usage(format!("\"{text}\" is no country; write two letters, like GE")))
}

/// 32 bytes as they are shown.
pub(crate) fn hex_text(bytes: &[u8; 32]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// A country as it is shown.
pub(crate) fn country_text(country: [u8; 2]) -> String {
	String::from_utf8_lossy(&country).into_owned()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hashes_should_be_taken_or_made() {
		let bytes = [0xab; 32];
		assert_eq!(hash_argument(&hex_text(&bytes)).ok(), Some(bytes));
		assert_eq!(hash_argument("LLC").ok(), Some(receipt::blake2_256(b"LLC")));
		assert!(hash_argument("0x12").is_err());
		assert!(bytes_argument("LLC").is_err());
	}

	#[test]
	fn countries_should_be_two_letters() {
		assert_eq!(country_argument("ge").ok(), Some(*b"GE"));
		for text in ["", "G", "GEO", "G1", "Ё"] {
			assert!(country_argument(text).is_err(), "{text}");
		}
	}
}
