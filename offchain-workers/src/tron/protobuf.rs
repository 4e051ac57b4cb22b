//! Transactions and block headers as they are hashed and signed. Field numbers are those of
//! `core/Tron.proto` and `core/contract/*.proto` in tronprotocol/protocol.

use super::address::{Address, AddressError};
use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
use prost::{DecodeError, Message};
use sha2::{Digest, Sha256};
use sha3::Keccak256;
use thiserror::Error;

/// `ContractType` of [`TransferContract`].
pub const TRANSFER: i32 = 1;
/// `ContractType` of [`TriggerSmartContract`].
pub const TRIGGER: i32 = 31;
const TYPE_URL: &str = "type.googleapis.com/protocol.";

/// Why a transaction is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TransactionError {
	/// Not the bytes of such a message.
	#[error("not the bytes of a transaction: {0}")]
	Malformed(#[from] DecodeError),
	/// None, or several.
	#[error("a transaction holds one contract, this one {0}")]
	NotOneContract(usize),
	/// Type and content contradict one another.
	#[error("a contract of type {kind} that calls itself \"{url}\"")]
	WrongType {
		/// Its type.
		kind: i32,
		/// What its content says it is.
		url: String,
	},
	/// Not an address.
	#[error(transparent)]
	Address(#[from] AddressError),
	/// Nobody can have signed so.
	#[error("not a signature")]
	BadSignature,
	/// Another one signed.
	#[error("signed by {by}, not by its owner {owner}")]
	NotByOwner {
		/// Who signed.
		by: Address,
		/// Who should have.
		owner: Address,
	},
}

/// `google.protobuf.Any`.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Any {
	/// Names the message.
	#[prost(string, tag = "1")]
	pub type_url: String,
	/// The message.
	#[prost(bytes = "vec", tag = "2")]
	pub value: Vec<u8>,
}

/// `Transaction.Contract`.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Contract {
	/// [`TRANSFER`], [`TRIGGER`] or another.
	#[prost(int32, tag = "1")]
	pub kind: i32,
	/// What it does.
	#[prost(message, optional, tag = "2")]
	pub parameter: Option<Any>,
	/// Unused by TRON.
	#[prost(bytes = "vec", tag = "3")]
	pub provider: Vec<u8>,
	/// Unused by TRON.
	#[prost(bytes = "vec", tag = "4")]
	pub name: Vec<u8>,
	/// Which of the owner's permissions signs: 0 the owner's, 2 and above active ones.
	#[prost(int32, tag = "5")]
	pub permission_id: i32,
}

/// `Transaction.raw`: what is hashed to the txID and signed.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Raw {
	/// Bytes 6 and 7 of the number of a block it refers to.
	#[prost(bytes = "vec", tag = "1")]
	pub ref_block_bytes: Vec<u8>,
	/// Unused by TRON.
	#[prost(int64, tag = "3")]
	pub ref_block_num: i64,
	/// Bytes 8 to 15 of that block's id.
	#[prost(bytes = "vec", tag = "4")]
	pub ref_block_hash: Vec<u8>,
	/// Until when it can be in a block, UNIX ms.
	#[prost(int64, tag = "8")]
	pub expiration: i64,
	/// The memo.
	#[prost(bytes = "vec", tag = "10")]
	pub data: Vec<u8>,
	/// What it does; one.
	#[prost(message, repeated, tag = "11")]
	pub contract: Vec<Contract>,
	/// Unused by TRON.
	#[prost(bytes = "vec", tag = "12")]
	pub scripts: Vec<u8>,
	/// When it was made, UNIX ms.
	#[prost(int64, tag = "14")]
	pub timestamp: i64,
	/// The most it may burn for energy, in sun.
	#[prost(int64, tag = "18")]
	pub fee_limit: i64,
}

/// `Transaction`. Its raw data stays the bytes that were hashed.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Transaction {
	/// The bytes of a [`Raw`].
	#[prost(bytes = "vec", tag = "1")]
	pub raw_data: Vec<u8>,
	/// r, s and v.
	#[prost(bytes = "vec", repeated, tag = "2")]
	pub signature: Vec<Vec<u8>>,
}

/// `TransferContract`: moves TRX.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct TransferContract {
	/// From whom, 21 bytes.
	#[prost(bytes = "vec", tag = "1")]
	pub owner_address: Vec<u8>,
	/// To whom, 21 bytes.
	#[prost(bytes = "vec", tag = "2")]
	pub to_address: Vec<u8>,
	/// How much, in sun.
	#[prost(int64, tag = "3")]
	pub amount: i64,
}

/// `TriggerSmartContract`: calls a contract.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct TriggerSmartContract {
	/// Who calls, 21 bytes.
	#[prost(bytes = "vec", tag = "1")]
	pub owner_address: Vec<u8>,
	/// Which contract, 21 bytes.
	#[prost(bytes = "vec", tag = "2")]
	pub contract_address: Vec<u8>,
	/// How many sun go with it.
	#[prost(int64, tag = "3")]
	pub call_value: i64,
	/// Selector and arguments.
	#[prost(bytes = "vec", tag = "4")]
	pub data: Vec<u8>,
	/// How much of a TRC-10 token goes with it.
	#[prost(int64, tag = "5")]
	pub call_token_value: i64,
	/// Which TRC-10 token.
	#[prost(int64, tag = "6")]
	pub token_id: i64,
}

/// `BlockHeader.raw`.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Header {
	/// When, UNIX ms.
	#[prost(int64, tag = "1")]
	pub timestamp: i64,
	/// Merkle root of the transactions.
	#[prost(bytes = "vec", tag = "2")]
	pub tx_trie_root: Vec<u8>,
	/// Id of the block before.
	#[prost(bytes = "vec", tag = "3")]
	pub parent_hash: Vec<u8>,
	/// Its number.
	#[prost(int64, tag = "7")]
	pub number: i64,
	/// Unused by TRON.
	#[prost(int64, tag = "8")]
	pub witness_id: i64,
	/// Who made it, 21 bytes.
	#[prost(bytes = "vec", tag = "9")]
	pub witness_address: Vec<u8>,
	/// Version of the rules.
	#[prost(int32, tag = "10")]
	pub version: i32,
	/// Root of the state, if nodes compute it.
	#[prost(bytes = "vec", tag = "11")]
	pub account_state_root: Vec<u8>,
}

/// What a transaction does, as far as the worker cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
	/// Moves TRX.
	Transfer(TransferContract),
	/// Calls a contract.
	Trigger(TriggerSmartContract),
	/// Anything else, by its `ContractType`.
	Other(i32),
}

impl Header {
	/// The id of the block: its number, and the end of SHA-256 of the header.
	pub fn id(&self) -> [u8; 32] {
		let mut id: [u8; 32] = Sha256::digest(self.encode_to_vec()).into();
		id[..8].copy_from_slice(&self.number.to_be_bytes());
		id
	}
}

/// The txID of raw data.
pub fn txid(raw_data: &[u8]) -> [u8; 32] {
	Sha256::digest(raw_data).into()
}

impl Contract {
	/// One that moves TRX.
	pub fn transfer(message: &TransferContract) -> Self {
		Self::of(TRANSFER, "TransferContract", message.encode_to_vec())
	}

	/// One that calls a contract.
	pub fn trigger(message: &TriggerSmartContract) -> Self {
		Self::of(TRIGGER, "TriggerSmartContract", message.encode_to_vec())
	}

	fn of(kind: i32, name: &str, value: Vec<u8>) -> Self {
		let parameter = Some(Any { type_url: format!("{TYPE_URL}{name}"), value });
		Self { kind, parameter, ..Self::default() }
	}

	/// What it does. As on TRON, what stands before the last slash of the type means nothing.
	///
	/// # Errors
	/// [`TransactionError::WrongType`], [`TransactionError::Malformed`].
	pub fn action(&self) -> Result<Action, TransactionError> {
		let name = match self.kind {
			TRANSFER => "protocol.TransferContract",
			TRIGGER => "protocol.TriggerSmartContract",
			other => return Ok(Action::Other(other)),
		};
		let any = self.parameter.as_ref();
		let url = any.map(|any| any.type_url.as_str()).unwrap_or_default();
		if url.rsplit_once('/').map(|(_, message)| message) != Some(name) {
			let url = url.chars().take(80).collect();
			return Err(TransactionError::WrongType { kind: self.kind, url });
		}
		let value = any.map(|any| any.value.as_slice()).unwrap_or_default();
		Ok(if self.kind == TRANSFER {
			Action::Transfer(TransferContract::decode(value)?)
		} else {
			Action::Trigger(TriggerSmartContract::decode(value)?)
		})
	}
}

impl Raw {
	/// What it does.
	///
	/// # Errors
	/// [`TransactionError`], but for those of signatures.
	pub fn action(&self) -> Result<Action, TransactionError> {
		match self.contract.as_slice() {
			[one] => one.action(),
			several => Err(TransactionError::NotOneContract(several.len())),
		}
	}
}

impl Transaction {
	/// Its txID.
	pub fn txid(&self) -> [u8; 32] {
		txid(&self.raw_data)
	}

	/// Checks that its owner, and nobody else, signed it. Accounts with permissions of several
	/// signers are not understood.
	///
	/// # Errors
	/// [`TransactionError`].
	pub fn check_signature(&self) -> Result<Address, TransactionError> {
		let owner = match Raw::decode(self.raw_data.as_slice())?.action()? {
			Action::Transfer(message) => message.owner_address,
			Action::Trigger(message) => message.owner_address,
			Action::Other(kind) => {
				return Err(TransactionError::WrongType { kind, url: String::new() });
			}
		};
		let owner = Address::from_prefixed(&owner)?;
		let [signature] = self.signature.as_slice() else {
			return Err(TransactionError::BadSignature);
		};
		let by = recover(&self.txid(), signature)?;
		if by == owner { Ok(owner) } else { Err(TransactionError::NotByOwner { by, owner }) }
	}
}

/// Who signed a digest: r, s and v, which is 0, 1, 27 or 28.
///
/// # Errors
/// [`TransactionError::BadSignature`], also for an s in the upper half.
pub fn recover(digest: &[u8; 32], signature: &[u8]) -> Result<Address, TransactionError> {
	let bad = |_| TransactionError::BadSignature;
	let [body @ .., v] = signature else {
		return Err(TransactionError::BadSignature);
	};
	let v = match v {
		27 | 28 => v - 27,
		0 | 1 => *v,
		_ => return Err(TransactionError::BadSignature),
	};
	let id = RecoveryId::from_byte(v).ok_or(TransactionError::BadSignature)?;
	let signature = Signature::from_slice(body).map_err(bad)?;
	let key = VerifyingKey::recover_from_prehash(digest, &signature, id).map_err(bad)?;
	Ok(address_of(&key))
}

/// The account of a key.
pub fn address_of(key: &VerifyingKey) -> Address {
	let point = key.to_encoded_point(false);
	let digest = Keccak256::digest(&point.as_bytes()[1..]);
	let mut account = [0; 20];
	account.copy_from_slice(&digest[12..]);
	Address(account)
}

#[cfg(test)]
mod tests {
	use super::*;
	use k256::ecdsa::SigningKey;
	use proptest::prelude::*;

	fn header(number: i64, hashes: [&str; 3], version: i32, timestamp: i64) -> Header {
		let [root, parent, witness] = hashes.map(|text| hex::decode(text).expect("sound bytes"));
		Header {
			timestamp,
			tx_trie_root: root,
			parent_hash: parent,
			number,
			witness_address: witness,
			version,
			..Header::default()
		}
	}

	#[test]
	fn ids_of_blocks_should_be_those_of_mainnet_and_nile() {
		let mainnet = header(
			1_000_000,
			[
				"e2dd42daa9c853e070df1e4fc927851a7438c601fb12cf945922629d5cec187b",
				"00000000000f423fbccd9cdb9e410eabdf9f94145cf5b71a678b8b9616619125",
				"41f16412b9a17ee9408646e2a21e16478f72ed1e95",
			],
			9,
			1_578_594_852_000,
		);
		let nile = header(
			66_987_565,
			[
				"faf8fe3858339ead25cc892461c82a59b84dca4a51c45b026676bf3f45a352a2",
				"0000000003fe262c85cd6b02033f4c3e5c1efa35de256a17bd906dc61fb1aeed",
				"41b2f713d57dbcec679d93a8849fa0cd0e4db594ba",
			],
			34,
			1_777_445_121_000,
		);
		assert_eq!(
			hex::encode(mainnet.id()),
			"00000000000f424013e51b18e0782a32fa079ddafdb2f4c343468cf8896dc887"
		);
		assert_eq!(
			hex::encode(nile.id()),
			"0000000003fe262d52bfa4b2814f816fd2e57af5b98a33d60d8630a03a908e0e"
		);
	}

	fn signed(secret: &SigningKey, owner: Address) -> Transaction {
		let message = TransferContract {
			owner_address: owner.prefixed().to_vec(),
			to_address: Address([7; 20]).prefixed().to_vec(),
			amount: 5,
		};
		let raw = Raw { contract: vec![Contract::transfer(&message)], ..Raw::default() };
		let raw_data = raw.encode_to_vec();
		let (signature, id) =
			secret.sign_prehash_recoverable(&txid(&raw_data)).expect("a key can sign");
		let mut bytes = signature.to_bytes().to_vec();
		bytes.push(27 + id.to_byte());
		Transaction { raw_data, signature: vec![bytes] }
	}

	#[test]
	fn a_signature_should_count_when_it_is_the_owners_only() {
		let secret = SigningKey::from_slice(&[3; 32]).expect("a sound key");
		let owner = address_of(secret.verifying_key());
		assert_eq!(signed(&secret, owner).check_signature(), Ok(owner));
		let other = Address([9; 20]);
		assert_eq!(
			signed(&secret, other).check_signature(),
			Err(TransactionError::NotByOwner { by: owner, owner: other })
		);
		let mut twice = signed(&secret, owner);
		twice.signature.push(twice.signature[0].clone());
		assert_eq!(twice.check_signature(), Err(TransactionError::BadSignature));
		let mut short = signed(&secret, owner);
		short.signature[0].pop();
		assert_eq!(short.check_signature(), Err(TransactionError::BadSignature));
	}

	#[test]
	fn a_contract_should_be_what_its_type_says() {
		let mut contract = Contract::transfer(&TransferContract::default());
		contract.kind = TRIGGER;
		assert!(matches!(contract.action(), Err(TransactionError::WrongType { kind: 31, .. })));
		contract.kind = 2;
		assert_eq!(contract.action(), Ok(Action::Other(2)));
		assert_eq!(Raw::default().action(), Err(TransactionError::NotOneContract(0)));
	}

	proptest! {
		#[test]
		fn raw_data_should_round_trip(
			owner: [u8; 20],
			contract_address: [u8; 20],
			data: Vec<u8>,
			memo: Vec<u8>,
			numbers: [i64; 4],
			permission_id: i32,
		) {
			let message = TriggerSmartContract {
				owner_address: Address(owner).prefixed().to_vec(),
				contract_address: Address(contract_address).prefixed().to_vec(),
				call_value: numbers[0],
				data,
				..TriggerSmartContract::default()
			};
			let contract = Contract { permission_id, ..Contract::trigger(&message) };
			let raw = Raw {
				data: memo,
				expiration: numbers[1],
				timestamp: numbers[2],
				fee_limit: numbers[3],
				contract: vec![contract],
				..Raw::default()
			};
			let bytes = raw.encode_to_vec();
			let again = Raw::decode(bytes.as_slice()).expect("sound bytes");
			prop_assert_eq!(again.encode_to_vec(), bytes);
			prop_assert_eq!(again.action(), Ok(Action::Trigger(message)));
		}

		#[test]
		fn any_bytes_should_be_read_without_a_panic(bytes: Vec<u8>) {
			if let Ok(raw) = Raw::decode(bytes.as_slice()) {
				let _ = raw.action();
			}
			let _ = recover(&[1; 32], &bytes);
			let _ = Transaction { raw_data: bytes.clone(), signature: vec![bytes] }.check_signature();
		}
	}
}
