// The real tronweb, unmodified, against the double.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TronWeb } from 'tronweb';
import { start } from '../src/server.js';

let tron;
let web;
let account;
const post = async (path, body) => {
	const response = await fetch(`${tron.urls[0]}${path}`, {
		method: 'POST',
		body: JSON.stringify(body ?? {}),
	});
	return response.json();
};

before(async () => {
	tron = await start();
	account = await TronWeb.createAccount();
	web = new TronWeb({ fullHost: tron.urls[0], privateKey: account.privateKey });
	const to = account.address.base58;
	await post('/admin/send', { token: 'trx', to, amount: 1_000_000_000 });
	await post('/admin/send', { token: 'usdt', to, amount: 250_000_000 });
	await post('/admin/mine', { blocks: 20 });
});
after(() => tron.stop());

test('balances should be what the faucet sent', async () => {
	assert.equal(await web.trx.getBalance(account.address.base58), 1_000_000_000);
	const usdt = await web.contract().at(tron.tokens.usdt);
	const [balance, symbol] = [
		await usdt.balanceOf(account.address.base58).call(),
		await usdt.symbol().call(),
	];
	assert.equal(BigInt(balance), 250_000_000n);
	assert.equal(symbol, 'USDT');
});

test('a transfer of TRX should be in a block and solidified twenty blocks later', async () => {
	const { address } = await TronWeb.createAccount();
	const sent = await web.trx.sendTransaction(address.base58, 7_000_000);
	assert.equal(sent.result, true);
	await post('/admin/mine', { blocks: 1 });
	assert.deepEqual(await web.trx.getTransactionInfo(sent.txid), {});
	const info = await web.trx.getUnconfirmedTransactionInfo(sent.txid);
	assert.equal(info.id, sent.txid);
	await post('/admin/mine', { blocks: 19 });
	assert.equal((await web.trx.getTransactionInfo(sent.txid)).blockNumber, info.blockNumber);
	assert.equal(await web.trx.getBalance(address.base58), 7_000_000);
	const transaction = await web.trx.getConfirmedTransaction(sent.txid);
	assert.equal(transaction.ret[0].contractRet, 'SUCCESS');
	const block = await web.trx.getBlockByNumber(info.blockNumber);
	assert.equal(block.transactions[0].txID, sent.txid);
});

test('a transfer that the node builds should be what tronweb would have built', async () => {
	const { address } = await TronWeb.createAccount();
	const built = await post('/wallet/createtransaction', {
		owner_address: account.address.hex,
		to_address: address.hex,
		amount: 5,
	});
	const signed = await web.trx.sign(built);
	const { result, txid } = await web.trx.sendRawTransaction(signed);
	assert.equal(result, true);
	assert.equal(txid, built.txID);
});

test('a transfer of USDT should have one Transfer log, and a receipt that succeeded', async () => {
	const { address } = await TronWeb.createAccount();
	const usdt = await web.contract().at(tron.tokens.usdt);
	const txid = await usdt.transfer(address.base58, 1_500_000).send();
	await post('/admin/mine', { blocks: 20 });
	const info = await web.trx.getTransactionInfo(txid);
	assert.equal(info.receipt.result, 'SUCCESS');
	assert.equal(info.log.length, 1);
	assert.equal(info.log[0].address, TronWeb.address.toHex(tron.tokens.usdt).slice(2));
	assert.equal(info.log[0].topics[0], web.sha3('Transfer(address,address,uint256)', false));
	assert.equal(info.log[0].topics[1].slice(24), account.address.hex.slice(2).toLowerCase());
	assert.equal(info.log[0].topics[2].slice(24), address.hex.slice(2).toLowerCase());
	assert.equal(BigInt(`0x${info.log[0].data}`), 1_500_000n);
	assert.equal(BigInt(await usdt.balanceOf(address.base58).call()), 1_500_000n);
});

test('a transfer above the balance should be in a block, reverted and without a log', async () => {
	const { address } = await TronWeb.createAccount();
	const { transaction } = await web.transactionBuilder.triggerSmartContract(
		tron.tokens.usdt,
		'transfer(address,uint256)',
		{ feeLimit: 50_000_000 },
		[
			{ type: 'address', value: address.base58 },
			{ type: 'uint256', value: '900000000000' },
		],
	);
	const { txid } = await web.trx.sendRawTransaction(await web.trx.sign(transaction));
	await post('/admin/mine', { blocks: 20 });
	const info = await web.trx.getTransactionInfo(txid);
	assert.equal(info.receipt.result, 'REVERT');
	assert.equal(info.result, 'FAILED');
	assert.equal(info.log, undefined);
	assert.ok(info.fee > 0);
});

test('a transfer with too little energy should fail and cost its fee', async () => {
	const { transaction } = await web.transactionBuilder.triggerSmartContract(
		tron.tokens.usdt,
		'transfer(address,uint256)',
		{ feeLimit: 100_000 },
		[
			{ type: 'address', value: tron.faucet },
			{ type: 'uint256', value: 1 },
		],
	);
	const { txid } = await web.trx.sendRawTransaction(await web.trx.sign(transaction));
	await post('/admin/mine', { blocks: 20 });
	const info = await web.trx.getTransactionInfo(txid);
	assert.equal(info.receipt.result, 'OUT_OF_ENERGY');
});

test('a foreign signature, a second broadcast and a strange block should be refused', async () => {
	const stranger = await TronWeb.createAccount();
	const built = await web.transactionBuilder.sendTrx(tron.faucet, 1, account.address.base58);
	const foreign = web.utils.crypto.signTransaction(stranger.privateKey, structuredClone(built));
	assert.equal((await web.trx.sendRawTransaction(foreign)).code, 'SIGERROR');
	const signed = await web.trx.sign(built);
	assert.equal((await web.trx.sendRawTransaction(signed)).result, true);
	assert.equal((await web.trx.sendRawTransaction(signed)).code, 'DUP_TRANSACTION_ERROR');
	const strange = structuredClone(built);
	strange.raw_data.ref_block_hash = '00'.repeat(8);
	assert.equal((await post('/wallet/broadcasttransaction', strange)).code, 'TAPOS_ERROR');
	const late = structuredClone(built);
	late.raw_data.expiration = 1;
	const { code } = await post('/wallet/broadcasttransaction', late);
	assert.equal(code, 'TRANSACTION_EXPIRATION_ERROR');
});

test('a transaction should be taken as hex too', async () => {
	const built = await web.transactionBuilder.sendTrx(tron.faucet, 2, account.address.base58);
	const signed = await web.trx.sign(built);
	const message = web.utils.transaction.txJsonToPb(signed);
	message.addSignature(Uint8Array.from(Buffer.from(signed.signature[0], 'hex')));
	const bytes = Buffer.from(message.serializeBinary()).toString('hex');
	const sent = await web.trx.sendHexTransaction(bytes);
	assert.equal(sent.result, true);
	assert.equal(sent.txid, built.txID);
});
