//! What tronweb made, read and made again here.

use hotpot_worker::tron::{
	abi::{AbiError, TRANSFERRED, read_transfer_call, transfer_call},
	address::Address,
	protobuf::{
		Action, Contract, Raw, Transaction, TransferContract, TriggerSmartContract, address_of,
	},
};
use k256::ecdsa::SigningKey;
use prost::Message;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
	generator: String,
	topic: String,
	addresses: Vec<AddressVector>,
	transfers: Vec<TransferVector>,
	triggers: Vec<TriggerVector>,
	calls: Vec<CallVector>,
}

#[derive(Deserialize)]
struct AddressVector {
	key: String,
	base58: String,
	hex: String,
}

#[derive(Deserialize)]
struct Common {
	permission_id: i32,
	ref_block_bytes: String,
	ref_block_hash: String,
	expiration: i64,
	timestamp: i64,
	fee_limit: i64,
	memo: String,
	raw: String,
	txid: String,
	signature: String,
}

#[derive(Deserialize)]
struct TransferVector {
	owner: String,
	to: String,
	amount: i64,
	#[serde(flatten)]
	common: Common,
}

#[derive(Deserialize)]
struct TriggerVector {
	owner: String,
	contract: String,
	call_value: i64,
	to: String,
	value: String,
	data: String,
	#[serde(flatten)]
	common: Common,
}

#[derive(Deserialize)]
struct CallVector {
	to: String,
	value: String,
	data: String,
}

fn vectors() -> Vectors {
	serde_json::from_str(include_str!("vectors/tron.json")).expect("a sound vector")
}

fn bytes(text: &str) -> Vec<u8> {
	hex::decode(text).expect("a sound vector")
}

fn address(text: &str) -> Address {
	Address::from_hex(text).expect("a sound vector")
}

/// Builds the raw data anew, and compares it, its hash and its signer with what tronweb gave.
fn check(common: &Common, contract: Contract, owner: Address) {
	let raw = Raw {
		ref_block_bytes: bytes(&common.ref_block_bytes),
		ref_block_hash: bytes(&common.ref_block_hash),
		expiration: common.expiration,
		timestamp: common.timestamp,
		fee_limit: common.fee_limit,
		data: bytes(&common.memo),
		contract: vec![Contract { permission_id: common.permission_id, ..contract }],
		..Raw::default()
	};
	assert_eq!(hex::encode(raw.encode_to_vec()), common.raw);
	assert_eq!(Raw::decode(bytes(&common.raw).as_slice()).expect("a sound vector"), raw);
	let transaction =
		Transaction { raw_data: bytes(&common.raw), signature: vec![bytes(&common.signature)] };
	assert_eq!(hex::encode(transaction.txid()), common.txid);
	assert_eq!(transaction.check_signature(), Ok(owner));
	let again =
		Transaction::decode(transaction.encode_to_vec().as_slice()).expect("a sound vector");
	assert_eq!(again, transaction);
	let mut forged = transaction;
	forged.raw_data.push(0);
	assert_ne!(hex::encode(forged.txid()), common.txid);
	assert!(forged.check_signature().is_err());
}

#[test]
fn vectors_should_be_many_and_of_the_version_that_wallets_use() {
	let all = vectors();
	assert_eq!(all.generator, "tronweb 6.5.1");
	assert_eq!(all.topic, hex::encode(TRANSFERRED));
	let lengths = [all.addresses.len(), all.transfers.len(), all.triggers.len(), all.calls.len()];
	assert_eq!(lengths, [64; 4]);
}

#[test]
fn addresses_should_be_tronwebs() {
	for vector in vectors().addresses {
		let secret = SigningKey::from_slice(&bytes(&vector.key)).expect("a sound key");
		let account = address_of(secret.verifying_key());
		assert_eq!(account.to_string(), vector.base58);
		assert_eq!(account.to_hex(), vector.hex);
		assert_eq!(Address::from_base58(&vector.base58), Ok(account));
		assert_eq!(Address::from_hex(&vector.hex), Ok(account));
	}
}

#[test]
fn transfers_of_trx_should_be_tronwebs() {
	for vector in vectors().transfers {
		let owner = address(&vector.owner);
		let message = TransferContract {
			owner_address: owner.prefixed().to_vec(),
			to_address: address(&vector.to).prefixed().to_vec(),
			amount: vector.amount,
		};
		let contract = Contract::transfer(&message);
		assert_eq!(contract.action(), Ok(Action::Transfer(message)));
		check(&vector.common, contract, owner);
	}
}

#[test]
fn calls_of_contracts_should_be_tronwebs() {
	for vector in vectors().triggers {
		let owner = address(&vector.owner);
		let amount: u128 = vector.value.parse().expect("a sound vector");
		assert_eq!(hex::encode(transfer_call(address(&vector.to), amount)), vector.data);
		let message = TriggerSmartContract {
			owner_address: owner.prefixed().to_vec(),
			contract_address: address(&vector.contract).prefixed().to_vec(),
			call_value: vector.call_value,
			data: bytes(&vector.data),
			..TriggerSmartContract::default()
		};
		let contract = Contract::trigger(&message);
		assert_eq!(contract.action(), Ok(Action::Trigger(message)));
		check(&vector.common, contract, owner);
	}
}

#[test]
fn data_of_transfers_should_be_read_unless_the_amount_is_beyond_all_tokens() {
	let mut endless = 0;
	for vector in vectors().calls {
		let read = read_transfer_call(&bytes(&vector.data));
		match vector.value.parse() {
			Ok(amount) => assert_eq!(read, Ok((address(&vector.to), amount))),
			Err(_) => {
				assert_eq!(read, Err(AbiError::TooMuch));
				endless += 1;
			}
		}
	}
	assert_eq!(endless, 8);
}
