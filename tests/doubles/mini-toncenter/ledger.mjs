// One chain: the real TVM and transaction executor, with a clock, a logical time and masterchain
// blocks that depend on nothing but what was asked of it.

import { createHash } from 'node:crypto';
import { Address, Cell, loadMessage } from '@ton/core';
import { Blockchain } from '@ton/sandbox';

const BLOCK_SECONDS = 5;
const FIRST_BLOCK = 1000;
const FAUCET = new Address(0, Buffer.alloc(32, 0xfa));

export const sha256 = (...parts) =>
	parts.reduce((h, p) => h.update(p), createHash('sha256')).digest();

export class Ledger {
	static async create({ seed = '1', now = 1_767_225_600 } = {}) {
		const chain = await Blockchain.create();
		chain.random = sha256('random:', seed);
		chain.now = now;
		return new Ledger(chain, seed);
	}

	constructor(chain, seed) {
		this.chain = chain;
		this.seed = seed;
		// Each { tx, account, block }; in the order of execution, so ascending by lt for an account.
		this.rows = [];
		this.blocks = [];
		this.automine = true;
		this.queue = Promise.resolve();
		this.mine();
	}

	get head() {
		return this.blocks.at(-1);
	}

	// Closes a masterchain block over everything that was executed since the last one.
	mine(count = 1) {
		for (let i = 0; i < count; i += 1) {
			const seqno = FIRST_BLOCK + this.blocks.length;
			const previous = this.head;
			this.blocks.push({
				seqno,
				utime: this.chain.now,
				startLt: previous ? previous.endLt + 1n : 0n,
				endLt: this.chain.lt + 1n,
				rootHash: sha256('root:', this.seed, ':', String(seqno)),
				fileHash: sha256('file:', this.seed, ':', String(seqno)),
			});
			for (const row of this.rows) row.block ??= seqno;
			this.chain.now += BLOCK_SECONDS;
		}
		return this.head;
	}

	// Runs one message and all it causes; one after another, whoever asks.
	async execute(message) {
		const run = async () => {
			const { transactions } = await this.chain.sendMessage(message);
			const made = transactions.map((tx) => ({
				tx,
				account: new Address(tx.inMessage.info.dest.workChain, hashOf(tx.address)),
				hash: tx.hash(),
				boc: tx.raw.toBoc({ idx: false, crc32: false }),
			}));
			const trace = made[0]?.hash;
			this.rows.push(...made.map((row) => ({ ...row, trace, block: undefined })));
			if (this.automine) this.mine();
			return made;
		};
		const result = this.queue.then(run, run);
		this.queue = result.catch(() => {});
		return result;
	}

	// Executes a signed external message, as nodes do; throws if the contract doesn't accept it.
	async send(boc) {
		return this.execute(loadMessage(Cell.fromBoc(boc)[0].beginParse()));
	}

	async faucet(to, value) {
		const info = { type: 'internal', ihrDisabled: true, bounce: false, bounced: false };
		const fees = { ihrFee: 0n, forwardFee: 0n, createdAt: this.chain.now, createdLt: 0n };
		const money = { value: { coins: value } };
		return this.execute({
			info: { ...info, ...fees, ...money, src: FAUCET, dest: to },
			body: new Cell(),
		});
	}

	// Runs a get-method; a contract that throws gives its exit code.
	async get(address, method, stack) {
		try {
			const { stack: result, gasUsed } = await this.chain.runGetMethod(address, method, stack);
			return { stack: result, gasUsed, exitCode: 0 };
		} catch (error) {
			if (error.exitCode === undefined) throw error;
			return { stack: [], gasUsed: error.gasUsed, exitCode: error.exitCode };
		}
	}

	async state(address) {
		return (await this.chain.getContract(address)).account;
	}

	rowsOf(address) {
		return this.rows.filter((row) => row.account.equals(address));
	}
}

function hashOf(address) {
	return Buffer.from(address.toString(16).padStart(64, '0'), 'hex');
}
