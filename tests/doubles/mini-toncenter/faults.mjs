// The ways in which an endpoint fails or lies. Each is { kind, …, path?, times? }: `path` narrows it to
// addresses that begin so, `times` to so many answers; without it the fault stays until it is cleared.
//
// | kind | what happens | parameters |
// | --- | --- | --- |
// | stall | no answer | ms |
// | status | another status, 5xx or 429 | code, retry_after |
// | rate_limit | 429 for keyless requests that come too soon | per_second |
// | huge | an endless answer | bytes |
// | truncated_json | the answer is cut | |
// | not_json | a page of HTML | |
// | wrong_shape | JSON of another shape | |
// | reorder | rows backwards | |
// | duplicate | each row twice | |
// | drop | rows are missing | lt, or every (2 = each second) |
// | truncate | only the first rows | rows |
// | emulated | rows are emulated | |
// | no_mc_seqno | rows are in no block | |
// | future_mc_seqno | rows are in blocks to come | by |
// | wrong_amount | another amount | by |
// | wrong_recipient | rows of another account | account |
// | wrong_source | another sender | source |
// | wrong_hash | another hash of the transaction | |
// | wrong_body | another body of the message | body |
// | invented | a row that is on no chain | row: fields over the last row's |
// | shown_ok | aborted and bounced rows look fine | |
// | clock | times are off | minutes |
// | stale | the chain stands still | seqno |
// | head | another last block | by |
// | wrong_wallet | get_wallet_address names another wallet | address |

import { Address, Cell, beginCell } from '@ton/core';
import { base64, bodyOf, opcodeOf, raw } from './shapes-v3.mjs';

const ROWS = {
	reorder: (rows) => rows.toReversed?.() ?? [...rows].reverse(),
	duplicate: (rows) => rows.flatMap((row) => [row, row]),
	drop: (rows, { lt, every = 1 }) =>
		rows.filter((row, index) => (lt ? row.lt !== String(lt) : (index + 1) % every !== 0)),
	truncate: (rows, { rows: count = 1 }) => rows.slice(0, count),
	emulated: (rows) => rows.map((row) => ({ ...row, emulated: true, finality: 'pending' })),
	no_mc_seqno: (rows) => rows.map(({ mc_block_seqno: _, ...row }) => row),
	future_mc_seqno: (rows, { by = 1000 }) =>
		rows.map((row) => ({ ...row, mc_block_seqno: row.mc_block_seqno + by })),
	wrong_amount: (rows, { by = '1000000000' }) =>
		rows.map((row) => inMessage(row, ({ value }) => richer(row, value, BigInt(by)))),
	wrong_recipient: (rows, { account }) =>
		rows.map((row) => inMessage({ ...row, account }, () => ({ destination: account }))),
	wrong_source: (rows, { source }) => rows.map((row) => inMessage(row, () => ({ source }))),
	wrong_hash: (rows) => rows.map((row) => ({ ...row, hash: base64(Buffer.alloc(32, 0xee)) })),
	wrong_body: (rows, { body }) => rows.map((row) => inMessage(row, () => withBody(body))),
	shown_ok: (rows) => rows.map(fine),
	clock: (rows, { minutes = 10 }) => rows.map((row) => ({ ...row, now: row.now + minutes * 60 })),
	invented: (rows, { row }) => {
		const last = rows.at(-1);
		return last ? [...rows, { ...last, ...row, in_msg: { ...last.in_msg, ...row?.in_msg } }] : rows;
	},
};

function inMessage(row, change) {
	if (!row.in_msg?.source) return row;
	return { ...row, in_msg: { ...row.in_msg, ...change(row.in_msg) } };
}

// A larger value, and in a jetton's notification a larger amount too.
function richer(row, value, by) {
	const body = Cell.fromBase64(row.in_msg.message_content.body).beginParse();
	const changed = { value: (BigInt(value) + by).toString() };
	if (row.in_msg.opcode !== '0x7362d09c') return changed;
	const notification = beginCell()
		.storeUint(body.loadUint(32), 32)
		.storeUint(body.loadUintBig(64), 64)
		.storeCoins(body.loadCoins() + by)
		.storeSlice(body)
		.endCell();
	return { ...changed, message_content: bodyOf(notification) };
}

function withBody(body) {
	const cell = Cell.fromBase64(body);
	return { opcode: opcodeOf(cell), message_content: bodyOf(cell) };
}

function fine(row) {
	const { bounce: _, ...description } = row.description;
	const good = {
		...description,
		aborted: false,
		compute_ph: { skipped: false, success: true, exit_code: 0 },
		action: { success: true, valid: true, no_funds: false, result_code: 0, skipped_actions: 0 },
	};
	const changed = { ...row, description: good, out_msgs: [] };
	return inMessage(changed, () => ({ bounced: false }));
}

export class Faults {
	constructor() {
		this.active = [];
		this.last = 0;
	}

	set(fault) {
		if (fault.kind === 'none') this.active = [];
		else this.active.push({ ...fault });
		return this.active;
	}

	// The faults that apply to this request; those with a number of times left use one up.
	take(path) {
		const hit = this.active.filter((fault) => path.startsWith(fault.path ?? '/api/'));
		for (const fault of hit) if (fault.times !== undefined) fault.times -= 1;
		this.active = this.active.filter((fault) => fault.times === undefined || fault.times > 0);
		return hit;
	}

	static rows(faults, rows) {
		return faults.reduce((all, fault) => ROWS[fault.kind]?.(all, fault) ?? all, rows);
	}

	static head(faults, block) {
		return faults.reduce((last, fault) => {
			const seqno = Number(last.seqno);
			if (fault.kind === 'stale') return { ...last, seqno: Math.min(seqno, fault.seqno) };
			if (fault.kind === 'head') return { ...last, seqno: seqno + fault.by };
			if (fault.kind !== 'clock') return last;
			const seconds = (fault.minutes ?? 10) * 60;
			return { ...last, gen_utime: String(Number(last.gen_utime) + seconds) };
		}, block);
	}

	static isHidden(faults, row) {
		return faults.some((fault) => fault.kind === 'stale' && row.block > fault.seqno);
	}

	static wallet(faults) {
		const fault = faults.find(({ kind }) => kind === 'wrong_wallet');
		return fault && raw(Address.parse(fault.address));
	}

	// How the exchange as a whole fails; true if nothing more is to be sent.
	async exchange(faults, request, response) {
		for (const fault of faults) {
			switch (fault.kind) {
				case 'stall':
					await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 60_000).unref());
					break;
				case 'status':
					response.writeHead(fault.code ?? 503, {
						'content-type': 'application/json',
						...(fault.retry_after === undefined ? {} : { 'retry-after': fault.retry_after }),
					});
					response.end('{"error":"as ordered"}');
					return true;
				case 'rate_limit': {
					const soon = Date.now() - this.last < 1000 / (fault.per_second ?? 1);
					if (request.headers['x-api-key'] || !soon) {
						this.last = Date.now();
						break;
					}
					response.writeHead(429, { 'content-type': 'application/json', 'retry-after': 1 });
					response.end('{"error":"Ratelimit exceed","code":429}');
					return true;
				}
				case 'huge':
					response.writeHead(200, { 'content-type': 'application/json' });
					response.end(`{"transactions":[],"x":"${'x'.repeat(fault.bytes ?? 8 << 20)}"}`);
					return true;
				case 'not_json':
					response.writeHead(200, { 'content-type': 'text/html' });
					response.end('<html><body>maintenance</body></html>');
					return true;
				case 'wrong_shape':
					response.writeHead(200, { 'content-type': 'application/json' });
					response.end('{"transactions":[{"account":7}],"last":[],"stack":{}}');
					return true;
			}
		}
		return false;
	}

	static isCut(faults) {
		return faults.some(({ kind }) => kind === 'truncated_json');
	}
}
