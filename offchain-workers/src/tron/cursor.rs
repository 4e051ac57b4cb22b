//! How far the sweep has come.

use crate::rail::{Cursor, RailError};
use codec::{DecodeAll, Encode};
use hotpot_primitives::Moment;

use super::node::Hash;

const VERSION: u8 = 1;

/// The last block that was swept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
	/// When the block was after which the rail began, UNIX ms. What was until then is nobody's
	/// deposit.
	pub since: Moment,
	/// The number of the last block.
	pub number: u64,
	/// Its id.
	pub id: Hash,
	/// When it was, UNIX ms.
	pub timestamp: Moment,
}

impl Swept {
	/// As the journal keeps it.
	pub fn to_cursor(self) -> Cursor {
		(VERSION, self.since, self.number, self.id, self.timestamp).encode()
	}

	/// From the journal.
	///
	/// # Errors
	/// [`RailError::BadCursor`].
	pub fn from_cursor(cursor: &Cursor) -> Result<Self, RailError> {
		let wrong = || RailError::BadCursor(hex::encode(cursor.get(..80).unwrap_or(cursor)));
		type Fields = (u8, Moment, u64, Hash, Moment);
		let (version, since, number, id, timestamp) =
			Fields::decode_all(&mut cursor.as_slice()).map_err(|_| wrong())?;
		let swept = Self { since, number, id, timestamp };
		if version == VERSION { Ok(swept) } else { Err(wrong()) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn a_cursor_should_be_read_as_written(since: u64, number: u64, id: [u8; 32], timestamp: u64) {
			let swept = Swept { since, number, id, timestamp };
			let mut cursor = swept.to_cursor();
			prop_assert_eq!(Swept::from_cursor(&cursor), Ok(swept));
			cursor.push(0);
			prop_assert!(Swept::from_cursor(&cursor).is_err());
			cursor.truncate(20);
			prop_assert!(Swept::from_cursor(&cursor).is_err());
		}

		#[test]
		fn any_bytes_should_be_read_without_a_panic(bytes: Vec<u8>) {
			let _ = Swept::from_cursor(&bytes);
		}
	}
}
