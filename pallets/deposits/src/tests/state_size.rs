//! What a deposit costs the state: the promise of the README.

use crate::{mock::Test, *};
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::StorageInfoTrait;
use sp_runtime::AccountId32;

/// Bytes of the two hashed names that a key begins with.
const NAMES: usize = 32;
/// A hash, and an account or a fact behind it.
const LONG: usize = 16 + 32;

#[test]
fn a_deposit_should_take_a_line_of_at_most_263_bytes_and_an_entry_of_116() {
	assert_eq!(NAMES + LONG + 12 + Line::max_encoded_len(), 263);
	let entry = (AccountId32::new([1; 32]), LineNumber::MAX);
	assert_eq!(NAMES + LONG + entry.encoded_size(), 116);
}

#[test]
fn a_watched_account_should_take_at_most_123_bytes() {
	let account = hotpot_primitives::observations::ForeignAccount::max_encoded_len();
	assert_eq!(NAMES + 16 + account + Watch::<AccountId32>::max_encoded_len(), 123);
}

#[test]
fn everything_should_be_bounded() {
	let infos = [
		CurrentSettings::<Test>::storage_info(),
		WatchedAccounts::<Test>::storage_info(),
		WatchedCount::<Test>::storage_info(),
		RetiredAccounts::<Test>::storage_info(),
		Lines::<Test>::storage_info(),
		LineCounts::<Test>::storage_info(),
		LineOf::<Test>::storage_info(),
		Balances::<Test>::storage_info(),
		Totals::<Test>::storage_info(),
	];
	assert!(infos.iter().flatten().all(|info| info.max_size.is_some()));
}
