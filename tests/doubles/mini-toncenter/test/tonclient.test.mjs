// The unmodified TonClient of @ton/ton against the double.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Address, SendMode, beginCell, comment, internal, toNano } from '@ton/core';
import { keyPairFromSeed } from '@ton/crypto';
import { JettonMaster, JettonWallet, TonClient, WalletContractV5R1 } from '@ton/ton';
import { start } from '../start.mjs';

const FUTURE = 0xffffffff;
const keys = keyPairFromSeed(Buffer.alloc(32, 7));
const wallet = WalletContractV5R1.create({ workchain: 0, publicKey: keys.publicKey });

let double;
let client;
let shop;

before(async () => {
	double = await start();
	client = new TonClient({ endpoint: `${double.url}/api/v2/jsonRPC` });
	shop = Address.parse((await double.admin('wallet', { name: 'shop' })).address);
	await double.admin('faucet', {
		to: wallet.address.toRawString(),
		value: toNano('100').toString(),
	});
});
after(() => double.stop());

async function send(messages) {
	const opened = client.open(wallet);
	await opened.sendTransfer({
		seqno: await opened.getSeqno(),
		secretKey: keys.secretKey,
		sendMode: SendMode.PAY_GAS_SEPARATELY,
		timeout: FUTURE,
		messages,
	});
}

test('balance and state should be what the faucet made of them', async () => {
	assert.equal(await client.getBalance(wallet.address), toNano('100'));
	assert.equal(await client.isContractDeployed(wallet.address), false);
	assert.equal(await client.isContractDeployed(shop), true);
});

test('a V5R1 wallet should deploy itself and send TON with a comment', async () => {
	const before = await client.getBalance(shop);
	await send([internal({ to: shop, value: toNano('2.5'), bounce: false, body: comment('INV-1') })]);
	assert.equal(await client.open(wallet).getSeqno(), 1);
	const gained = (await client.getBalance(shop)) - before;
	assert.ok(gained > toNano('2.49') && gained <= toNano('2.5'), `${gained}`);
	const [last] = await client.getTransactions(shop, { limit: 1 });
	assert.equal(last.inMessage.info.value.coins, toNano('2.5'));
	assert.equal(last.inMessage.body.beginParse().skip(32).loadStringTail(), 'INV-1');
});

test('a wrong signature and an old seqno should be refused', async () => {
	const opened = client.open(wallet);
	const messages = [internal({ to: shop, value: 1n })];
	const common = { sendMode: SendMode.PAY_GAS_SEPARATELY, timeout: FUTURE, messages };
	const stranger = keyPairFromSeed(Buffer.alloc(32, 8));
	const seqno = await opened.getSeqno();
	await assert.rejects(opened.sendTransfer({ ...common, seqno, secretKey: stranger.secretKey }));
	await assert.rejects(
		opened.sendTransfer({ ...common, seqno: seqno - 1, secretKey: keys.secretKey }),
	);
	assert.equal(await opened.getSeqno(), seqno);
});

test('transactions should page backwards by lt and hash, linked to one another', async () => {
	for (const value of [1n, 2n, 3n]) {
		await send([internal({ to: shop, value: toNano(value), bounce: false })]);
	}
	const all = await client.getTransactions(shop, { limit: 100 });
	for (const [index, tx] of all.slice(0, -1).entries()) {
		assert.equal(tx.prevTransactionLt, all[index + 1].lt);
	}
	const [first] = all;
	const next = await client.getTransactions(shop, {
		limit: 2,
		lt: first.lt.toString(),
		hash: first.hash().toString('base64'),
	});
	assert.deepEqual(
		next.map(({ lt }) => lt),
		all.slice(1, 3).map(({ lt }) => lt),
	);
});

test('jettons should move by TEP-74, and the master should name their wallets', async () => {
	await double.admin('wallet', { name: 'issuer', value: toNano('10').toString() });
	const { master } = await double.admin('jetton', { id: 'usdt', admin: 'issuer' });
	const owner = wallet.address;
	await double.admin('mint', { jetton: 'usdt', to: owner.toRawString(), amount: '50000000' });

	const minter = client.open(JettonMaster.create(Address.parse(master)));
	const mine = await minter.getWalletAddress(owner);
	assert.equal(await client.open(JettonWallet.create(mine)).getBalance(), 50_000_000n);
	assert.equal((await minter.getJettonData()).totalSupply, 50_000_000n);
	const direct = await client.runMethod(Address.parse(master), 'get_wallet_address', [
		{ type: 'slice', cell: beginCell().storeAddress(owner).endCell() },
	]);
	assert.ok(direct.stack.readAddress().equals(mine));

	const transfer = beginCell()
		.storeUint(0x0f8a7ea5, 32)
		.storeUint(7, 64)
		.storeCoins(12_340_000n)
		.storeAddress(shop)
		.storeAddress(owner)
		.storeMaybeRef(null)
		.storeCoins(1n)
		.storeMaybeRef(comment('INV-2'))
		.endCell();
	await send([internal({ to: mine, value: toNano('0.1'), body: transfer })]);
	const theirs = await minter.getWalletAddress(shop);
	assert.equal(await client.open(JettonWallet.create(theirs)).getBalance(), 12_340_000n);
	assert.equal(await client.open(JettonWallet.create(mine)).getBalance(), 37_660_000n);
	const [notice] = await client.getTransactions(shop, { limit: 1 });
	const body = notice.inMessage.body.beginParse();
	assert.equal(body.loadUint(32), 0x7362d09c);
	assert.ok(notice.inMessage.info.src.equals(theirs));
	// A nanoton buys no gas: the notification is credited, runs nothing, and counts as aborted.
	assert.equal(notice.description.aborted, true);
	assert.equal(notice.description.computePhase.reason, 'no-gas');
	assert.equal(notice.description.bouncePhase, undefined);
});

test('jettons that nobody takes should bounce back', async () => {
	const mine = await client
		.open(
			JettonMaster.create(
				Address.parse((await double.admin('jetton', { id: 'b', admin: 'issuer' })).master),
			),
		)
		.getWalletAddress(wallet.address);
	await double.admin('mint', { jetton: 'b', to: wallet.address.toRawString(), amount: '5' });
	const body = beginCell()
		.storeUint(0x0f8a7ea5, 32)
		.storeUint(0, 64)
		.storeCoins(6n)
		.storeAddress(shop)
		.storeAddress(null)
		.storeMaybeRef(null)
		.storeCoins(0)
		.storeMaybeRef(null)
		.endCell();
	await send([internal({ to: mine, value: toNano('0.1'), body })]);
	assert.equal(await client.open(JettonWallet.create(mine)).getBalance(), 5n);
	const [back] = await client.getTransactions(wallet.address, { limit: 1 });
	assert.equal(back.inMessage.info.bounced, true);
});

test('the masterchain should grow', async () => {
	const before = await client.getMasterchainInfo();
	await double.admin('mine', { count: 3 });
	const now = await client.getMasterchainInfo();
	assert.equal(now.latestSeqno, before.latestSeqno + 3);
	assert.equal(now.workchain, -1);
});
