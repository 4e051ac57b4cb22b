//! Identifiers. Each is a newtype, so that a till can't be passed where a restaurant is meant.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

macro_rules! id {
	($(#[$doc:meta])* $name:ident) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub struct $name(pub u32);

		impl $name {
			/// The identifier after this one, or `None` when the numbers are used up.
			pub const fn next(self) -> Option<Self> {
				match self.0.checked_add(1) {
					Some(n) => Some(Self(n)),
					None => None,
				}
			}
		}
	};
}

id! {
	/// One restaurant of a franchisee (domain.md "Words": node). Numbered from 1.
	NodeId
}

id! {
	/// One POS terminal, across all restaurants (domain.md "Words": till). Numbered from 1.
	TillId
}

id! {
	/// One provider that examines people, whatever key it signs with. Numbered from 1.
	VerifierId
}

/// One real human or company (domain.md "Words": person).
///
/// HMAC-SHA256 under the vault's pepper over the normalised document country, type and number: the
/// same for every provider, and of no use to anybody without the pepper (rule 7).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct PersonId(pub [u8; 32]);

/// A country by its two capital letters (ISO 3166-1 alpha-2). JSON has it as text.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(pub [u8; 2]);

impl CountryCode {
	/// The country of this text, or `None` unless the text is two capital letters.
	pub fn new(text: &str) -> Option<Self> {
		let code = Self(text.as_bytes().try_into().ok()?);
		code.is_valid().then_some(code)
	}

	/// Whether it is two capital letters. One that was decoded may not be.
	pub const fn is_valid(&self) -> bool {
		matches!(self.0, [b'A'..=b'Z', b'A'..=b'Z'])
	}
}

impl fmt::Display for CountryCode {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
	}
}

impl From<CountryCode> for String {
	fn from(country: CountryCode) -> Self {
		country.0.iter().map(|letter| char::from(*letter)).collect()
	}
}

impl TryFrom<String> for CountryCode {
	type Error = MalformedCountry;

	fn try_from(text: String) -> Result<Self, Self::Error> {
		Self::new(&text).ok_or(MalformedCountry)
	}
}

/// A country code is not two capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedCountry;

impl fmt::Display for MalformedCountry {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a country is two capital letters, such as GE")
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;

	#[test]
	fn a_country_is_two_capital_letters() {
		let georgia = CountryCode::new("GE").expect("two capital letters");
		assert_eq!(georgia, CountryCode(*b"GE"));
		assert_eq!(georgia.to_string(), "GE");
		assert_eq!(String::from(georgia), "GE");
		for text in ["", "G", "GEO", "ge", "G1", "Ё", "A "] {
			assert_eq!(CountryCode::new(text), None, "{text}");
			assert_eq!(CountryCode::try_from(text.to_string()), Err(MalformedCountry));
		}
		assert!(!CountryCode([0, 0]).is_valid());
	}
}
