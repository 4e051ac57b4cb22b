//! What conversion costs the state: the promise of the README.

use crate::{Conversions, LogEntry, mock::Test};
use codec::MaxEncodedLen;
use frame_support::traits::StorageInfoTrait;

/// Bytes of a map entry's key: two hashed names, then the hashed key.
const fn key(hashed: usize) -> usize {
	32 + hashed
}

#[test]
fn an_entry_of_the_log_should_take_114_bytes() {
	let entry = key(8 + 4) + LogEntry::max_encoded_len();
	std::println!("entry of the log: {entry} bytes");
	assert_eq!(entry, 114);
	let info = Conversions::<Test>::storage_info();
	assert_eq!(info.first().and_then(|item| item.max_size), Some(12 + 70));
}

#[test]
fn a_consent_should_take_80_bytes() {
	assert_eq!(key(16 + 32), 80);
}
