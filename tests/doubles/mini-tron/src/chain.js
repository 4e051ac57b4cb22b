// The chain itself: blocks three seconds apart, produced when told to, 19 of them not solidified.
import { addressOfKey, concat, hex, keyOf, recover, sha256, sign, unhex } from './bytes.js';
import { Machine } from './evm.js';
import { encodeHeader, encodeRaw, encodeTransaction } from './protobuf.js';
import { ARTEFACT, TOKENS, callData, setupData } from './tokens.js';

export const BLOCK_TIME = 3000;
export const UNSOLIDIFIED = 19;
/** Sun a unit of energy, where none is staked. */
export const ENERGY_PRICE = 100;
const SNAPSHOTS = 64;
const WITNESSES = 27;
const SUPPLY = 10n ** 17n;
const MAX_EXPIRATION = 24 * 3600 * 1000;
const ZERO_HASH = '00'.repeat(32);

export class Refusal extends Error {
	constructor(code, message) {
		super(message);
		this.code = code;
	}
}

function merkleRoot(leaves) {
	if (leaves.length === 0) return ZERO_HASH;
	let level = leaves;
	while (level.length > 1) {
		const next = [];
		for (let i = 0; i < level.length; i += 2) {
			const [left, right] = [level[i], level[i + 1]];
			next.push(right === undefined ? left : sha256(concat(left, right)));
		}
		level = next;
	}
	return hex(level[0]);
}

/** Signing takes longer than all the rest of a block, and most are never looked at. */
function signedHeader(raw_data, digest, key) {
	let signature;
	return {
		raw_data,
		get witness_signature() {
			signature ??= hex(sign(digest, key));
			return signature;
		},
	};
}

export const txidOf = (rawData) => hex(sha256(encodeRaw(rawData)));

export class Chain {
	static async create({ seed, time }) {
		const chain = new Chain();
		chain.seed = seed;
		chain.machine = await Machine.create();
		chain.faucetKey = keyOf(seed, 'faucet');
		chain.faucet = addressOfKey(chain.faucetKey);
		chain.witnesses = Array.from({ length: WITNESSES }, (_, index) => {
			const key = keyOf(seed, `witness/${index}`);
			return { key, address: addressOfKey(key) };
		});
		chain.balances = new Map([[chain.faucet, SUPPLY]]);
		chain.blocks = [];
		chain.infos = new Map();
		chain.where = new Map();
		chain.pool = [];
		chain.snapshots = new Map();
		chain.salt = 0;
		const block = { number: 0, timestamp: time };
		for (const token of Object.values(TOKENS)) {
			await chain.machine.deploy(token.address, ARTEFACT.deployedBytecode);
			const data = setupData(token, SUPPLY);
			await chain.machine.call({
				from: chain.faucet,
				to: token.address,
				data,
				energy: 10_000_000,
				block,
			});
		}
		chain.append([], time);
		return chain;
	}

	get head() {
		return this.blocks.at(-1);
	}

	get solidified() {
		return this.blocks[Math.max(0, this.blocks.length - 1 - UNSOLIDIFIED)];
	}

	number(block) {
		return block.block_header.raw_data.number;
	}

	/** Puts transactions that were executed into a new block. */
	append(transactions, timestamp) {
		const number = this.blocks.length;
		const witness = this.witnesses[(number + this.salt) % WITNESSES];
		const leaves = transactions.map((transaction) => sha256(encodeTransaction(transaction)));
		const raw = {
			number,
			txTrieRoot: merkleRoot(leaves),
			witness_address: witness.address,
			parentHash: this.head?.blockID ?? ZERO_HASH,
			version: 34,
			timestamp,
		};
		const digest = sha256(encodeHeader(raw));
		const blockID = number.toString(16).padStart(16, '0') + hex(digest.subarray(8));
		const block = { blockID, block_header: signedHeader(raw, digest, witness.key) };
		if (transactions.length > 0) block.transactions = transactions;
		this.blocks.push(block);
		this.snapshots.set(number, {
			balances: new Map(this.balances),
			machine: this.machine.snapshot(),
		});
		this.snapshots.delete(number - SNAPSHOTS);
		return block;
	}

	/** Executes what waits and makes a block of it, then more blocks. */
	async mine(blocks = 1) {
		for (let i = 0; i < blocks; i++) {
			const { number, timestamp: before } = this.head.block_header.raw_data;
			const block = { number: number + 1, timestamp: before + BLOCK_TIME };
			const waiting = this.pool;
			this.pool = [];
			const transactions = [];
			const infos = [];
			for (const transaction of waiting) {
				if (transaction.raw_data.expiration <= before || this.where.has(transaction.txID)) {
					continue;
				}
				const info = await this.execute(transaction, block);
				if (info === undefined) continue;
				const contractRet = info.receipt.result ?? 'SUCCESS';
				transactions.push({ ret: [{ contractRet }], ...transaction });
				infos.push(info);
				this.where.set(transaction.txID, block.number);
			}
			this.append(transactions, block.timestamp);
			this.infos.set(block.number, infos);
		}
		return this.head;
	}

	/** Drops blocks; what was in them waits again, or is lost. */
	reorg({ depth, keep = true, force = false }) {
		const target = this.blocks.length - 1 - depth;
		if (!force && target < this.number(this.solidified)) {
			throw new Error('solidified blocks stay, except by force');
		}
		const snapshot = this.snapshots.get(target);
		if (snapshot === undefined) throw new Error('too deep');
		const dropped = this.blocks.splice(target + 1);
		for (const block of dropped) {
			this.infos.delete(this.number(block));
			this.snapshots.delete(this.number(block));
			for (const { ret, ...transaction } of block.transactions ?? []) {
				this.where.delete(transaction.txID);
				if (keep) this.pool.push(transaction);
			}
		}
		this.balances = new Map(snapshot.balances);
		this.machine.restore(snapshot.machine);
		this.salt += 1;
	}

	async execute(transaction, block) {
		const [{ type, parameter }] = transaction.raw_data.contract;
		const size = encodeTransaction(transaction).length;
		const info = {
			id: transaction.txID,
			blockNumber: block.number,
			blockTimeStamp: block.timestamp,
			contractResult: [''],
			receipt: { net_usage: size },
		};
		const { value } = parameter;
		if (type === 'TransferContract') {
			return this.move(value.owner_address, value.to_address, value.amount) ? info : undefined;
		}
		const affordable = Number(this.balances.get(value.owner_address) ?? 0n);
		const limit = Math.min(transaction.raw_data.fee_limit ?? 0, affordable);
		const outcome = await this.machine.call({
			from: value.owner_address,
			to: value.contract_address,
			data: value.data ?? '',
			energy: Math.floor(limit / ENERGY_PRICE),
			block,
		});
		const fee = outcome.energy * ENERGY_PRICE;
		this.balances.set(value.owner_address, BigInt(affordable - fee));
		info.fee = fee;
		info.contractResult = [outcome.output];
		info.contract_address = value.contract_address;
		info.receipt = {
			energy_fee: fee,
			energy_usage_total: outcome.energy,
			net_usage: size,
			result: outcome.result,
		};
		if (outcome.log.length > 0) info.log = outcome.log;
		if (outcome.result !== 'SUCCESS') {
			info.result = 'FAILED';
			info.resMessage = Buffer.from(outcome.result).toString('hex');
		}
		return info;
	}

	move(from, to, amount) {
		const [value, balance] = [BigInt(amount), this.balances.get(from) ?? 0n];
		if (value <= 0n || balance < value) return false;
		this.balances.set(from, balance - value);
		this.balances.set(to, (this.balances.get(to) ?? 0n) + value);
		return true;
	}

	/** Takes a transaction as a node does, or throws a Refusal with the node's code. */
	submit({ raw_data, signature = [] }) {
		const txID = txidOf(raw_data);
		if (this.where.has(txID) || this.pool.some((waiting) => waiting.txID === txID)) {
			throw new Refusal('DUP_TRANSACTION_ERROR', 'Dup transaction.');
		}
		const { timestamp, number } = this.head.block_header.raw_data;
		if (raw_data.expiration <= timestamp || raw_data.expiration > timestamp + MAX_EXPIRATION) {
			throw new Refusal('TRANSACTION_EXPIRATION_ERROR', 'Transaction expired');
		}
		this.checkReference(raw_data, number);
		this.checkContract(raw_data, txID, signature);
		this.pool.push({
			signature,
			txID,
			raw_data,
			raw_data_hex: hex(encodeRaw(raw_data)),
		});
		return txID;
	}

	checkReference({ ref_block_bytes, ref_block_hash }, head) {
		const low = Number.parseInt(ref_block_bytes, 16);
		const number = head - ((head - low) & 0xffff);
		const block = this.blocks[number];
		if (block === undefined || block.blockID.slice(16, 32) !== ref_block_hash) {
			throw new Refusal('TAPOS_ERROR', 'Tapos check error.');
		}
	}

	checkContract(raw_data, txID, signature) {
		const contract = raw_data.contract?.[0];
		if (raw_data.contract?.length !== 1 || contract === undefined) {
			throw new Refusal('CONTRACT_VALIDATE_ERROR', 'exactly one contract is needed');
		}
		const { owner_address: owner, to_address, amount, contract_address } = contract.parameter.value;
		let signers;
		try {
			signers = signature.map((bytes) => recover(unhex(txID), unhex(bytes)));
		} catch (error) {
			throw new Refusal('SIGERROR', `Validate signature error: ${error.message}`);
		}
		if (signers.length !== 1 || signers[0] !== owner) {
			throw new Refusal('SIGERROR', `Validate signature error: not signed by ${owner}`);
		}
		if (contract.type === 'TransferContract') {
			const balance = this.balances.get(owner) ?? 0n;
			if (!(amount > 0) || owner === to_address || balance < BigInt(amount)) {
				throw new Refusal('CONTRACT_VALIDATE_ERROR', 'Validate TransferContract error.');
			}
		} else if (!Object.values(TOKENS).some((token) => token.address === contract_address)) {
			throw new Refusal('CONTRACT_VALIDATE_ERROR', 'No contract or not a valid smart contract');
		}
	}

	/** What a node fills in: a solidified block to refer to, and a minute to live. */
	rawData(type, value, extra = {}) {
		const { solidified } = this;
		const { timestamp } = this.head.block_header.raw_data;
		this.made = (this.made ?? 0) + 1;
		return {
			contract: [{ parameter: { value, type_url: `type.googleapis.com/protocol.${type}` }, type }],
			ref_block_bytes: (this.number(solidified) & 0xffff).toString(16).padStart(4, '0'),
			ref_block_hash: solidified.blockID.slice(16, 32),
			expiration: timestamp + 60_000,
			timestamp: timestamp + (this.made % BLOCK_TIME),
			...extra,
		};
	}

	/** Signs and submits. */
	send(type, value, key, extra) {
		const raw_data = this.rawData(type, value, extra);
		const signature = [hex(sign(unhex(txidOf(raw_data)), key))];
		return this.submit({ raw_data, signature });
	}

	/** The result of a view function, as hex. */
	async view(contract, signature, ...parameters) {
		const { number, timestamp } = this.head.block_header.raw_data;
		const { output } = await this.machine.simulate({
			from: this.faucet,
			to: contract,
			data: callData(signature, ...parameters),
			energy: 10_000_000,
			block: { number, timestamp },
		});
		return output;
	}
}
