//! The text of a receipt's QR code: what lets a guest claim a check.
//!
//! `hotpot:1:<till>:<sequence>:<secret>`, the secret being the check wallet's 32-byte seed as 64
//! lower-case hex digits. Whoever reads it can claim the check, once.

use crate::keys::{self, KeyError, SecretKey, Seed};
use std::{fmt, str::FromStr};
use subxt::utils::AccountId32;
use thiserror::Error;

const SCHEME: &str = "hotpot";
const VERSION: &str = "1";

/// A text that is no receipt's QR code. Never quotes the secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum QrError {
	/// It belongs to something else.
	#[error("this is not the QR code of a Hot Pot Spot receipt; those begin with \"hotpot:\"")]
	Foreign,
	/// A later version of the format.
	#[error("this QR code has version {0}, which this program does not know; update it")]
	UnknownVersion(String),
	/// A part is missing, or there is one too many.
	#[error("this QR code is not complete; scan the receipt again")]
	Incomplete,
	/// A part is not what it should be.
	#[error("the {0} in this QR code is damaged; scan the receipt again")]
	Damaged(&'static str),
}

/// What a receipt's QR code says. `Debug` hides the secret; `Display` is the QR code's text.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckQr {
	/// The till that recorded the check.
	pub till: u32,
	/// The till's number of the check.
	pub sequence: u32,
	/// The check wallet's secret.
	pub secret: Seed,
}

impl CheckQr {
	/// The check wallet's account.
	pub fn wallet(&self) -> AccountId32 {
		keys::wallet_of(&self.secret)
	}

	/// The check wallet's key, which signs the claim.
	///
	/// # Errors
	/// As [`SecretKey::from_seed`].
	pub fn key(&self) -> Result<SecretKey, KeyError> {
		SecretKey::from_seed(self.secret)
	}
}

impl fmt::Display for CheckQr {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let secret = hex::encode(self.secret);
		write!(f, "{SCHEME}:{VERSION}:{}:{}:{secret}", self.till, self.sequence)
	}
}

impl fmt::Debug for CheckQr {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "CheckQr({}/{}, {})", self.till, self.sequence, self.wallet())
	}
}

impl FromStr for CheckQr {
	type Err = QrError;

	fn from_str(text: &str) -> Result<Self, QrError> {
		let mut parts = text.trim().split(':');
		if parts.next() != Some(SCHEME) {
			return Err(QrError::Foreign);
		}
		match parts.next() {
			Some(VERSION) => {}
			Some(version) => return Err(QrError::UnknownVersion(version.to_owned())),
			None => return Err(QrError::Incomplete),
		}
		let (Some(till), Some(sequence), Some(secret), None) =
			(parts.next(), parts.next(), parts.next(), parts.next())
		else {
			return Err(QrError::Incomplete);
		};
		Ok(Self {
			till: number(till).ok_or(QrError::Damaged("till's number"))?,
			sequence: number(sequence).ok_or(QrError::Damaged("check's number"))?,
			secret: hex::decode(secret)
				.ok()
				.and_then(|bytes| Seed::try_from(bytes).ok())
				.ok_or(QrError::Damaged("secret"))?,
		})
	}
}

fn number(text: &str) -> Option<u32> {
	let are_digits = text.bytes().all(|byte| byte.is_ascii_digit());
	are_digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
	use super::*;

	const SECRET: &str = "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";

	#[test]
	fn a_qr_code_should_come_back_as_it_went_out() {
		for (till, sequence) in [(1, 1), (7, 10_342), (u32::MAX, u32::MAX)] {
			let qr = CheckQr { till, sequence, secret: [7; 32] };
			assert_eq!(qr.to_string().parse::<CheckQr>(), Ok(qr));
		}
	}

	#[test]
	fn the_text_should_be_the_documented_one() {
		let text = format!("hotpot:1:3:42:{SECRET}");
		let qr: CheckQr = format!("  {text}\n").parse().expect("the text is a QR code");
		assert_eq!((qr.till, qr.sequence), (3, 42));
		assert_eq!(qr.to_string(), text);
		assert_eq!(qr.wallet().to_string(), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
		assert_eq!(qr.key().map(|key| key.account()), Ok(qr.wallet()));
		assert!(!format!("{qr:?}").contains(SECRET));
	}

	#[test]
	fn damaged_texts_should_say_what_is_wrong() {
		let cases = [
			(String::new(), QrError::Foreign),
			("https://example.org/menu".to_owned(), QrError::Foreign),
			("hotpot".to_owned(), QrError::Incomplete),
			(format!("hotpot:2:3:42:{SECRET}"), QrError::UnknownVersion("2".to_owned())),
			("hotpot:1:3:42".to_owned(), QrError::Incomplete),
			(format!("hotpot:1:3:42:{SECRET}:x"), QrError::Incomplete),
			(format!("hotpot:1:x:42:{SECRET}"), QrError::Damaged("till's number")),
			(format!("hotpot:1:3:+42:{SECRET}"), QrError::Damaged("check's number")),
			(format!("hotpot:1:3:4294967296:{SECRET}"), QrError::Damaged("check's number")),
			(format!("hotpot:1:3:42:{}", &SECRET[1..]), QrError::Damaged("secret")),
			(format!("hotpot:1:3:42:{SECRET}00"), QrError::Damaged("secret")),
		];
		for (text, error) in cases {
			assert_eq!(text.parse::<CheckQr>(), Err(error), "{text}");
		}
	}
}
