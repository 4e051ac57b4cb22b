//! What a check costs the state: the promise of the README.

use crate::*;
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::StorageInfoTrait;
use hotpot_primitives::TillId;
use sp_runtime::AccountId32;

type Account = AccountId32;

/// Bytes of a map entry's key: two hashed names, then the hashed key.
const fn key(hashed: usize) -> usize {
	32 + hashed
}

fn largest_check(state: CheckState<Account>) -> Check<Account> {
	Check {
		wallet: Account::new([1; 32]),
		commitment: [2; 32],
		tetri: u64::from(u32::MAX),
		accrued: 100_000 * 1_000_000,
		sold_at: 4_000_000_000_000,
		recorded_at: 4_000_000_000_000,
		state,
	}
}

#[test]
fn an_unclaimed_check_should_take_one_item_of_at_most_150_bytes() {
	assert_eq!((TillId(1), 1u32).encoded_size(), 8);
	let check = key(16 + 8) + largest_check(CheckState::Unclaimed).encoded_size();
	assert!(check <= 150, "{check} bytes");
}

#[test]
fn a_claimed_check_should_leave_one_item_of_56_bytes() {
	assert_eq!(key(16) + SpentWallet::max_encoded_len(), 56);
	let info = SpentWallets::<mock::Test>::storage_info();
	assert_eq!(info.first().and_then(|item| item.max_size), Some(16 + 8));
}
