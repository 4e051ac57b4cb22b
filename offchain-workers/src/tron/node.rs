//! A full node's HTTP interface, reduced to what endpoints must agree on.

use super::{
	abi::{self, Word},
	address::Address,
	protobuf::{Action, Header, Raw, txid},
	wire::{BlockWire, HeadWire, InfoWire, TransactionWire},
};
use crate::{endpoints::Endpoint, http::HttpError};
use hotpot_primitives::Moment;
use prost::Message;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Most bytes that are read of a block's transactions, and of what came of them, if nothing else is
/// said: 16 MiB.
///
/// A block has up to 2 MB of transactions. As JSON a byte of them becomes four to five: hex, hex once
/// more where they are decoded, and names. So a full block has about 9 MB, and its outcomes 5 MB if
/// all of it is transfers of USDT. Logs are limited by energy alone: to fill 16 MiB with them costs
/// thousands of TRX, and whoever spends that makes operators raise the limit.
///
/// Both are read at once from every endpoint. Three endpoints thus take up to 96 MiB, and about half
/// as much again while the answers are parsed.
pub const MAX_BLOCK: usize = 16 * 1024 * 1024;

/// A block's id, a transaction's.
pub type Hash = [u8; 32];

/// Where a chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
	/// Its number.
	pub number: u64,
	/// Its id, which begins with the number.
	pub id: Hash,
	/// The block before.
	pub parent: Hash,
	/// When, UNIX ms.
	pub timestamp: Moment,
}

/// A block with what its transactions would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
	/// Which.
	pub head: Head,
	/// In its order.
	pub transactions: Vec<BlockTransaction>,
}

/// A transaction in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockTransaction {
	/// Its txID.
	pub id: Hash,
	/// Whether `contractRet` is `SUCCESS`.
	pub succeeded: bool,
	/// What it would do.
	pub intent: Intent,
}

/// What a transaction would do, as far as deposits are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
	/// Move TRX.
	Trx {
		/// From whom.
		from: Address,
		/// To whom.
		to: Address,
		/// How much, in sun.
		amount: u128,
		/// The memo.
		memo: Vec<u8>,
	},
	/// Call `transfer` of a contract.
	Token {
		/// Which contract.
		contract: Address,
		/// To whom.
		to: Address,
		/// How much.
		amount: u128,
	},
	/// Something else.
	Other,
	/// What the worker does not understand, and TRON did.
	Unreadable(String),
}

/// What came of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
	/// Its txID.
	pub id: Hash,
	/// In which block.
	pub block: u64,
	/// When, UNIX ms.
	pub timestamp: Moment,
	/// Whether a contract ran, and to a good end.
	pub succeeded: bool,
	/// Whether the node says that it failed.
	pub failed: bool,
	/// What contracts logged.
	pub logs: Vec<Log>,
}

/// What a contract logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
	/// Which contract.
	pub contract: Address,
	/// The indexed part.
	pub topics: Vec<Word>,
	/// The rest.
	pub data: Vec<u8>,
}

/// What came of all transactions of a block.
pub type Infos = BTreeMap<Hash, Info>;

/// The newest block that a node knows.
///
/// # Errors
/// Any [`HttpError`].
pub async fn newest(endpoint: &Endpoint) -> Result<Head, HttpError> {
	head(endpoint.post("/wallet/getblock", &json!({ "detail": false })).await?)
}

/// The newest block that can't be undone.
///
/// # Errors
/// Any [`HttpError`].
pub async fn solidified(endpoint: &Endpoint) -> Result<Head, HttpError> {
	head(endpoint.post("/walletsolidity/getblock", &json!({ "detail": false })).await?)
}

/// What is asked by a block's number, of at most so many bytes.
async fn by_number<T: DeserializeOwned>(
	endpoint: &Endpoint,
	path: &str,
	number: u64,
	most: usize,
) -> Result<T, HttpError> {
	endpoint.post_up_to(path, &json!({ "num": number }), most).await.map_err(|error| match error {
		HttpError::TooLarge(most) => HttpError::BlockTooLarge(most),
		other => other,
	})
}

/// A block that can't be undone, of at most `most` bytes as JSON.
///
/// # Errors
/// Any [`HttpError`]; [`HttpError::BadJson`] also if the node has not got it yet.
pub async fn block(endpoint: &Endpoint, number: u64, most: usize) -> Result<Block, HttpError> {
	let path = "/walletsolidity/getblockbynum";
	let wire: BlockWire = by_number(endpoint, path, number, most).await?;
	let block = read_block(wire)?;
	if block.head.number != number {
		return Err(bad(format!("block {} instead of {number}", block.head.number)));
	}
	Ok(block)
}

/// What came of the transactions of a block that can't be undone, of at most `most` bytes as JSON.
/// Said twice counts once, in whatever order.
///
/// # Errors
/// Any [`HttpError`].
pub async fn infos(endpoint: &Endpoint, number: u64, most: usize) -> Result<Infos, HttpError> {
	let path = "/walletsolidity/gettransactioninfobyblocknum";
	let wire: Vec<InfoWire> = by_number(endpoint, path, number, most).await?;
	let mut infos = Infos::new();
	for info in wire.into_iter().map(read_info) {
		if info.block != number {
			return Err(bad(format!("a transaction of block {} in {number}", info.block)));
		}
		let id = info.id;
		if infos.get(&id).is_some_and(|other| *other != info) {
			return Err(bad(format!("two accounts of transaction {}", hex::encode(id))));
		}
		infos.insert(id, info);
	}
	Ok(infos)
}

/// What came of a transaction, if it is in a block that can't be undone.
///
/// # Errors
/// Any [`HttpError`].
pub async fn info(endpoint: &Endpoint, id: Hash) -> Result<Option<Info>, HttpError> {
	let path = "/walletsolidity/gettransactioninfobyid";
	let body = json!({ "value": hex::encode(id) });
	let answer: Value = endpoint.post(path, &body).await?;
	if answer.as_object().is_some_and(serde_json::Map::is_empty) {
		return Ok(None);
	}
	let info = read_info(serde_json::from_value(answer).map_err(|error| bad(error.to_string()))?);
	if info.id == id { Ok(Some(info)) } else { Err(bad("another transaction".to_owned())) }
}

fn bad(reason: String) -> HttpError {
	HttpError::BadJson(reason)
}

/// Checks that the id is the header's.
fn head(wire: HeadWire) -> Result<Head, HttpError> {
	let raw = wire.block_header.raw_data;
	let header = Header {
		timestamp: raw.timestamp,
		tx_trie_root: raw.tx_trie_root.0,
		parent_hash: raw.parent_hash.0.to_vec(),
		number: raw.number,
		witness_id: raw.witness_id,
		witness_address: raw.witness_address.0,
		version: raw.version,
		account_state_root: raw.account_state_root.0,
	};
	if header.id() != wire.id.0 {
		return Err(bad(format!("block {} is not what its id says", raw.number)));
	}
	let natural = |number: i64| u64::try_from(number).map_err(|_| bad("below 0".to_owned()));
	Ok(Head {
		number: natural(raw.number)?,
		id: wire.id.0,
		parent: raw.parent_hash.0,
		timestamp: natural(raw.timestamp)?,
	})
}

fn read_block(wire: BlockWire) -> Result<Block, HttpError> {
	let head = head(wire.head.ok_or_else(|| bad("no such block, or no block at all".to_owned()))?)?;
	let transactions = wire.transactions.into_iter().map(read_transaction);
	Ok(Block { head, transactions: transactions.collect::<Result<_, _>>()? })
}

/// Reads what was hashed, not what the node makes of it.
fn read_transaction(wire: TransactionWire) -> Result<BlockTransaction, HttpError> {
	let id = wire.id.0;
	if txid(&wire.raw_data_hex.0) != id {
		return Err(bad(format!("transaction {} is not what its id says", hex::encode(id))));
	}
	let succeeded =
		matches!(wire.ret.as_slice(), [ret] if ret.contract_ret.as_deref() == Some("SUCCESS"));
	let intent = intent(&wire.raw_data_hex.0).unwrap_or_else(Intent::Unreadable);
	Ok(BlockTransaction { id, succeeded, intent })
}

fn intent(raw_data: &[u8]) -> Result<Intent, String> {
	let raw = Raw::decode(raw_data).map_err(|error| error.to_string())?;
	let address = |bytes: &[u8]| Address::from_prefixed(bytes).map_err(|error| error.to_string());
	Ok(match raw.action().map_err(|error| error.to_string())? {
		Action::Transfer(message) => Intent::Trx {
			from: address(&message.owner_address)?,
			to: address(&message.to_address)?,
			amount: u128::try_from(message.amount).map_err(|_| "an amount below 0".to_owned())?,
			memo: raw.data,
		},
		Action::Trigger(message) => match abi::read_transfer_call(&message.data) {
			Ok((to, amount)) => {
				let contract = address(&message.contract_address)?;
				Intent::Token { contract, to, amount }
			}
			Err(_) => Intent::Other,
		},
		Action::Other(_) => Intent::Other,
	})
}

fn read_info(wire: InfoWire) -> Info {
	let logs = wire.log.into_iter().map(|log| Log {
		contract: Address(log.address.0),
		topics: log.topics.0.into_iter().map(|topic| topic.0).collect(),
		data: log.data.0,
	});
	let failed = wire.result.as_deref() == Some("FAILED");
	Info {
		id: wire.id.0,
		block: wire.block,
		timestamp: wire.timestamp,
		succeeded: wire.receipt.result.as_deref() == Some("SUCCESS") && !failed,
		failed,
		logs: logs.collect(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const BLOCK: &str = r#"{"blockID":"00000000000f424013e51b18e0782a32fa079ddafdb2f4c343468cf8896dc887",
		"block_header":{"raw_data":{"number":1000000,
		"txTrieRoot":"e2dd42daa9c853e070df1e4fc927851a7438c601fb12cf945922629d5cec187b",
		"witness_address":"41f16412b9a17ee9408646e2a21e16478f72ed1e95",
		"parentHash":"00000000000f423fbccd9cdb9e410eabdf9f94145cf5b71a678b8b9616619125",
		"version":9,"timestamp":1578594852000},"witness_signature":"17"}}"#;

	fn read(text: &str) -> Result<Block, HttpError> {
		read_block(serde_json::from_str(text).map_err(|error| bad(error.to_string()))?)
	}

	#[test]
	fn a_block_of_mainnet_should_be_read() {
		let Block { head, transactions } = read(BLOCK).expect("as documented");
		assert_eq!((head.number, head.timestamp), (1_000_000, 1_578_594_852_000));
		assert!(transactions.is_empty());
	}

	#[test]
	fn a_block_should_be_refused_when_it_is_not_what_its_id_says() {
		for (old, new) in [
			("1578594852000", "1578594852001"),
			("\"version\":9", "\"version\":10"),
			("423fbccd", "423fbcce"),
			("\"number\":1000000", "\"number\":1000001"),
		] {
			let error = read(&BLOCK.replace(old, new)).expect_err("it should be refused");
			assert!(error.to_string().contains("not what its id says"), "{error}");
		}
		assert!(
			read("{}").expect_err("it should be refused").to_string().contains("no such block")
		);
		assert!(read("[]").is_err());
		assert!(read(r#"{"Error":"class java.lang.Exception"}"#).is_err());
	}

	#[test]
	fn an_info_should_be_read_however_many_logs_it_has_and_without_a_receipt() {
		let id = "11".repeat(32);
		let log = format!(r#"{{"address":"{}"}}"#, "22".repeat(20));
		let logs = vec![log; 10_000].join(",");
		let text = format!(r#"{{"id":"{id}","blockNumber":5,"blockTimeStamp":6,"log":[{logs}]}}"#);
		let info = read_info(serde_json::from_str(&text).expect("as documented"));
		assert_eq!((info.logs.len(), info.succeeded), (10_000, false));
	}

	#[test]
	fn an_info_should_count_as_success_only_when_a_contract_says_so() {
		let info = |receipt: &str, result: &str| {
			let id = "11".repeat(32);
			let text = format!(
				r#"{{"id":"{id}","blockNumber":5,"blockTimeStamp":6,"receipt":{receipt}{result}}}"#
			);
			read_info(serde_json::from_str(&text).expect("as documented")).succeeded
		};
		assert!(info(r#"{"result":"SUCCESS"}"#, ""));
		assert!(!info(r#"{"result":"SUCCESS"}"#, r#","result":"FAILED""#));
		assert!(!info(r#"{"result":"REVERT"}"#, r#","result":"FAILED""#));
		assert!(!info(r#"{"result":"OUT_OF_ENERGY"}"#, ""));
		assert!(!info("{}", ""));
	}
}
