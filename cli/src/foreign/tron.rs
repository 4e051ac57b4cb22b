//! Accounts of TRON: `T…` in base58check, `41…` in hex, 20 bytes where contracts see them.

use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// What the 21 bytes of an address begin with.
pub const PREFIX: u8 = 0x41;
const LENGTH: usize = 21;
const CHECKSUM: usize = 4;

/// Why something is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddressError {
	/// A character that base58 has not.
	#[error("an address has only letters and digits without 0, O, I and l")]
	NotBase58,
	/// Too long or too short.
	#[error("an address has 34 characters, or 42 in hex")]
	WrongLength,
	/// A character is wrong.
	#[error("the address has a typing error: its checksum is wrong")]
	WrongChecksum,
	/// Of another chain.
	#[error("not an address of TRON: those begin with T, or with 41 in hex")]
	WrongPrefix,
	/// A character that hex has not.
	#[error("not hex")]
	NotHex,
	/// Ethereum's checksum by capitals means nothing on TRON.
	#[error("hex of small and capital letters mixed is refused")]
	MixedCase,
}

/// An account or a contract.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(pub [u8; 20]);

impl Address {
	/// Reads `T…`.
	///
	/// # Errors
	/// [`AddressError`], all but the ones of hex.
	pub fn from_base58(text: &str) -> Result<Self, AddressError> {
		// 25 bytes have at most 35 digits; longer text is not worth decoding.
		if text.len() > 35 {
			return Err(AddressError::WrongLength);
		}
		let bytes = bs58::decode(text).into_vec().map_err(|_| AddressError::NotBase58)?;
		if bytes.len() != LENGTH + CHECKSUM {
			return Err(AddressError::WrongLength);
		}
		let (body, sum) = bytes.split_at(LENGTH);
		if checksum(body) != sum {
			return Err(AddressError::WrongChecksum);
		}
		Self::from_prefixed(body)
	}

	/// Reads `41…`, in small letters or in capitals.
	///
	/// # Errors
	/// [`AddressError`], all but the ones of base58.
	pub fn from_hex(text: &str) -> Result<Self, AddressError> {
		if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
			return Err(AddressError::NotHex);
		}
		if text.len() != 2 * LENGTH {
			return Err(AddressError::WrongLength);
		}
		let has = |is: fn(&u8) -> bool| text.as_bytes().iter().any(is);
		if has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
			return Err(AddressError::MixedCase);
		}
		Self::from_prefixed(&hex::decode(text).map_err(|_| AddressError::NotHex)?)
	}

	/// Reads the 21 bytes that messages carry.
	///
	/// # Errors
	/// [`AddressError::WrongLength`], [`AddressError::WrongPrefix`].
	pub fn from_prefixed(bytes: &[u8]) -> Result<Self, AddressError> {
		let bytes: [u8; LENGTH] = bytes.try_into().map_err(|_| AddressError::WrongLength)?;
		let [PREFIX, body @ ..] = bytes else {
			return Err(AddressError::WrongPrefix);
		};
		Ok(Self(body))
	}

	/// The 21 bytes that messages carry.
	pub fn prefixed(self) -> [u8; LENGTH] {
		let mut bytes = [PREFIX; LENGTH];
		bytes[1..].copy_from_slice(&self.0);
		bytes
	}

	/// `41…` in small letters.
	pub fn to_hex(self) -> String {
		hex::encode(self.prefixed())
	}
}

impl FromStr for Address {
	type Err = AddressError;

	fn from_str(text: &str) -> Result<Self, AddressError> {
		if text.starts_with('T') { Self::from_base58(text) } else { Self::from_hex(text) }
	}
}

impl fmt::Display for Address {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let mut bytes = self.prefixed().to_vec();
		bytes.extend(checksum(&self.prefixed()));
		f.write_str(&bs58::encode(bytes).into_string())
	}
}

impl fmt::Debug for Address {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM] {
	let digest = Sha256::digest(Sha256::digest(body));
	[digest[0], digest[1], digest[2], digest[3]]
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const USDT: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
	const USDT_HEX: &str = "41a614f803b6fd780986a42c78ec9c7f77e6ded13c";

	#[test]
	fn the_contract_of_usdt_should_read_as_published() {
		let usdt = Address::from_base58(USDT).expect("a sound address");
		assert_eq!(usdt, Address::from_hex(USDT_HEX).expect("a sound address"));
		assert_eq!(usdt.to_hex(), USDT_HEX);
		assert_eq!(usdt.to_string(), USDT);
		assert_eq!(USDT.parse(), Ok(usdt));
		assert_eq!(USDT_HEX.parse(), Ok(usdt));
		assert_eq!(Address::from_hex(&USDT_HEX.to_uppercase()), Ok(usdt));
	}

	#[test]
	fn what_is_no_address_should_be_told_why() {
		use AddressError::*;
		let swapped = USDT.replace("Lj6t", "Lj6u");
		let bitcoin = {
			let mut bytes = vec![0; LENGTH];
			bytes.extend(checksum(&bytes));
			bs58::encode(bytes).into_string()
		};
		let cases = [
			(swapped.as_str(), WrongChecksum),
			("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj", WrongLength),
			("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6tTR", WrongLength),
			("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj60", NotBase58),
			("T", WrongLength),
			("41a614f803b6fd780986a42c78ec9c7f77e6ded1", WrongLength),
			("00a614f803b6fd780986a42c78ec9c7f77e6ded13c", WrongPrefix),
			("41A614f803b6fd780986a42c78ec9c7f77e6ded13c", MixedCase),
			("0xa614f803b6fd780986a42c78ec9c7f77e6ded13c", NotHex),
			("", WrongLength),
		];
		for (text, why) in cases {
			assert_eq!(text.parse::<Address>(), Err(why), "{text}");
		}
		assert_eq!(Address::from_base58(&bitcoin), Err(WrongPrefix));
	}

	proptest! {
		#[test]
		fn any_account_should_survive_both_forms(account: [u8; 20]) {
			let address = Address(account);
			prop_assert_eq!(Address::from_base58(&address.to_string()), Ok(address));
			prop_assert_eq!(Address::from_hex(&address.to_hex()), Ok(address));
			prop_assert!(address.to_string().starts_with('T'));
		}

		#[test]
		fn one_other_character_should_never_be_another_address(account: [u8; 20], at in 0..34_usize, by in 1..58_usize) {
			let digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
			let text = Address(account).to_string();
			let old = text.as_bytes()[at] as char;
			let position = (digits.find(old).expect("a digit of base58") + by) % 58;
			let mut other = text.clone();
			other.replace_range(at..=at, &digits[position..=position]);
			prop_assert!(Address::from_base58(&other).is_err());
		}

		#[test]
		fn any_text_should_be_refused_without_a_panic(text: String) {
			let _ = text.parse::<Address>();
			let _ = Address::from_base58(&text);
		}
	}
}
