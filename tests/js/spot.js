/** SPOT: who has how much, and what guests do that earns it, as Root tells it (rules 15 and 16). */
import assert from 'node:assert/strict';
import { find } from './client.js';
import { someHash } from './fixtures.js';
import { DAY, MINUTE } from './people.js';

/** SPOT in the tokens' ledger. */
export const SPOT_ASSET = 2;

/** The most SPOT that is earned of a UTC day. */
export const DAILY_CAP = 10;

/** How long one watches for a SPOT on local networks, in ms. */
export const WATCH_PER_SPOT = 2 * MINUTE;

/** Noon, UTC, so many days ago. */
export const noon = (daysAgo) => Math.floor(Date.now() / DAY - daysAgo) * DAY + DAY / 2;

/** What one tells and asks of SPOT; `root` is the key whose calls Sudo makes Root's. */
export function spotOf(api, chain, root) {
	const { sudo } = api.tx.sudo;

	async function balanceOf({ address }) {
		const account = await api.query.assets.account(SPOT_ASSET, address);
		return account.isSome ? account.unwrap().balance.toNumber() : 0;
	}

	/** Somebody watched a stream for so long. */
	const watched = ({ address: who }, from, duration) =>
		api.tx.loyalty.feed({ Watched: { who, stream: someHash(), from, to: from + duration } });

	/** People liked a post of somebody. */
	const liked = ({ address: who }, likes, post = someHash()) =>
		api.tx.loyalty.feed({ Liked: { who, post, likes } });

	/** Somebody streamed from a table for so long. */
	const streamed = ({ address: who }, { node, table }, from, duration) =>
		api.tx.loyalty.feed({ Streamed: { who, node, table, from, to: from + duration } });

	/** Observations that earn so much: a day's cap of each of the last days but today. */
	function earning(pair, spot) {
		const days = Math.ceil(spot / DAILY_CAP);
		return Array.from({ length: days }, (_, day) => {
			const ofDay = Math.min(spot - day * DAILY_CAP, DAILY_CAP);
			return watched(pair, noon(days - day), ofDay * WATCH_PER_SPOT);
		});
	}

	/** Has Root make a call, which must succeed, and gives the events. */
	async function asRoot(call) {
		const events = await chain.succeed(sudo(call), root);
		const { sudoResult } = find(events, 'sudo', 'Sudid');
		assert.ok(sudoResult.isOk, chain.explain(sudoResult.isErr && sudoResult.asErr).error);
		return events;
	}

	/** Has Root make calls, each for itself: the error's name of each, if it failed. */
	const attemptAsRoot = (calls) => chain.attempt(calls, root, sudo);

	return { balanceOf, watched, liked, streamed, earning, asRoot, attemptAsRoot };
}
