//! What a person costs the state: the promise of the README.

use crate::{mock::Test, *};
use codec::MaxEncodedLen;
use frame_support::traits::StorageInfoTrait;

/// Bytes of a map entry's key of an account: two hashed names, then a hash and the account.
const KEY: usize = 32 + 16 + 32;

#[test]
fn a_person_that_sends_should_take_one_item_of_288_bytes() {
	let size = KEY + Outflow::max_encoded_len();
	std::println!("limits of one sender: {size} bytes of 600 (with the person's record)");
	assert_eq!(size, 288);
	let info = Outflows::<Test>::storage_info();
	let max_size = info.first().and_then(|item| item.max_size);
	// The mock's accounts have 8 bytes.
	assert_eq!(max_size, Some(16 + 8 + 208));
}

#[test]
fn a_frozen_account_should_take_one_item_of_98_bytes() {
	let size = KEY + Freeze::max_encoded_len();
	std::println!("freeze of one account: {size} bytes");
	assert_eq!(size, 98);
}
