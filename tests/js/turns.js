/**
 * How transactions of one key, whichever suite and library they come from, get into the pool one
 * after the other, and what to do when a fork takes them.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 3;

/** Time of a block, in ms. */
const BLOCK = 3_000;

/**
 * What a node (code and text), its pool (status) and PAPI (type) say when a fork took the anchor, or
 * the block that the transaction was checked against, or when somebody else used the nonce. The
 * transaction did nothing then.
 */
const FOILED =
	/\b10(02|11|14): |bad signature|ancient birth block|outdated|dropped it: (Invalid|Dropped|Usurped)|"(BadProof|AncientBirthBlock|Stale)"/;

/** The last turn of each key, by its address. */
const turns = new Map();

/**
 * Waits for the key's turn, and lets `attempt` ask for the nonce, sign and submit. The turn ends when
 * `attempt` calls what it is given, because the pool has the transaction, or when it is over: a
 * refused transaction leaves its nonce to the next one.
 */
async function inTurn(address, attempt) {
	const before = turns.get(address);
	let end;
	turns.set(address, new Promise((resolve) => (end = resolve)));
	await before;
	try {
		return await attempt(end);
	} finally {
		end();
	}
}

/** The same, again when a fork foiled the transaction. Other refusals stand. */
export async function persistently(address, attempt) {
	for (let left = ATTEMPTS - 1; ; left -= 1) {
		try {
			return await inTurn(address, attempt);
		} catch (error) {
			if (left === 0 || !FOILED.test(error)) {
				throw error;
			}
			await sleep(BLOCK);
		}
	}
}
