/** What the dashboards do: PAPI, over the JSON-RPC of the new specification. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { WebSocket } from 'ws';
import {
	ANCHOR_DEPTH,
	LARI,
	NOBODY,
	PERIOD,
	URL,
	dailyCap,
	keys,
	limits,
	profile,
	someHash,
	someSecret,
} from './fixtures.js';
import { suite } from './suite.js';
import { persistently } from './turns.js';

const PATIENCE = { timeout: 30_000 };
const BLOCKS_TO_WATCH = 3;

export default suite(import.meta.url, 'polkadot-api', { timeout: 600_000 }, () => {
	let client, api, who, node, till;
	const included = [];

	before(async () => {
		who = await keys();
		client = createClient(getWsProvider(URL, { websocketClass: WebSocket }));
		api = client.getUnsafeApi();
		await client.getBestBlocks();
	}, PATIENCE);

	after(() => client?.destroy());

	const signerOf = (pair) =>
		getPolkadotSigner(pair.publicKey, 'Sr25519', (bytes) => pair.sign(bytes));

	/**
	 * What every client must do: mortal, from the best chain, below where it often forks. PAPI knows
	 * no block below the final one, which no fork takes away.
	 */
	async function mortal() {
		const blocks = await client.getBestBlocks();
		const { hash } = blocks[ANCHOR_DEPTH] ?? blocks.at(-1);
		return { at: hash, mortality: { mortal: true, period: PERIOD } };
	}

	/**
	 * Submits and waits for finality. The key's next transaction may be signed as soon as this one is in
	 * a block: the node says nothing when its pool has it.
	 */
	async function submit(call, pair, options) {
		const result = await persistently(pair.address, async (inPool) => {
			const nonce = await client._request('system_accountNextIndex', [pair.address]);
			return send(call, pair, { ...(await mortal()), nonce, ...options }, inPool);
		});
		included.push(result.block.hash);
		return result;
	}

	const send = (call, pair, options, inPool) =>
		new Promise((resolve, reject) => {
			call.signSubmitAndWatch(signerOf(pair), options).subscribe({
				next(event) {
					if (event.type === 'txBestBlocksState' && event.found) {
						inPool();
					} else if (event.type === 'finalized') {
						resolve(event);
					}
				},
				error: reject,
			});
		});

	function find(events, pallet, name) {
		const found = events.find((event) => event.type === pallet && event.value.type === name);
		assert.ok(
			found,
			`no ${pallet}.${name} among ${events.map((e) => `${e.type}.${e.value.type}`)}`,
		);
		return found.value.value;
	}

	const hex = (text) => `0x${Buffer.from(text).toString('hex')}`;

	const register = () =>
		api.tx.Franchise.register_node({
			franchisee: who.bob.address,
			profile: {
				entity: someHash(),
				city: Buffer.from(profile.city),
				country: hex(profile.country),
				time_zone: Buffer.from(profile.timeZone),
				utc_offset_minutes: profile.utcOffsetMinutes,
				licence: someHash(),
			},
			daily_accrual_cap: dailyCap,
		});

	it('should read the chain by its metadata', async () => {
		const version = await api.constants.System.Version();
		assert.equal(version.spec_name, 'hotpot');
		assert.equal(await api.constants.System.SS58Prefix(), 42);
	});

	it('should open a restaurant and approve its till when the owner signs', async () => {
		const opened = await submit(register(), who.owner);
		assert.equal(opened.ok, true);
		node = find(opened.events, 'Franchise', 'NodeRegistered').node;

		const approved = await submit(
			api.tx.Franchise.approve_till({
				node,
				key: who.till.address,
				limits: { per_check: limits.perCheck, per_day: limits.perDay },
			}),
			who.owner,
		);
		assert.equal(approved.ok, true);
		till = find(approved.events, 'Franchise', 'TillApproved').till;
	});

	it('should name the error when the call fails', async () => {
		const notOwner = await submit(register(), who.bob);
		assert.equal(notOwner.ok, false);
		assert.equal(notOwner.dispatchError.type, 'BadOrigin');

		const call = api.tx.Franchise.set_daily_accrual_cap({ node: NOBODY, cap: dailyCap });
		const unknown = await submit(call, who.owner);
		assert.equal(unknown.ok, false);
		assert.equal(unknown.dispatchError.type, 'Module');
		assert.equal(unknown.dispatchError.value.type, 'Franchise');
		assert.equal(unknown.dispatchError.value.value.type, 'UnknownNode');
	});

	it('should record and claim without a fee, and show it in the views', async () => {
		const wallet = who.ofSecret(someSecret());
		const tetri = 31n * LARI + 7n;
		const recorded = await submit(
			api.tx.Checks.record_checks({
				entries: [
					{
						sequence: 1,
						tetri,
						sold_at: BigInt(Date.now() - 60_000),
						wallet: wallet.address,
						commitment: someHash(),
					},
				],
			}),
			who.till,
		);
		assert.equal(recorded.ok, true);
		assert.equal(find(recorded.events, 'Checks', 'ChecksRecorded').tetri, tetri);

		const call = api.tx.Checks.claim({ till, sequence: 1, destination: who.guest.address });
		const claimed = await submit(call, wallet);
		assert.equal(claimed.ok, true);
		assert.equal(find(claimed.events, 'Checks', 'CheckClaimed').destination, who.guest.address);
		for (const { events } of [recorded, claimed]) {
			const fee = events.find(({ value }) => value.type === 'TransactionFeePaid');
			assert.ok(!fee || fee.value.value.actual_fee === 0n, 'a fee was taken');
		}

		const status = await api.view.Checks.check(till, 1);
		assert.equal(status.type, 'Recorded');
		assert.equal(status.value.state.type, 'Pending');
	});

	it('should refuse an immortal transaction', async () => {
		const call = api.tx.System.remark({ remark: new Uint8Array([0]) });
		const immortal = { mortality: { mortal: false } };
		await assert.rejects(submit(call, who.alice, immortal), /Invalid/);
	});

	it('should decode the events of past and coming blocks', async () => {
		assert.ok(included.length > 0);
		const seen = new Set(included);
		for (const hash of included) {
			assert.ok((await api.query.System.Events.getValue({ at: hash })).length > 0);
		}
		const first = seen.size;
		await new Promise((resolve, reject) => {
			const subscription = client.finalizedBlock$.subscribe({
				next: ({ hash }) => {
					seen.add(hash);
					if (seen.size - first >= BLOCKS_TO_WATCH) {
						subscription.unsubscribe();
						resolve();
					}
				},
				error: reject,
			});
		});
		for (const hash of [...seen].slice(first)) {
			const events = await api.query.System.Events.getValue({ at: hash });
			assert.ok(events.some(({ event }) => event.type === 'System'));
		}
	});
});
