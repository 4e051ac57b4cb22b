//! TronGrid's v1 index of TRC-20 transfers. It is known to lose rows, so it only hints.

use super::{
	address::Address,
	node::Hash,
	wire::{AtMost, Fixed},
};
use crate::{
	endpoints::Endpoint,
	http::{Header, HttpError},
	secret::Secret,
};
use hotpot_primitives::Moment;
use serde::Deserialize;

/// Rows of a page; the most that TronGrid gives.
const PAGE: usize = 200;
/// Most pages about one account at a time.
const MAX_PAGES: usize = 5;
/// Most characters of a fingerprint.
const MAX_FINGERPRINT: usize = 512;

/// What the index says of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// In which transaction.
	pub transaction: Hash,
	/// Of which contract, whatever it calls itself.
	pub contract: String,
	/// To whom.
	pub to: String,
	/// How much; nothing if that is no number below 2^128.
	pub amount: Option<u128>,
	/// When, UNIX ms.
	pub timestamp: Moment,
}

/// What the index says of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
	/// Each transfer, oldest first.
	pub rows: Vec<Row>,
	/// Whether there are more than can be read at a time.
	pub is_cut: bool,
}

#[derive(Deserialize)]
struct PageWire {
	success: bool,
	data: AtMost<RowWire, { 2 * PAGE }>,
	#[serde(default)]
	meta: MetaWire,
}

#[derive(Default, Deserialize)]
struct MetaWire {
	fingerprint: Option<String>,
}

#[derive(Deserialize)]
struct RowWire {
	transaction_id: Fixed<32>,
	token_info: TokenWire,
	block_timestamp: Moment,
	to: String,
	#[serde(rename = "type")]
	kind: String,
	value: String,
}

#[derive(Deserialize)]
struct TokenWire {
	#[serde(default)]
	address: String,
}

/// The header that carries a key of TronGrid.
///
/// # Errors
/// [`HttpError::BadHeader`].
pub fn key_header(key: &Secret) -> Result<Header, HttpError> {
	Header::secret("tron-pro-api-key", key)
}

/// What reached an account since a moment, as far as the index knows. Filters stay the same from
/// page to page, or the fingerprint would mean something else.
///
/// # Errors
/// Any [`HttpError`].
pub async fn received(
	endpoint: &Endpoint,
	account: Address,
	since: Moment,
) -> Result<Rows, HttpError> {
	let path = format!(
		"/v1/accounts/{account}/transactions/trc20?only_confirmed=true&only_to=true&limit={PAGE}\
		 &order_by=block_timestamp,asc&min_timestamp={since}"
	);
	let mut found = Rows::default();
	let mut next = path.clone();
	for _ in 0..MAX_PAGES {
		let page: PageWire = endpoint.get(&next).await?;
		if !page.success {
			return Err(HttpError::BadJson("no success".to_owned()));
		}
		found.rows.extend(page.data.0.into_iter().filter_map(row));
		let Some(fingerprint) = page.meta.fingerprint else {
			return Ok(found);
		};
		if !is_harmless(&fingerprint) {
			return Err(HttpError::BadJson("a strange fingerprint".to_owned()));
		}
		next = format!("{path}&fingerprint={fingerprint}");
	}
	found.is_cut = true;
	Ok(found)
}

/// Whether it can be put into an address as it is.
fn is_harmless(fingerprint: &str) -> bool {
	fingerprint.len() <= MAX_FINGERPRINT
		&& fingerprint.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
}

fn row(wire: RowWire) -> Option<Row> {
	(wire.kind == "Transfer").then(|| Row {
		transaction: wire.transaction_id.0,
		contract: wire.token_info.address,
		to: wire.to,
		amount: wire.value.parse().ok(),
		timestamp: wire.block_timestamp,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_row_should_be_read_as_documented() {
		let text = format!(
			r#"{{"data":[{{"transaction_id":"{}","token_info":{{"symbol":"USDT",
			"address":"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t","decimals":6,"name":"Tether USD"}},
			"block_timestamp":5,"from":"a","to":"b","type":"Transfer","value":"VALUE"}}],
			"success":true,"meta":{{"at":1,"fingerprint":"abc","page_size":1}}}}"#,
			"0b".repeat(32)
		);
		let amount = |value: &str| {
			let page: PageWire =
				serde_json::from_str(&text.replace("VALUE", value)).expect("as documented");
			assert_eq!(page.meta.fingerprint.as_deref(), Some("abc"));
			page.data.0.into_iter().find_map(row).expect("as documented").amount
		};
		assert_eq!(amount("1000000"), Some(1_000_000));
		let most = format!("{}", u128::MAX);
		assert_eq!(amount(&most), Some(u128::MAX));
		let endless = "9".repeat(78);
		for wrong in ["-1", "1.5", "", "0x10", &endless] {
			assert_eq!(amount(wrong), None, "{wrong}");
		}
		let approval = text.replace("\"Transfer\"", "\"Approval\"");
		let page: PageWire = serde_json::from_str(&approval).expect("as documented");
		assert!(page.data.0.into_iter().find_map(row).is_none());
	}

	#[test]
	fn a_fingerprint_should_not_change_the_question() {
		assert!(is_harmless("eyJsIjoi_-.~09"));
		for wrong in ["a&only_to=false", "a b", "a#", "a%20", &"a".repeat(513)] {
			assert!(!is_harmless(wrong), "{wrong}");
		}
	}
}
