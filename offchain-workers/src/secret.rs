//! Values that no log may show.

use serde::Deserialize;
use std::fmt;

/// An API key or a token. Its `Debug` is `Secret(…)`, and it has no `Display`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
	/// Hides a value; blanks around it are dropped, as an editor leaves them in a file.
	pub fn new(value: &str) -> Self {
		Self(value.trim().to_owned())
	}

	/// The value, for the one place that sends or compares it.
	pub fn reveal(&self) -> &str {
		&self.0
	}

	/// Whether there is nothing in it.
	pub const fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// Compares with what somebody presents, in a time that does not depend on where they differ.
	pub fn is(&self, presented: &str) -> bool {
		let (own, presented) = (self.0.as_bytes(), presented.as_bytes());
		let differences =
			own.iter().zip(presented).fold(0, |all, (one, other)| all | (one ^ other));
		own.len() == presented.len() && differences == 0
	}
}

impl fmt::Debug for Secret {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("Secret(…)")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_secret_should_not_be_shown() {
		let secret = Secret::new(" hush\n");
		assert_eq!(format!("{secret:?}"), "Secret(…)");
		assert_eq!(secret.reveal(), "hush");
	}

	#[test]
	fn a_secret_should_be_itself_only() {
		let secret = Secret::new("hush");
		assert!(secret.is("hush"));
		for other in ["", "hus", "hushh", "Hush", "hash"] {
			assert!(!secret.is(other), "{other}");
		}
	}
}
