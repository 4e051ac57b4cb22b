/**
 * What the suites know: where the network is, how to live with its forks, whose keys it has, and a
 * restaurant to open on it.
 *
 * The suites bring their own restaurants and guests, so that they depend on nothing but the keys of a
 * development network, don't disturb one another, and leave the demo's numbers alone.
 */
import { randomBytes } from 'node:crypto';
import { Keyring } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';

export const URL = process.env.HOTPOT_URL ?? 'ws://127.0.0.1:9944';

/** Transactions live for this many blocks, counted from their anchor (rule 36). */
export const PERIOD = 256;

/**
 * The anchor is this many blocks below the best one. The newest blocks are often replaced by their
 * siblings, and a transaction is lost when its anchor is.
 */
export const ANCHOR_DEPTH = 8;

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
