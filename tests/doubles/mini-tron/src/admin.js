// What tests tell the double to do: /admin.
import { keyOf, toHex41, unhex, addressOfKey, hex } from './bytes.js';
import { TOKENS, callData, transferManyData } from './tokens.js';

const FEE_LIMIT = 100_000_000;

function send(chain, body) {
	const key = body.key ? unhex(body.key) : chain.faucetKey;
	const owner_address = addressOfKey(key);
	const memo = body.memo ? { data: Buffer.from(body.memo, 'utf8').toString('hex') } : {};
	if (body.token === 'trx') {
		const value = { owner_address, to_address: toHex41(body.to), amount: body.amount };
		return { txid: chain.send('TransferContract', value, key, memo) };
	}
	const contract_address = TOKENS[body.token].address;
	const data = Array.isArray(body.to)
		? transferManyData(
				body.to.map((to) => toHex41(to)),
				body.amounts,
			)
		: callData('transfer(address,uint256)', toHex41(body.to), body.amount);
	const value = { data, owner_address, contract_address };
	const extra = { fee_limit: body.fee_limit ?? FEE_LIMIT, ...memo };
	return { txid: chain.send('TriggerSmartContract', value, key, extra) };
}

/** Answers one request to /admin/…, or gives nothing for an unknown one. */
export async function admin(method, path, body, { chain, endpoint, clock }) {
	switch (`${method} ${path}`) {
		case 'POST /admin/mine': {
			const head = await chain.mine(body.blocks ?? 1);
			return { head: chain.number(head), solidified: chain.number(chain.solidified) };
		}
		case 'POST /admin/auto':
			clock.every(body.interval ?? 0);
			return {};
		case 'POST /admin/send':
			return send(chain, body);
		case 'POST /admin/account': {
			const key = keyOf(chain.seed, `account/${body.name}`);
			return { key: hex(key), address: addressOfKey(key) };
		}
		case 'POST /admin/reorg':
			chain.reorg(body);
			return { head: chain.number(chain.head) };
		case 'POST /admin/fault':
			endpoint.faults.add(body);
			return {};
		case 'POST /admin/honest':
		case 'DELETE /admin/fault':
			endpoint.faults.clear();
			return {};
		case 'GET /admin/stats':
		case 'POST /admin/stats':
			return { requests: endpoint.requests };
		case 'DELETE /admin/stats':
			endpoint.requests = {};
			return {};
		default:
			return undefined;
	}
}
