/** What an explorer reads afterwards: everything that the other suites left in the chain. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { connect, leave } from './client.js';
import { suite } from './suite.js';

const BLOCKS_AT_ONCE = 32;
const KINDS = [
	'assets.Transferred',
	'checks.CheckClaimed',
	'checks.CheckMatured',
	'checks.CheckVoided',
	'checks.ChecksRecorded',
	'checks.GapOpened',
	'compliance.RecoveryCompleted',
	'conversion.PairConverted',
	'distribution.SharePaid',
	'distribution.ShareSkipped',
	'franchise.NodeRegistered',
	'franchise.TillApproved',
	'kyc.Linked',
	'loyalty.SessionClosed',
	'loyalty.VisitCounted',
	'spot.Awarded',
	'spot.CapReached',
];

export default suite(import.meta.url, 'history', { timeout: 300_000 }, () => {
	let api;

	before(async () => ({ api } = await connect()));

	after(leave);

	it('should decode every block and event since genesis', async () => {
		const best = (await api.rpc.chain.getHeader()).number.toNumber();
		assert.ok(best > 0);
		const kinds = new Set();
		for (let from = 1; from <= best; from += BLOCKS_AT_ONCE) {
			const count = Math.min(BLOCKS_AT_ONCE, best - from + 1);
			await Promise.all(Array.from({ length: count }, (_, offset) => decode(from + offset, kinds)));
		}
		for (const kind of KINDS) {
			assert.ok(kinds.has(kind), `no ${kind} since genesis`);
		}
	});

	async function decode(number, kinds) {
		const hash = await api.rpc.chain.getBlockHash(number);
		const [{ block }, then] = await Promise.all([api.rpc.chain.getBlock(hash), api.at(hash)]);
		for (const extrinsic of block.extrinsics) {
			assert.ok(extrinsic.method.toHuman().method, `block ${number}: an unnamed call`);
		}
		for (const { event } of await then.query.system.events()) {
			kinds.add(`${event.section}.${event.method}`);
			const names = event.meta.fields.length;
			assert.equal(event.data.length, names, `block ${number}: ${event.method} lost a field`);
			assert.match(u8aToHex(event.toU8a()), /^0x/);
		}
	}
});
