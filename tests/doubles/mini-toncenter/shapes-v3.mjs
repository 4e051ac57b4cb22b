// What toncenter v3 answers, field by field.

import { Cell, beginCell, storeMessage } from '@ton/core';

const EMPTY_SHARD = '8000000000000000';

export const raw = (address) => {
	const [workchain, hash] = address.toRawString().split(':');
	return `${workchain}:${hash.toUpperCase()}`;
};
export const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const hash256 = (number) => base64(Buffer.from(number.toString(16).padStart(64, '0'), 'hex'));
const boc = (cell) => base64(cell.toBoc({ idx: false, crc32: false }));

export function bodyOf(body) {
	return { hash: base64(body.hash()), body: boc(body), decoded: null };
}

export function opcodeOf(body) {
	const slice = body.beginParse();
	if (slice.remainingBits < 32) return null;
	return `0x${slice.loadUint(32).toString(16).padStart(8, '0')}`;
}

function message(message) {
	const { info, body, init } = message;
	const isInternal = info.type === 'internal';
	const cell = beginCell().store(storeMessage(message)).endCell();
	return {
		hash: base64(cell.hash()),
		source: info.src ? raw(info.src) : null,
		destination: info.dest ? raw(info.dest) : null,
		value: isInternal ? info.value.coins.toString() : null,
		value_extra_currencies: {},
		fwd_fee: isInternal ? info.forwardFee.toString() : null,
		ihr_fee: isInternal ? info.ihrFee.toString() : null,
		created_lt: info.createdLt === undefined ? null : info.createdLt.toString(),
		created_at: info.createdAt === undefined ? null : info.createdAt.toString(),
		opcode: opcodeOf(body),
		ihr_disabled: isInternal ? info.ihrDisabled : null,
		bounce: isInternal ? info.bounce : null,
		bounced: isInternal ? info.bounced : null,
		import_fee: info.type === 'external-in' ? info.importFee.toString() : null,
		message_content: bodyOf(body),
		init_state: init ? { hash: null, body: null, decoded: null } : null,
	};
}

const SKIP_REASONS = { 'no-state': 'no_state', 'bad-state': 'bad_state', 'no-gas': 'no_gas' };
const BOUNCES = { 'negative-funds': 'negfunds', 'no-funds': 'nofunds', ok: 'ok' };

function description(source) {
	const { computePhase: compute, actionPhase: action, bouncePhase: bounce } = source;
	const result = {
		type: source.type === 'generic' ? 'ord' : source.type,
		aborted: source.aborted,
		destroyed: source.destroyed,
		credit_first: source.creditFirst,
	};
	if (compute?.type === 'skipped') {
		result.compute_ph = { skipped: true, reason: SKIP_REASONS[compute.reason] };
	} else if (compute) {
		result.compute_ph = {
			skipped: false,
			success: compute.success,
			account_activated: compute.accountActivated,
			gas_fees: compute.gasFees.toString(),
			gas_used: compute.gasUsed.toString(),
			exit_code: compute.exitCode,
			vm_steps: compute.vmSteps,
		};
	}
	if (action) {
		result.action = {
			success: action.success,
			valid: action.valid,
			no_funds: action.noFunds,
			result_code: action.resultCode,
			tot_actions: action.totalActions,
			skipped_actions: action.skippedActions,
			msgs_created: action.messagesCreated,
		};
	}
	if (bounce) result.bounce = { type: BOUNCES[bounce.type] };
	return result;
}

export function transaction({ tx, account, hash, block, trace }) {
	return {
		account: raw(account),
		hash: base64(hash),
		lt: tx.lt.toString(),
		now: tx.now,
		mc_block_seqno: block,
		trace_id: base64(trace),
		prev_trans_hash: hash256(tx.prevTransactionHash),
		prev_trans_lt: tx.prevTransactionLt.toString(),
		orig_status: tx.oldStatus,
		end_status: tx.endStatus,
		total_fees: tx.totalFees.coins.toString(),
		total_fees_extra_currencies: {},
		description: description(tx.description),
		block_ref: { workchain: account.workChain, shard: EMPTY_SHARD, seqno: block },
		in_msg: tx.inMessage ? message(tx.inMessage) : null,
		out_msgs: tx.outMessages.values().map(message),
		account_state_before: null,
		account_state_after: null,
		emulated: false,
		finality: 'finalized',
	};
}

export function block({ seqno, utime, startLt, endLt, rootHash, fileHash }) {
	return {
		workchain: -1,
		shard: EMPTY_SHARD,
		seqno,
		root_hash: base64(rootHash),
		file_hash: base64(fileHash),
		global_id: -239,
		gen_utime: utime.toString(),
		start_lt: startLt.toString(),
		end_lt: endLt.toString(),
		masterchain_block_ref: { workchain: -1, shard: EMPTY_SHARD, seqno },
	};
}

// The transfers that reached an owner's jetton wallet, as the index of toncenter lists them.
export function jettonTransfer({ row, transfer, owner, minter }) {
	return {
		query_id: transfer.queryId.toString(),
		source: transfer.from ? raw(transfer.from) : null,
		destination: raw(owner),
		amount: transfer.amount.toString(),
		source_wallet: raw(row.tx.inMessage.info.src),
		jetton_master: raw(minter),
		transaction_hash: base64(row.hash),
		transaction_lt: row.tx.lt.toString(),
		transaction_now: row.tx.now,
		transaction_aborted: row.tx.description.aborted,
		response_destination: transfer.response ? raw(transfer.response) : null,
		custom_payload: null,
		decoded_custom_payload: null,
		forward_ton_amount: transfer.forwardTon.toString(),
		forward_payload: boc(transfer.payload),
		decoded_forward_payload: null,
		trace_id: base64(row.trace),
	};
}

export function readInternalTransfer(body) {
	const slice = body.beginParse();
	if (slice.remainingBits < 32 || slice.loadUint(32) !== 0x178d4519) return null;
	return {
		queryId: slice.loadUintBig(64),
		amount: slice.loadCoins(),
		from: slice.loadMaybeAddress(),
		response: slice.loadMaybeAddress(),
		forwardTon: slice.loadCoins(),
		payload: slice.asCell(),
	};
}

export function parseStack(stack) {
	return (stack ?? []).map(({ type, value }) => {
		if (type === 'num') return { type: 'int', value: BigInt(value) };
		if (type === 'cell' || type === 'slice') {
			return { type, cell: Cell.fromBoc(Buffer.from(value, 'base64'))[0] };
		}
		throw new Error(`unsupported stack parameter type: ${type}`);
	});
}

const hex = (value) => (value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`);

// As toncenter, which gives slices as cells.
export function stackItem(item) {
	switch (item.type) {
		case 'int':
			return { type: 'num', value: hex(item.value) };
		case 'cell':
		case 'slice':
		case 'builder':
			return { type: 'cell', value: boc(item.cell) };
		case 'tuple':
			return { type: 'tuple', value: item.items.map(stackItem) };
		default:
			return { type: 'list', value: [] };
	}
}
