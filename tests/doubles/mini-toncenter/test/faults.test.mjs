// Each fault does what its line in faults.mjs says, on the endpoint that it was ordered for only.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { start } from '../start.mjs';

let double;
let shop;
const NOTIFICATION = '0x7362d09c';

before(async () => {
	double = await start({ endpoints: 2, args: ['--api-key', 'good'] });
	shop = (await double.admin('wallet', { name: 'shop' })).address;
	await double.admin('wallet', { name: 'alice', value: '10000000000' });
	await double.admin('jetton', { id: 'usdt', admin: 'alice' });
	await double.admin('mint', { jetton: 'usdt', to: 'alice', amount: '9000000' });
	for (const comment of ['one', 'two']) {
		await double.admin('send', { from: 'alice', to: 'shop', value: '1000000000', comment });
	}
	const jettons = { jetton: 'usdt', amount: '5000000', comment: 'three' };
	await double.admin('send', { from: 'alice', to: 'shop', ...jettons });
});
beforeEach(() => double.fault({ kind: 'none' }));
after(() => double.stop());

const path = () => `/api/v3/transactions?account=${shop}&sort=asc`;
async function rows(index = 0) {
	const response = await double.get(path(), { url: double.urls[index] });
	return (await response.json()).transactions;
}

test('without faults both endpoints should show the same, each row naming the one before it', async () => {
	const all = await rows();
	assert.equal(all.length, 5);
	assert.deepEqual(await rows(1), all);
	for (const [index, row] of all.slice(1).entries()) {
		assert.equal(row.prev_trans_hash, all[index].hash);
		assert.equal(row.prev_trans_lt, all[index].lt);
	}
	assert.equal(all.at(-1).in_msg.opcode, NOTIFICATION);
});

const LIES = {
	reorder: (lie, truth) => assert.deepEqual(lie, [...truth].reverse()),
	duplicate: (lie, truth) => assert.equal(lie.length, 2 * truth.length),
	drop: (lie) => assert.equal(lie.length, 0),
	truncate: (lie, truth) => assert.deepEqual(lie, truth.slice(0, 1)),
	emulated: (lie) => assert.ok(lie.every(({ emulated }) => emulated)),
	no_mc_seqno: (lie) => assert.ok(lie.every((row) => !('mc_block_seqno' in row))),
	future_mc_seqno: (lie, truth) =>
		assert.equal(lie[0].mc_block_seqno, truth[0].mc_block_seqno + 1000),
	wrong_amount: (lie, truth) => {
		assert.equal(BigInt(lie[3].in_msg.value), BigInt(truth[3].in_msg.value) + 1_000_000_000n);
		assert.notDeepEqual(lie[4].in_msg.message_content, truth[4].in_msg.message_content);
	},
	wrong_hash: (lie, truth) => assert.notEqual(lie[0].hash, truth[0].hash),
	clock: (lie, truth) => assert.equal(lie[0].now, truth[0].now + 600),
	invented: (lie, truth) => assert.equal(lie.length, truth.length + 1),
	shown_ok: (lie) => assert.ok(lie.every(({ description }) => !description.aborted)),
};

for (const [kind, check] of Object.entries(LIES)) {
	test(`${kind} should be seen on its endpoint only`, async () => {
		const truth = await rows();
		await double.fault({ kind });
		check(await rows(), truth);
		assert.deepEqual(await rows(1), truth);
	});
}

test('failures should fail as often as they were ordered', async () => {
	await double.fault({ kind: 'status', code: 429, retry_after: 7, times: 1 });
	const refused = await double.get(path());
	assert.equal(refused.status, 429);
	assert.equal(refused.headers.get('retry-after'), '7');
	assert.equal((await double.get(path())).status, 200);
	await double.fault({ kind: 'truncated_json', times: 1 });
	await assert.rejects((await double.get(path())).json());
	await double.fault({ kind: 'huge', bytes: 5 << 20, times: 1 });
	assert.ok((await (await double.get(path())).text()).length > 5 << 20);
	await double.fault({ kind: 'stall', ms: 300, path: '/api/v3/transactions' });
	const before = Date.now();
	await rows();
	assert.ok(Date.now() - before >= 290);
});

test('keyless requests should be limited, others not, and wrong keys be refused', async () => {
	await double.fault({ kind: 'rate_limit', per_second: 0.001 });
	const status = async (headers) => (await double.get(path(), { headers })).status;
	assert.equal(await status({}), 200);
	assert.equal(await status({}), 429);
	assert.equal(await status({ 'x-api-key': 'good' }), 200);
	assert.equal(await status({ 'x-api-key': 'bad' }), 401);
});

test('an endpoint that stands still should show neither new blocks nor what is in them', async () => {
	const truth = await rows();
	const seqno = truth[2].mc_block_seqno;
	await double.fault({ kind: 'stale', seqno });
	assert.deepEqual(await rows(), truth.slice(0, 3));
	const info = await (await double.get('/api/v3/masterchainInfo')).json();
	assert.equal(info.last.seqno, seqno);
});

test('the index should list the transfers of jettons, and messages be executed', async () => {
	const found = await double.get(`/api/v3/jetton/transfers?owner_address=${shop}`);
	const [transfer] = (await found.json()).jetton_transfers;
	assert.equal(transfer.amount, '5000000');
	assert.equal(transfer.destination, shop);
	await assert.rejects(double.post('/api/v3/message', { boc: 'te6cckEBAQEAAgAAAEysuc0=' }));
});
