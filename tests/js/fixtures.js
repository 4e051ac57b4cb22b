/**
 * What the suites know: where the network is, how to live with its forks, whose keys it has, a
 * restaurant to open on it, and how to ask and tell it things through `@polkadot/api`.
 *
 * The suites bring their own restaurant, so that they depend on nothing but the keys of a
 * development network, and leave the demo's numbers alone.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Keyring } from '@polkadot/api';
import { compactAddLength, u8aConcat, u8aToHex } from '@polkadot/util';
import { cryptoWaitReady } from '@polkadot/util-crypto';

export const URL = process.env.HOTPOT_URL ?? 'ws://127.0.0.1:9944';

/** Transactions live for this many blocks, counted from their anchor (rule 36). */
export const PERIOD = 256;

/**
 * The anchor is this many blocks below the best one. The newest blocks are often replaced by their
 * siblings, and a transaction is lost when its anchor is.
 */
export const ANCHOR_DEPTH = 8;

const ATTEMPTS = 3;

/** Time of a block, in ms. */
const BLOCK = 3_000;

/** How often to look for a new block, in ms. */
const POLL = 1_000;

/**
 * What a node (code and text), its pool (status) and PAPI (type) say when a fork took the anchor, or
 * the block that the transaction was checked against, or when somebody else used the nonce. The
 * transaction did nothing then.
 */
const FOILED =
	/\b10(02|11|14): |bad signature|ancient birth block|outdated|dropped it: (Invalid|Dropped|Usurped)|"(BadProof|AncientBirthBlock|Stale)"/;

/** Signs and submits again, as `attempt` does, when that foiled it. Other refusals stand. */
export async function persistently(attempt) {
	for (let left = ATTEMPTS - 1; ; left -= 1) {
		try {
			return await attempt();
		} catch (error) {
			if (left === 0 || !FOILED.test(error)) {
				throw error;
			}
			await sleep(BLOCK);
		}
	}
}

/** What a node says of a transaction that its pool refuses. */
export const INVALID_TRANSACTION = /1010: Invalid Transaction/;

/** One lari, in tetri. */
export const LARI = 100n;

/** One THP, in base units. */
export const THP = 1_000_000n;

/** A till or a restaurant that nobody has opened. */
export const NOBODY = 4_000_000_000;

const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

/** The keys of a development network; `guest`, `till` and the `fresh` ones are new at every run. */
export async function keys() {
	await cryptoWaitReady();
	const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
	const run = `//${randomBytes(8).toString('hex')}`;
	const derive = (path) => keyring.addFromUri(DEV_PHRASE + path);
	return {
		owner: derive('//owner'),
		compliance: derive('//compliance'),
		verifiers: [1, 2, 3].map((number) => derive(`//verifier//${number}`)),
		alice: derive('//Alice'),
		bob: derive('//Bob'),
		charlie: derive('//Charlie'),
		guest: derive(`${run}//guest`),
		till: derive(`${run}//till`),
		/** A key of this name that nobody else has. */
		fresh: (name) => derive(`${run}//${name}`),
		/** The wallet of a QR: its text ends in the 32-byte secret. */
		ofSecret: (secret) => keyring.addFromSeed(secret),
	};
}

/** The hash of nothing in particular. */
export const someHash = () => `0x${randomBytes(32).toString('hex')}`;

/** A secret for a check wallet. */
export const someSecret = () => new Uint8Array(randomBytes(32));

/** The text of a receipt's QR. */
export const qrOf = (till, sequence, secret) =>
	`hotpot:1:${till}:${sequence}:${Buffer.from(secret).toString('hex')}`;

/** Reads a receipt's QR. */
export function readQr(text) {
	const parts = /^hotpot:1:(\d+):(\d+):([0-9a-f]{64})$/.exec(text);
	if (!parts) {
		throw new Error(`not a receipt's QR: ${text}`);
	}
	return {
		till: Number(parts[1]),
		sequence: Number(parts[2]),
		secret: new Uint8Array(Buffer.from(parts[3], 'hex')),
	};
}

/** The restaurant that a suite opens. */
export const profile = {
	city: 'Rustavi',
	country: 'GE',
	timeZone: 'Asia/Tbilisi',
	utcOffsetMinutes: 240,
};

/** What its till may record: a check of 500 GEL, 10 000 GEL a day. */
export const limits = { perCheck: 500n * LARI, perDay: 10_000n * LARI };

/** THP that its checks may accrue a day. */
export const dailyCap = 100_000n * THP;

/** The event of this kind, which must be there. */
export function find(events, section, method) {
	const found = events.find((event) => event.section === section && event.method === method);
	const names = events.map((event) => `${event.section}.${event.method}`);
	assert.ok(found, `no ${section}.${method} among ${names}`);
	return found.data;
}

/** Whether a transaction was without a fee: the event of a fee is not there at all. */
export const isFree = (events) => !events.some(({ method }) => method === 'TransactionFeePaid');

/** What one does with a chain through `@polkadot/api`. */
export function clientOf(api) {
	const turns = new Map();

	/** One transaction of a key after the other, so that each finds its nonce. */
	function inTurn(pair, attempt) {
		const turn = (turns.get(pair.address) ?? Promise.resolve()).then(attempt, attempt);
		turns.set(pair.address, turn);
		return turn;
	}

	/** What every client must do: mortal, from the best chain, below where it often forks. */
	async function mortal() {
		const head = await api.rpc.chain.getHeader();
		const current = Math.max(head.number.toNumber() - ANCHOR_DEPTH, 0);
		const era = api.createType('ExtrinsicEra', { current, period: PERIOD });
		return { era, blockHash: await api.rpc.chain.getBlockHash(current) };
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

	/** The name of a `DispatchError`, and what its documentation says. */
	function explain(error) {
		if (!error) {
			return {};
		}
		if (!error.isModule) {
			return { error: error.type };
		}
		const { section, name, docs } = api.registry.findMetaError(error.asModule);
		return { error: `${section}.${name}`, help: docs.join(' ').trim() };
	}

	/**
	 * Submits and waits for finality: the events, and the error if it failed. What is final holds for
	 * the next transaction too, and so does its nonce.
	 */
	const submit = (call, pair) =>
		inTurn(pair, async () => {
			const nonce = await api.rpc.system.accountNextIndex(pair.address);
			const result = await persistently(async () =>
				send(call, pair, { ...(await mortal()), nonce }),
			);
			return {
				events: result.events.map(({ event }) => event),
				...explain(result.dispatchError),
			};
		});

	/** Submits a call that must succeed, and gives its events. */
	async function succeed(call, pair) {
		const { events, error } = await submit(call, pair);
		assert.equal(error, undefined);
		return events;
	}

	/** Submits calls in one transaction, each for itself: the error's name of each, if it failed. */
	async function attempt(calls, pair) {
		const events = await succeed(api.tx.utility.forceBatch(calls), pair);
		return events
			.filter(({ section, method }) => section === 'utility' && /^Item/.test(method))
			.map(({ data }) => explain(data[0]).error);
	}

	/** A pallet's view functions, as the metadata has them. */
	function viewsOf(pallet) {
		const found = api.runtimeMetadata.asLatest.pallets.find(({ name }) => name.eq(pallet));
		assert.ok(found, `no pallet ${pallet}`);
		return found.viewFunctions;
	}

	/** What a view function says now. `@polkadot/api` knows their metadata, but does not call them. */
	async function view(pallet, name, ...args) {
		const found = viewsOf(pallet).find((known) => known.name.eq(name));
		assert.ok(found, `no view ${pallet}.${name}`);
		assert.equal(args.length, found.inputs.length, `${pallet}.${name}'s arguments`);
		const typed = (type, value) => api.createType(api.registry.createLookupType(type), value);
		const input = u8aConcat(...found.inputs.map(({ type }, at) => typed(type, args[at]).toU8a()));
		const query = u8aToHex(u8aConcat(found.id.toU8a(), compactAddLength(input)));
		const said = await api.rpc.state.call('RuntimeViewFunction_execute_view_function', query);
		const answer = api.createType('Result<Bytes, u8>', said.toU8a(true));
		assert.ok(answer.isOk, `${pallet}.${name} was not asked rightly`);
		return typed(found.output, answer.asOk.toU8a(true));
	}

	/** The state at the newest final block. */
	const finalState = async () => api.at(await api.rpc.chain.getFinalizedHead());

	/** The state at each final block, from the newest one on, for so many milliseconds. */
	async function* finalBlocks(patience) {
		const deadline = Date.now() + patience;
		let next;
		while (Date.now() < deadline) {
			const head = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
			const newest = head.number.toNumber();
			for (next ??= newest; next <= newest; next += 1) {
				yield await api.at(await api.rpc.chain.getBlockHash(next));
			}
			await sleep(POLL);
		}
	}

	return { submit, succeed, attempt, explain, viewsOf, view, finalState, finalBlocks };
}
