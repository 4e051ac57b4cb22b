//! A transfer is checked with a constant number of items, whatever there is in the state.

use crate::mock::*;
use frame_support::assert_ok;
use hotpot_counting::{Accesses, counted};
use hotpot_primitives::{Balance, CountryCode, traits::Standing};

/// Settings, pause, clock, the token, what the sender sent; and of each side the person, its
/// country, what is frozen, and its account in the ledger.
const ITEMS: usize = 5 + 2 * 4;

/// A state with so many more persons, holders, freezes and actions.
fn crowded(others: u64) -> sp_io::TestExternalities {
	let mut ext = ExtBuilder::default().build();
	ext.execute_with(|| {
		for who in 10_000..10_000 + others {
			verify(who, |_| ());
			mint(who, THP + Balance::from(who));
			assert_ok!(send(who, ALICE, 1));
			assert_ok!(Compliance::set_frozen_amount(officer(), who, 1));
		}
		// The sender's past does not count either.
		for _ in 0..others.min(30) {
			assert_ok!(send(ALICE, BOB, 1));
			pass(3_600_000);
		}
	});
	ext.commit_all().expect("no storage layer is open");
	ext
}

fn why_not(ext: &mut sp_io::TestExternalities, amount: Balance) -> Accesses {
	let (_, accesses) = counted(ext, || Compliance::why_not(ALICE, BOB, amount));
	accesses
}

#[test]
fn why_not_should_read_13_items_and_write_none_however_many_holders_there_are() {
	let (mut few, mut many) = (crowded(0), crowded(2_000));
	let (small, large) = (why_not(&mut few, THP), why_not(&mut many, THP));
	std::println!(
		"why_not: {} items, {} reads, {} steps, {} writes",
		large.read.len(),
		large.reads(),
		large.steps(),
		large.writes()
	);
	assert_eq!(small.read.len(), ITEMS);
	assert_eq!(small.read, large.read);
	assert_eq!((large.steps(), large.writes()), (0, 0));
}

#[test]
fn why_not_should_read_no_more_when_it_refuses_for_every_reason() {
	let mut ext = crowded(10);
	let passes = why_not(&mut ext, THP);
	ext.execute_with(|| {
		set_standing(ALICE, Standing::Expired);
		verify(BOB, |identity| identity.jurisdiction = CountryCode(*b"KP"));
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_ok!(Compliance::freeze(officer(), BOB, REASON));
		assert_ok!(Compliance::set_paused(officer(), true));
	});
	for amount in [0, 1, THP, 2_000_000 * THP, Balance::MAX] {
		let refuses = why_not(&mut ext, amount);
		assert_eq!(refuses.read.len(), ITEMS);
		assert!(refuses.reads() <= passes.reads());
		assert_eq!((refuses.steps(), refuses.writes()), (0, 0));
	}
}

#[test]
fn transfer_should_read_and_write_a_constant_number_of_items() {
	let transfer = |ext: &mut sp_io::TestExternalities| {
		let (result, accesses) = counted(ext, || send(ALICE, BOB, THP));
		assert_ok!(result);
		accesses
	};
	let (small, large) = (transfer(&mut crowded(0)), transfer(&mut crowded(2_000)));
	std::println!(
		"transfer: {} items in {} reads, {} items in {} writes",
		large.read.len(),
		large.reads(),
		large.written.len(),
		large.writes()
	);
	assert_eq!((&small.read, &small.written), (&large.read, &large.written));
	assert_eq!((small.steps(), large.steps()), (0, 0));
	// The sums, one by one: the 13 of the check and those of events and account references on top.
	assert!(large.read.len() <= ITEMS + 8, "{} items read", large.read.len());
	assert!(large.written.len() <= 8, "{} items written", large.written.len());
}

#[test]
fn the_plain_ledger_transfer_should_be_printed_for_comparison() {
	let mut ext = crowded(0);
	let (result, plain) =
		counted(&mut ext, || Assets::transfer(RuntimeOrigin::signed(ALICE), THP_ASSET, BOB, THP));
	assert_ok!(result);
	let (result, door) = counted(&mut ext, || send(ALICE, BOB, THP));
	assert_ok!(result);
	std::println!(
		"assets.transfer: {} reads, {} writes; compliance.transfer: {} reads, {} writes",
		plain.reads(),
		plain.writes(),
		door.reads(),
		door.writes()
	);
	assert!(
		2 * (door.reads() + door.writes()) <= 5 * (plain.reads() + plain.writes()),
		"the door accesses the state at most 2.5 times as often"
	);
}

#[test]
fn the_hook_should_read_two_items_when_nothing_was_minted() {
	let mut ext = crowded(100);
	ext.execute_with(next_block);
	let (_, accesses) = counted(&mut ext, Compliance::register_emission);
	assert_eq!((accesses.read.len(), accesses.writes(), accesses.steps()), (2, 0, 0));
}
