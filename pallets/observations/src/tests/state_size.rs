//! What votes cost the state: the promise of the README.

use crate::{
	mock::{Test, key},
	*,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::StorageInfoTrait;
use hotpot_primitives::observations::{Claim, Comment, Deposit, ForeignAccount, Kind, Token};
use sp_runtime::AccountId32;

/// Bytes of a fact's key: two hashed names, a hash, and 32 bytes behind it.
const KEY: usize = 32 + 16 + 32;

/// The largest claim there is.
fn largest() -> Claim<AccountId32> {
	Claim::Deposit(Deposit {
		token: Token::UsdtTon,
		from: ForeignAccount::Ton { workchain: 0, id: [1; 32] },
		to: ForeignAccount::Ton { workchain: 0, id: [2; 32] },
		amount: 1,
		transaction: [3; 32],
		index: 0,
		at: 1,
		comment: Comment::truncate_from(alloc::vec![7; 64]),
	})
}

type Open = OpenFact<mock::Counted, AccountId32>;

fn open(validators: u8, lies: u8) -> Open {
	let mut open = Open {
		kind: Kind::TonDeposit,
		opened_by: key(0),
		opened_at: 0,
		expires_at: 0,
		is_disputed: false,
		candidates: Default::default(),
	};
	for n in 0..validators {
		let Claim::Deposit(deposit) = largest() else { panic!("a deposit") };
		let amount = if n < lies { u128::from(n) + 2 } else { 1 };
		assert_eq!(open.add(key(n), Claim::Deposit(Deposit { amount, ..deposit }), &[]), Ok(()));
	}
	open
}

#[test]
fn a_claim_should_take_at_most_196_bytes() {
	assert_eq!(largest().encoded_size(), 196);
	assert_eq!(Claim::<AccountId32>::max_encoded_len(), 196);
}

#[test]
fn an_open_fact_should_take_392_bytes_with_two_votes_and_7_459_at_most() {
	assert_eq!(KEY + open(2, 0).encoded_size(), 392);
	assert_eq!(KEY + open(32, 32).encoded_size(), 7_459);
}

#[test]
fn an_applied_fact_should_take_89_bytes_for_ever_or_169_for_31_days() {
	let for_ever = Memory { applied_at: 1, until: None };
	assert_eq!(KEY + for_ever.encoded_size(), 89);
	let for_days = Memory { applied_at: 1, until: Some(1) };
	let queued = 32 + 8 + 32;
	assert_eq!(KEY + for_days.encoded_size() + queued, 169);
}

#[test]
fn everything_should_be_bounded() {
	let infos = [
		Authorities::<Test>::storage_info(),
		SettingsOf::<Test>::storage_info(),
		Pauses::<Test>::storage_info(),
		OpenFacts::<Test>::storage_info(),
		Applied::<Test>::storage_info(),
		Forgetting::<Test>::storage_info(),
		Tallies::<Test>::storage_info(),
		SweptTo::<Test>::storage_info(),
	];
	assert!(infos.iter().flatten().all(|info| info.max_size.is_some()));
}
