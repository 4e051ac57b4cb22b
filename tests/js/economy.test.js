/**
 * SPOT from what guests do to THP, on three validators: what earns it, its conversion, and a round of
 * the distribution (rules 15 to 20). The void window of a check takes two minutes and the notice of a
 * round one, so what can runs side by side.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { u8aConcat } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';
import { INVALID_TRANSACTION, connect, find, findAll, isFree, leave } from './client.js';
import { LARI, THP, URL, keys, someHash } from './fixtures.js';
import { DAY, MINUTE, assertConserved, lawOf, openRestaurant, thpIn } from './people.js';
import { DAILY_CAP, SPOT_ASSET, WATCH_PER_SPOT, noon, spotOf } from './spot.js';
import { suite } from './suite.js';

/** SPOT for one THP. */
const RATE = 10;
/** POT for somebody who is to pay for refusals. */
const FARE = 10_000_000_000_000n;
/** What somebody gives to the pool, where nothing is for a year: shares of it are not whole. */
const POOL = 2_000_001n;
/** How long before its opening a round must be announced on local networks, in ms. */
const NOTICE = MINUTE;
/** The account of the network reserve. */
const RESERVE = { address: encodeAddress(u8aConcat('modl', 'hp/resrv', new Uint8Array(20)), 42) };
/** What somebody holds at the record date where nobody else has SPOT. */
const SOME = 10;
/** What those earn who convert all of it. */
const CONVERTED = { regular: 30, newcomer: 10 };

const OPTIONS = { timeout: 900_000 };

const run = promisify(execFile);

export default suite(import.meta.url, 'SPOT, conversion, distribution', OPTIONS, () => {
	let api, chain, law, spot, who, restaurant, check, visit, pool, opensAt, round;
	const guests = {};
	/** What those hold at the record date who are verified. */
	let held;

	before(async () => {
		who = await keys();
		({ api, chain } = await connect());
		law = lawOf(api, chain);
		spot = spotOf(api, chain, who.alice);
		pool = { address: api.consts.distribution.poolAccount.toString() };
		held = await heldAroundMedian();
		const unverified = { reader: DAILY_CAP, keeper: DAILY_CAP, stranger: held.top };
		const verified = [...Object.keys(held), ...Object.keys(CONVERTED), 'visitor'];
		for (const name of [...verified, ...Object.keys(unverified), 'fan', 'binger']) {
			guests[name] = who.fresh(name);
		}
		const earned = Object.entries({ ...held, ...CONVERTED, ...unverified });
		const observations = earned.flatMap(([name, amount]) => spot.earning(guests[name], amount));
		[restaurant] = await Promise.all([
			openRestaurant(api, chain, who),
			spot.asRoot(api.tx.utility.batchAll(observations)),
			attest(verified),
			forgetAnnouncement(),
		]);

		[check] = await restaurant.record([473n * LARI + 45n]);
		visit = visitCounted();
		visit.catch(() => {});
	});

	after(leave);

	/** As many below the median as above it, so that it stays what it is, whoever else has SPOT. */
	async function heldAroundMedian() {
		const figures = await chain.view('Spot', 'figures');
		const median = figures.median.toNumber() || SOME;
		const [low, lower] = [6, 3].map((less) => Math.max(median - less, 1));
		return { low, lower, median, above: median + 7, top: median + 20 };
	}

	async function attest(names) {
		const persons = names.map((name) => ({ pair: guests[name], id: someHash() }));
		const attestations = await Promise.all(persons.map((person) => law.passed(person)));
		const [verifier] = who.verifiers;
		const calls = attestations.map((attestation) => law.attest(attestation, verifier));
		await chain.succeed(api.tx.utility.batchAll(calls), verifier);
	}

	/** A round that an earlier run left announced would keep SPOT from being converted. */
	async function forgetAnnouncement() {
		if ((await chain.view('Distribution', 'announcement')).isSome) {
			await chain.succeed(api.tx.distribution.cancel(), who.owner);
		}
	}

	/** Claims the check and waits until it is a visit. */
	async function visitCounted() {
		await restaurant.claim(check, guests.visitor);
		return (await restaurant.eventOf('VisitCounted', [check], 300_000)).get(check.sequence);
	}

	const now = async () => (await api.query.timestamp.now()).toNumber();

	const pairsOf = (amounts) =>
		Object.entries(amounts).map(([name, amount]) => [guests[name].address, amount]);

	const convert = (amounts, rate = RATE) => api.tx.conversion.convert(pairsOf(amounts), rate);

	const preview = (amounts, rate = RATE) =>
		chain.view('Conversion', 'preview', pairsOf(amounts), rate);

	const spotIn = (names) => Promise.all(names.map((name) => spot.balanceOf(guests[name])));

	const thpHeld = (names) => Promise.all(names.map((name) => law.thpOf(guests[name])));

	const numbersOf = ({ spot: burned, amount, fromReserve, minted }) =>
		[burned, amount, fromReserve, minted].map((part) => part.toBigInt());

	const payment = (paid) => [paid.who.toString(), ...numbersOf(paid)];

	const shareOf = async (name) =>
		(await chain.view('Distribution', 'share_of', round, guests[name].address)).unwrap();

	const claim = () => api.tx.distribution.claim(round);

	describe('what is earned and converted', { concurrency: true }, () => {
		it('should earn SPOT by watching, a post, and a session from a table', async () => {
			const { fan } = guests;
			const table = { node: restaurant.node, table: 1 };
			// A session lasts a minute on local networks, so this one is over already.
			const began = (await now()) - 90_000;
			const events = await spot.asRoot(
				api.tx.utility.batchAll([
					spot.watched(fan, noon(1), 2 * WATCH_PER_SPOT + 30_000),
					spot.liked(fan, 50),
					spot.streamed(fan, table, began, MINUTE / 2),
				]),
			);
			const awards = findAll(events, 'spot', 'Awarded');
			assert.deepEqual(
				awards.map(({ source, amount }) => [source.type, amount.toNumber()]),
				[
					['Watch', 2],
					['Post', 1],
				],
			);
			const [{ evidence }] = awards;
			const line = (await chain.view('Spot', 'award_line', evidence)).unwrap();
			assert.deepEqual([line.who.toString(), line.amount.toNumber()], [fan.address, 2]);

			const progress = await chain.view('Loyalty', 'progress', fan.address);
			assert.equal(progress.watched.toNumber(), 30_000);
			assert.deepEqual([progress.session.isNone, progress.paidSessions.toNumber()], [true, 1]);
			assert.equal(await spot.balanceOf(fan), 4);
		});

		it('should drop what is above the cap of a day, without an error', async () => {
			const { binger } = guests;
			const tooLong = (DAILY_CAP + 2) * WATCH_PER_SPOT;
			const events = await spot.asRoot(spot.watched(binger, noon(1), tooLong));
			assert.equal(find(events, 'spot', 'Awarded').amount.toNumber(), DAILY_CAP);
			const { cap, dropped, who: whom } = find(events, 'spot', 'CapReached');
			assert.deepEqual(
				[whom.toString(), cap.type, dropped.toNumber()],
				[binger.address, 'Daily', 2],
			);
			assert.equal(await spot.balanceOf(binger), DAILY_CAP);
		});

		it('should refuse, by name, observations that can not be', async () => {
			const { reader } = guests;
			const post = someHash();
			const told = [
				['loyalty.Overlaps', spot.watched(reader, noon(1) + MINUTE, WATCH_PER_SPOT)],
				['loyalty.Overlaps', spot.watched(reader, noon(2), WATCH_PER_SPOT)],
				['loyalty.InFuture', spot.watched(reader, await now(), DAY)],
				['loyalty.TooOld', spot.watched(reader, noon(9), WATCH_PER_SPOT)],
				['loyalty.TooShort', spot.watched(reader, noon(1) + DAY / 4, 29_000)],
				['loyalty.TooFewLikes', spot.liked(reader, 49)],
				[undefined, spot.liked(reader, 50, post)],
				['spot.EvidenceUsed', spot.liked(reader, 51, post)],
			];
			const observations = told.map(([, observation]) => observation);
			const errors = told.map(([error]) => error);
			assert.deepEqual(await spot.attemptAsRoot(observations), errors);
			const { error } = await chain.submit(spot.liked(reader, 50), who.owner);
			assert.equal(error, 'BadOrigin');
			assert.equal(await spot.balanceOf(reader), DAILY_CAP + 1);
		});

		it("should keep SPOT from every call of the tokens' ledger", async () => {
			const { keeper } = guests;
			const funding = api.tx.balances.transferKeepAlive(keeper.address, FARE);
			await chain.succeed(funding, who.charlie);
			const { assets, utility } = api.tx;
			const named = [
				assets.transfer(SPOT_ASSET, who.bob.address, 1),
				assets.transferKeepAlive(SPOT_ASSET, who.bob.address, 1),
				assets.transferAll(SPOT_ASSET, who.bob.address, false),
				assets.approveTransfer(SPOT_ASSET, who.bob.address, 1),
				assets.burn(SPOT_ASSET, keeper.address, 1),
			];
			const every = Object.values(assets).map((call) => call(...call.meta.args.map(nothing)));
			const wrapped = utility.forceBatch([utility.asDerivative(0, named[0])]);
			const calls = [...named, ...every, wrapped];
			const outcomes = await Promise.all(calls.map((call) => chain.submit(call, keeper)));
			for (const [at, { error }] of outcomes.entries()) {
				const { section, method } = calls[at].method;
				assert.equal(error, 'system.CallFiltered', `${section}.${method}`);
			}
			assert.equal(await spot.balanceOf(keeper), DAILY_CAP);
		});

		/** An argument of this type that says nothing. */
		const nothing = ({ type }) => api.createType(type.toString());

		it('should convert exactly what the preview says when the owner signs', async () => {
			const first = { regular: 20, newcomer: 10 };
			const minted = (await chain.view('Conversion', 'minted_ever')).toBigInt();
			await assertConverted(first);
			assert.deepEqual(await spotIn(Object.keys(first)), [10, 0]);
			assert.deepEqual(await thpHeld(Object.keys(first)), [2n * THP, THP]);

			const given = 400_000n;
			assert.ok(isFree(await chain.succeed(law.transfer(RESERVE, given), guests.regular)));
			const [, amount, fromReserve] = await assertConverted({ regular: 10 });
			assert.deepEqual([amount, fromReserve], [THP, given]);
			assert.deepEqual(await spotIn(['regular']), [0]);
			assert.deepEqual(await thpHeld(['regular']), [3n * THP - given]);
			const mintedNow = (await chain.view('Conversion', 'minted_ever')).toBigInt();
			assert.equal(mintedNow - minted, 4n * THP - given);
		});

		/** Converts; each number must be the preview's. Gives those of the whole. */
		async function assertConverted(amounts) {
			const foreseen = (await preview(amounts)).asOk;
			const events = await chain.succeed(convert(amounts), who.owner);
			const paid = findAll(events, 'conversion', 'PairConverted');
			assert.deepEqual(paid.map(payment), foreseen.payments.map(payment));
			assert.deepEqual(
				paid.map((pair) => [pair.who.toString(), pair.spot.toNumber()]),
				pairsOf(amounts),
			);
			const converted = find(events, 'conversion', 'Converted');
			assert.deepEqual(numbersOf(converted), numbersOf(foreseen));
			const [[, entry]] = await chain.view('Conversion', 'conversions', converted.id, 1);
			assert.deepEqual(numbersOf(entry), numbersOf(foreseen));
			return numbersOf(converted);
		}

		it('should name the pair that can not be converted, and convert for nobody else', async () => {
			const tooMuch = { top: RATE, low: 10 * RATE };
			const reason = { index: 1, reason: 'ExceedsBalance' };
			const { error, details } = await chain.submit(convert(tooMuch), who.owner);
			assert.deepEqual([error, details], ['conversion.BadPair', reason]);
			const foreseen = chain.explain((await preview(tooMuch)).asErr);
			assert.deepEqual([foreseen.error, foreseen.details], [error, details]);

			const unverified = await chain.submit(convert({ stranger: RATE }), who.owner);
			assert.deepEqual(unverified.details, { index: 0, reason: 'NotVerified' });
			const strangers = [who.charlie, who.bob].map(async (pair) => {
				const { error: refusal } = await chain.submit(convert({ top: RATE }), pair);
				assert.equal(refusal, 'BadOrigin');
			});
			const others = [['RateChanged', convert({ top: RATE }, RATE + 1)]];
			await Promise.all([...strangers, law.assertRefused('conversion', others, who.owner)]);
			assert.deepEqual(await spotIn(['top']), [held.top]);
		});
	});

	describe('a visit and a round', { concurrency: true }, () => {
		it('should count a visit when its check matures', async () => {
			const { visitor } = guests;
			const { node, who: whom, unpaid } = await visit;
			assert.deepEqual(
				[whom.toString(), node.toNumber(), unpaid.toNumber()],
				[visitor.address, restaurant.node, 1],
			);
			const { visits, visitsPerSpot } = await chain.view('Loyalty', 'progress', visitor.address);
			assert.deepEqual([visits.toNumber(), visitsPerSpot.toNumber()], [1, 5]);
			const [remembered, ...others] = await chain.view('Loyalty', 'visits', visitor.address);
			assert.deepEqual([remembered.node.toNumber(), others.length], [restaurant.node, 0]);
			assert.equal(await law.thpOf(visitor), thpIn(check));
			assert.equal(await spot.balanceOf(visitor), 0);
		});

		describe('the round', { concurrency: false }, () => {
			it('should announce a round in time, and convert nothing until it is open', async () => {
				const { announce, open } = api.tx.distribution;
				const tooEarly = [
					['NoticeTooShort', announce((await now()) + NOTICE / 2)],
					['NotAnnounced', open()],
				];
				await law.assertRefused('distribution', tooEarly, who.owner);

				// Its notice counts from the block that the announcement is in.
				const earliest = (await chain.view('Distribution', 'earliest_opening')).toNumber();
				opensAt = earliest + NOTICE / 2;
				const { error } = await chain.submit(announce(opensAt), who.charlie);
				assert.equal(error, 'BadOrigin');
				const announced = await chain.succeed(announce(opensAt), who.owner);
				const told = find(announced, 'distribution', 'RoundAnnounced');
				assert.equal(told.opensAt.toNumber(), opensAt);

				const amounts = { top: RATE };
				const foreseen = chain.explain((await preview(amounts)).asErr);
				assert.equal(foreseen.error, 'conversion.RoundAnnounced');
				const meanwhile = [
					['conversion.RoundAnnounced', convert(amounts)],
					['distribution.AlreadyAnnounced', announce(opensAt)],
					['distribution.NotDue', open()],
				];
				await law.assertOutcomes(meanwhile, who.owner);
				assert.deepEqual(await spotIn(['top']), [held.top]);
			});

			it('should open the round at its time, with the figures of that moment', async () => {
				const { open } = api.tx.distribution;
				const inPool = await law.thpOf(pool);
				while ((await now()) < opensAt) {
					await sleep(1_000);
				}
				const [given, early] = await Promise.all([
					chain.succeed(law.transfer(pool, POOL), guests.regular),
					chain.submit(open(), who.charlie),
				]);
				assert.ok(isFree(given));
				assert.equal(early.error, 'distribution.OwnerFirst');

				const figures = await chain.view('Spot', 'figures');
				const opened = find(await chain.succeed(open(), who.owner), 'distribution', 'RoundOpened');
				round = opened.round.toNumber();
				assert.equal(opened.pool.toBigInt(), inPool + POOL);
				assert.equal(opened.median.toNumber(), held.median);
				for (const figure of ['holders', 'median', 'above']) {
					assert.ok(opened[figure].eq(figures[figure]), figure);
				}
				const { openedAt, reclaimsAt } = (
					await chain.view('Distribution', 'round', round)
				).unwrap();
				assert.ok(openedAt.toNumber() >= opensAt);
				assert.ok(reclaimsAt.eq(opened.reclaimsAt));
				assert.equal(reclaimsAt.toNumber() - openedAt.toNumber(), 3 * MINUTE);
			});

			it('should explain the shares of who is above, at the median, and unverified', async () => {
				const names = ['above', 'median', 'stranger'];
				const shares = await Promise.all(names.map(shareOf));
				const [{ pool: shared, figures }] = shares;
				const due = (BigInt(held.above) * shared.toBigInt()) / figures.above.toBigInt();
				assert.ok(due > 0n);
				assert.deepEqual(
					shares.map((share) => [
						share.spot.toNumber(),
						share.isAbove.isTrue,
						share.amount.toBigInt(),
						share.whyNot.unwrapOr(undefined)?.type,
					]),
					[
						[held.above, true, due, undefined],
						[held.median, false, 0n, 'NotAboveMedian'],
						[0, false, 0n, 'NothingThen'],
					],
				);
			});

			it('should pay a share once, to somebody without POT, and refuse others in the pool', async () => {
				const { above, median, stranger } = guests;
				const due = (await shareOf('above')).amount.toBigInt();
				assert.ok((await api.query.system.account(above.address)).data.free.isZero());
				const refused = [median, stranger].map((pair) =>
					assert.rejects(chain.submit(claim(), pair), INVALID_TRANSACTION),
				);
				const [paid] = await Promise.all([chain.succeed(claim(), above), ...refused]);
				assert.ok(isFree(paid));
				const { spot: then, amount } = find(paid, 'distribution', 'SharePaid');
				assert.deepEqual([then.toNumber(), amount.toBigInt()], [held.above, due]);
				assert.deepEqual(await thpHeld(['above', 'median', 'stranger']), [due, 0n, 0n]);

				await assert.rejects(chain.submit(claim(), above), INVALID_TRANSACTION);
				const { paid: noted, whyNot } = await shareOf('above');
				assert.deepEqual([noted.unwrap().toBigInt(), whyNot.unwrap().type], [due, 'AlreadyPaid']);
			});

			it('should let anybody have the others paid, and skip with a reason', async () => {
				const names = ['above', 'median', 'top'];
				const holders = names.map((name) => guests[name].address);
				const due = (await shareOf('top')).amount.toBigInt();
				const { push, reclaim } = api.tx.distribution;
				const [events] = await Promise.all([
					chain.succeed(push(round, holders), who.bob, { final: true }),
					law.assertRefused('distribution', [['TooEarly', reclaim(round)]], who.charlie),
				]);
				const paid = findAll(events, 'distribution', 'SharePaid');
				assert.deepEqual(
					paid.map((share) => [share.who.toString(), share.amount.toBigInt()]),
					[[guests.top.address, due]],
				);
				const skipped = findAll(events, 'distribution', 'ShareSkipped');
				assert.deepEqual(
					skipped.map(({ who: whom, reason }) => [whom.toString(), reason.type]),
					[
						[guests.above.address, 'AlreadyPaid'],
						[guests.median.address, 'NotAboveMedian'],
					],
				);
				assert.deepEqual(await thpHeld(['top', 'median']), [due, 0n]);
				await assertConserved(await chain.finalState());
			});
		});
	});

	it("should agree with the auditors' oracle", async () => {
		const command = [process.env.HOTPOT ?? 'hotpot', '--url', URL];
		const root = fileURLToPath(new globalThis.URL('../..', import.meta.url));
		const [program, ...options] = [...command, 'verify', 'distribution', String(round)];
		const { stdout } = await run(program, options, { cwd: root });
		const lines = stdout.trimEnd().split('\n');
		for (const name of ['above', 'top']) {
			const amount = Number((await shareOf(name)).amount) / Number(THP);
			const line = lines.find((text) => text.startsWith(guests[name].address));
			const [, spotThen, isAbove, share, paid] = line.split(/\s+/);
			assert.deepEqual([spotThen, isAbove], [String(held[name]), 'yes']);
			assert.deepEqual([share, paid].map(Number), [amount, amount]);
		}
		assert.match(lines.at(-1), /^no difference in \d+ events/);
	});
});
