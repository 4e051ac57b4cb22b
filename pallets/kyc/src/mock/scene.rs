//! What tests do over and over.

use super::*;
use alloc::vec::Vec;
use frame_support::{traits::Hooks, weights::Weight};
use hotpot_primitives::{CountryCode, NodeId, PersonId, traits::RiskBand};
use sp_core::{Pair, sr25519};

pub fn register_node(franchisee: AccountId) -> NodeId {
	let node = pallet_franchise::NextNodeId::<Test>::get();
	let profile = pallet_franchise::NodeProfile {
		entity: [1; 32],
		city: b"Tbilisi".to_vec().try_into().expect("short"),
		country: *b"GE",
		time_zone: b"Asia/Tbilisi".to_vec().try_into().expect("short"),
		utc_offset_minutes: 240,
		licence: [2; 32],
	};
	assert_ok!(Franchise::register_node(RuntimeOrigin::root(), franchisee, profile, 1));
	node
}

fn pair(n: u8) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[n; 32])
}

/// The account whose key `sign` has.
pub fn account(n: u8) -> AccountId {
	pair(n).public().into()
}

pub fn signed(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(n))
}

pub fn sign(n: u8, message: &[u8]) -> MultiSignature {
	MultiSignature::Sr25519(pair(n).sign(message))
}

/// The person that tests put behind the account of this number.
pub fn person(n: u8) -> PersonId {
	PersonId([n; 32])
}

pub fn now() -> Moment {
	Timestamp::get()
}

/// What a verifier says at best, for a year from now: person `n` behind account `n`.
pub fn passed(n: u8) -> Attestation<AccountId> {
	Attestation {
		account: account(n),
		person: person(n),
		outcome: Outcome::Passed,
		level: Level::Basic,
		risk: RiskBand::Low,
		jurisdiction: CountryCode(*b"GE"),
		commitment: [5; 32],
		expires_at: now() + YEAR,
		nonce: Persons::<Test>::get(person(n)).map_or(0, |person| person.nonce),
	}
}

/// Hands in what a verifier signed.
pub fn submit(verifier: u8, attestation: Attestation<AccountId>) -> DispatchResult {
	let signature = sign(verifier, &Kyc::attestation_payload(attestation.clone()));
	Kyc::attest(signed(ANYBODY), attestation, account(verifier), signature)
}

/// Has the first verifier attest person `n` behind account `n`.
pub fn verify(n: u8) {
	assert_ok!(submit(VERIFIER, passed(n)));
}

/// Has the first verifier find a hit.
pub fn hit(n: u8) {
	assert_ok!(submit(VERIFIER, Attestation { outcome: Outcome::Hit, ..passed(n) }));
}

/// Lets the clock go on and the hook run, as a block would.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(now() + time);
	System::set_block_number(System::block_number() + 1);
	Kyc::on_idle(System::block_number(), Weight::MAX);
}

/// The event that came last of this pallet.
pub fn last_event() -> Event<Test> {
	events().pop().expect("there is an event")
}

pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Kyc(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub fn record(n: u8) -> Record {
	Records::<Test>::get(account(n)).expect("there is a record")
}
