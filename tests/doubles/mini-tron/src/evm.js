// Contracts, executed by a real EVM. Energy is the EVM's gas: fine for what tokens mean, not for
// what they cost on TRON.
import { Common, Hardfork, Mainnet } from '@ethereumjs/common';
import { createEVM } from '@ethereumjs/evm';
import { SimpleStateManager } from '@ethereumjs/statemanager';
import { Account, createAddressFromString } from '@ethereumjs/util';
import { hex, unhex } from './bytes.js';

const address = (hex41) => createAddressFromString(`0x${hex41.slice(2)}`);

/** What TRON calls the ways in which execution ends. */
function resultOf(exception) {
	if (exception === undefined) return 'SUCCESS';
	return exception.error === 'out of gas' ? 'OUT_OF_ENERGY' : 'REVERT';
}

export class Machine {
	static async create() {
		const machine = new Machine();
		const common = new Common({ chain: Mainnet, hardfork: Hardfork.London });
		machine.state = new SimpleStateManager({ common });
		machine.evm = await createEVM({ common, stateManager: machine.state });
		return machine;
	}

	async deploy(hex41, code) {
		await this.state.putAccount(address(hex41), new Account());
		await this.state.putCode(address(hex41), unhex(code));
	}

	async code(hex41) {
		return hex(await this.state.getCode(address(hex41)));
	}

	/** Executes a call; a failed one changes nothing. Logs are as TransactionInfo has them. */
	async call({ from, to, data, energy, block }) {
		const { execResult } = await this.evm.runCall({
			caller: address(from),
			origin: address(from),
			to: address(to),
			data: unhex(data),
			gasLimit: BigInt(energy),
			gasPrice: 0n,
			skipBalance: true,
			block: {
				header: {
					number: BigInt(block.number),
					timestamp: BigInt(Math.floor(block.timestamp / 1000)),
					coinbase: address(`41${'00'.repeat(20)}`),
					difficulty: 0n,
					prevRandao: new Uint8Array(32),
					gasLimit: BigInt(energy),
					baseFeePerGas: 0n,
					getBlobGasPrice: () => 0n,
				},
			},
		});
		this.state.originalStorageCache.clear();
		await this.evm.journal.cleanup();
		const result = resultOf(execResult.exceptionError);
		const logs = result === 'SUCCESS' ? (execResult.logs ?? []) : [];
		return {
			result,
			energy: Number(execResult.executionGasUsed),
			output: hex(execResult.returnValue),
			log: logs.map(([emitter, topics, content]) => ({
				address: hex(emitter),
				topics: topics.map(hex),
				...(content.length > 0 ? { data: hex(content) } : {}),
			})),
		};
	}

	/** Calls without changing anything. */
	async simulate(call) {
		const before = this.snapshot();
		try {
			return await this.call(call);
		} finally {
			this.restore(before);
		}
	}

	snapshot() {
		const copy = (account) =>
			account && Object.assign(Object.create(Object.getPrototypeOf(account)), account);
		const accounts = [...this.state.topAccountStack()].map(([key, value]) => [key, copy(value)]);
		return {
			accounts: new Map(accounts),
			code: new Map(this.state.topCodeStack()),
			storage: new Map(this.state.topStorageStack()),
		};
	}

	restore({ accounts, code, storage }) {
		this.state.accountStack = [new Map(accounts)];
		this.state.codeStack = [new Map(code)];
		this.state.storageStack = [new Map(storage)];
		this.state.originalStorageCache.clear();
	}
}
