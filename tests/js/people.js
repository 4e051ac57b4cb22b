/**
 * Persons of a suite, what verifiers sign about them, what they hold and why they may not send it;
 * and the restaurant whose checks they claim.
 *
 * What is signed is put together byte by byte from the pallet's README, not from the metadata, as a
 * verifier without any library of ours would.
 */
import assert from 'node:assert/strict';
import { bnToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';
import { find } from './client.js';
import { LARI, dailyCap, profile, someHash, someSecret } from './fixtures.js';

const THP_ASSET = 1;

/** A minute, in ms. */
export const MINUTE = 60 * 1_000;

/** A day, in ms. */
export const DAY = 24 * 60 * 60 * 1_000;

const OUTCOMES = ['Passed', 'Hit', 'Rejected'];
const LEVELS = ['Basic', 'Enhanced', 'Premium'];
const RISKS = ['Low', 'Medium', 'High'];
/** What the till may record: a check above 5 000 GEL carries more than an unverified guest may hold. */
const limits = { perCheck: 10_000n * LARI, perDay: 100_000n * LARI };
/** Where accrued THP stands (rule 3). */
const PLACES = ['unclaimed', 'pending', 'deferred', 'matured', 'expired', 'voided'];

const number = (value, bitLength) => bnToU8a(value, { bitLength, isLe: true });

/** What a verifier signs about a person, on the chain with this genesis hash (rule 8). */
export const attestationPayload = (genesis, attestation) =>
	u8aConcat(
		'hotpot/attest/1',
		genesis,
		decodeAddress(attestation.account),
		attestation.person,
		[
			OUTCOMES.indexOf(attestation.outcome),
			LEVELS.indexOf(attestation.level),
			RISKS.indexOf(attestation.risk),
		],
		stringToU8a(attestation.jurisdiction),
		attestation.commitment,
		number(attestation.expiresAt, 64),
		number(attestation.nonce, 32),
	);

/** What the old key signs to be linked to its person's account (rule 8). */
export const linkPayload = (genesis, old, account, nonce) =>
	u8aConcat(
		'hotpot/link/1',
		genesis,
		decodeAddress(old),
		decodeAddress(account),
		number(nonce, 32),
	);

/** Rule 3, in the state of a block. */
export async function assertConserved(state) {
	const [totals, thp, minted] = await Promise.all([
		state.query.checks.totalThp(),
		state.query.assets.asset(THP_ASSET),
		state.query.conversion.minted(),
	]);
	const of = (place) => totals[place].toBigInt();
	const sum = PLACES.map(of).reduce((all, part) => all + part);
	assert.equal(sum, of('accrued'), 'what accrued stands in exactly one place');
	const issued = of('matured') + of('expired') + minted.toBigInt();
	assert.equal(thp.unwrap().supply.toBigInt(), issued, 'THP comes from checks or conversions');
}

/** THP base units that a tetri carries. */
const RATE = 2_000n;

/** THP base units that a check carries. */
export const thpIn = ({ tetri }) => tetri * RATE;

/** What the suite asks and tells the law; `chain` is the client of this `api`. */
export function lawOf(api, chain) {
	async function nonceOf({ id }) {
		const person = await chain.view('Kyc', 'person', id);
		return person.isSome ? person.unwrap().nonce.toNumber() : 0;
	}

	/** What a verifier says of a person that passed; `changes` make it say something else. */
	const passed = async (person, changes) => ({
		account: person.pair.address,
		person: person.id,
		outcome: 'Passed',
		level: 'Enhanced',
		risk: 'Low',
		jurisdiction: 'GE',
		commitment: someHash(),
		expiresAt: Date.now() + 100 * DAY,
		nonce: await nonceOf(person),
		...changes,
	});

	const payloadOf = (attestation, genesis = api.genesisHash.toU8a()) =>
		attestationPayload(genesis, attestation);

	/** Hands in what a verifier signed: the payload as it is, unless `signed` is something else. */
	const attest = (attestation, verifier, signed = payloadOf(attestation)) =>
		api.tx.kyc.attest(attestation, verifier.address, { Sr25519: verifier.sign(signed) });

	const transfer = (to, amount) => api.tx.compliance.transfer(to.address, amount);

	async function thpOf({ address }) {
		const account = await api.query.assets.account(THP_ASSET, address);
		return account.isSome ? account.unwrap().balance.toBigInt() : 0n;
	}

	async function standingOf({ address }) {
		const identity = await chain.view('Kyc', 'identity', address);
		return identity.isSome ? identity.unwrap().standing.type : 'Unknown';
	}

	async function freeCallsOf({ address }) {
		return (await chain.view('Kyc', 'free_calls_left', address)).toNumber();
	}

	/** Every reason against a transfer, with what would help. */
	async function refusals(from, to, amount) {
		const found = await chain.view('Compliance', 'why_not', from.address, to.address, amount);
		return found.map(({ reason, fix }) => [reason.type, fix.toJSON()]);
	}

	/** The names of every reason against a transfer. */
	async function reasons(from, to, amount) {
		return (await refusals(from, to, amount)).map(([reason]) => reason);
	}

	/** The error that a call would meet, by the view that tells it; `undefined` if it would pass. */
	async function foreseen(pallet, name, ...args) {
		const answer = await chain.view(pallet, name, ...args);
		return answer.isErr ? chain.explain(answer.asErr).error : undefined;
	}

	/** Submits calls in one transaction, each with the error that it must meet, or `undefined`. */
	async function assertOutcomes(expected, pair) {
		const calls = expected.map(([, call]) => call);
		const errors = expected.map(([error]) => error);
		assert.deepEqual(await chain.attempt(calls, pair), errors);
	}

	/** Submits calls in one transaction, each with the pallet's error that it must meet. */
	const assertRefused = (pallet, refused, pair) =>
		assertOutcomes(
			refused.map(([error, call]) => [`${pallet}.${error}`, call]),
			pair,
		);

	return {
		nonceOf,
		passed,
		payloadOf,
		attest,
		transfer,
		thpOf,
		standingOf,
		freeCallsOf,
		refusals,
		reasons,
		foreseen,
		assertOutcomes,
		assertRefused,
	};
}

/** Opens a restaurant with one till; the owner signs these calls too, in one transaction with the first. */
export async function openRestaurant(api, chain, who, calls = []) {
	const identified = { entity: someHash(), licence: someHash(), ...profile };
	const register = api.tx.franchise.registerNode(who.bob.address, identified, dailyCap);
	const opened = await chain.succeed(api.tx.utility.batchAll([register, ...calls]), who.owner);
	const node = find(opened, 'franchise', 'NodeRegistered').node.toNumber();
	const approve = api.tx.franchise.approveTill(node, who.till.address, limits);
	const approved = await chain.succeed(approve, who.owner);
	const till = find(approved, 'franchise', 'TillApproved').till.toNumber();

	/** Records checks of so many tetri, numbered from 1, and gives each with its wallet. */
	async function record(amounts) {
		const checks = amounts.map((tetri, at) => ({
			sequence: at + 1,
			tetri,
			wallet: who.ofSecret(someSecret()),
		}));
		const soldAt = Date.now() - 60_000;
		const entries = checks.map(({ wallet, ...check }) => ({
			...check,
			soldAt,
			wallet: wallet.publicKey,
			commitment: someHash(),
		}));
		await chain.succeed(api.tx.checks.recordChecks(entries), who.till);
		return checks;
	}

	const claim = ({ sequence, wallet }, { address }) =>
		chain.succeed(api.tx.checks.claim(till, sequence, address), wallet);

	/**
	 * The event of this kind of each of these checks, by number, once all have one. No final block
	 * until then may break rule 3.
	 */
	async function eventOf(kind, checks, patience) {
		const found = new Map();
		for await (const state of chain.finalBlocks(patience)) {
			await assertConserved(state);
			for (const { event } of await state.query.system.events()) {
				if (event.method === kind && event.data.till.eq(till)) {
					found.set(event.data.sequence.toNumber(), event.data);
				}
			}
			if (checks.every(({ sequence }) => found.has(sequence))) {
				return found;
			}
		}
		throw new Error(`no ${kind} of some checks`);
	}

	return { node, till, record, claim, eventOf };
}
