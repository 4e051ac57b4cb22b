//! Accounts of TON: raw, `0:` and 64 hexadecimal digits, or as people see them, 48 characters of
//! base64.

use base64::{
	Engine,
	engine::general_purpose::{STANDARD, URL_SAFE},
};
use crc::{CRC_16_XMODEM, Crc};
use hotpot_primitives::observations::ForeignAccount;
use serde::{Deserialize, Deserializer, de::Error as _};
use std::{fmt, str::FromStr};
use thiserror::Error;

const CHECKSUM: Crc<u16> = Crc::<u16>::new(&CRC_16_XMODEM);
const BOUNCEABLE: u8 = 0x11;
const NOT_BOUNCEABLE: u8 = 0x51;
const TEST_ONLY: u8 = 0x80;
/// Characters of an address in base64.
const FRIENDLY_LENGTH: usize = 48;

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddressError {
	/// Too long or too short.
	#[error("an address of TON has 48 characters, or 64 digits after 0: or -1:")]
	Length,
	/// A character that has no place in it, or characters of both alphabets of base64.
	#[error("the address holds a character that it can't, or mixes + and / with - and _")]
	Alphabet,
	/// Most likely mistyped.
	#[error("the address is mistyped: its checksum is wrong")]
	Checksum,
	/// The first byte means nothing.
	#[error("the address begins with an unknown tag")]
	Tag,
	/// Neither 0 nor -1.
	#[error("the address is of an unknown workchain; there are 0 and -1")]
	Workchain,
	/// Not for the network in use.
	#[error("the address is for the test network only")]
	TestOnly,
}

/// Which network an address is to be used on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
	/// Where money is.
	Main,
	/// Where it isn't.
	Test,
}

/// An account: what all forms of its address come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
	/// 0 or -1.
	pub workchain: i8,
	/// The hash of the contract's first state.
	pub id: [u8; 32],
}

/// An address as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Friendly {
	/// The account.
	pub address: Address,
	/// Whether money that the account can't take should go back.
	pub is_bounceable: bool,
	/// Whether it is refused on the main network.
	pub is_test_only: bool,
}

impl Address {
	/// Reads any form of an address, for use on a network.
	///
	/// # Errors
	/// See [`AddressError`].
	pub fn read(text: &str, network: Network) -> Result<Self, AddressError> {
		if text.contains(':') {
			return Self::read_raw(text);
		}
		let friendly: Friendly = text.parse()?;
		if friendly.is_test_only && network == Network::Main {
			return Err(AddressError::TestOnly);
		}
		Ok(friendly.address)
	}

	/// Reads the raw form.
	///
	/// # Errors
	/// See [`AddressError`].
	pub fn read_raw(text: &str) -> Result<Self, AddressError> {
		let (workchain, digits) = text.split_once(':').ok_or(AddressError::Length)?;
		let workchain = match workchain {
			"0" => 0,
			"-1" => -1,
			_ => return Err(AddressError::Workchain),
		};
		if digits.len() != 64 {
			return Err(AddressError::Length);
		}
		let mut id = [0; 32];
		hex::decode_to_slice(digits, &mut id).map_err(|_| AddressError::Alphabet)?;
		Ok(Self { workchain, id })
	}
}

impl fmt::Display for Address {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}:{}", self.workchain, hex::encode(self.id))
	}
}

impl fmt::Display for Friendly {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let mut bytes = [0; 36];
		let tag = if self.is_bounceable { BOUNCEABLE } else { NOT_BOUNCEABLE };
		bytes[0] = tag | if self.is_test_only { TEST_ONLY } else { 0 };
		bytes[1] = self.address.workchain.to_be_bytes()[0];
		bytes[2..34].copy_from_slice(&self.address.id);
		let sum = CHECKSUM.checksum(&bytes[..34]);
		bytes[34..].copy_from_slice(&sum.to_be_bytes());
		f.write_str(&URL_SAFE.encode(bytes))
	}
}

impl FromStr for Friendly {
	type Err = AddressError;

	fn from_str(text: &str) -> Result<Self, AddressError> {
		if text.len() != FRIENDLY_LENGTH {
			return Err(AddressError::Length);
		}
		let engine = if text.contains(['-', '_']) { URL_SAFE } else { STANDARD };
		let bytes = engine.decode(text).map_err(|_| AddressError::Alphabet)?;
		let bytes: [u8; 36] = bytes.try_into().map_err(|_| AddressError::Length)?;
		if CHECKSUM.checksum(&bytes[..34]).to_be_bytes() != bytes[34..] {
			return Err(AddressError::Checksum);
		}
		let is_bounceable = match bytes[0] & !TEST_ONLY {
			BOUNCEABLE => true,
			NOT_BOUNCEABLE => false,
			_ => return Err(AddressError::Tag),
		};
		let workchain = i8::from_be_bytes([bytes[1]]);
		if !matches!(workchain, 0 | -1) {
			return Err(AddressError::Workchain);
		}
		let mut id = [0; 32];
		id.copy_from_slice(&bytes[2..34]);
		let is_test_only = bytes[0] & TEST_ONLY != 0;
		Ok(Self { address: Address { workchain, id }, is_bounceable, is_test_only })
	}
}

impl From<Address> for ForeignAccount {
	fn from(Address { workchain, id }: Address) -> Self {
		Self::Ton { workchain, id }
	}
}

/// The account, if it is one of TON.
pub fn of_ton(account: &ForeignAccount) -> Option<Address> {
	match *account {
		ForeignAccount::Ton { workchain, id } => Some(Address { workchain, id }),
		ForeignAccount::Tron(_) => None,
	}
}

impl<'de> Deserialize<'de> for Address {
	/// From the raw form, which is what toncenter v3 answers with.
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		Self::read_raw(&text).map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const USDT: &str = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs";
	const USDT_RAW: &str = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe";

	#[test]
	fn every_form_should_be_one_account() {
		let raw = Address::read(USDT_RAW, Network::Main).expect("raw");
		assert_eq!(Address::read(USDT, Network::Main), Ok(raw));
		assert_eq!(Address::read(&USDT.replace('_', "/"), Network::Main), Ok(raw));
		assert_eq!(raw.to_string(), USDT_RAW);
		let friendly: Friendly = USDT.parse().expect("friendly");
		assert_eq!(friendly.to_string(), USDT);
	}

	#[test]
	fn test_addresses_should_be_refused_on_the_main_network_only() {
		let address = Address { workchain: -1, id: [7; 32] };
		let text = Friendly { address, is_bounceable: false, is_test_only: true }.to_string();
		assert_eq!(Address::read(&text, Network::Main), Err(AddressError::TestOnly));
		assert_eq!(Address::read(&text, Network::Test), Ok(address));
	}

	#[test]
	fn an_unknown_tag_should_be_refused() {
		let mut bytes = [0; 36];
		bytes[0] = 0x22;
		let sum = CHECKSUM.checksum(&bytes[..34]);
		bytes[34..].copy_from_slice(&sum.to_be_bytes());
		assert_eq!(STANDARD.encode(bytes).parse::<Friendly>(), Err(AddressError::Tag));
	}

	proptest! {
		#[test]
		fn what_is_written_should_be_read(id: [u8; 32], master: bool, bounce: bool, test: bool) {
			let address = Address { workchain: if master { -1 } else { 0 }, id };
			let friendly = Friendly { address, is_bounceable: bounce, is_test_only: test };
			prop_assert_eq!(friendly.to_string().parse(), Ok(friendly));
			prop_assert_eq!(Address::read_raw(&address.to_string()), Ok(address));
		}

		#[test]
		fn one_wrong_character_should_be_noticed(id: [u8; 32], at in 0usize..48, other in "[A-Za-z0-9]") {
			let address = Address { workchain: 0, id };
			let text = Friendly { address, is_bounceable: true, is_test_only: false }.to_string();
			let mut wrong = text.clone();
			wrong.replace_range(at..=at, &other);
			prop_assume!(wrong != text);
			prop_assert!(wrong.parse::<Friendly>().is_err());
		}

		#[test]
		fn any_text_should_be_refused_or_read_without_a_panic(text in "\\PC{0,80}") {
			let _ = Address::read(&text, Network::Main);
		}
	}
}
