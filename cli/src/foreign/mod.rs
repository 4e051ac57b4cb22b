//! Accounts of other chains, as people write them.

pub mod ton;
pub mod tron;

use crate::chain::types::ForeignAccount;
use std::fmt;
use thiserror::Error;
use ton::{Friendly, Network};

/// Why a text is no account of another chain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ForeignError {
	/// Of no chain.
	#[error(
		"\"{text}\" is no account of TRON or TON; write it as T…, EQ…, UQ… or 0:…, as a wallet shows it"
	)]
	NoChain {
		/// What was given.
		text: String,
	},
	/// Not on TRON.
	#[error("\"{text}\": {why}")]
	Tron {
		/// What was given.
		text: String,
		/// Why not.
		why: tron::AddressError,
	},
	/// Not on TON.
	#[error("\"{text}\": {why}")]
	Ton {
		/// What was given.
		text: String,
		/// Why not.
		why: ton::AddressError,
	},
	/// Marked for TON's test network.
	#[error(
		"\"{text}\" is marked for TON's test network; use it with --testnet where validators watch \
		 that one, and an address without the mark elsewhere"
	)]
	TestOnly {
		/// What was given.
		text: String,
	},
}

/// Reads an account of TRON (`T…`, `41…`) or TON (`EQ…`, `UQ…`, `0:…`). Addresses that are marked
/// for TON's test network are taken on that one only; those without the mark and the raw form on
/// both.
///
/// # Errors
/// See [`ForeignError`].
pub fn read(text: &str, network: Network) -> Result<ForeignAccount, ForeignError> {
	let text = text.trim();
	let of = || text.to_owned();
	// A raw address has a colon; the others begin with one of four tags, in base64.
	let is_tagged = |tag: &&str| text.starts_with(*tag);
	let is_ton = text.contains(':') || ["E", "U", "k", "0Q", "0f"].iter().any(is_tagged);
	match text {
		_ if is_ton => match ton::Address::read(text, network) {
			Ok(ton::Address { workchain, id }) => Ok(ForeignAccount::Ton { workchain, id }),
			Err(ton::AddressError::TestOnly) => Err(ForeignError::TestOnly { text: of() }),
			Err(why) => Err(ForeignError::Ton { text: of(), why }),
		},
		_ if text.starts_with('T') || text.starts_with("41") => text
			.parse()
			.map(|tron::Address(id)| ForeignAccount::Tron(id))
			.map_err(|why| ForeignError::Tron { text: of(), why }),
		_ => Err(ForeignError::NoChain { text: of() }),
	}
}

impl fmt::Display for ForeignAccount {
	/// As wallets of the main networks show it: `T…`, `EQ…`.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match *self {
			Self::Tron(id) => tron::Address(id).fmt(f),
			Self::Ton { workchain, id } => {
				let address = ton::Address { workchain, id };
				Friendly { address, is_bounceable: true, is_test_only: false }.fmt(f)
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const USDT: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
	const USDT_HEX: &str = "41a614f803b6fd780986a42c78ec9c7f77e6ded13c";
	const MASTER: &str = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs";
	const MASTER_RAW: &str = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe";

	fn wrong(text: &str) -> String {
		read(text, Network::Main).expect_err(text).to_string()
	}

	#[test]
	fn every_form_should_be_read_as_its_chains() {
		let tron = read(USDT, Network::Main).expect("it is one of TRON");
		assert!(matches!(tron, ForeignAccount::Tron(_)));
		assert_eq!(read(USDT_HEX, Network::Main), Ok(tron));
		assert_eq!(tron.to_string(), USDT);
		let ton = read(MASTER, Network::Main).expect("it is one of TON");
		assert!(matches!(ton, ForeignAccount::Ton { workchain: 0, .. }));
		assert_eq!(read(MASTER_RAW, Network::Test), Ok(ton));
		assert_eq!(ton.to_string(), MASTER);
	}

	#[test]
	fn every_tag_of_ton_should_be_known_and_the_mark_of_the_test_network_be_heeded() {
		for (workchain, bounceable) in [(0, true), (0, false), (-1, true), (-1, false)] {
			let address = ton::Address { workchain, id: [7; 32] };
			let friendly =
				|is_test_only| Friendly { address, is_bounceable: bounceable, is_test_only };
			let account = ForeignAccount::Ton { workchain, id: [7; 32] };
			assert_eq!(read(&friendly(false).to_string(), Network::Main), Ok(account));
			let text = friendly(true).to_string();
			assert_eq!(read(&text, Network::Test), Ok(account), "{text}");
			assert!(wrong(&text).contains("--testnet"), "{text}");
		}
	}

	#[test]
	fn what_is_no_account_should_be_told_why() {
		assert!(wrong(&USDT.replace("6t", "6u")).contains("checksum is wrong"));
		assert!(wrong(&MASTER.replace("sDs", "sDt")).contains("checksum is wrong"));
		assert!(wrong(&MASTER_RAW.replace("0:", "1:")).contains("workchain"));
		assert!(wrong("T").contains("34 characters") && wrong("EQ").contains("48 characters"));
		for text in ["", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "0x41a6", "me"] {
			assert!(wrong(text).contains("no account of TRON or TON"), "{text}");
		}
	}
}
