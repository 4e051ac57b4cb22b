// What tests have done on the chain: wallets, jettons, deposits. Everything is a message that the TVM
// executes; wallets' messages are signed as wallets sign them.

import { readFileSync } from 'node:fs';
import {
	Address,
	Cell,
	SendMode,
	beginCell,
	contractAddress,
	external,
	internal,
	storeMessage,
} from '@ton/core';
import { keyPairFromSeed } from '@ton/crypto';
import { WalletContractV5R1 } from '@ton/ton';
import { sha256 } from './ledger.mjs';
import { base64, raw } from './shapes-v3.mjs';

const compiled = JSON.parse(readFileSync(new URL('contracts/compiled.json', import.meta.url)));
const WALLET_CODE = Cell.fromBase64(compiled.wallet.boc);
const MINTER_CODE = Cell.fromBase64(compiled.minter.boc);
const ONE_TON = 1_000_000_000n;
const FOREVER = 0xffffffff;

export function comment(text) {
	return beginCell().storeUint(0, 32).storeStringTail(text).endCell();
}

// TEP-64's off-chain form, with the text itself instead of its address: a name and a symbol for people
// to be fooled by. The id keeps two jettons of one name apart.
export function content({ name, symbol, id }) {
	const text = JSON.stringify({ name, symbol, id });
	return beginCell().storeUint(1, 8).storeStringTail(text).endCell();
}

export function jettonWalletData(owner, minter) {
	return beginCell().storeCoins(0).storeAddress(owner).storeAddress(minter).endCell();
}

export function jettonWalletAddress(owner, minter) {
	return contractAddress(0, { code: WALLET_CODE, data: jettonWalletData(owner, minter) });
}

export { WALLET_CODE, MINTER_CODE };

export class Actions {
	constructor(ledger) {
		this.ledger = ledger;
		this.wallets = new Map();
		// By raw address of the minter.
		this.jettons = new Map();
		this.names = new Map();
	}

	key(name) {
		return keyPairFromSeed(sha256('wallet:', this.ledger.seed, ':', name));
	}

	contract(name) {
		if (!this.wallets.has(name)) {
			const { publicKey } = this.key(name);
			this.wallets.set(name, WalletContractV5R1.create({ workchain: 0, publicKey }));
		}
		return this.wallets.get(name);
	}

	// A name of a wallet, or an address in any form.
	walletAddress(owner, minter) {
		return jettonWalletAddress(owner, minter);
	}

	address(text) {
		if (/^-?\d+:[0-9a-fA-F]{64}$/.test(text)) return Address.parseRaw(text);
		return Address.isFriendly(text) ? Address.parse(text) : this.contract(text).address;
	}

	jetton(text) {
		const jetton = this.names.get(text) ?? this.jettons.get(text);
		if (!jetton) throw new Error(`no jetton ${text}; deploy it with /admin/jetton`);
		return jetton;
	}

	async wallet({ name, value, deploy = true }) {
		const wallet = this.contract(name);
		if (value !== undefined || deploy) {
			await this.ledger.faucet(wallet.address, BigInt(value ?? ONE_TON));
		}
		if (deploy && !(await this.isActive(wallet.address))) await this.sign(name, []);
		return { address: raw(wallet.address), friendly: wallet.address.toString() };
	}

	async isActive(address) {
		return (await this.ledger.state(address)).account?.storage.state.type === 'active';
	}

	async faucet({ to, value, times = 1 }) {
		const made = [];
		for (let i = 0; i < times; i += 1) {
			made.push(...(await this.ledger.faucet(this.address(to), BigInt(value))));
		}
		return answer(made);
	}

	// Signs and executes an external message of a wallet.
	async sign(name, messages) {
		const wallet = this.contract(name);
		const isActive = await this.isActive(wallet.address);
		const provider = this.ledger.chain.provider(wallet.address, wallet.init);
		const body = wallet.createTransfer({
			seqno: isActive ? await wallet.getSeqno(provider) : 0,
			secretKey: this.key(name).secretKey,
			sendMode: SendMode.PAY_GAS_SEPARATELY | SendMode.IGNORE_ERRORS,
			timeout: FOREVER,
			messages,
		});
		const init = isActive ? undefined : wallet.init;
		const message = external({ to: wallet.address, init, body });
		return this.ledger.send(beginCell().store(storeMessage(message)).endCell().toBoc());
	}

	async deployJetton({ id, admin, name = 'Tether USD', symbol = 'USD₮' }) {
		const data = beginCell()
			.storeCoins(0)
			.storeAddress(this.address(admin))
			.storeRef(content({ name, symbol, id }))
			.storeRef(WALLET_CODE)
			.endCell();
		const init = { code: MINTER_CODE, data };
		const minter = contractAddress(0, init);
		const made = await this.sign(admin, [
			internal({ to: minter, value: ONE_TON / 5n, init, bounce: false }),
		]);
		const jetton = { minter, admin };
		this.jettons.set(raw(minter), jetton);
		this.names.set(id ?? symbol, jetton);
		return { master: raw(minter), friendly: minter.toString(), ...answer(made) };
	}

	async mint({ jetton: text, to, amount, forward_ton: forwardTon = 0, payload }) {
		const { minter, admin } = this.jetton(text);
		const body = beginCell()
			.storeUint(0x15, 32)
			.storeUint(0, 64)
			.storeAddress(this.address(to))
			.storeCoins(ONE_TON / 10n)
			.storeCoins(BigInt(amount))
			.storeCoins(BigInt(forwardTon))
			.storeMaybeRef(payload ? Cell.fromBase64(payload) : null)
			.endCell();
		return answer(await this.sign(admin, [internal({ to: minter, value: ONE_TON / 5n, body })]));
	}

	// Of TON, or of a jetton if one is named.
	async send({ from, to, value, jetton, ...rest }) {
		const message = jetton
			? this.jettonMessage({ from, to, jetton, ...rest })
			: internal({
					to: this.address(to),
					value: BigInt(value),
					bounce: rest.bounce ?? false,
					body: bodyFor(rest),
				});
		return answer(await this.sign(from, [message]));
	}

	jettonMessage({ from, to, jetton, amount, forward_ton: forwardTon = 1, inline = true, ...rest }) {
		const { minter } = this.jetton(jetton);
		const owner = this.address(from);
		const payload = bodyFor(rest);
		const builder = beginCell()
			.storeUint(0x0f8a7ea5, 32)
			.storeUint(BigInt(rest.query_id ?? 0), 64)
			.storeCoins(BigInt(amount))
			.storeAddress(this.address(to))
			.storeAddress(owner)
			.storeMaybeRef(null)
			.storeCoins(BigInt(forwardTon));
		if (!payload) builder.storeBit(false);
		else if (inline && payload.bits.length <= 300 && payload.refs.length < 2) {
			builder.storeBit(false).storeSlice(payload.beginParse());
		} else builder.storeMaybeRef(payload);
		return internal({
			to: jettonWalletAddress(owner, minter),
			value: ONE_TON / 10n + BigInt(forwardTon),
			body: builder.endCell(),
		});
	}

	mine({ count = 1, automine }) {
		if (automine !== undefined) this.ledger.automine = automine;
		const head = count > 0 ? this.ledger.mine(count) : this.ledger.head;
		return { seqno: head.seqno, utime: head.utime };
	}
}

function bodyFor({ comment: text, body }) {
	if (body !== undefined) return Cell.fromBase64(body);
	return text === undefined ? undefined : comment(text);
}

function answer(made) {
	return {
		transactions: made.map(({ tx, account, hash }) => ({
			account: raw(account),
			hash: base64(hash),
			lt: tx.lt.toString(),
			aborted: tx.description.aborted,
		})),
	};
}
