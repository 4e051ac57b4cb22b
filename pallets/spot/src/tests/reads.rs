//! Rule 17: what a change of one account costs, however many hold SPOT.

use crate::{mock::*, *};
use core::fmt::Debug;
use frame_support::{
	StoragePrefixedMap, assert_ok,
	storage::{TransactionOutcome, with_transaction},
};
use hotpot_counting::{Accesses, Touched, counted};
use hotpot_primitives::traits::{MoveHoldings, OnStanding, SpotMutate, SpotSnapshots};
use sp_io::TestExternalities;
use sp_runtime::DispatchError;

/// Numbers of holders.
const SIZES: [u64; 3] = [10, 1_000, 100_000];

/// What is measured.
type Work = (&'static str, fn(), Beyond);

/// Items of the histogram and of the record dates that are read, and that are written: all that is
/// beyond the accounts' own records.
type Beyond = (usize, usize);

const WORKS: [Work; 10] = [
	("award within a page", || succeed(earn(ALICE, 2, NOON), 2), (3, 2)),
	("award into the next page", || succeed(earn(ALICE, 9, NOON), 9), (4, 3)),
	("award to an account not verified", || succeed(earn(GUEST, 9, NOON), 9), (0, 0)),
	("award above the cap", || succeed(earn(CAROL, 9, NOON), 0), (0, 0)),
	("burn", || succeed(Spot::burn(&ALICE, 1_000), ()), (3, 2)),
	("verified", || Spot::verified(&GUEST), (3, 2)),
	("unverified", || Spot::unverified(&ALICE), (3, 2)),
	("move of holdings", || succeed(Spot::move_holdings(&GUEST, &ALICE), ()), (4, 3)),
	("take of a record date", || succeed(Spot::take().map(drop), ()), (3, 1)),
	("balance at a record date", || succeed(Ok(Spot::balance_at(0, ALICE)), 1_021), (1, 0)),
];

fn succeed<R: PartialEq + Debug>(result: Result<R, DispatchError>, expected: R) {
	assert_eq!(result, Ok(expected));
}

/// A state with so many verified accounts that have SPOT, and two record dates.
fn crowded(holders: u64) -> TestExternalities {
	let mut ext = ExtBuilder::default().build();
	ext.execute_with(|| {
		// In block 0 no events are deposited.
		System::set_block_number(0);
		for who in 1_000..1_000 + holders {
			Spot::verified(&who);
			give(who, (who * 7_919 % 3_000) as u32 + 1);
		}
		give(ALICE, 1_020);
		give(GUEST, 700);
		assert_ok!(earn(CAROL, 10, NOON));
		for who in [ALICE, BOB] {
			assert_ok!(earn(who, 1, NOON));
			assert_ok!(Spot::take());
		}
		System::set_block_number(1);
	});
	ext.commit_all().expect("no storage layer is open");
	ext
}

/// Counts what some work accesses, and undoes it.
fn measured(ext: &mut TestExternalities, work: fn()) -> Accesses {
	let (_, accesses) = counted(ext, || {
		with_transaction(|| {
			work();
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		})
	});
	accesses
}

/// Items of the histogram and of the record dates among these.
fn beyond_the_record(items: &Touched) -> usize {
	let prefixes = [
		HistogramTop::<Test>::hashed_key().to_vec(),
		HistogramPages::<Test>::final_prefix().to_vec(),
		LiveSnapshots::<Test>::hashed_key().to_vec(),
	];
	let is_one = |item: &[u8]| prefixes.iter().any(|prefix| item.starts_with(prefix));
	items.keys().filter(|item| is_one(item)).count()
}

#[test]
fn everything_should_cost_the_same_at_any_number_of_holders() {
	let mut states = SIZES.map(crowded);
	for (name, work, expected) in WORKS {
		let all = states.each_mut().map(|ext| measured(ext, work));
		let numbers = all.each_ref().map(|accesses| {
			assert_eq!(accesses.steps(), 0, "{name} walks through a map");
			let (read, written) = (accesses.read.len(), accesses.written.len());
			(read, accesses.reads(), written, accesses.writes())
		});
		assert!(numbers.iter().all(|number| *number == numbers[0]), "{name}: {numbers:?}");
		for accesses in &all {
			let (read, written) = (&accesses.read, &accesses.written);
			assert_eq!((beyond_the_record(read), beyond_the_record(written)), expected, "{name}");
		}
		let (read, reads, written, writes) = numbers[0];
		std::println!("{name}: {read} items in {reads} reads, {written} in {writes} writes");
		assert!(expected.0 <= 4 && expected.1 <= 4, "rule 17");
	}
}
