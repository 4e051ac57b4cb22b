// How an endpoint lies. Each fault belongs to one endpoint, lasts until it is cleared or `times`
// answers are spoilt, and may be kept to paths that begin with `path`.
import { TOKENS, TRANSFER } from './tokens.js';
import { encodeRaw } from './protobuf.js';
import { hex, sha256, toBase58, toHex41, utf8, word } from './bytes.js';

/** Kinds that spoil the way an answer travels. */
const TRANSPORT = ['stall', 'status', 'rate-limit', 'huge-body', 'truncated-json', 'wrong-type'];
/** Kinds that spoil what it says. */
const CONTENT = [
	'fake-row',
	'fake-log',
	'fake-trx',
	'wrong-amount',
	'wrong-token',
	'wrong-recipient',
	'unsolidified',
	'log-missing',
	'negative-amount',
	'max-amount',
	'duplicates',
	'reorder',
	'lost-rows',
	'lost-infos',
	'clock',
	'stale',
	'fork',
	'failed',
	'long-result',
];
const MAX_WORD = 'f'.repeat(64);

export class Faults {
	constructor() {
		this.all = [];
	}

	add({ kind, path = '/', times = Infinity, ...settings }) {
		if (![...TRANSPORT, ...CONTENT].includes(kind)) throw new Error(`no fault is called ${kind}`);
		this.all.push({ kind, path, left: times, ...settings });
	}

	clear() {
		this.all = [];
	}

	/** The fault of a kind that applies to a path, if there is one; uses it up once. */
	take(kind, path) {
		const fault = this.all.find(
			(one) => one.kind === kind && one.left > 0 && path.startsWith(one.path),
		);
		if (fault !== undefined) fault.left -= 1;
		return fault;
	}
}

/** What a path's content faults do to copies of blocks, infos and rows. */
export class Lies {
	constructor(faults, path) {
		this.of = {};
		for (const kind of CONTENT) {
			const fault = faults.take(kind, path);
			if (fault !== undefined) this.of[kind] = fault;
		}
	}

	block(original) {
		const block = structuredClone(original);
		const { clock, fork } = this.of;
		const raw = block.block_header.raw_data;
		if (clock) raw.timestamp += clock.ms;
		if (fork && raw.number >= (fork.from ?? 0)) {
			block.blockID = block.blockID.slice(0, 16) + hex(sha256(utf8(block.blockID))).slice(16);
		}
		const fake = this.of['fake-trx'];
		if (fake && block.transactions) {
			for (const transaction of block.transactions) {
				const [{ type, parameter }] = transaction.raw_data.contract;
				if (type !== 'TransferContract') continue;
				if (fake.to) parameter.value.to_address = toHex41(fake.to);
				if (fake.amount) parameter.value.amount = fake.amount;
				transaction.raw_data_hex = hex(encodeRaw(transaction.raw_data));
			}
		}
		if (this.of.failed) {
			for (const transaction of block.transactions ?? []) transaction.ret[0].contractRet = 'REVERT';
		}
		return block;
	}

	infos(originals) {
		let infos = structuredClone(originals).map((info) => this.info(info));
		if (this.of['lost-infos']) infos = infos.slice(1);
		if (this.of.duplicates) infos = infos.flatMap((info) => [info, info]);
		if (this.of.reorder) infos.reverse();
		return infos;
	}

	info(original) {
		const info = structuredClone(original);
		if (this.of.clock) info.blockTimeStamp += this.of.clock.ms;
		if (this.of['long-result']) info.contractResult = ['00'.repeat(this.of['long-result'].bytes)];
		if (this.of['log-missing']) delete info.log;
		if (this.of.failed && info.receipt.result) info.receipt.result = 'REVERT';
		const fake = this.of['fake-log'];
		if (fake && info.contract_address) {
			const token = fake.token ? toHex41(fake.token) : TOKENS.usdt.address;
			const topics = [
				TRANSFER,
				word(info.contract_address.slice(2)),
				word(toHex41(fake.to).slice(2)),
			];
			const log = { address: token.slice(2), topics, data: word(fake.amount ?? 1_000_000) };
			info.log = [...(info.log ?? []), log];
		}
		for (const log of info.log ?? []) if (log.topics[0] === TRANSFER) this.log(log);
		return info;
	}

	log(log) {
		const amount = this.of['wrong-amount'];
		if (amount) log.data = word(amount.amount ?? BigInt(`0x${log.data}`) + 1n);
		if (this.of['negative-amount'] || this.of['max-amount']) log.data = MAX_WORD;
		const token = this.of['wrong-token'];
		if (token) {
			const from = toHex41(token.from ?? TOKENS.fake.address).slice(2);
			if (log.address === from) log.address = toHex41(token.to ?? TOKENS.usdt.address).slice(2);
		}
		const recipient = this.of['wrong-recipient'];
		if (recipient) log.topics[2] = word(toHex41(recipient.to).slice(2));
	}

	rows(originals, account) {
		let rows = structuredClone(originals);
		if (this.of['lost-rows']) rows = [];
		for (const row of rows) {
			if (this.of.clock) row.block_timestamp += this.of.clock.ms;
			const amount = this.of['wrong-amount'];
			if (amount) row.value = String(amount.amount ?? BigInt(row.value) + 1n);
			if (this.of['negative-amount']) row.value = '-1';
			if (this.of['max-amount']) row.value = String((1n << 256n) - 1n);
			if (this.of['wrong-recipient']) row.to = toBase58(toHex41(this.of['wrong-recipient'].to));
			if (this.of['wrong-token'] && row.token_info.address === toBase58(TOKENS.fake.address)) {
				row.token_info.address = toBase58(TOKENS.usdt.address);
			}
		}
		const fake = this.of['fake-row'];
		if (fake) {
			const to = fake.to ? toHex41(fake.to) : account;
			rows.unshift({
				transaction_id: fake.txid ?? hex(sha256(utf8(`fake/${to}/${fake.amount}`))),
				token_info: {
					symbol: 'USDT',
					address: toBase58(TOKENS.usdt.address),
					decimals: 6,
					name: 'Tether USD',
				},
				block_timestamp: fake.timestamp,
				from: toBase58(TOKENS.fake.address),
				to: toBase58(to),
				type: 'Transfer',
				value: String(fake.amount ?? 1_000_000),
			});
		}
		if (this.of.duplicates) rows = rows.flatMap((row) => [row, row]);
		if (this.of.reorder) rows.reverse();
		return rows;
	}
}
