// One chain behind several endpoints, each of which can be told to lie.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { admin } from './admin.js';
import { toBase58 } from './bytes.js';
import { Chain } from './chain.js';
import { Faults, Lies } from './faults.js';
import { trc20 } from './index.js';
import { TOKENS } from './tokens.js';
import { Wallet } from './wallet.js';

const MAX_REQUEST = 1024 * 1024;

async function read(request) {
	const parts = [];
	let size = 0;
	for await (const part of request) {
		size += part.length;
		if (size > MAX_REQUEST) throw new Error('body size is too big');
		parts.push(part);
	}
	const text = Buffer.concat(parts).toString('utf8');
	return text === '' ? {} : JSON.parse(text);
}

function reply(response, status, body, headers = {}) {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Spoils the way an answer travels; says whether it has replied. */
async function spoil(faults, path, response) {
	const stall = faults.take('stall', path);
	if (stall) await sleep(stall.ms ?? 60_000);
	const limit = faults.take('rate-limit', path);
	if (limit) {
		const headers = limit.retry_after === undefined ? {} : { 'retry-after': limit.retry_after };
		reply(response, 429, { Error: 'request rate exceeded' }, headers);
		return true;
	}
	const status = faults.take('status', path);
	if (status) {
		reply(response, status.code ?? 503, { Error: 'out of order' });
		return true;
	}
	const huge = faults.take('huge-body', path);
	if (huge) {
		reply(response, 200, `[${'0,'.repeat((huge.bytes ?? 16 * 1024 * 1024) / 2)}0]`);
		return true;
	}
	if (faults.take('wrong-type', path)) {
		reply(response, 200, '<html>welcome</html>', { 'content-type': 'text/html' });
		return true;
	}
	return false;
}

class Endpoint {
	constructor(chain, clock) {
		this.chain = chain;
		this.clock = clock;
		this.wallet = new Wallet(chain);
		this.faults = new Faults();
		this.requests = {};
		this.server = createServer((request, response) => {
			this.handle(request, response).catch((error) => {
				if (!response.headersSent) reply(response, 500, { Error: String(error.message) });
				else response.destroy();
			});
		});
		// A connection that ends just when it is used again would be a fault that nobody ordered.
		this.server.keepAliveTimeout = 0;
	}

	async listen(port) {
		await new Promise((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', resolve);
		});
		this.url = `http://127.0.0.1:${this.server.address().port}`;
	}

	async handle(request, response) {
		const url = new URL(request.url, this.url);
		const path = url.pathname;
		const body = request.method === 'GET' ? fromQuery(url.searchParams) : await read(request);
		if (path.startsWith('/admin/')) {
			const answer = await admin(request.method, path, body, {
				chain: this.chain,
				endpoint: this,
				clock: this.clock,
			});
			reply(response, answer === undefined ? 404 : 200, answer ?? { Error: 'unknown' });
			return;
		}
		this.requests[path] = (this.requests[path] ?? 0) + 1;
		if (await spoil(this.faults, path, response)) return;
		const answer = await this.answer(url, body);
		if (answer === undefined) {
			reply(response, 404, { Error: 'not found' });
			return;
		}
		const text = JSON.stringify(answer.body);
		const cut = this.faults.take('truncated-json', path);
		reply(response, answer.status, cut ? text.slice(0, Math.floor(text.length / 2)) : text);
	}

	async answer(url, body) {
		const path = url.pathname;
		const lies = new Lies(this.faults, path);
		if (/^\/v1\/accounts\/[^/]+\/transactions\/trc20$/.test(path)) {
			return trc20(this.chain, url, lies);
		}
		if (!path.startsWith('/wallet/') && !path.startsWith('/walletsolidity/')) return undefined;
		const answer = await this.wallet.answer(path, body, lies);
		return answer === undefined ? undefined : { status: 200, body: answer };
	}

	close() {
		this.server.closeAllConnections();
		return new Promise((resolve) => this.server.close(resolve));
	}
}

/** GET carries numbers and booleans as text. */
function fromQuery(parameters) {
	const value = (text) => {
		if (text === 'true' || text === 'false') return text === 'true';
		return /^\d{1,15}$/.test(text) ? Number(text) : text;
	};
	return Object.fromEntries([...parameters].map(([name, text]) => [name, value(text)]));
}

class Clock {
	constructor(chain) {
		this.chain = chain;
		this.busy = Promise.resolve();
	}

	every(interval) {
		clearInterval(this.timer);
		this.timer = undefined;
		if (interval > 0) {
			this.timer = setInterval(() => {
				this.busy = this.busy.then(() => this.chain.mine(1));
			}, interval);
		}
	}
}

/**
 * Starts it. `ports` is a list, 0 being any; all endpoints show the same chain until told to lie.
 * `time` is the first block's, UNIX ms; `interval` mines by itself every so many ms.
 */
export async function start({
	ports = [0],
	seed = 'hotpot',
	time = 1_780_000_000_000,
	interval = 0,
} = {}) {
	const chain = await Chain.create({ seed, time });
	const clock = new Clock(chain);
	const endpoints = ports.map(() => new Endpoint(chain, clock));
	for (const [index, endpoint] of endpoints.entries()) await endpoint.listen(ports[index]);
	clock.every(interval);
	return {
		chain,
		endpoints,
		urls: endpoints.map(({ url }) => url),
		tokens: Object.fromEntries(
			Object.entries(TOKENS).map(([name, { address }]) => [name, toBase58(address)]),
		),
		faucet: toBase58(chain.faucet),
		async stop() {
			clock.every(0);
			await clock.busy;
			await Promise.all(endpoints.map((endpoint) => endpoint.close()));
		},
	};
}
