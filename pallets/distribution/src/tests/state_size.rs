//! What a round and a payment cost the state: the promise of the README.

use crate::{mock::Test, *};
use codec::MaxEncodedLen;
use frame_support::traits::StorageInfoTrait;

/// Bytes of a map entry's key: two hashed names, then the hashed key.
const fn key(hashed: usize) -> usize {
	32 + hashed
}

#[test]
fn a_payment_should_take_one_item_of_68_bytes() {
	let size = key(16) + Payment::max_encoded_len();
	std::println!("payment: {size} bytes");
	assert_eq!(size, 68);
	let max_size = Payments::<Test>::storage_info().first().and_then(|item| item.max_size);
	assert_eq!(max_size, Some(16 + 20));
}

#[test]
fn a_round_should_take_one_item_of_at_most_125_bytes() {
	let size = key(8 + 4) + Round::max_encoded_len();
	std::println!("round: {size} bytes");
	assert_eq!(size, 125);
}
