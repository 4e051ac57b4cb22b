//! What a person costs the state: the promise of the README.

use crate::{mock::Test, *};
use codec::MaxEncodedLen;
use frame_support::traits::StorageInfoTrait;

/// Bytes of a map entry's key: two hashed names, then a hash.
const HASHED_KEY: usize = 32 + 16;
/// The same with the account behind its hash.
const KEY: usize = HASHED_KEY + 32;

#[test]
fn a_person_that_sends_should_take_one_item_of_256_bytes() {
	let size = HASHED_KEY + Outflow::max_encoded_len();
	std::println!("limits of one sender: {size} bytes of 600 (with the person's record)");
	assert_eq!(size, 256);
	let info = Outflows::<Test>::storage_info();
	let max_size = info.first().and_then(|item| item.max_size);
	assert_eq!(max_size, Some(16 + 208));
}

#[test]
fn a_frozen_account_should_take_one_item_of_98_bytes() {
	let size = KEY + Freeze::max_encoded_len();
	std::println!("freeze of one account: {size} bytes");
	assert_eq!(size, 98);
}
