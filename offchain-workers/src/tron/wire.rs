//! JSON as nodes write it. Fields that nobody here needs are left out; nodes add some over time.
//!
//! How many transactions and logs a block has is limited by the size of the answer alone: a limit that
//! somebody could exceed by paying TRON for it would stop the rail.

use serde::{Deserialize, Deserializer, de::Error};
use std::borrow::Cow;

/// Most topics that a log can have.
const MAX_TOPICS: usize = 4;

/// Exactly so many bytes, as hex without `0x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed<const N: usize>(pub [u8; N]);

/// Any number of bytes, as hex without `0x`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl<'de, const N: usize> Deserialize<'de> for Fixed<N> {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = Cow::<'de, str>::deserialize(deserializer)?;
		let mut bytes = [0; N];
		hex::decode_to_slice(text.as_ref(), &mut bytes)
			.map_err(|error| D::Error::custom(format!("not {N} bytes in hex: {error}")))?;
		Ok(Self(bytes))
	}
}

impl<'de> Deserialize<'de> for Bytes {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = Cow::<'de, str>::deserialize(deserializer)?;
		hex::decode(text.as_ref()).map(Self).map_err(|_| D::Error::custom("not hex"))
	}
}

/// A list that is not longer than `MAX`.
#[derive(Clone, Debug)]
pub struct AtMost<T, const MAX: usize>(pub Vec<T>);

impl<T, const MAX: usize> Default for AtMost<T, MAX> {
	fn default() -> Self {
		Self(Vec::new())
	}
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for AtMost<T, MAX> {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let all = Vec::deserialize(deserializer)?;
		if all.len() > MAX {
			return Err(D::Error::custom(format!("more than {MAX} entries")));
		}
		Ok(Self(all))
	}
}

/// `blockID` and header, from any of the interfaces that give blocks.
#[derive(Debug, Deserialize)]
pub struct HeadWire {
	#[serde(rename = "blockID")]
	pub id: Fixed<32>,
	pub block_header: HeaderWire,
}

#[derive(Debug, Deserialize)]
pub struct HeaderWire {
	pub raw_data: RawHeaderWire,
}

#[derive(Debug, Deserialize)]
pub struct RawHeaderWire {
	/// Left out for block 0.
	#[serde(default)]
	pub number: i64,
	#[serde(rename = "txTrieRoot")]
	pub tx_trie_root: Bytes,
	pub witness_address: Bytes,
	#[serde(rename = "parentHash")]
	pub parent_hash: Fixed<32>,
	#[serde(default)]
	pub version: i32,
	pub timestamp: i64,
	#[serde(default)]
	pub witness_id: i64,
	#[serde(default, rename = "accountStateRoot")]
	pub account_state_root: Bytes,
}

/// A whole block, or `{}` for one that the node has not.
#[derive(Debug, Deserialize)]
pub struct BlockWire {
	#[serde(flatten)]
	pub head: Option<HeadWire>,
	#[serde(default)]
	pub transactions: Vec<TransactionWire>,
}

#[derive(Debug, Deserialize)]
pub struct TransactionWire {
	#[serde(rename = "txID")]
	pub id: Fixed<32>,
	pub raw_data_hex: Bytes,
	#[serde(default)]
	pub ret: Vec<RetWire>,
}

#[derive(Debug, Deserialize)]
pub struct RetWire {
	#[serde(rename = "contractRet")]
	pub contract_ret: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct InfoWire {
	pub id: Fixed<32>,
	#[serde(rename = "blockNumber")]
	pub block: u64,
	#[serde(rename = "blockTimeStamp")]
	pub timestamp: u64,
	#[serde(default)]
	pub receipt: ReceiptWire,
	/// `FAILED`, or absent.
	pub result: Option<String>,
	#[serde(default)]
	pub log: Vec<LogWire>,
}

#[derive(Debug, Default, Deserialize)]
pub struct ReceiptWire {
	pub result: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct LogWire {
	pub address: Fixed<20>,
	#[serde(default)]
	pub topics: AtMost<Fixed<32>, MAX_TOPICS>,
	#[serde(default)]
	pub data: Bytes,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hex_should_be_read_strictly() {
		let fixed = |text: &str| serde_json::from_str::<Fixed<2>>(text).is_ok();
		assert!(fixed("\"0aFF\""));
		for wrong in ["\"0a\"", "\"0aFFff\"", "\"0xaa\"", "\"0g00\"", "17", "null"] {
			assert!(!fixed(wrong), "{wrong}");
		}
		assert!(serde_json::from_str::<Bytes>("\"\"").is_ok());
		assert!(serde_json::from_str::<Bytes>("\"abc\"").is_err());
		assert!(serde_json::from_str::<AtMost<u8, 2>>("[1,2]").is_ok());
		assert!(serde_json::from_str::<AtMost<u8, 2>>("[1,2,3]").is_err());
	}
}
