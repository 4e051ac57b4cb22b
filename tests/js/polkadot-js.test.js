/** What Polkadot.js Apps does: the API of the explorer that auditors use. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { INVALID_TRANSACTION, connect, find, isFree, leave } from './client.js';
import {
	LARI,
	NOBODY,
	dailyCap,
	keys,
	limits,
	profile,
	qrOf,
	readQr,
	someHash,
	someSecret,
} from './fixtures.js';
import { suite } from './suite.js';

const PATIENCE = { timeout: 30_000 };

export default suite(import.meta.url, '@polkadot/api', { timeout: 600_000 }, () => {
	let api, chain, who, node, till, qr;

	before(async () => {
		who = await keys();
		({ api, chain } = await connect());
	}, PATIENCE);

	after(leave);

	function entry(sequence, tetri, wallet) {
		return {
			sequence,
			tetri,
			soldAt: Date.now() - 60_000,
			wallet: wallet.publicKey,
			commitment: someHash(),
		};
	}

	it('should decode the metadata and know the calls of every role', () => {
		assert.ok(api.runtimeMetadata.version >= 14);
		const calls = {
			franchise: ['registerNode', 'approveTill', 'setNodeStatus', 'setDailyAccrualCap'],
			checks: ['recordChecks', 'claim', 'void', 'quarantine', 'postZTotal'],
			owner: ['enact', 'cancel', 'transferOwnership', 'acceptOwnership'],
		};
		for (const [pallet, names] of Object.entries(calls)) {
			for (const name of names) {
				assert.equal(typeof api.tx[pallet]?.[name], 'function', `${pallet}.${name}`);
			}
		}
		assert.equal(api.registry.chainSS58, 42);
		assert.deepEqual(api.registry.chainDecimals, [12]);
		assert.deepEqual(api.registry.chainTokens, ['POT']);
	});

	it('should open a restaurant and approve its till when the owner signs', async () => {
		const opened = await chain.succeed(
			api.tx.franchise.registerNode(
				who.bob.address,
				{ entity: someHash(), licence: someHash(), ...profile },
				dailyCap,
			),
			who.owner,
		);
		const registered = find(opened, 'franchise', 'NodeRegistered');
		node = registered.node.toNumber();
		assert.equal(registered.franchisee.toString(), who.bob.address);

		const approved = await chain.succeed(
			api.tx.franchise.approveTill(node, who.till.address, limits),
			who.owner,
		);
		till = find(approved, 'franchise', 'TillApproved').till.toNumber();
	});

	it('should change a setting of a restaurant when the owner signs', async () => {
		const events = await chain.succeed(
			api.tx.franchise.setDailyAccrualCap(node, 2n * dailyCap),
			who.owner,
		);
		const changed = find(events, 'franchise', 'DailyAccrualCapChanged');
		assert.equal(changed.node.toNumber(), node);
		assert.equal(changed.cap.toBigInt(), 2n * dailyCap);
	});

	it("should name the error when somebody else signs the owner's call", async () => {
		const call = api.tx.franchise.registerNode(
			who.bob.address,
			{ entity: someHash(), licence: someHash(), ...profile },
			dailyCap,
		);
		assert.equal((await chain.submit(call, who.bob)).error, 'BadOrigin');
	});

	it('should name the error when the restaurant is unknown', async () => {
		const call = api.tx.franchise.setDailyAccrualCap(NOBODY, dailyCap);
		assert.equal((await chain.submit(call, who.owner)).error, 'franchise.UnknownNode');
	});

	it('should record checks without a fee and open a gap when the till signs', async () => {
		const secret = someSecret();
		qr = qrOf(till, 1, secret);
		const first = await chain.succeed(
			api.tx.checks.recordChecks([
				entry(1, 47n * LARI + 35n, who.ofSecret(secret)),
				entry(2, 12n * LARI + 5n, who.ofSecret(someSecret())),
			]),
			who.till,
		);
		assert.ok(isFree(first));
		const recorded = find(first, 'checks', 'ChecksRecorded');
		assert.equal(recorded.till.toNumber(), till);
		assert.equal(recorded.count.toNumber(), 2);
		assert.equal(recorded.tetri.toBigInt(), 59n * LARI + 40n);

		const second = await chain.succeed(
			api.tx.checks.recordChecks([entry(5, 8n * LARI, who.ofSecret(someSecret()))]),
			who.till,
		);
		const gap = find(second, 'checks', 'GapOpened');
		assert.deepEqual([gap.first.toNumber(), gap.last.toNumber()], [3, 4]);
	});

	it("should claim without a fee when the receipt's wallet, which owns nothing, signs", async () => {
		const { till, sequence, secret } = readQr(process.env.HOTPOT_QR ?? qr);
		const wallet = who.ofSecret(secret);
		const account = await api.query.system.account(wallet.address);
		assert.ok(account.data.free.isZero(), 'a check wallet needs no balance');

		const call = api.tx.checks.claim(till, sequence, who.guest.address);
		const events = await chain.succeed(call, wallet, { final: true });
		assert.ok(isFree(events));
		const claimed = find(events, 'checks', 'CheckClaimed');
		assert.equal(claimed.destination.toString(), who.guest.address);
		assert.ok(claimed.amount.toBigInt() > 0n);

		await assert.rejects(chain.submit(call, wallet), INVALID_TRANSACTION, 'claimed twice');
	});

	it('should void a check without a fee when the till signs', async () => {
		const events = await chain.succeed(api.tx.checks.void(till, 2, 'EntryError'), who.till);
		assert.ok(isFree(events));
		assert.equal(find(events, 'checks', 'CheckVoided').sequence.toNumber(), 2);
	});

	it('should refuse an immortal transaction', async () => {
		const immortal = { era: 0, blockHash: api.genesisHash };
		await assert.rejects(
			chain.submit(api.tx.system.remark('0x00'), who.alice, immortal),
			INVALID_TRANSACTION,
		);
	});
});
