// Writes what @ton/core says of addresses, cells, comments, notifications and jetton wallets, for the
// worker's own reader to be compared with. With --check says whether the file is current.
//
//     npm --prefix tests/doubles/mini-toncenter run vectors

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { WALLET_CODE, jettonWalletAddress, jettonWalletData } from '../mini-toncenter/actions.mjs';

const require = createRequire(new URL('../mini-toncenter/package.json', import.meta.url));
const { Address, Cell, beginCell, serializeTuple } = require('@ton/core');

const TARGET = new URL('../../../offchain-workers/tests/vectors/ton.json', import.meta.url);
const TEXTS = [
	'',
	'INV-1',
	'Счёт № 7, стол 12',
	'ხინკალი',
	'火锅 🍲',
	'x'.repeat(63),
	'x'.repeat(64),
	'x'.repeat(65),
	'é'.repeat(33),
	'a' + '🍲'.repeat(16),
	'long '.repeat(60),
	'\u0000\n\t',
];

let counter = 0;
const random = (length) => {
	const parts = [];
	for (let have = 0; have < length; have += 32) {
		counter += 1;
		parts.push(createHash('sha256').update(`ton-vectors:${counter}`).digest());
	}
	return Buffer.concat(parts).subarray(0, length);
};
const below = (limit) => random(4).readUInt32BE() % limit;
const boc = (cell, options = { idx: false, crc32: false }) =>
	cell.toBoc(options).toString('base64');
const raw = (address) => address.toRawString();
const someAddress = (workchain = 0) => new Address(workchain, random(32));

function addresses() {
	const cases = [];
	for (let i = 0; i < 8; i += 1) {
		const address = someAddress(i % 4 === 3 ? -1 : 0);
		cases.push([raw(address), raw(address), null, false]);
		for (const bounceable of [true, false]) {
			for (const testOnly of [true, false]) {
				for (const urlSafe of [true, false]) {
					const text = address.toString({ bounceable, testOnly, urlSafe });
					cases.push([text, raw(address), bounceable, testOnly]);
				}
			}
		}
	}
	return cases;
}

// By the name of the worker's error.
function badAddresses() {
	const good = someAddress().toString();
	const flip = (text, index) => {
		const other = text[index] === 'A' ? 'B' : 'A';
		return text.slice(0, index) + other + text.slice(index + 1);
	};
	const far = new Address(5, random(32));
	const cases = [4, 11, 20, 30, 45].map((index) => [flip(good, index), 'Checksum']);
	cases.push(
		['', 'Length'],
		[good.slice(1), 'Length'],
		[`${good}A`, 'Length'],
		[` ${good.slice(1)}`, 'Alphabet'],
		[`+-${good.slice(2)}`, 'Alphabet'],
		[`${good.slice(0, 20)}_/${good.slice(22)}`, 'Alphabet'],
		[raw(far), 'Workchain'],
		[far.toString(), 'Workchain'],
		[`0:${'0'.repeat(63)}`, 'Length'],
		[`0:${'g'.repeat(64)}`, 'Alphabet'],
		[`+0:${'0'.repeat(64)}`, 'Workchain'],
		[`:${'0'.repeat(64)}`, 'Workchain'],
		[`-0:${'0'.repeat(64)}`, 'Workchain'],
	);
	return cases;
}

function someCell(depth) {
	const builder = beginCell();
	const bits = below(1024);
	const bytes = random(128);
	for (let i = 0; i < bits; i += 1) builder.storeBit((bytes[i >> 3] >> (7 - (i & 7))) & 1);
	for (let i = depth > 0 ? below(5) : 0; i > 0; i -= 1) builder.storeRef(someCell(depth - 1));
	return builder.endCell();
}

function cells() {
	const shared = someCell(1);
	const diamond = beginCell().storeRef(shared).storeRef(shared).endCell();
	let chain = Cell.EMPTY;
	for (let i = 0; i < 200; i += 1) chain = beginCell().storeUint(i, 16).storeRef(chain).endCell();
	const tuple = serializeTuple([{ type: 'int', value: -7n }]);
	const all = [Cell.EMPTY, diamond, chain, tuple];
	for (let i = 0; i < 16; i += 1) all.push(someCell(i % 3));
	const forms = [
		{ idx: false, crc32: false },
		{ idx: false, crc32: true },
		{ idx: true, crc32: true },
	];
	return all.flatMap((cell, index) => {
		const depth = cell.depth();
		const shape = [cell.hash().toString('hex'), cell.bits.length, cell.refs.length, depth];
		const wanted = index < 8 ? forms : [forms[index % 3]];
		return wanted.map((form) => [boc(cell, form), ...shape]);
	});
}

const text = (value) => beginCell().storeUint(0, 32).storeStringTail(value).endCell();

// A comment that is cut into cells at every byte.
function crumbs(value, each) {
	const bytes = Buffer.from(value);
	let tail = null;
	for (let at = Math.floor((bytes.length - 1) / each) * each; at >= 0; at -= each) {
		const builder = beginCell();
		if (at === 0) builder.storeUint(0, 32);
		builder.storeBuffer(bytes.subarray(at, at + each));
		if (tail) builder.storeRef(tail);
		tail = builder.endCell();
	}
	return tail ?? text('');
}

// null: says nothing that may be kept.
function comments() {
	const cases = TEXTS.flatMap((value) => [
		[boc(text(value)), value],
		[boc(crumbs(value, 1 + (value.length % 9))), value],
	]);
	const op = (code, bytes) => beginCell().storeUint(code, 32).storeBuffer(bytes).endCell();
	cases.push(
		[boc(Cell.EMPTY), null],
		[boc(beginCell().storeUint(0, 31).endCell()), null],
		[boc(op(0x2167da4b, random(40))), null],
		[boc(op(0xd53276db, random(8))), null],
		[boc(op(0, Buffer.from([0xff, 0xfe, 0x41]))), null],
		[boc(op(0, Buffer.from('é').subarray(0, 1))), null],
		[boc(beginCell().storeUint(0, 32).storeUint(5, 7).endCell()), null],
		[boc(beginCell().storeUint(0, 32).storeRef(Cell.EMPTY).storeRef(Cell.EMPTY).endCell()), null],
	);
	return cases;
}

function notifications() {
	const cases = [];
	for (let i = 0; i < 48; i += 1) {
		const queryId = random(8).readBigUInt64BE();
		const amount = BigInt(`0x${random(1 + (i % 15)).toString('hex')}`);
		const sender = i % 11 === 10 ? null : someAddress(i % 7 === 6 ? -1 : 0);
		const value = TEXTS[i % TEXTS.length];
		const body = beginCell()
			.storeUint(0x7362d09c, 32)
			.storeUint(queryId, 64)
			.storeCoins(amount)
			.storeAddress(sender);
		const isShort = Buffer.byteLength(value) <= 20;
		const form = i % 4;
		if (form === 0) body.storeBit(0);
		else if (form === 1 && isShort) body.storeBit(0).storeSlice(text(value).beginParse());
		else if (form === 2 && isShort) body.storeBit(0).storeRef(text(value));
		else body.storeBit(1).storeRef(text(value));
		// An inline payload without bits of its own says nothing, whatever hangs on it.
		const said = form === 0 || (form === 2 && isShort) ? null : value;
		const from = sender && raw(sender);
		cases.push([boc(body.endCell()), queryId.toString(), amount.toString(), from, said]);
	}
	return cases;
}

function wallets() {
	const cases = [];
	for (let i = 0; i < 16; i += 1) {
		const [owner, minter] = [someAddress(), someAddress()];
		cases.push([
			raw(owner),
			raw(minter),
			boc(jettonWalletData(owner, minter)),
			raw(jettonWalletAddress(owner, minter)),
		]);
	}
	return cases;
}

const lists = {
	addresses: addresses(),
	bad_addresses: badAddresses(),
	cells: cells(),
	comments: comments(),
	notifications: notifications(),
	wallets: wallets(),
};
const body = Object.entries(lists)
	.map(([name, cases]) => `"${name}":[\n${cases.map((one) => JSON.stringify(one)).join(',\n')}\n]`)
	.join(',\n');
const file = `{"wallet_code":${JSON.stringify(boc(WALLET_CODE))},\n${body}\n}\n`;
JSON.parse(file);

if (!process.argv.includes('--check')) {
	writeFileSync(TARGET, file);
} else if (readFileSync(TARGET, 'utf8') !== file) {
	console.error('offchain-workers/tests/vectors/ton.json is stale: run `npm run vectors`');
	process.exitCode = 1;
}
