// Bytes, hashes, keys and addresses.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 as sha256Of } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export const hex = (bytes) => Buffer.from(bytes).toString('hex');
export const sha256 = (bytes) => sha256Of(bytes);
export const keccak = (bytes) => keccak_256(bytes);

/** Bytes of strict, even hex without 0x. */
export function unhex(text) {
	if (typeof text !== 'string' || !/^([0-9a-fA-F]{2})*$/.test(text)) {
		throw new Error(`not hex: ${String(text).slice(0, 80)}`);
	}
	return Uint8Array.from(Buffer.from(text, 'hex'));
}

export const utf8 = (text) => Uint8Array.from(Buffer.from(text, 'utf8'));
export const concat = (...parts) => Uint8Array.from(Buffer.concat(parts));

/** A word of 32 bytes, in hex, of a number or of an address without 41. */
export function word(value) {
	const text = typeof value === 'string' ? value : BigInt.asUintN(256, BigInt(value)).toString(16);
	return text.padStart(64, '0');
}

function base58Encode(bytes) {
	let number = BigInt(`0x0${hex(bytes)}`);
	let text = '';
	while (number > 0n) {
		text = BASE58[Number(number % 58n)] + text;
		number /= 58n;
	}
	for (const byte of bytes) {
		if (byte !== 0) break;
		text = `1${text}`;
	}
	return text;
}

function base58Decode(text) {
	let number = 0n;
	for (const character of text) {
		const digit = BASE58.indexOf(character);
		if (digit < 0) throw new Error('not base58');
		number = number * 58n + BigInt(digit);
	}
	const digits = number.toString(16);
	return unhex(digits.length % 2 === 0 ? digits : `0${digits}`);
}

const checksum = (bytes) => sha256(sha256(bytes)).subarray(0, 4);

/** T… of 41…. */
export function toBase58(hex41) {
	const bytes = unhex(hex41);
	return base58Encode(concat(bytes, checksum(bytes)));
}

/** 41… of T… or of 41…. */
export function toHex41(address) {
	if (/^41[0-9a-fA-F]{40}$/.test(address)) return address.toLowerCase();
	const bytes = base58Decode(String(address));
	const body = bytes.subarray(0, 21);
	if (bytes.length !== 25 || body[0] !== 0x41 || hex(checksum(body)) !== hex(bytes.subarray(21))) {
		throw new Error(`invalid address: ${String(address).slice(0, 80)}`);
	}
	return hex(body);
}

const addressOf = (publicKey) => `41${hex(keccak(publicKey.subarray(1)).subarray(12))}`;

/** 41… of a secret key. */
export const addressOfKey = (secret) => addressOf(secp256k1.getPublicKey(secret, false));

/** r, s and v over a digest. */
export function sign(digest, secret) {
	const signature = secp256k1.sign(digest, secret, { prehash: false, format: 'recovered' });
	return concat(signature.subarray(1), Uint8Array.of(signature[0] + 27));
}

/** 41… of who signed a digest. */
export function recover(digest, signature) {
	if (signature.length !== 65) throw new Error('a signature has 65 bytes');
	const v = signature[64] >= 27 ? signature[64] - 27 : signature[64];
	const recovered = concat(Uint8Array.of(v), signature.subarray(0, 64));
	const compact = secp256k1.recoverPublicKey(recovered, digest, { prehash: false });
	return addressOf(secp256k1.Point.fromBytes(compact).toBytes(false));
}

/** A secret key of a seed and a name. */
export const keyOf = (seed, name) => sha256(utf8(`mini-tron/${seed}/${name}`));
