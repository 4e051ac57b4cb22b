// The HTTP interface of a node: /wallet and /walletsolidity.
import { hex, keccak, toHex41, unhex, utf8 } from './bytes.js';
import { Refusal, UNSOLIDIFIED, txidOf } from './chain.js';
import { CONTRACT_TYPES, decodeTransaction, encodeRaw } from './protobuf.js';
import { ARTEFACT } from './tokens.js';

const PAGE = 100;
const CALL_ENERGY = 10_000_000;
const ADDRESSES = ['owner_address', 'to_address', 'contract_address'];

const messageOf = (text) => hex(utf8(text));

/** A copy of a request in which addresses are hex. */
function normalised(body) {
	const copy = { ...body };
	for (const name of ADDRESSES) if (copy[name] !== undefined) copy[name] = toHex41(copy[name]);
	return copy;
}

const unsigned = (raw_data) => ({
	visible: false,
	txID: txidOf(raw_data),
	raw_data,
	raw_data_hex: hex(encodeRaw(raw_data)),
});

function dataOf({ data, function_selector: selector, parameter = '' }) {
	if (data) return data;
	if (!selector) return '';
	return hex(keccak(utf8(selector)).subarray(0, 4)) + parameter;
}

/** What a node answers, as one endpoint shows it. */
export class Wallet {
	constructor(chain) {
		this.chain = chain;
	}

	/** The block that is the head to this interface. */
	head(solid, lies) {
		const { blocks } = this.chain;
		const lag = (lies.of.stale?.blocks ?? 0) + (solid && !lies.of.unsolidified ? UNSOLIDIFIED : 0);
		return blocks[Math.max(0, blocks.length - 1 - lag)];
	}

	find(number, solid, lies) {
		const head = this.chain.number(this.head(solid, lies));
		return number >= 0 && number <= head ? this.chain.blocks[number] : undefined;
	}

	async answer(path, body, lies) {
		const [, root, method] = path.split('/');
		const solid = root === 'walletsolidity';
		const handler = (solid ? SOLID : FULL)[method];
		if (handler === undefined) return undefined;
		try {
			return await handler.call(this, normalised(body), { solid, lies });
		} catch (error) {
			if (error instanceof Refusal) throw error;
			return { Error: `class java.lang.IllegalArgumentException : ${error.message}` };
		}
	}

	getnowblock(_, { solid, lies }) {
		return lies.block(this.head(solid, lies));
	}

	getblock({ id_or_num: which, detail = false }, { solid, lies }) {
		let block;
		if (which === undefined || which === '') block = this.head(solid, lies);
		else if (/^\d+$/.test(String(which))) block = this.find(Number(which), solid, lies);
		else block = this.byId(String(which), solid, lies);
		if (block === undefined) return {};
		const { transactions, ...header } = lies.block(block);
		return detail && transactions ? { ...header, transactions } : header;
	}

	byId(id, solid, lies) {
		const number = Number.parseInt(id.slice(0, 16), 16);
		const block = this.find(number, solid, lies);
		return block?.blockID === id ? block : undefined;
	}

	getblockbynum({ num }, { solid, lies }) {
		const block = this.find(Number(num), solid, lies);
		return block === undefined ? {} : lies.block(block);
	}

	getblockbyid({ value }, { solid, lies }) {
		const block = this.byId(String(value), solid, lies);
		return block === undefined ? {} : lies.block(block);
	}

	getblockbylimitnext({ startNum, endNum }, { solid, lies }) {
		if (!(endNum > startNum && endNum - startNum <= PAGE)) return {};
		const block = [];
		for (let number = startNum; number < endNum; number++) {
			const found = this.find(number, solid, lies);
			if (found !== undefined) block.push(lies.block(found));
		}
		return { block };
	}

	gettransactionbyid({ value }, { solid, lies }) {
		const block = this.find(this.chain.where.get(value) ?? -1, solid, lies);
		const found = block && lies.block(block).transactions.find(({ txID }) => txID === value);
		return found ?? {};
	}

	gettransactioninfobyid({ value }, { solid, lies }) {
		const number = this.chain.where.get(value) ?? -1;
		if (this.find(number, solid, lies) === undefined || lies.of['lost-infos']) return {};
		return lies.info(this.chain.infos.get(number).find(({ id }) => id === value));
	}

	gettransactioninfobyblocknum({ num }, { solid, lies }) {
		if (!(num > 0)) return {};
		if (this.find(num, solid, lies) === undefined) return [];
		return lies.infos(this.chain.infos.get(num) ?? []);
	}

	getaccount({ address }) {
		const account = toHex41(address);
		const balance = this.chain.balances.get(account);
		return balance === undefined ? {} : { address: account, balance: Number(balance) };
	}

	getaccountresource() {
		return { freeNetLimit: 600, TotalNetLimit: 43_200_000_000, TotalEnergyLimit: 180_000_000_000 };
	}

	async getcontract({ value }) {
		const address = toHex41(value);
		const bytecode = await this.chain.machine.code(address);
		if (bytecode === '') return {};
		const entrys = ARTEFACT.abi.map(({ type, stateMutability, ...rest }) => {
			const upper = (text) => text && text[0].toUpperCase() + text.slice(1);
			const mutability = stateMutability ? { stateMutability: upper(stateMutability) } : {};
			return { ...rest, type: upper(type), ...mutability };
		});
		return {
			contract_address: address,
			origin_address: this.chain.faucet,
			name: ARTEFACT.contract,
			abi: { entrys },
			bytecode,
		};
	}

	createtransaction({ owner_address, to_address, amount, extra_data }) {
		const value = { owner_address, to_address, amount };
		const extra = extra_data ? { data: extra_data } : {};
		return unsigned(this.chain.rawData('TransferContract', value, extra));
	}

	async triggersmartcontract(body) {
		const { owner_address, contract_address, fee_limit } = body;
		const call_value = body.call_value ? { call_value: body.call_value } : {};
		const value = { data: dataOf(body), owner_address, contract_address, ...call_value };
		if ((await this.chain.machine.code(contract_address)) === '') {
			return { result: { code: 'CONTRACT_VALIDATE_ERROR', message: messageOf('No contract') } };
		}
		const transaction = unsigned(this.chain.rawData('TriggerSmartContract', value, { fee_limit }));
		return { result: { result: true }, transaction };
	}

	async triggerconstantcontract(body) {
		const { owner_address, contract_address } = body;
		const data = dataOf(body);
		const { number, timestamp } = this.chain.head.block_header.raw_data;
		const outcome = await this.chain.machine.simulate({
			from: owner_address,
			to: contract_address,
			data,
			energy: CALL_ENERGY,
			block: { number, timestamp },
		});
		const value = { data, owner_address, contract_address };
		const done = outcome.result === 'SUCCESS';
		return {
			result: { result: true, ...(done ? {} : { message: messageOf('REVERT opcode executed') }) },
			energy_used: outcome.energy,
			constant_result: [outcome.output],
			...(outcome.log.length > 0 ? { logs: outcome.log } : {}),
			transaction: {
				ret: [done ? {} : { ret: 'FAILED' }],
				...unsigned(this.chain.rawData('TriggerSmartContract', value)),
			},
		};
	}

	async estimateenergy(body) {
		const { energy_used } = await this.triggerconstantcontract(body);
		return { result: { result: true }, energy_required: energy_used };
	}

	/** As a node does, ignores txID and raw_data_hex. */
	broadcasttransaction({ raw_data, signature, visible }) {
		if (visible) throw new Error('visible transactions are not supported by the double');
		for (const { type } of raw_data.contract) {
			if (CONTRACT_TYPES[type] === undefined) throw new Error(`no contract of type ${type}`);
		}
		return this.submit({ raw_data, signature });
	}

	broadcasthex({ transaction }) {
		const decoded = decodeTransaction(unhex(transaction));
		return { ...this.submit(decoded), transaction: JSON.stringify(decoded) };
	}

	submit(transaction) {
		const txid = txidOf(transaction.raw_data);
		try {
			return { result: true, txid: this.chain.submit(transaction) };
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			return { code: error.code, txid, message: messageOf(error.message) };
		}
	}

	getchainparameters() {
		return { chainParameter: [{ key: 'getEnergyFee', value: 100 }] };
	}
}

const pick = (names) => Object.fromEntries(names.map((name) => [name, Wallet.prototype[name]]));
const READS = [
	'getnowblock',
	'getblock',
	'getblockbynum',
	'getblockbyid',
	'getblockbylimitnext',
	'gettransactionbyid',
	'gettransactioninfobyid',
	'gettransactioninfobyblocknum',
	'getaccount',
	'triggerconstantcontract',
	'estimateenergy',
];
const SOLID = pick(READS);
const FULL = pick([
	...READS,
	'getaccountresource',
	'getcontract',
	'createtransaction',
	'triggersmartcontract',
	'broadcasttransaction',
	'broadcasthex',
	'getchainparameters',
]);
