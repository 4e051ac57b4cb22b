/** How to ask a chain and tell it things through `@polkadot/api`, over one connection for all suites. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { rpcDefinitions } from '@polkadot/types';
import { compactAddLength, u8aConcat, u8aToHex } from '@polkadot/util';
import { ANCHOR_DEPTH, PERIOD, URL } from './fixtures.js';
import { persistently } from './turns.js';

/** How often to look for a new block, in ms. */
const POLL = 500;

/** What a node says of a transaction that its pool refuses. */
export const INVALID_TRANSACTION = /1010: Invalid Transaction/;

/** Refusals are thrown, so they need no lines among the results besides. */
const { author } = rpcDefinitions;
const QUIET = {
	author: { submitAndWatchExtrinsic: { ...author.submitAndWatchExtrinsic, noErrorLog: true } },
};

let connection;
let users = 0;

/** The connection and the `clientOf` it, the same for all until the last one leaves. */
export async function connect() {
	users += 1;
	connection ??= open();
	const { api, chain } = await connection.ready;
	return { api, chain };
}

/** Ends the connection if nobody else uses it. */
export async function leave() {
	users -= 1;
	if (users === 0) {
		await connection.provider.disconnect();
		connection = undefined;
	}
}

function open() {
	const provider = new WsProvider(URL);
	const options = { provider, rpc: QUIET, noInitWarn: true, throwOnConnect: true };
	const ready = ApiPromise.create(options).then((api) => ({ api, chain: clientOf(api) }));
	return { provider, ready };
}

/** The event of this kind, which must be there. */
export function find(events, section, method) {
	const found = events.find((event) => event.section === section && event.method === method);
	const names = events.map((event) => `${event.section}.${event.method}`);
	assert.ok(found, `no ${section}.${method} among ${names}`);
	return found.data;
}

/** All events of this kind. */
export const findAll = (events, section, method) =>
	events
		.filter((event) => event.section === section && event.method === method)
		.map(({ data }) => data);

/** Whether a transaction was without a fee: the event of a fee is not there at all. */
export const isFree = (events) => !events.some(({ method }) => method === 'TransactionFeePaid');

/** What one does with a chain through `@polkadot/api`. */
function clientOf(api) {
	const typed = (type, value) => api.createType(api.registry.createLookupType(type), value);

	const bestNumber = async () => (await api.rpc.chain.getHeader()).number.toNumber();

	/** What every client must do: mortal, from the best chain, below where it often forks. */
	async function mortal() {
		const current = Math.max((await bestNumber()) - ANCHOR_DEPTH, 0);
		const era = api.createType('ExtrinsicEra', { current, period: PERIOD });
		return { era, blockHash: await api.rpc.chain.getBlockHash(current) };
	}

	/** Waits for the next block: whether it is on top of the one that the transaction is in. */
	async function isBuiltUpon({ blockNumber, status }) {
		const number = blockNumber.toNumber();
		while ((await bestNumber()) <= number) {
			await sleep(POLL);
		}
		return (await api.rpc.chain.getBlockHash(number)).eq(status.asInBlock);
	}

	async function send(call, pair, options, { inPool, final }) {
		let stop = () => {};
		const settled = new Promise((resolve, reject) => {
			const listen = async (update) => {
				inPool();
				if (update.isError) {
					throw new Error(`the pool dropped it: ${update.status.type}`);
				}
				if (update.isFinalized || (!final && update.isInBlock && (await isBuiltUpon(update)))) {
					resolve(update);
				}
			};
			call
				.signAndSend(pair, options, (update) => listen(update).catch(reject))
				.then((unsubscribe) => (stop = unsubscribe), reject);
		});
		try {
			return await settled;
		} finally {
			stop();
		}
	}

	/** The values that an error carries, by their names. */
	function detailsOf(fields, bytes) {
		let rest = bytes;
		const details = fields.map(({ name, type }) => {
			const value = typed(type, rest);
			rest = rest.subarray(value.encodedLength);
			return [name.unwrap().toString(), value.toPrimitive()];
		});
		return Object.fromEntries(details);
	}

	/** The name of a `DispatchError`, what it carries, and what its documentation says. */
	function explain(error) {
		if (!error) {
			return {};
		}
		if (!error.isModule) {
			return { error: error.type };
		}
		const { section, name, docs, fields } = api.registry.findMetaError(error.asModule);
		const details = detailsOf(fields, error.asModule.error.subarray(1));
		return { error: `${section}.${name}`, details, help: docs.join(' ').trim() };
	}

	/**
	 * Submits: the events, and the error if it failed. Waits until the block has another one on top,
	 * or is `final`: of the newest blocks some are replaced by their siblings a moment later. Further
	 * options are those of the signature.
	 */
	async function submit(call, pair, { final = false, ...options } = {}) {
		const result = await persistently(pair.address, async (inPool) => {
			const nonce = await api.rpc.system.accountNextIndex(pair.address);
			const signed = { ...(await mortal()), nonce, ...options };
			return send(call, pair, signed, { inPool, final });
		});
		return {
			events: result.events.map(({ event }) => event),
			...explain(result.dispatchError),
		};
	}

	/** Submits a call that must succeed, and gives its events. */
	async function succeed(call, pair, options) {
		const { events, error } = await submit(call, pair, options);
		assert.equal(error, undefined);
		return events;
	}

	/**
	 * Submits calls in one transaction, each for itself: the error's name of each, if it failed.
	 * `wrap` may put another call around them.
	 */
	async function attempt(calls, pair, wrap = (batch) => batch) {
		const events = await succeed(wrap(api.tx.utility.forceBatch(calls)), pair);
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
