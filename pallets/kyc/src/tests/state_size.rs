//! What a person costs the state: the promise of the README.

use crate::*;
use codec::{Encode, MaxEncodedLen};
use hotpot_primitives::{
	CountryCode, PersonId, VerifierId,
	traits::{Level, RiskBand},
};
use sp_runtime::AccountId32;

type Account = AccountId32;

/// What a verified person may cost in this registry, so that with the limits of `pallet-compliance`
/// it is at most 600 bytes.
const MOST: usize = 340;

/// Bytes of a map entry's key: two hashed names, then the hashed key.
const fn key(hashed: usize) -> usize {
	32 + hashed
}

fn record() -> Record {
	Record {
		person: PersonId([1; 32]),
		level: Level::Premium,
		risk: RiskBand::High,
		jurisdiction: CountryCode(*b"GE"),
		commitment: [2; 32],
		verifier: VerifierId(u32::MAX),
		expires_at: u64::MAX,
		state: State::Verified,
		due_at: Some(u64::MAX),
		usage: Usage { linked_day: u32::MAX, free_day: u32::MAX, free_calls: u16::MAX },
	}
}

#[test]
fn a_verified_person_should_take_three_items_of_at_most_340_bytes() {
	let record = key(16 + 32) + record().encoded_size();
	let person = key(16) + Person::<Account>::max_encoded_len();
	let due = key(8 + 32);
	println!("record {record}, person {person}, queue {due}: {} bytes", record + person + due);
	assert!(record + person + due <= MOST);
}

#[test]
fn the_largest_record_should_have_room_for_every_clearance() {
	let clearances = 1 + 4 * types::MAX_CLEARANCES as usize;
	assert_eq!(Record::max_encoded_len(), record().encoded_size() + clearances);
}

#[test]
fn a_closed_account_should_take_80_bytes() {
	assert_eq!(key(16) + PersonId::max_encoded_len(), 80);
}
