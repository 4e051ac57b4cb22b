// Makes offchain-workers/tests/vectors/tron.json by tronweb, offline and always the same:
//
//   npm --prefix tests/doubles/mini-tron run vectors
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../mini-tron/package.json', import.meta.url));
const { TronWeb } = require('tronweb');
const { version } = JSON.parse(
	readFileSync(new URL('../mini-tron/node_modules/tronweb/package.json', import.meta.url), 'utf8'),
);
const OUTPUT = new URL('../../../offchain-workers/tests/vectors/tron.json', import.meta.url);
const EACH = 64;
const web = new TronWeb({ fullHost: 'http://127.0.0.1:9' });

let drawn = 0;
const draw = (bytes) =>
	createHash('sha512')
		.update(`tron/${drawn++}`)
		.digest('hex')
		.slice(0, bytes * 2);
const number = (below) => Number(BigInt(`0x${draw(16)}`) % BigInt(below));
const key = () => draw(32);
const base58Of = (secret) => TronWeb.address.fromPrivateKey(secret);
const hexOf = (address) => TronWeb.address.toHex(address).toLowerCase();

/** Amounts of every length, and the limits. */
const amount = (index, bits) =>
	index < bits ? 2n ** BigInt(index) : BigInt(`0x${draw(bits / 8)}`);
const blockHeader = () => ({
	ref_block_bytes: draw(2),
	ref_block_hash: draw(8),
	expiration: 1_780_000_000_000 + number(1_000_000_000),
	timestamp: 1_780_000_000_000 - number(60_000),
});

function addresses() {
	return Array.from({ length: EACH }, () => {
		const secret = key();
		return { key: secret, base58: base58Of(secret), hex: hexOf(base58Of(secret)) };
	});
}

async function described(transaction, secret, fields) {
	const signed = await web.trx.sign(transaction, secret);
	const { contract, ...raw } = signed.raw_data;
	return {
		...fields,
		permission_id: contract[0].Permission_id ?? 0,
		ref_block_bytes: raw.ref_block_bytes,
		ref_block_hash: raw.ref_block_hash,
		expiration: raw.expiration,
		timestamp: raw.timestamp,
		fee_limit: raw.fee_limit ?? 0,
		memo: raw.data ?? '',
		raw: signed.raw_data_hex,
		txid: signed.txID,
		signature: signed.signature[0],
	};
}

async function transfers() {
	const all = [];
	for (let index = 0; index < EACH; index++) {
		const secret = key();
		const [owner, to] = [base58Of(secret), base58Of(key())];
		const sun = Number(amount(index, 48)) || 1;
		const options = { blockHeader: blockHeader(), ...(index % 5 === 0 ? { permissionId: 2 } : {}) };
		let transaction = await web.transactionBuilder.sendTrx(to, sun, owner, options);
		if (index % 3 === 0) {
			const memo = `deal ${index} · сделка`;
			const local = { txLocal: true };
			transaction = await web.transactionBuilder.addUpdateData(transaction, memo, 'utf8', local);
		}
		all.push(
			await described(transaction, secret, { owner: hexOf(owner), to: hexOf(to), amount: sun }),
		);
	}
	return all;
}

async function triggers() {
	const all = [];
	for (let index = 0; index < EACH; index++) {
		const secret = key();
		const [owner, contract, to] = [base58Of(secret), base58Of(key()), base58Of(key())];
		const value = amount(index, 128).toString();
		const callValue = index % 4 === 0 ? number(1_000_000) : 0;
		const { transaction } = await web.transactionBuilder.triggerSmartContract(
			contract,
			'transfer(address,uint256)',
			{
				txLocal: true,
				feeLimit: 1 + number(15_000_000_000),
				callValue,
				blockHeader: blockHeader(),
				...(index % 5 === 0 ? { permissionId: 2 } : {}),
			},
			[
				{ type: 'address', value: to },
				{ type: 'uint256', value },
			],
			owner,
		);
		all.push(
			await described(transaction, secret, {
				owner: hexOf(owner),
				contract: hexOf(contract),
				call_value: callValue,
				to: hexOf(to),
				value,
				data: transaction.raw_data.contract[0].parameter.value.data,
			}),
		);
	}
	return all;
}

function calls() {
	return Array.from({ length: EACH }, (_, index) => {
		const to = base58Of(key());
		const value = index < 8 ? 2n ** 256n - 1n - BigInt(index) : amount(index, 128);
		const word = hexOf(to).slice(2);
		const data = web.utils.abi.encodeParams(
			['address', 'uint256'],
			[`0x${word}`, value.toString()],
		);
		const selector = web.sha3('transfer(address,uint256)', false).slice(0, 8);
		return { to: hexOf(to), value: value.toString(), data: selector + data.replace(/^0x/, '') };
	});
}

const topic = web.sha3('Transfer(address,address,uint256)', false);
const parts = {
	generator: `tronweb ${version}`,
	topic,
	addresses: addresses(),
	transfers: await transfers(),
	triggers: await triggers(),
	calls: calls(),
};
const lines = Object.entries(parts).map(([name, value]) => {
	if (!Array.isArray(value)) return `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
	return `${JSON.stringify(name)}: [\n${value.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
});
writeFileSync(OUTPUT, `{\n${lines.join(',\n')}\n}\n`);
