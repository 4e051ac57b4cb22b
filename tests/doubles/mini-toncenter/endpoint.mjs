// One endpoint: a view on the chain with an address and faults of its own.

import { createServer } from 'node:http';
import { Address, Cell, beginCell, loadMessage, storeMessage } from '@ton/core';
import { Faults } from './faults.mjs';
import * as v2 from './shapes-v2.mjs';
import * as v3 from './shapes-v3.mjs';

const MAX_LIMIT = 1000;
const MAX_REQUEST = 1 << 20;

class Refusal extends Error {
	constructor(code, text) {
		super(text);
		this.code = code;
	}
}

export class Endpoint {
	constructor(ledger, actions, { apiKey } = {}) {
		this.ledger = ledger;
		this.actions = actions;
		this.apiKey = apiKey;
		this.faults = new Faults();
		this.asked = {};
		this.server = createServer((request, response) => this.serve(request, response));
	}

	listen(port = 0) {
		return new Promise((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', () => {
				this.url = `http://127.0.0.1:${this.server.address().port}`;
				resolve(this.url);
			});
		});
	}

	close() {
		this.server.closeAllConnections();
		return new Promise((resolve) => this.server.close(resolve));
	}

	async serve(request, response) {
		const url = new URL(request.url, 'http://localhost');
		const isAdmin = url.pathname.startsWith('/admin/');
		const faults = isAdmin ? [] : this.faults.take(url.pathname);
		if (!isAdmin) this.asked[url.pathname] = (this.asked[url.pathname] ?? 0) + 1;
		try {
			const body = await readBody(request);
			if (await this.faults.exchange(faults, request, response)) return;
			this.authorize(request, url);
			reply(response, 200, await this.route(request.method, url, body, faults), faults);
		} catch (error) {
			if (response.headersSent) return;
			const code =
				error.code instanceof Number || typeof error.code === 'number' ? error.code : 500;
			reply(response, code, { ok: false, error: error.message, code }, []);
		}
	}

	authorize(request, url) {
		const given = request.headers['x-api-key'] ?? url.searchParams.get('api_key');
		if (this.apiKey && given && given !== this.apiKey)
			throw new Refusal(401, 'API key does not exist');
	}

	async route(method, url, body, faults) {
		const query = url.searchParams;
		switch (`${method} ${url.pathname}`) {
			case 'GET /api/v3/masterchainInfo':
				return this.masterchainInfo(faults);
			case 'GET /api/v3/transactions':
				return this.transactions(query, faults);
			case 'GET /api/v3/jetton/transfers':
				return this.jettonTransfers(query, faults);
			case 'POST /api/v3/runGetMethod':
				return this.runGetMethod(body, faults);
			case 'POST /api/v3/message':
				return this.message(body);
			case 'POST /api/v2/jsonRPC':
				return this.jsonRpc(body);
			case 'GET /admin/state':
				return { ...this.actions.mine({ count: 0 }), asked: this.asked };
			case 'POST /admin/fault':
				return { faults: this.faults.set(body) };
			case 'POST /admin/wallet':
				return this.actions.wallet(body);
			case 'POST /admin/faucet':
				return this.actions.faucet(body);
			case 'POST /admin/jetton':
				return this.actions.deployJetton(body);
			case 'POST /admin/mint':
				return this.actions.mint(body);
			case 'POST /admin/send':
				return this.actions.send(body);
			case 'POST /admin/mine':
				return this.actions.mine(body);
			case 'POST /admin/endpoint':
				return { url: await new Endpoint(this.ledger, this.actions, this).listen() };
			default:
				throw new Refusal(404, `no ${method} ${url.pathname}`);
		}
	}

	masterchainInfo(faults) {
		return {
			last: Faults.head(faults, v3.block(this.ledger.head)),
			first: v3.block(this.ledger.blocks[0]),
		};
	}

	// Several accounts are listed by (lt, account), as toncenter does.
	transactions(query, faults) {
		const accounts = query.getAll('account').map((text) => Address.parse(text));
		const [from, to] = [query.get('start_lt'), query.get('end_lt')];
		const hash = query.get('hash');
		const rows = this.ledger.rows.filter(
			(row) =>
				row.block !== undefined &&
				!Faults.isHidden(faults, row) &&
				(accounts.length === 0 || accounts.some((account) => account.equals(row.account))) &&
				(from === null || row.tx.lt >= BigInt(from)) &&
				(to === null || row.tx.lt <= BigInt(to)) &&
				(hash === null || row.hash.equals(Buffer.from(hash, 'base64'))),
		);
		const page = paged(rows, query, (row) => row.tx.lt).map(v3.transaction);
		return { transactions: Faults.rows(faults, page), address_book: {} };
	}

	jettonTransfers(query, faults) {
		const owners = query.getAll('owner_address').map((text) => Address.parse(text));
		const master = query.get('jetton_master');
		const from = query.get('start_lt');
		const rows = this.ledger.rows.flatMap((row) => {
			const transfer =
				row.block !== undefined &&
				row.tx.inMessage &&
				v3.readInternalTransfer(row.tx.inMessage.body);
			const place = transfer && this.wallets().get(v3.raw(row.account));
			const isWanted =
				place &&
				!Faults.isHidden(faults, row) &&
				(owners.length === 0 || owners.some((owner) => owner.equals(place.owner))) &&
				(master === null || Address.parse(master).equals(place.minter)) &&
				(from === null || row.tx.lt >= BigInt(from));
			return isWanted ? [{ row, transfer, ...place }] : [];
		});
		const page = paged(rows, query, ({ row }) => row.tx.lt).map(v3.jettonTransfer);
		return { jetton_transfers: page, address_book: {} };
	}

	// Which jetton wallet is whose: of every account that ever was seen, under every minter.
	wallets() {
		const known = new Map();
		for (const { minter } of this.actions.jettons.values()) {
			for (const { account } of this.ledger.rows) {
				const place = { owner: account, minter };
				known.set(v3.raw(this.actions.walletAddress(account, minter)), place);
			}
		}
		return known;
	}

	async runGetMethod({ address, method, stack }, faults) {
		if (!address || !method) throw new Refusal(401, 'address and method are required');
		const result = await this.ledger.get(Address.parse(address), method, v3.parseStack(stack));
		const lie = method === 'get_wallet_address' && Faults.wallet(faults);
		const items = lie
			? [{ type: 'slice', cell: beginCell().storeAddress(Address.parse(lie)).endCell() }]
			: result.stack;
		return {
			gas_used: Number(result.gasUsed),
			exit_code: result.exitCode,
			stack: items.map(v3.stackItem),
		};
	}

	async message({ boc }) {
		await this.execute(boc);
		const message = loadMessage(Cell.fromBase64(boc).beginParse());
		const body = beginCell().store(storeMessage(message)).endCell();
		return {
			message_hash: v3.base64(body.hash()),
			message_hash_norm: v3.base64(normalised(message)),
		};
	}

	async execute(boc) {
		try {
			await this.ledger.send(Buffer.from(boc, 'base64'));
		} catch (error) {
			const reason = 'cannot apply external message to current state';
			throw new Refusal(500, `LITE_SERVER_UNKNOWN: ${reason} : ${error.message}`);
		}
	}

	async jsonRpc({ id, method, params = {} }) {
		return { ok: true, result: await this.rpc(method, params), id, jsonrpc: '2.0' };
	}

	async rpc(method, params) {
		switch (method) {
			case 'getMasterchainInfo':
				return v2.masterchainInfo(this.ledger);
			case 'getAddressInformation':
				return v2.addressInformation(this.ledger, Address.parse(params.address));
			case 'getTransactions':
				return v2.transactions(this.ledger, params);
			case 'sendBoc':
				await this.execute(params.boc);
				return { '@type': 'ok' };
			case 'runGetMethod': {
				const { address, method: name, stack } = params;
				const result = await this.ledger.get(Address.parse(address), name, v2.parseStack(stack));
				return {
					'@type': 'smc.runResult',
					gas_used: Number(result.gasUsed),
					exit_code: result.exitCode,
					stack: result.stack.map(v2.stackItem),
				};
			}
			default:
				throw new Refusal(404, `no method ${method}`);
		}
	}
}

// TEP-467: what stays of an external message however it is carried.
function normalised({ info, body }) {
	return beginCell()
		.storeUint(2, 2)
		.storeUint(0, 2)
		.storeAddress(info.dest)
		.storeCoins(0)
		.storeBit(false)
		.storeBit(true)
		.storeRef(body)
		.endCell()
		.hash();
}

function paged(rows, query, lt) {
	const limit = Number(query.get('limit') ?? 100);
	const offset = Number(query.get('offset') ?? 0);
	if (!(limit >= 1 && limit <= MAX_LIMIT)) throw new Refusal(422, 'limit is out of range');
	const sign = (query.get('sort') ?? 'desc') === 'asc' ? 1 : -1;
	const sorted = [...rows].sort((a, b) => sign * Number(lt(a) - lt(b)));
	return sorted.slice(offset, offset + limit);
}

async function readBody(request) {
	const chunks = [];
	let length = 0;
	for await (const chunk of request) {
		length += chunk.length;
		if (length > MAX_REQUEST) throw new Refusal(413, 'the request is too large');
		chunks.push(chunk);
	}
	return length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

function reply(response, status, value, faults) {
	const text = JSON.stringify(value);
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(Faults.isCut(faults) ? text.slice(0, text.length >> 1) : text);
}
