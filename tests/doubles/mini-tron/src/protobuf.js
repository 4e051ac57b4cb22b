// The few messages of TRON's protocol that the double needs, written by hand so that tronweb can
// check them. Field numbers are those of tronprotocol/protocol.
import { concat, hex, unhex, utf8 } from './bytes.js';

export const CONTRACT_TYPES = { TransferContract: 1, TriggerSmartContract: 31 };
const RESULTS = { SUCCESS: 1, REVERT: 2, OUT_OF_ENERGY: 10 };

function varint(value) {
	let rest = BigInt.asUintN(64, BigInt(value));
	const bytes = [];
	while (rest > 127n) {
		bytes.push(Number(rest & 127n) | 128);
		rest >>= 7n;
	}
	bytes.push(Number(rest));
	return Uint8Array.from(bytes);
}

const number = (field, value) =>
	value === undefined || BigInt(value) === 0n
		? new Uint8Array()
		: concat(varint(field << 3), varint(value));
const message = (field, value) => concat(varint((field << 3) | 2), varint(value.length), value);
const bytes = (field, value) => (value.length === 0 ? new Uint8Array() : message(field, value));
const hexField = (field, value) => bytes(field, unhex(value ?? ''));

function encodeParameter(type, value) {
	if (type === 'TransferContract') {
		return concat(
			hexField(1, value.owner_address),
			hexField(2, value.to_address),
			number(3, value.amount),
		);
	}
	if (type === 'TriggerSmartContract') {
		return concat(
			hexField(1, value.owner_address),
			hexField(2, value.contract_address),
			number(3, value.call_value),
			hexField(4, value.data),
			number(5, value.call_token_value),
			number(6, value.token_id),
		);
	}
	throw new Error(`contracts of type ${type} are unknown here`);
}

function encodeContract(contract) {
	const { type, parameter } = contract;
	const any = concat(
		bytes(1, utf8(parameter.type_url ?? `type.googleapis.com/protocol.${type}`)),
		bytes(2, encodeParameter(type, parameter.value)),
	);
	return concat(
		number(1, CONTRACT_TYPES[type]),
		message(2, any),
		number(5, contract.Permission_id),
	);
}

/** Transaction.raw, from the JSON of a node. */
export function encodeRaw(raw) {
	return concat(
		hexField(1, raw.ref_block_bytes),
		hexField(4, raw.ref_block_hash),
		number(8, raw.expiration),
		hexField(10, raw.data),
		...raw.contract.map((contract) => message(11, encodeContract(contract))),
		number(14, raw.timestamp),
		number(18, raw.fee_limit),
	);
}

/** Transaction, with signatures and its result. */
export function encodeTransaction(transaction) {
	const results = (transaction.ret ?? []).map((ret) =>
		message(5, number(3, RESULTS[ret.contractRet] ?? 0)),
	);
	return concat(
		message(1, encodeRaw(transaction.raw_data)),
		...(transaction.signature ?? []).map((signature) => hexField(2, signature)),
		...results,
	);
}

/** BlockHeader.raw, from the JSON of a node. */
export function encodeHeader(raw) {
	return concat(
		number(1, raw.timestamp),
		hexField(2, raw.txTrieRoot),
		hexField(3, raw.parentHash),
		number(7, raw.number),
		hexField(9, raw.witness_address),
		number(10, raw.version),
	);
}

function* fields(buffer) {
	let at = 0;
	const read = () => {
		let value = 0n;
		for (let shift = 0n; ; shift += 7n) {
			if (at >= buffer.length || shift > 63n) throw new Error('a varint is cut off');
			const byte = buffer[at++];
			value |= BigInt(byte & 127) << shift;
			if (byte < 128) return BigInt.asIntN(64, value);
		}
	};
	while (at < buffer.length) {
		const key = Number(read());
		if ((key & 7) === 0) {
			yield [key >> 3, read()];
		} else if ((key & 7) === 2) {
			const length = Number(read());
			if (length < 0 || at + length > buffer.length) throw new Error('a field is cut off');
			yield [key >> 3, buffer.subarray(at, at + length)];
			at += length;
		} else {
			throw new Error(`wire type ${key & 7} is unknown here`);
		}
	}
}

const NAMES = {
	TransferContract: { 1: 'owner_address', 2: 'to_address', 3: 'amount' },
	TriggerSmartContract: {
		1: 'owner_address',
		2: 'contract_address',
		3: 'call_value',
		4: 'data',
		5: 'call_token_value',
		6: 'token_id',
	},
};
const plain = (value) => (typeof value === 'bigint' ? Number(value) : hex(value));

function decodeContract(buffer) {
	const contract = {};
	let any = new Uint8Array();
	for (const [field, value] of fields(buffer)) {
		if (field === 1) {
			contract.type = Object.keys(CONTRACT_TYPES).find(
				(name) => CONTRACT_TYPES[name] === Number(value),
			);
		}
		if (field === 2) any = value;
		if (field === 5) contract.Permission_id = Number(value);
	}
	const parameter = { value: {} };
	for (const [field, value] of fields(any)) {
		if (field === 1) parameter.type_url = Buffer.from(value).toString();
		if (field !== 2) continue;
		for (const [inner, content] of fields(value)) {
			const name = NAMES[contract.type]?.[inner];
			if (name === undefined) throw new Error('a contract of a kind unknown here');
			parameter.value[name] = plain(content);
		}
	}
	return { parameter, ...contract };
}

/** The JSON of a node, from Transaction. */
export function decodeTransaction(buffer) {
	const names = {
		1: 'ref_block_bytes',
		4: 'ref_block_hash',
		8: 'expiration',
		10: 'data',
		14: 'timestamp',
		18: 'fee_limit',
	};
	const transaction = { raw_data: { contract: [] }, signature: [] };
	for (const [field, value] of fields(buffer)) {
		if (field === 2) transaction.signature.push(hex(value));
		if (field !== 1) continue;
		for (const [inner, content] of fields(value)) {
			if (inner === 11) transaction.raw_data.contract.push(decodeContract(content));
			else if (names[inner]) transaction.raw_data[names[inner]] = plain(content);
		}
	}
	return transaction;
}
