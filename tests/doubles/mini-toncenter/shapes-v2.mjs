// The part of toncenter v2 that TonClient of @ton/ton needs.

import { Address, Cell, beginCell } from '@ton/core';
import { base64 } from './shapes-v3.mjs';

const SHARD = '-9223372036854775808';
const ZERO_HASH = base64(Buffer.alloc(32));
const STATES = { active: 'active', frozen: 'frozen', uninit: 'uninitialized' };

const boc = (cell) => base64(cell.toBoc());

function blockId({ seqno, rootHash, fileHash }) {
	return {
		'@type': 'ton.blockIdExt',
		workchain: -1,
		shard: SHARD,
		seqno,
		root_hash: base64(rootHash),
		file_hash: base64(fileHash),
	};
}

export function masterchainInfo(ledger) {
	return {
		'@type': 'blocks.masterchainInfo',
		last: blockId(ledger.head),
		state_root_hash: ZERO_HASH,
		init: blockId({ ...ledger.blocks[0], seqno: 0 }),
	};
}

export async function addressInformation(ledger, address) {
	const { account, lastTransactionHash, lastTransactionLt } = await ledger.state(address);
	const state = account?.storage.state ?? { type: 'uninit' };
	const lastHash = Buffer.from((lastTransactionHash ?? 0n).toString(16).padStart(64, '0'), 'hex');
	return {
		'@type': 'raw.fullAccountState',
		balance: (account?.storage.balance.coins ?? 0n).toString(),
		extra_currencies: [],
		code: state.type === 'active' && state.state.code ? boc(state.state.code) : '',
		data: state.type === 'active' && state.state.data ? boc(state.state.data) : '',
		last_transaction_id: {
			'@type': 'internal.transactionId',
			lt: (lastTransactionLt ?? 0n).toString(),
			hash: base64(lastHash),
		},
		block_id: blockId(ledger.head),
		frozen_hash: '',
		sync_utime: ledger.head.utime,
		state: STATES[state.type],
	};
}

const friendly = (address) => (address ? address.toString() : '');

function message({ info, body }) {
	const isInternal = info.type === 'internal';
	return {
		'@type': 'raw.message',
		source: info.src instanceof Address ? friendly(info.src) : '',
		destination: info.dest instanceof Address ? friendly(info.dest) : '',
		value: isInternal ? info.value.coins.toString() : '0',
		fwd_fee: isInternal ? info.forwardFee.toString() : '0',
		ihr_fee: isInternal ? info.ihrFee.toString() : '0',
		created_lt: (info.createdLt ?? 0n).toString(),
		body_hash: base64(body.hash()),
		msg_data: { '@type': 'msg.dataRaw', body: boc(body), init_state: '' },
	};
}

// Newest first; lt and hash name the first one.
export function transactions(ledger, { address, limit = 10, lt, hash, to_lt: toLt }) {
	let rows = ledger.rowsOf(Address.parse(address)).reverse();
	if (lt !== undefined && hash !== undefined) {
		const wanted = /^[0-9a-fA-F]{64}$/.test(hash) ? 'hex' : 'base64';
		const from = rows.findIndex(
			(row) => row.tx.lt === BigInt(lt) && row.hash.equals(Buffer.from(hash, wanted)),
		);
		if (from < 0) throw new Error('cannot locate transaction in block with specified logical time');
		rows = rows.slice(from);
	}
	if (toLt !== undefined) rows = rows.filter((row) => row.tx.lt > BigInt(toLt));
	return rows.slice(0, Number(limit)).map(({ tx, boc: data, hash: id }) => ({
		'@type': 'raw.transaction',
		utime: tx.now,
		data: base64(data),
		transaction_id: {
			'@type': 'internal.transactionId',
			lt: tx.lt.toString(),
			hash: base64(id),
		},
		fee: tx.totalFees.coins.toString(),
		storage_fee: '0',
		other_fee: '0',
		in_msg: tx.inMessage ? message(tx.inMessage) : undefined,
		out_msgs: tx.outMessages.values().map(message),
	}));
}

export function parseStack(stack) {
	return (stack ?? []).map(([kind, value]) => {
		if (kind === 'num') return { type: 'int', value: BigInt(value) };
		const cell = Cell.fromBoc(Buffer.from(value, 'base64'))[0];
		if (kind === 'tvm.Cell') return { type: 'cell', cell };
		if (kind === 'tvm.Slice') return { type: 'slice', cell };
		if (kind === 'tvm.Builder') return { type: 'builder', cell };
		throw new Error(`unsupported stack parameter type: ${kind}`);
	});
}

export function stackItem(item) {
	switch (item.type) {
		case 'int':
			return [
				'num',
				item.value < 0n ? `-0x${(-item.value).toString(16)}` : `0x${item.value.toString(16)}`,
			];
		case 'cell':
		case 'slice':
		case 'builder':
			return ['cell', { bytes: boc(item.cell ?? beginCell().endCell()) }];
		default:
			return ['list', { '@type': 'tvm.list', elements: [] }];
	}
}
