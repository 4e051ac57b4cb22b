//! How far the sweep has come.

use crate::rail::{Cursor, RailError};
use codec::{DecodeAll, Encode};
use hotpot_primitives::Moment;

use super::node::Hash;

const VERSION: u8 = 1;
/// How far blocks are apart, ms.
const BLOCK_TIME: Moment = 3000;

/// The last block that was swept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
	/// When the block was after which the rail began, UNIX ms. What was until then is nobody's
	/// deposit.
	pub since: Moment,
	/// The number of the last block.
	pub number: u64,
	/// Its id, which the next block must name; none after it was set back further than is known.
	pub id: Option<Hash>,
	/// When it was, UNIX ms.
	pub timestamp: Moment,
}

impl Swept {
	/// As the journal keeps it: an id of zeros is none.
	pub fn to_cursor(self) -> Cursor {
		let id = self.id.unwrap_or_default();
		(VERSION, self.since, self.number, id, self.timestamp).encode()
	}

	/// Set back to a block of which only the number is known. Its time is an estimate.
	pub fn back_to(self, number: u64) -> Self {
		let past = self.number.saturating_sub(number).saturating_mul(BLOCK_TIME);
		let timestamp = self.timestamp.saturating_sub(past);
		Self { since: self.since.min(timestamp), number, id: None, timestamp }
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
		let id = (id != Hash::default()).then_some(id);
		let swept = Self { since, number, id, timestamp };
		if version == VERSION { Ok(swept) } else { Err(wrong()) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_cursor_should_be_set_back_without_an_id() {
		let swept = Swept { since: 50_000, number: 40, id: Some([1; 32]), timestamp: 100_000 };
		let back = swept.back_to(10);
		assert_eq!(back, Swept { since: 10_000, number: 10, id: None, timestamp: 10_000 });
		assert_eq!(Swept::from_cursor(&back.to_cursor()), Ok(back));
		assert_eq!(swept.back_to(30).since, 50_000);
	}

	proptest! {
		#[test]
		fn a_cursor_should_be_read_as_written(since: u64, number: u64, id: [u8; 32], timestamp: u64) {
			let swept = Swept { since, number, id: Some(id), timestamp };
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
