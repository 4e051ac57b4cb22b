import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const SERVER = new URL('server.mjs', import.meta.url).pathname;

// Starts the double as a process of its own, as other tests do.
export async function start({ endpoints = 1, args = [] } = {}) {
	const child = spawn(process.execPath, [SERVER, '--endpoints', String(endpoints), ...args], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const urls = [];
	while (urls.length < endpoints) urls.push((await lines.next()).value);
	const post = async (url, path, body) => {
		const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
		const value = await response.json();
		if (!response.ok) throw new Error(`${path}: ${value.error}`);
		return value;
	};
	return {
		url: urls[0],
		urls,
		get: async (path, { url = urls[0], headers } = {}) => fetch(`${url}${path}`, { headers }),
		post: (path, body, url = urls[0]) => post(url, path, body),
		admin: (action, body) => post(urls[0], `/admin/${action}`, body),
		fault: (fault, url = urls[0]) => post(url, '/admin/fault', fault),
		stop: async () => {
			child.stdin.end();
			await once(child, 'exit');
		},
	};
}
