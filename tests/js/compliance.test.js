/**
 * What the law does to persons and their THP, on three validators: KYC, the one door, freezes,
 * recovery, roles (rules 7 to 14 and 40).
 *
 * Void windows and the delay of a recovery take two minutes each, so the tests run side by side, and
 * those that need THP wait for it.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { u8aToHex, u8aWrapBytes } from '@polkadot/util';
import { INVALID_TRANSACTION, connect, find, isFree, leave } from './client.js';
import { NOBODY, THP, keys, someHash } from './fixtures.js';
import { DAY, assertConserved, lawOf, linkPayload, openRestaurant, thpIn } from './people.js';
import { suite } from './suite.js';

/** The most that an unverified account may hold. */
const CAP = 1_000n * THP;
/** The most of one transfer, and of a day. */
const LIMIT = 100_000n * THP;
/** The largest amount there is. */
const MOST = 2n ** 128n - 1n;
const NO_HASH = `0x${'00'.repeat(32)}`;
/** One POT, for those who are to pay for a refusal. */
const FARE = 1_000_000_000_000n;

const OPTIONS = { concurrency: true, timeout: 420_000 };

export default suite(import.meta.url, 'KYC and compliance', OPTIONS, () => {
	let api, chain, law, who, verifier, restaurant, matured;
	let guest, forgetful, payer, payee, regular, foreigner;
	const checks = {};
	const somebody = (name) => ({ pair: who.fresh(name), id: someHash() });

	before(async () => {
		who = await keys();
		[verifier] = who.verifiers;
		({ api, chain } = await connect());
		law = lawOf(api, chain);
		const names = ['guest', 'forgetful', 'payer', 'payee', 'regular', 'foreigner'];
		[guest, forgetful, payer, payee, regular, foreigner] = names.map(somebody);
		for (const name of ['spare', 'cashier', 'beginner']) {
			who[name] = who.fresh(name);
		}
		[restaurant] = await Promise.all([open(), attestKnown()]);

		const amounts = [600_035n, 750_000n, 20_000n, 10_000n, 5_000n];
		const recorded = await restaurant.record(amounts);
		[checks.guest, checks.forgetful, checks.payer, checks.spare, checks.unclaimed] = recorded;
		const guests = [guest.pair, forgetful.pair, payer.pair, who.spare];
		await Promise.all(guests.map((pair, at) => restaurant.claim(recorded[at], pair)));
		matured = restaurant.eventOf('CheckMatured', recorded.slice(0, guests.length), 300_000);
		matured.catch(() => {});
	});

	after(leave);

	/** A restaurant, a verifier of the lowest level, and fares. */
	function open() {
		const { kyc, balances } = api.tx;
		const licence = { maxLevel: 'Basic', mayClear: false, maxPersons: 1 };
		const payers = [payer.pair, payee.pair, who.beginner];
		return openRestaurant(api, chain, who, [
			kyc.registerVerifier(who.beginner.address, licence),
			...payers.map(({ address }) => balances.transferKeepAlive(address, FARE)),
		]);
	}

	/** Everybody but the guest is verified before any THP matures. */
	async function attestKnown() {
		const attestations = await Promise.all([
			...[forgetful, payer, payee, regular].map((person) => law.passed(person)),
			law.passed(foreigner, { jurisdiction: 'JP' }),
		]);
		const calls = attestations.map((attestation) => law.attest(attestation, verifier));
		await chain.succeed(api.tx.utility.batchAll(calls), verifier);
	}

	async function assertMatured(check, minted) {
		const { amount, deferred } = (await matured).get(check.sequence);
		assert.deepEqual([amount.toBigInt(), deferred.toBigInt()], [minted, thpIn(check) - minted]);
	}

	it('should list calls, errors and views with words for people', () => {
		const calls = {
			kyc: 'attest clearHit suspend reinstate revoke link grantRole revokeRole',
			compliance:
				'transfer freeze unfreeze setFrozenAmount forceTransfer requestRecovery vetoRecovery ' +
				'completeRecovery cancelRecovery setPaused setJurisdiction setSettings',
			checks: 'collect',
		};
		for (const [pallet, names] of Object.entries(calls)) {
			for (const name of names.split(' ')) {
				assert.equal(typeof api.tx[pallet]?.[name], 'function', `${pallet}.${name}`);
			}
			for (const [name, { meta }] of Object.entries(api.errors[pallet])) {
				assert.match(meta.docs.join(' '), /\w/, `${pallet}.${name} has no words`);
			}
		}
		const views = {
			Kyc: 'identity person roles_of free_calls_left attestation_payload can_attest can_link',
			Compliance: 'why_not can_transfer limits_of recovery_of holders actions emissions',
			Checks: 'deferred',
		};
		for (const [pallet, names] of Object.entries(views)) {
			const known = chain.viewsOf(pallet);
			for (const name of names.split(' ')) {
				const docs = known.find((view) => view.name.eq(name))?.docs ?? [];
				assert.match(docs.join(' '), /\w/, `${pallet}.${name} is missing or has no words`);
			}
		}
	});

	it('should mint the rest, and let it be sent, without POT when the guest is verified', async () => {
		const { pair } = guest;
		const rest = thpIn(checks.guest) - CAP;
		const deferred = async () => (await chain.view('Checks', 'deferred', pair.address)).toBigInt();
		await assertMatured(checks.guest, CAP);
		assert.deepEqual([await law.thpOf(pair), await deferred()], [CAP, rest]);

		const amount = 250n * THP;
		const [sending, collecting] = [law.transfer(payee.pair, amount), api.tx.checks.collect()];
		assert.deepEqual(await law.reasons(pair, payee.pair, amount), ['SenderUnverified']);
		for (const call of [sending, collecting]) {
			await assert.rejects(chain.submit(call, pair), INVALID_TRANSACTION);
		}

		await chain.succeed(law.attest(await law.passed(guest), verifier), who.charlie);
		assert.deepEqual(await law.reasons(pair, payee.pair, amount), []);
		const quota = await law.freeCallsOf(pair);
		const sent = await chain.succeed(sending, pair);
		assert.ok(isFree(sent));
		assert.equal(find(sent, 'assets', 'Transferred').amount.toBigInt(), amount);
		assert.equal(await law.freeCallsOf(pair), quota - 1);
		const { used } = await chain.view('Compliance', 'limits_of', pair.address);
		assert.equal(used.toBigInt(), amount);

		const collected = await chain.succeed(collecting, pair);
		assert.ok(isFree(collected));
		assert.equal(find(collected, 'checks', 'ThpCollected').amount.toBigInt(), rest);
		assert.deepEqual([await law.thpOf(pair), await deferred()], [CAP + rest - amount, 0n]);
		assert.ok((await api.query.system.account(pair.address)).data.free.isZero());
		await assertConserved(await chain.finalState());
	});

	it('should say in words, and all at once, why a transfer is refused', async () => {
		const { error, help } = await chain.submit(law.transfer(payee.pair, THP), who.charlie);
		assert.equal(error, 'compliance.SenderNotVerified');
		assert.equal(help, 'The sender is not verified now.');

		const [from, to] = [who.fresh('nobody'), who.fresh('nobody else')];
		const limit = Number(LIMIT);
		assert.deepEqual(await law.refusals(from, to, 2n * LIMIT), [
			['SenderUnverified', { beVerified: { side: 'Sender' } }],
			['ReceiverUnverified', { beVerified: { side: 'Receiver' } }],
			['ExceedsBalance', { sendAtMost: { amount: 0 } }],
			['ExceedsTransferLimit', { sendAtMost: { amount: limit } }],
			['ExceedsDailyLimit', { sendAtMost: { amount: limit } }],
		]);
	});

	it("should apply a verifier's signature, raw or wrapped, and refuse what is not sound", async () => {
		const [raw, wrapped, unknown] = ['raw', 'wrapped', 'unknown'].map(somebody);
		const [first, second] = [await law.passed(raw), await law.passed(wrapped)];
		const payload = await chain.view('Kyc', 'attestation_payload', first);
		assert.equal(payload.toHex(), u8aToHex(law.payloadOf(first)));
		const accepted = [
			[undefined, law.attest(first, verifier)],
			[undefined, law.attest(second, verifier, u8aWrapBytes(law.payloadOf(second)))],
		];
		await law.assertOutcomes(accepted, who.alice);
		assert.equal(await law.standingOf(raw.pair), 'Verified');
		assert.equal(await law.standingOf(wrapped.pair), 'Verified');

		const state = async () => [
			(await chain.view('Kyc', 'record', raw.pair.address)).toHex(),
			(await chain.view('Kyc', 'person', raw.id)).toHex(),
			(await chain.view('Kyc', 'verifier', who.beginner.address)).toHex(),
			await law.standingOf(unknown.pair),
		];
		const unchanged = await state();
		const next = await law.passed(unknown);
		const reused = await law.passed(raw, { nonce: first.nonce });
		const twin = await law.passed({ ...raw, pair: unknown.pair });
		const usurper = await law.passed({ ...unknown, pair: raw.pair });
		const elsewhere = law.payloadOf(next, someHash());
		const attested = (changes) => law.attest({ ...next, ...changes }, verifier);
		const refused = [
			['WrongNonce', law.attest(first, verifier)],
			['WrongNonce', law.attest(reused, verifier)],
			['PersonTaken', law.attest(twin, verifier)],
			['AccountTaken', law.attest(usurper, verifier)],
			['BadSignature', law.attest(next, verifier, elsewhere)],
			['BadSignature', law.attest(next, verifier, law.payloadOf(first))],
			['UnknownVerifier', law.attest(next, who.bob)],
			['LevelAboveLicence', law.attest(next, who.beginner)],
			['AttestationExpired', attested({ expiresAt: Date.now() - DAY })],
			['ValidityTooLong', attested({ expiresAt: Date.now() + 400 * DAY })],
			['InvalidCommitment', attested({ commitment: NO_HASH })],
			['InvalidCountry', attested({ jurisdiction: 'ge' })],
		];
		await law.assertRefused('kyc', refused, who.alice);
		assert.deepEqual(await state(), unchanged);
	});

	it('should freeze and force for Compliance alone, and enter it in the register', async () => {
		const [from, to] = [payer.pair, payee.pair];
		const { freeze, unfreeze, forceTransfer, setFrozenAmount, setPaused } = api.tx.compliance;
		const reason = someHash();
		const force = forceTransfer(from.address, to.address, 5n * THP, reason);
		const firstAction = await api.query.compliance.nextActionId();
		const usurped = [freeze(from.address, reason), force, setPaused(true)];
		const [frozen] = await Promise.all([
			chain.succeed(freeze(from.address, reason), who.compliance),
			law.assertOutcomes(
				usurped.map((call) => ['BadOrigin', call]),
				who.charlie,
			),
		]);
		assert.equal(find(frozen, 'compliance', 'Frozen').reason.toHex(), reason);
		const [out, into] = await Promise.all([
			chain.submit(law.transfer(to, THP), from),
			chain.submit(law.transfer(from, THP), to),
		]);
		assert.equal(out.error, 'compliance.SenderFrozen');
		assert.equal(into.error, 'compliance.ReceiverFrozen');
		await chain.succeed(unfreeze(from.address), who.compliance);

		const all = thpIn(checks.payer);
		await assertMatured(checks.payer, all);
		const unverified = forceTransfer(from.address, who.bob.address, THP, reason);
		const unexplained = forceTransfer(from.address, to.address, THP, NO_HASH);
		const officers = [
			[undefined, setFrozenAmount(from.address, 10n * THP)],
			['compliance.ReceiverNotVerified', unverified],
			['compliance.MissingReason', unexplained],
			[undefined, force],
		];
		await law.assertOutcomes(officers, who.compliance);
		const available = all - 15n * THP;
		assert.deepEqual(await law.refusals(from, to, available + 1n), [
			['ExceedsBalance', { sendAtMost: { amount: Number(available) } }],
		]);
		assert.ok(isFree(await chain.succeed(law.transfer(to, available), from)));
		assert.equal(await law.thpOf(from), 10n * THP);

		const actions = (await chain.view('Compliance', 'actions', firstAction, 500))
			.map(([, action]) => action)
			.filter((action) => action.reason.isSome && action.reason.unwrap().eq(reason));
		const [, forced] = actions;
		assert.deepEqual(
			actions.map(({ kind }) => kind.type),
			['Freeze', 'ForcedTransfer'],
		);
		assert.equal(forced.account.unwrap().toString(), from.address);
		assert.equal(forced.counterparty.unwrap().toString(), to.address);
		assert.equal(forced.amount.toBigInt(), 5n * THP);
	});

	it('should move a person that lost its key, unless the old key objects', async () => {
		const [first, second, third] = who.verifiers;
		const [old, fresh] = [forgetful.pair, who.fresh('after recovery')];
		const { requestRecovery, vetoRecovery, completeRecovery } = api.tx.compliance;
		const request = requestRecovery(old.address, fresh.address, someHash());
		const isOpen = async () => (await law.reasons(payee.pair, old, THP)).includes('RecoveryOpen');
		const opened = await chain.succeed(request, first);
		const { canVeto, requestedAt } = find(opened, 'compliance', 'RecoveryRequested');
		assert.ok(canVeto.isTrue);
		assert.ok(await isOpen());
		const vetoed = await chain.succeed(vetoRecovery(requestedAt), old);
		assert.ok(isFree(vetoed));
		assert.equal(find(vetoed, 'compliance', 'RecoveryVetoed').verifier.toString(), first.address);
		assert.ok(!(await isOpen()));

		await Promise.all([
			law.assertRefused('compliance', [['VerifierVetoed', request]], first),
			law.assertRefused('compliance', [['NotReverified', request]], second),
			law.assertRefused('compliance', [['NotLicensed', request]], who.beginner),
		]);
		const again = law.attest(await law.passed(forgetful), second);
		const reopened = await chain.succeed(api.tx.utility.batchAll([again, request]), second);
		const { requestedAt: reopenedAt } = find(reopened, 'compliance', 'RecoveryRequested');
		const [known, other, nobody] = [payee.pair, who.fresh('other'), who.fresh('nobody')];
		const asked = (from, to, reason = someHash()) =>
			requestRecovery(from.address, to.address, reason);
		const refused = [
			['RecoveryOpen', asked(old, other)],
			['NewAccountTaken', asked(known, fresh)],
			['NewAccountKnown', asked(known, old)],
			['NotRecoverable', asked(nobody, other)],
			['MissingReason', asked(known, other, NO_HASH)],
			['TooEarly', completeRecovery(old.address)],
			['NoRecovery', vetoRecovery(reopenedAt)],
		];
		await Promise.all([
			// The veto is used up, so it would cost a fee, and the old account has no coin.
			assert.rejects(chain.submit(vetoRecovery(reopenedAt), old), INVALID_TRANSACTION),
			law.assertRefused('compliance', refused, third),
		]);

		const all = thpIn(checks.forgetful);
		await assertMatured(checks.forgetful, all);
		await untilCompletable(old);
		const completed = await chain.succeed(completeRecovery(old.address), who.bob);
		assert.equal(find(completed, 'compliance', 'RecoveryCompleted').amount.toBigInt(), all);
		assert.deepEqual([await law.thpOf(old), await law.thpOf(fresh)], [0n, all]);
		assert.equal(await law.standingOf(old), 'Unknown');
		assert.equal(await law.standingOf(fresh), 'Verified');
		const closed = await chain.view('Kyc', 'closed_account', old.address);
		assert.equal(closed.unwrap().toHex(), forgetful.id);
		await assertConserved(await chain.finalState());
	});

	async function untilCompletable({ address }) {
		const deadline = Date.now() + 240_000;
		while (!(await chain.view('Compliance', 'recovery_of', address)).unwrap().canComplete.isTrue) {
			assert.ok(Date.now() < deadline, 'the delay does not end');
			await sleep(1_000);
		}
	}

	it("should link a guest's second key when both keys sign", async () => {
		const { spare } = who;
		const all = thpIn(checks.spare);
		await assertMatured(checks.spare, all);
		const nonce = await law.nonceOf(regular);
		const genesis = api.genesisHash.toU8a();
		const payload = linkPayload(genesis, spare.address, regular.pair.address, nonce);
		const signed = (by) => ({ Sr25519: by.sign(u8aWrapBytes(payload)) });
		const foreseen = ({ pair }, by) =>
			law.foreseen('Kyc', 'can_link', pair.address, spare.address, signed(by));
		assert.equal(await foreseen(regular, regular.pair), 'kyc.BadSignature');
		assert.equal(await foreseen(payee, spare), 'kyc.BadSignature');
		assert.equal(await foreseen(regular, spare), undefined);

		const quota = await law.freeCallsOf(regular.pair);
		const link = api.tx.kyc.link(spare.address, signed(spare));
		const linked = await chain.succeed(link, regular.pair);
		assert.ok(isFree(linked));
		assert.equal(find(linked, 'kyc', 'Linked').old.toString(), spare.address);
		assert.deepEqual([await law.thpOf(spare), await law.thpOf(regular.pair)], [0n, all]);
		assert.equal(await law.freeCallsOf(regular.pair), quota - 1);
		assert.equal(await foreseen(regular, spare), 'kyc.LinkedToday');
		const reborn = law.attest(await law.passed({ pair: spare, id: someHash() }), verifier);
		await law.assertRefused('kyc', [['AccountClosed', reborn]], verifier);
	});

	it("should keep a cashier from claiming the restaurant's checks", async () => {
		const { cashier, bob } = who;
		const { node, till } = restaurant;
		const { grantRole, revokeRole } = api.tx.kyc;
		const grant = (scope) => grantRole(cashier.address, 'Cashier', scope, null);
		const { wallet, sequence } = checks.unclaimed;
		const foreseen = () =>
			law.foreseen('Checks', 'can_claim', wallet.address, till, sequence, cashier.address);
		assert.equal(await foreseen(), undefined);
		const [granted] = await Promise.all([
			chain.succeed(grant({ Node: node }), bob),
			law.assertRefused('kyc', [['NotAuthorized', grant({ Node: node })]], who.charlie),
		]);
		assert.equal(find(granted, 'kyc', 'RoleGranted').role.type, 'Cashier');
		const [role] = await chain.view('Kyc', 'roles_of', cashier.address);
		assert.equal(role.grantedBy.unwrap().toString(), bob.address);
		assert.equal(await foreseen(), 'checks.StaffDestination');
		await assert.rejects(restaurant.claim(checks.unclaimed, cashier), INVALID_TRANSACTION);

		const owners = [
			['WrongScope', grant('Network')],
			['UnknownNode', grant({ Node: NOBODY })],
			['AlreadyGranted', grant({ Node: node })],
		];
		await law.assertRefused('kyc', owners, who.owner);
		await chain.succeed(revokeRole(cashier.address, 'Cashier', { Node: node }), bob);
		assert.equal(await foreseen(), undefined);
	});

	it('should refuse a transfer that makes no sense or that the law forbids', async () => {
		const refused = [
			['AmountZero', law.transfer(regular.pair, 0n)],
			['SameAccount', law.transfer(payee.pair, THP)],
			['ExceedsBalance', law.transfer(regular.pair, MOST)],
			['ReceiverNotVerified', law.transfer(who.bob, THP)],
			['ReceiverCountryNotAllowed', law.transfer(foreigner.pair, THP)],
		];
		await law.assertRefused('compliance', refused, payee.pair);
		const limits = ['ExceedsBalance', 'ExceedsTransferLimit', 'ExceedsDailyLimit'];
		const found = await law.reasons(payee.pair, regular.pair, MOST);
		assert.deepEqual(found.slice(0, limits.length), limits);
	});
});
