//! What TRC-20 contracts are called with, and what they log. Addresses are 20 bytes here, without
//! TRON's 0x41.

use super::address::Address;
use thiserror::Error;

/// Selector of `transfer(address,uint256)`.
pub const TRANSFER: [u8; 4] = [0xa9, 0x05, 0x9c, 0xbb];
/// First topic of the log `Transfer(address,address,uint256)`: Keccak-256 of that.
pub const TRANSFERRED: [u8; 32] = [
	0xdd, 0xf2, 0x52, 0xad, 0x1b, 0xe2, 0xc8, 0x9b, 0x69, 0xc2, 0xb0, 0x68, 0xfc, 0x37, 0x8d, 0xaa,
	0x95, 0x2b, 0xa7, 0xf1, 0x63, 0xc4, 0xa1, 0x16, 0x28, 0xf5, 0x5a, 0x4d, 0xf5, 0x23, 0xb3, 0xef,
];

/// A word of the EVM.
pub type Word = [u8; 32];

/// Why something is no transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AbiError {
	/// Another call, or another log.
	#[error("not a transfer")]
	NotTransfer,
	/// Not two indexed addresses.
	#[error("a log of a transfer has 3 topics, this one {0}")]
	WrongTopics(usize),
	/// Not as long as it should be.
	#[error("{0} bytes are not what a transfer has")]
	WrongLength(usize),
	/// A word with more than 20 bytes in use.
	#[error("a word that should be an address is none")]
	NotAddress,
	/// More than 128 bits. No token has so much.
	#[error("the amount is above 2^128")]
	TooMuch,
}

/// A transfer that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
	/// From whom.
	pub from: Address,
	/// To whom.
	pub to: Address,
	/// How much, in base units.
	pub amount: u128,
}

/// The data of a call of `transfer`.
pub fn transfer_call(to: Address, amount: u128) -> Vec<u8> {
	let mut data = TRANSFER.to_vec();
	data.extend([0; 12]);
	data.extend(to.0);
	data.extend([0; 16]);
	data.extend(amount.to_be_bytes());
	data
}

/// To whom and how much a call of `transfer` is.
///
/// # Errors
/// [`AbiError`].
pub fn read_transfer_call(data: &[u8]) -> Result<(Address, u128), AbiError> {
	let Some((selector, words)) = data.split_first_chunk::<4>() else {
		return Err(AbiError::NotTransfer);
	};
	if *selector != TRANSFER {
		return Err(AbiError::NotTransfer);
	}
	let (words, rest) = words.as_chunks::<32>();
	match (words, rest) {
		([to, amount], []) => Ok((address(to)?, number(amount)?)),
		_ => Err(AbiError::WrongLength(data.len())),
	}
}

/// Whether a log is of a transfer, sound or not.
pub fn is_transfer_log(topics: &[Word]) -> bool {
	topics.first() == Some(&TRANSFERRED)
}

/// Reads a log of a transfer.
///
/// # Errors
/// [`AbiError`].
pub fn read_transfer_log(topics: &[Word], data: &[u8]) -> Result<Transfer, AbiError> {
	if !is_transfer_log(topics) {
		return Err(AbiError::NotTransfer);
	}
	let [_, from, to] = topics else {
		return Err(AbiError::WrongTopics(topics.len()));
	};
	let amount = data.try_into().map_err(|_| AbiError::WrongLength(data.len()))?;
	Ok(Transfer { from: address(from)?, to: address(to)?, amount: number(&amount)? })
}

fn address(word: &Word) -> Result<Address, AbiError> {
	let mut account = [0; 20];
	let (zeros, body) = word.split_at(12);
	account.copy_from_slice(body);
	if zeros.iter().all(|byte| *byte == 0) {
		Ok(Address(account))
	} else {
		Err(AbiError::NotAddress)
	}
}

fn number(word: &Word) -> Result<u128, AbiError> {
	let mut low = [0; 16];
	let (high, body) = word.split_at(16);
	low.copy_from_slice(body);
	if high.iter().all(|byte| *byte == 0) {
		Ok(u128::from_be_bytes(low))
	} else {
		Err(AbiError::TooMuch)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use sha3::{Digest, Keccak256};

	fn word(bytes: &[u8]) -> Word {
		let mut word = [0; 32];
		word[32 - bytes.len()..].copy_from_slice(bytes);
		word
	}

	#[test]
	fn selector_and_topic_should_be_hashes_of_their_signatures() {
		assert_eq!(Keccak256::digest("transfer(address,uint256)")[..4], TRANSFER);
		assert_eq!(Keccak256::digest("Transfer(address,address,uint256)")[..], TRANSFERRED);
	}

	#[test]
	fn a_log_should_be_refused_when_anything_is_wrong_with_it() {
		let (from, to, one) = (word(&[1; 20]), word(&[2; 20]), word(&[1]));
		let read = |topics: &[Word], data: &[u8]| {
			read_transfer_log(topics, data).expect_err("it should be refused")
		};
		assert_eq!(read(&[], &one), AbiError::NotTransfer);
		assert_eq!(read(&[from, from, to], &one), AbiError::NotTransfer);
		assert_eq!(read(&[TRANSFERRED, from], &one), AbiError::WrongTopics(2));
		assert_eq!(read(&[TRANSFERRED, from, to, one], &[]), AbiError::WrongTopics(4));
		assert_eq!(read(&[TRANSFERRED, from, to], &[]), AbiError::WrongLength(0));
		assert_eq!(read(&[TRANSFERRED, from, to], &[0; 64]), AbiError::WrongLength(64));
		assert_eq!(read(&[TRANSFERRED, from, to], &[0xff; 32]), AbiError::TooMuch);
		assert_eq!(read(&[TRANSFERRED, [1; 32], to], &one), AbiError::NotAddress);
		let prefixed = word(&Address([2; 20]).prefixed());
		assert_eq!(read(&[TRANSFERRED, from, prefixed], &one), AbiError::NotAddress);
	}

	#[test]
	fn a_call_should_be_refused_when_it_is_another_or_longer() {
		let data = transfer_call(Address([1; 20]), 1);
		assert_eq!(read_transfer_call(&data[..3]), Err(AbiError::NotTransfer));
		assert_eq!(read_transfer_call(&data[1..]), Err(AbiError::NotTransfer));
		assert_eq!(read_transfer_call(&data[..67]), Err(AbiError::WrongLength(67)));
		let longer = [data.as_slice(), &[0]].concat();
		assert_eq!(read_transfer_call(&longer), Err(AbiError::WrongLength(69)));
	}

	proptest! {
		#[test]
		fn calls_should_round_trip(to: [u8; 20], amount: u128) {
			let data = transfer_call(Address(to), amount);
			prop_assert_eq!(read_transfer_call(&data), Ok((Address(to), amount)));
		}

		#[test]
		fn logs_should_read_as_written(from: [u8; 20], to: [u8; 20], amount: u128) {
			let topics = [TRANSFERRED, word(&from), word(&to)];
			let transfer = Transfer { from: Address(from), to: Address(to), amount };
			prop_assert_eq!(read_transfer_log(&topics, &word(&amount.to_be_bytes())), Ok(transfer));
		}

		#[test]
		fn any_bytes_should_be_read_without_a_panic(topics: Vec<Word>, data: Vec<u8>) {
			let _ = read_transfer_log(&topics, &data);
			let _ = read_transfer_call(&data);
		}
	}
}
