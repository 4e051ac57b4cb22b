// TronGrid's v1 index of TRC-20 transfers. It is an index, not the chain: it may lose rows.
import { createHash } from 'node:crypto';
import { toBase58, toHex41 } from './bytes.js';
import { TOKENS, TRANSFER } from './tokens.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 200;
/** How many blocks ago a made-up transfer was, if nothing else is said. */
const FAKE_AGE = 25;

const failure = (error, statusCode = 400) => ({
	status: statusCode,
	body: { success: false, error, statusCode },
});

function* transfers(chain, last) {
	const tokens = Object.values(TOKENS);
	for (let number = 1; number <= last; number++) {
		for (const info of chain.infos.get(number) ?? []) {
			if (info.receipt.result !== 'SUCCESS') continue;
			for (const log of info.log ?? []) {
				const token = tokens.find(({ address }) => address.slice(2) === log.address);
				if (token === undefined || log.topics[0] !== TRANSFER) continue;
				const { symbol, decimals, name } = token;
				yield {
					transaction_id: info.id,
					token_info: { symbol, address: toBase58(token.address), decimals, name },
					block_timestamp: info.blockTimeStamp,
					from: toBase58(`41${log.topics[1].slice(24)}`),
					to: toBase58(`41${log.topics[2].slice(24)}`),
					type: 'Transfer',
					value: BigInt(`0x${log.data}`).toString(),
				};
			}
		}
	}
}

/** The filters, without where the page begins: they mustn't change while paging. */
function fingerprintOf(path, query, offset) {
	const filters = [...query].filter(([name]) => name !== 'fingerprint').sort();
	const digest = createHash('sha256')
		.update(JSON.stringify([path, filters]))
		.digest('hex');
	return Buffer.from(`${offset}.${digest.slice(0, 16)}`).toString('base64url');
}

function offsetOf(path, query) {
	const given = query.get('fingerprint');
	if (given === null) return 0;
	const offset = Number.parseInt(Buffer.from(given, 'base64url').toString(), 10);
	return fingerprintOf(path, query, offset) === given ? offset : undefined;
}

/** Answers GET /v1/accounts/ADDRESS/transactions/trc20. */
export function trc20(chain, url, lies) {
	const { pathname, searchParams: query } = url;
	let account;
	try {
		account = toHex41(pathname.split('/')[3]);
	} catch {
		return failure('Invalid address provided');
	}
	const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
	if (!(limit >= 1 && limit <= MAX_LIMIT)) return failure('Invalid limit');
	const offset = offsetOf(pathname, query);
	if (offset === undefined) return failure('Invalid fingerprint');

	const flag = (name) => query.get(name) === 'true';
	const head = chain.head.block_header.raw_data;
	const solid = chain.number(chain.solidified);
	const last = flag('only_confirmed') && !lies.of.unsolidified ? solid : head.number;
	let rows = [...transfers(chain, last)];
	if (query.get('order_by') !== 'block_timestamp,asc') rows.reverse();
	const own = toBase58(account);
	const token = query.get('contract_address');
	const from = Number(query.get('min_timestamp') ?? 0);
	const to = Number(query.get('max_timestamp') ?? Number.MAX_SAFE_INTEGER);
	const past = chain.blocks[Math.max(0, head.number - FAKE_AGE)].block_header.raw_data.timestamp;
	rows = lies
		.rows(rows, account)
		.map((row) => ({ ...row, block_timestamp: row.block_timestamp ?? past }));
	rows = rows.filter(
		(row) =>
			(flag('only_to') ? row.to === own : row.to === own || row.from === own) &&
			(!flag('only_from') || row.from === own) &&
			(token === null || row.token_info.address === token) &&
			row.block_timestamp >= from &&
			row.block_timestamp <= to,
	);
	const data = rows.slice(offset, offset + limit);
	const meta = { at: head.timestamp, page_size: data.length };
	if (offset + limit < rows.length) {
		meta.fingerprint = fingerprintOf(pathname, query, offset + limit);
		const next = new URL(url);
		next.searchParams.set('fingerprint', meta.fingerprint);
		meta.links = { next: next.href };
	}
	return { status: 200, body: { data, success: true, meta } };
}
