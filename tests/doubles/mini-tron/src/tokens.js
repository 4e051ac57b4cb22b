// The contracts that are there from the start, at the addresses that the real ones have.
import { readFileSync } from 'node:fs';
import { hex, keccak, utf8, word } from './bytes.js';

export const ARTEFACT = JSON.parse(
	readFileSync(new URL('../contracts/trc20.json', import.meta.url), 'utf8'),
);
export const TRANSFER = hex(keccak(utf8('Transfer(address,address,uint256)')));

/** `fake` calls itself USDT and is not. */
export const TOKENS = {
	usdt: {
		address: '41a614f803b6fd780986a42c78ec9c7f77e6ded13c',
		name: 'Tether USD',
		symbol: 'USDT',
		decimals: 6,
	},
	usdc: {
		address: '413487b63d30b5b2c87fb7ffa8bcfade38eaac1abe',
		name: 'USD Coin',
		symbol: 'USDC',
		decimals: 6,
	},
	fake: {
		address: '41deadbeef00000000000000000000000000000bad',
		name: 'Tether USD',
		symbol: 'USDT',
		decimals: 6,
	},
};

const selector = (signature) => hex(keccak(utf8(signature)).subarray(0, 4));

/** The data of a call whose parameters are numbers, and addresses as 41…. */
export function callData(signature, ...parameters) {
	const words = parameters.map((value) => word(isAddress(value) ? value.slice(2) : value));
	return selector(signature) + words.join('');
}

const isAddress = (value) => typeof value === 'string' && /^41[0-9a-f]{40}$/.test(value);

export function setupData({ name, symbol, decimals }, supply) {
	const text = (value) => {
		const content = hex(utf8(value));
		return word(content.length / 2) + content.padEnd(64, '0');
	};
	const head = [word(128), word(192), word(decimals), word(supply)].join('');
	return selector('setup(string,string,uint8,uint256)') + head + text(name) + text(symbol);
}

export function transferManyData(to, values) {
	const list = (items) => word(items.length) + items.map((item) => word(item)).join('');
	const first = list(to.map((hex41) => hex41.slice(2)));
	const head = word(64) + word(64 + first.length / 2);
	return selector('transferMany(address[],uint256[])') + head + first + list(values);
}
