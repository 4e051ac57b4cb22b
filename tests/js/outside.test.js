/**
 * What validators see outside the chain, by `@polkadot/api`: watched accounts, and votes that are made
 * here byte by byte, as a node makes them (rules 27 and 28).
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { compactAddLength, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { connect, find, leave } from './client.js';
import { ANCHOR_DEPTH, PERIOD, keys, someHash } from './fixtures.js';
import { suite } from './suite.js';

/** A general transaction of version 5, the first version of its extensions. */
const GENERAL = [0x45, 0];
/** Nonce, tip and metadata mode of nobody. */
const NOTHING = [0, 0, 0];
const AMOUNT = 1_250_000_000n;
/** How long a vote may take into a block, and how often is looked, in ms. */
const PATIENCE = 60_000;
const POLL = 1_000;

export default suite(import.meta.url, 'what validators see outside', { timeout: 300_000 }, () => {
	let api, chain, who, shop, company;

	before(async () => {
		who = await keys();
		({ api, chain } = await connect());
		shop = { Tron: u8aToHex(randomBytes(20)) };
		company = who.fresh('company').address;
	});

	after(leave);

	const watch = (purpose = 1) => api.tx.deposits.watch(shop, company, purpose);

	const deposit = (changes) => ({
		Deposit: {
			token: 'UsdtTron',
			from: { Tron: u8aToHex(randomBytes(20)) },
			to: shop,
			amount: AMOUNT,
			transaction: someHash(),
			index: 0,
			at: Date.now(),
			comment: 'table 7',
			...changes,
		},
	});

	/** The bytes of a validator's vote. */
	async function vote(pair, claim, genesis = api.genesisHash.toU8a()) {
		const [authorities, session, head] = await Promise.all([
			api.query.observations.authorities(),
			api.query.session.currentIndex(),
			api.rpc.chain.getHeader(),
		]);
		const authorityIndex = authorities.findIndex((key) => u8aToHex(pair.publicKey) === key.toHex());
		const ballot = { session, authorityIndex, claim };
		const unsigned = api.tx.observations.vote(ballot, new Uint8Array(64));
		const signed = u8aConcat(stringToU8a('hotpot/vote/1'), genesis, unsigned.args[0].toU8a());
		const call = api.tx.observations.vote(ballot, pair.sign(signed)).method.toU8a();
		const current = Math.max(head.number.toNumber() - ANCHOR_DEPTH, 1);
		const era = api.createType('ExtrinsicEra', { current, period: PERIOD }).toU8a();
		return u8aToHex(compactAddLength(u8aConcat(GENERAL, era, NOTHING, call)));
	}

	/** Past the library, which would have a transaction signed. */
	const cast = async (...args) =>
		api._rpcCore.provider.send('author_submitExtrinsic', [await vote(...args)]);

	const credited = async () => {
		const { credited } = await chain.view('Deposits', 'balance_of', company, 'UsdtTron');
		return credited.toBigInt();
	};

	it('should show who votes, and list calls, errors and views with words for people', async () => {
		const authorities = await api.query.observations.authorities();
		const validators = [who.alice, who.bob, who.charlie].map(({ publicKey }) =>
			u8aToHex(publicKey),
		);
		assert.deepEqual(authorities.map((key) => key.toHex()).sort(), validators.sort());
		for (const pallet of ['observations', 'deposits']) {
			for (const [name, { meta }] of Object.entries(api.errors[pallet])) {
				assert.match(meta.docs.join(' '), /\w/, `${pallet}.${name} has no words`);
			}
			for (const view of chain.viewsOf(pallet[0].toUpperCase() + pallet.slice(1))) {
				assert.match(view.docs.join(' '), /\w/, `${pallet}.${view.name} has no words`);
			}
		}
	});

	it('should let nobody but the owner have an account watched', async () => {
		assert.equal((await chain.submit(watch(), who.bob)).error, 'BadOrigin');
		const events = await chain.succeed(watch(), who.owner);
		assert.equal(find(events, 'deposits', 'AccountWatched').beneficiary.toString(), company);
		const { error, help } = await chain.submit(watch(2), who.owner);
		assert.equal(error, 'deposits.AlreadyWatched');
		assert.match(help, /\w/);
	});

	it('should credit a deposit once when two of three validators vote for it, and no other', async () => {
		const claim = deposit();
		const { transaction } = claim.Deposit;
		const lie = deposit({ transaction, amount: AMOUNT * 1000n });
		await assert.rejects(cast(who.alice, claim, new Uint8Array(32)), /1010: .*bad signature/);
		await assert.rejects(cast(who.bob, deposit({ to: { Tron: someHash().slice(0, 42) } })), /215/);
		await cast(who.charlie, lie);
		await cast(who.alice, claim);
		await cast(who.bob, claim);
		const deadline = Date.now() + PATIENCE;
		while ((await credited()) === 0n && Date.now() < deadline) {
			await sleep(POLL);
		}
		assert.equal(await credited(), AMOUNT);
		await assert.rejects(cast(who.charlie, claim), /216/);
		const [[, line]] = await chain.view('Deposits', 'lines', company, 0, 10);
		assert.equal(line.transaction.toHex(), transaction);
		assert.ok(line.isCounted.isTrue);
	});

	it('should take a vote from no signer', async () => {
		const ballot = { session: 0, authorityIndex: 0, claim: deposit() };
		const call = api.tx.observations.vote(ballot, new Uint8Array(64));
		assert.equal((await chain.submit(call, who.bob)).error, 'BadOrigin');
	});
});
