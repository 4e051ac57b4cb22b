/** What Polkadot.js Apps does: the API of the explorer that auditors use. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { u8aToHex } from '@polkadot/util';
import {
	ANCHOR_DEPTH,
	LARI,
	NOBODY,
	PERIOD,
	URL,
	dailyCap,
	persistently,
	keys,
	limits,
	profile,
	qrOf,
	readQr,
	someHash,
	someSecret,
} from './fixtures.js';

const PATIENCE = { timeout: 30_000 };
const BLOCKS_AT_ONCE = 32;
const INVALID_TRANSACTION = /1010: Invalid Transaction/;

describe('@polkadot/api', { timeout: 600_000 }, () => {
	let provider, api, who, node, till, qr;

	before(async () => {
		who = await keys();
		provider = new WsProvider(URL);
		api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
	}, PATIENCE);

	after(() => provider.disconnect());

	/** What every client must do: mortal, from the best chain, below where it often forks. */
	async function mortal() {
		const head = await api.rpc.chain.getHeader();
		const current = Math.max(head.number.toNumber() - ANCHOR_DEPTH, 0);
		const era = api.createType('ExtrinsicEra', { current, period: PERIOD });
		return { era, blockHash: await api.rpc.chain.getBlockHash(current) };
	}

	/**
	 * Submits and waits for finality: the events, and the error's name if it failed. The pool reports
	 * blocks of any fork; what is final holds for the next transaction too, and so does its nonce.
	 */
	async function submit(call, pair, options) {
		const nonce = await api.rpc.system.accountNextIndex(pair.address);
		const result = await persistently(async () =>
			send(call, pair, { ...(await mortal()), nonce, ...options }),
		);
		return { events: result.events.map(({ event }) => event), error: nameOf(result.dispatchError) };
	}

	const send = (call, pair, options) =>
		new Promise((resolve, reject) => {
			call
				.signAndSend(pair, options, (update) => {
					if (update.isError) {
						reject(new Error(`the pool dropped it: ${update.status.type}`));
					} else if (update.isFinalized) {
						resolve(update);
					}
				})
				.catch(reject);
		});

	function nameOf(error) {
		if (!error) {
			return undefined;
		}
		if (!error.isModule) {
			return error.type;
		}
		const { section, name } = api.registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}

	function find(events, section, method) {
		const found = events.find((event) => event.section === section && event.method === method);
		assert.ok(
			found,
			`no ${section}.${method} among ${events.map((e) => `${e.section}.${e.method}`)}`,
		);
		return found.data;
	}

	const hasPaid = (events) =>
		events.some((event) => event.method === 'TransactionFeePaid' && !event.data.actualFee.isZero());

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
		const opened = await submit(
			api.tx.franchise.registerNode(
				who.bob.address,
				{ entity: someHash(), licence: someHash(), ...profile },
				dailyCap,
			),
			who.owner,
		);
		assert.equal(opened.error, undefined);
		const registered = find(opened.events, 'franchise', 'NodeRegistered');
		node = registered.node.toNumber();
		assert.equal(registered.franchisee.toString(), who.bob.address);

		const approved = await submit(
			api.tx.franchise.approveTill(node, who.till.address, limits),
			who.owner,
		);
		assert.equal(approved.error, undefined);
		till = find(approved.events, 'franchise', 'TillApproved').till.toNumber();
	});

	it('should change a setting of a restaurant when the owner signs', async () => {
		const { events, error } = await submit(
			api.tx.franchise.setDailyAccrualCap(node, 2n * dailyCap),
			who.owner,
		);
		assert.equal(error, undefined);
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
		assert.equal((await submit(call, who.bob)).error, 'BadOrigin');
	});

	it('should name the error when the restaurant is unknown', async () => {
		const call = api.tx.franchise.setDailyAccrualCap(NOBODY, dailyCap);
		assert.equal((await submit(call, who.owner)).error, 'franchise.UnknownNode');
	});

	it('should record checks without a fee and open a gap when the till signs', async () => {
		const secret = someSecret();
		qr = qrOf(till, 1, secret);
		const first = await submit(
			api.tx.checks.recordChecks([
				entry(1, 47n * LARI + 35n, who.ofSecret(secret)),
				entry(2, 12n * LARI + 5n, who.ofSecret(someSecret())),
			]),
			who.till,
		);
		assert.equal(first.error, undefined);
		assert.equal(hasPaid(first.events), false);
		const recorded = find(first.events, 'checks', 'ChecksRecorded');
		assert.equal(recorded.till.toNumber(), till);
		assert.equal(recorded.count.toNumber(), 2);
		assert.equal(recorded.tetri.toBigInt(), 59n * LARI + 40n);

		const second = await submit(
			api.tx.checks.recordChecks([entry(5, 8n * LARI, who.ofSecret(someSecret()))]),
			who.till,
		);
		assert.equal(second.error, undefined);
		const gap = find(second.events, 'checks', 'GapOpened');
		assert.deepEqual([gap.first.toNumber(), gap.last.toNumber()], [3, 4]);
	});

	it("should claim without a fee when the receipt's wallet, which owns nothing, signs", async () => {
		const { till, sequence, secret } = readQr(process.env.HOTPOT_QR ?? qr);
		const wallet = who.ofSecret(secret);
		const account = await api.query.system.account(wallet.address);
		assert.ok(account.data.free.isZero(), 'a check wallet needs no balance');

		const call = api.tx.checks.claim(till, sequence, who.guest.address);
		const { events, error } = await submit(call, wallet);
		assert.equal(error, undefined);
		assert.equal(hasPaid(events), false);
		const claimed = find(events, 'checks', 'CheckClaimed');
		assert.equal(claimed.destination.toString(), who.guest.address);
		assert.ok(claimed.amount.toBigInt() > 0n);

		await assert.rejects(submit(call, wallet), INVALID_TRANSACTION, 'claimed twice');
	});

	it('should void a check without a fee when the till signs', async () => {
		const { events, error } = await submit(api.tx.checks.void(till, 2, 'EntryError'), who.till);
		assert.equal(error, undefined);
		assert.equal(hasPaid(events), false);
		assert.equal(find(events, 'checks', 'CheckVoided').sequence.toNumber(), 2);
	});

	it('should refuse an immortal transaction', async () => {
		const immortal = { era: 0, blockHash: api.genesisHash };
		await assert.rejects(
			submit(api.tx.system.remark('0x00'), who.alice, immortal),
			INVALID_TRANSACTION,
		);
	});

	it('should decode every block and event since genesis', async () => {
		const best = (await api.rpc.chain.getHeader()).number.toNumber();
		assert.ok(best > 0);
		const kinds = new Set();
		for (let from = 1; from <= best; from += BLOCKS_AT_ONCE) {
			const count = Math.min(BLOCKS_AT_ONCE, best - from + 1);
			await Promise.all(Array.from({ length: count }, (_, offset) => decode(from + offset, kinds)));
		}
		for (const kind of [
			'checks.ChecksRecorded',
			'checks.CheckClaimed',
			'checks.CheckVoided',
			'checks.GapOpened',
			'franchise.NodeRegistered',
			'franchise.TillApproved',
		]) {
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
