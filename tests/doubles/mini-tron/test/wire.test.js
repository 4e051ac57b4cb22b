// What goes over the wire, field by field, and how the double lies.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { start } from '../src/server.js';
import { hex, sha256, toBase58, toHex41, unhex, word } from '../src/bytes.js';
import { encodeHeader } from '../src/protobuf.js';
import { TRANSFER } from '../src/tokens.js';

let tron;
let watched;

async function call(method, path, body, endpoint = 0) {
	const init = method === 'GET' ? {} : { method, body: JSON.stringify(body ?? {}) };
	return fetch(`${tron.urls[endpoint]}${path}`, init);
}
const post = async (path, body, endpoint) => (await call('POST', path, body, endpoint)).json();
const get = async (path, endpoint) => (await call('GET', path, undefined, endpoint)).json();
const fault = (body, endpoint) => post('/admin/fault', body, endpoint);
const rows = (query = '', endpoint = 0) =>
	get(`/v1/accounts/${watched}/transactions/trc20?${query}`, endpoint);

async function deposit(token = 'usdt', amount = 1_000_000) {
	const { txid } = await post('/admin/send', { token, to: watched, amount });
	await post('/admin/mine', { blocks: 1 });
	return txid;
}

beforeEach(async () => {
	tron = await start({ ports: [0, 0] });
	watched = toBase58((await post('/admin/account', { name: 'watched' })).address);
});
afterEach(() => tron.stop());

test('the id of a block should be its number and the hash of its header, as on mainnet', async () => {
	const mainnet = {
		number: 1_000_000,
		txTrieRoot: 'e2dd42daa9c853e070df1e4fc927851a7438c601fb12cf945922629d5cec187b',
		witness_address: '41f16412b9a17ee9408646e2a21e16478f72ed1e95',
		parentHash: '00000000000f423fbccd9cdb9e410eabdf9f94145cf5b71a678b8b9616619125',
		version: 9,
		timestamp: 1_578_594_852_000,
	};
	const id = (raw) =>
		raw.number.toString(16).padStart(16, '0') + hex(sha256(encodeHeader(raw)).subarray(8));
	assert.equal(id(mainnet), '00000000000f424013e51b18e0782a32fa079ddafdb2f4c343468cf8896dc887');
	await post('/admin/mine', { blocks: 2 });
	const block = await post('/wallet/getnowblock');
	assert.equal(block.blockID, id(block.block_header.raw_data));
	const parent = await post('/wallet/getblockbynum', { num: 1 });
	assert.equal(block.block_header.raw_data.parentHash, parent.blockID);
	assert.equal(
		block.block_header.raw_data.timestamp - parent.block_header.raw_data.timestamp,
		3000,
	);
});

test('solidified should be nineteen blocks behind, and the same seed the same chain', async () => {
	await post('/admin/mine', { blocks: 30 });
	const number = (block) => block.block_header.raw_data.number;
	assert.equal(number(await post('/wallet/getnowblock')), 30);
	assert.equal(number(await post('/walletsolidity/getnowblock')), 11);
	assert.deepEqual(await post('/walletsolidity/getblockbynum', { num: 12 }), {});
	assert.deepEqual(await post('/walletsolidity/gettransactioninfobyblocknum', { num: 5 }), []);
	const twin = await start();
	await twin.chain.mine(30);
	assert.equal(twin.chain.head.blockID, (await post('/wallet/getnowblock')).blockID);
	await twin.stop();
});

test('a transfer should look as documented in block, info and index', async () => {
	const txid = await deposit();
	const block = await post('/wallet/getnowblock');
	const [transaction] = block.transactions;
	assert.equal(transaction.txID, txid);
	assert.equal(hex(sha256(unhex(transaction.raw_data_hex))), txid);
	assert.deepEqual(transaction.ret, [{ contractRet: 'SUCCESS' }]);
	assert.equal(transaction.raw_data.contract[0].type, 'TriggerSmartContract');
	const [info] = await post('/wallet/gettransactioninfobyblocknum', { num: 1 });
	assert.equal(info.receipt.result, 'SUCCESS');
	assert.deepEqual(info.log, [
		{
			address: toHex41(tron.tokens.usdt).slice(2),
			topics: [TRANSFER, word(toHex41(tron.faucet).slice(2)), word(toHex41(watched).slice(2))],
			data: word(1_000_000),
		},
	]);
	assert.equal((await rows('only_confirmed=true')).data.length, 0);
	const { data, success, meta } = await rows('only_to=true');
	assert.equal(success, true);
	assert.equal(meta.page_size, 1);
	assert.deepEqual(data, [
		{
			transaction_id: txid,
			token_info: { symbol: 'USDT', address: tron.tokens.usdt, decimals: 6, name: 'Tether USD' },
			block_timestamp: block.block_header.raw_data.timestamp,
			from: tron.faucet,
			to: watched,
			type: 'Transfer',
			value: '1000000',
		},
	]);
});

test('pages should go on by fingerprint, which a changed filter makes worthless', async () => {
	for (let i = 1; i <= 5; i++) await deposit('usdt', i);
	const query = 'limit=2&order_by=block_timestamp,asc';
	const seen = [];
	let fingerprint = '';
	do {
		const { data, meta } = await rows(query + fingerprint);
		seen.push(...data.map(({ value }) => value));
		fingerprint = meta.fingerprint ? `&fingerprint=${meta.fingerprint}` : undefined;
	} while (fingerprint);
	assert.deepEqual(seen, ['1', '2', '3', '4', '5']);
	const { meta } = await rows(query);
	const changed = await rows(`limit=3&fingerprint=${meta.fingerprint}`);
	assert.equal(changed.success, false);
});

test('a reorganisation should change what is not solidified, and only that', async () => {
	await post('/admin/mine', { blocks: 25 });
	const txid = await deposit();
	const before = await post('/wallet/getnowblock');
	await post('/admin/reorg', { depth: 1, keep: false });
	await post('/admin/mine', { blocks: 1 });
	const after = await post('/wallet/getnowblock');
	assert.notEqual(after.blockID, before.blockID);
	assert.deepEqual(await post('/wallet/gettransactioninfobyid', { value: txid }), {});
	assert.equal((await call('POST', '/admin/reorg', { depth: 20 })).status, 500);
	const balance = await tron.chain.view(
		toHex41(tron.tokens.usdt),
		'balanceOf(address)',
		toHex41(watched),
	);
	assert.equal(BigInt(`0x${balance}`), 0n);
});

test('faults of transport should spoil one endpoint as often as told', async () => {
	await fault({ kind: 'status', code: 502, times: 1 });
	assert.equal((await call('POST', '/wallet/getnowblock')).status, 502);
	assert.equal((await call('POST', '/wallet/getnowblock')).status, 200);
	await fault({ kind: 'rate-limit', retry_after: 7, times: 1 });
	const limited = await call('POST', '/wallet/getnowblock');
	assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
	await fault({ kind: 'truncated-json', path: '/walletsolidity', times: 1 });
	assert.equal((await call('POST', '/wallet/getnowblock')).status, 200);
	const cut = await (await call('POST', '/walletsolidity/getnowblock')).text();
	assert.throws(() => JSON.parse(cut));
	await fault({ kind: 'huge-body', bytes: 1_000_000, times: 1 });
	assert.ok((await (await call('POST', '/wallet/getnowblock')).text()).length > 999_999);
	await fault({ kind: 'stall', ms: 300, times: 1 });
	const began = Date.now();
	await call('POST', '/wallet/getnowblock');
	assert.ok(Date.now() - began >= 290);
	await fault({ kind: 'status' });
	assert.equal((await call('POST', '/wallet/getnowblock', {}, 1)).status, 200);
	await call('DELETE', '/admin/fault');
	assert.equal((await call('POST', '/wallet/getnowblock')).status, 200);
	assert.equal((await get('/admin/stats')).requests['/wallet/getnowblock'], 7);
});

test('faults of content should change what one endpoint says and leave the other', async () => {
	const txid = await deposit();
	const log = async (endpoint) =>
		(await post('/wallet/gettransactioninfobyid', { value: txid }, endpoint)).log?.[0];
	const honest = await log(1);
	const liar = await toBase58((await post('/admin/account', { name: 'liar' })).address);
	const cases = [
		[{ kind: 'wrong-amount' }, (lie) => assert.equal(lie.data, word(1_000_001))],
		[{ kind: 'max-amount' }, (lie) => assert.equal(lie.data, 'f'.repeat(64))],
		[{ kind: 'log-missing' }, (lie) => assert.equal(lie, undefined)],
		[
			{ kind: 'wrong-recipient', to: liar },
			(lie) => assert.equal(lie.topics[2], word(toHex41(liar).slice(2))),
		],
		[
			{ kind: 'wrong-token', from: tron.tokens.usdt, to: tron.tokens.fake },
			(lie) => assert.equal(lie.address, toHex41(tron.tokens.fake).slice(2)),
		],
	];
	for (const [settings, check] of cases) {
		await fault(settings);
		check(await log(0));
		assert.deepEqual(await log(1), honest);
		await call('DELETE', '/admin/fault');
	}
	await fault({ kind: 'fake-row', amount: 9 });
	assert.deepEqual(
		(await rows()).data.map(({ value }) => value),
		['9', '1000000'],
	);
	assert.equal((await rows('', 1)).data.length, 1);
	await call('DELETE', '/admin/fault');
	await fault({ kind: 'lost-rows' });
	assert.equal((await rows()).data.length, 0);
	await call('DELETE', '/admin/fault');
	await fault({ kind: 'duplicates' });
	assert.equal((await rows()).data.length, 2);
	await call('DELETE', '/admin/fault');
	await fault({ kind: 'unsolidified' });
	const { block_header } = await post('/walletsolidity/getnowblock');
	assert.equal(block_header.raw_data.number, 1);
	assert.equal((await call('POST', '/admin/fault', { kind: 'unheard-of' })).status, 500);
});

test('a transfer to many should have as many logs, and one of the fake token its address', async () => {
	const to = [watched, tron.faucet, watched];
	const { txid } = await post('/admin/send', { token: 'usdt', to, amounts: [1, 2, 3] });
	const fake = await deposit('fake');
	const info = await post('/wallet/gettransactioninfobyid', { value: txid });
	assert.deepEqual(
		info.log.map(({ data }) => BigInt(`0x${data}`)),
		[1n, 2n, 3n],
	);
	const { log } = await post('/wallet/gettransactioninfobyid', { value: fake });
	assert.equal(log[0].address, toHex41(tron.tokens.fake).slice(2));
});

test('its own clock should mine when told to', async () => {
	await post('/admin/auto', { interval: 20 });
	await new Promise((resolve) => setTimeout(resolve, 500));
	await post('/admin/auto', { interval: 0 });
	assert.ok((await post('/wallet/getnowblock')).block_header.raw_data.number >= 2);
});
