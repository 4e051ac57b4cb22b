//! Opening, claiming and explaining cost the same, however many holders there are (rule 20).

use crate::{mock::*, *};
use alloc::vec::Vec;
use frame_support::assert_ok;
use hotpot_counting::{Accesses, counted};
use hotpot_primitives::time::DAY;

const CROWDS: [u64; 3] = [10, 1_000, 100_000];

/// A chain with so many more holders, half of them above the median, and a round that is due while
/// the last one is open.
fn crowded(others: u64) -> sp_io::TestExternalities {
	let mut ext = ExtBuilder::default().build();
	ext.execute_with(|| {
		for who in 10_000..10_000 + others {
			verify(who);
			Spot::insert(who, 1 + 2 * (who % 2) as u32);
		}
		open();
		assert_ok!(claim(1, CAROL));
		pass(300 * DAY);
		let opens_at = Distribution::earliest_opening();
		assert_ok!(Distribution::announce(owner(), opens_at));
		pass(100 * DAY);
		System::reset_events();
	});
	ext
}

/// How many items were read and written, and how many steps were taken.
fn counts(accesses: &Accesses) -> (usize, usize, u32) {
	(accesses.read.len(), accesses.written.len(), accesses.steps())
}

/// The same work at each size touches the same numbers of items.
fn assert_flat(name: &str, (own_reads, own_writes): (usize, usize), work: impl Fn()) {
	let touched: Vec<_> = CROWDS
		.into_iter()
		.map(|others| {
			let mut ext = crowded(others);
			let ((), accesses) = counted(&mut ext, &work);
			// The mock's neighbours keep their own items as they like.
			let all = counts(&accesses.without("Neighbours"));
			let own = counts(&accesses.of("Distribution"));
			std::println!("{name} at {others} holders: {all:?}, own {own:?}");
			(all, own)
		})
		.collect();
	assert!(touched.windows(2).all(|pair| pair[0] == pair[1]), "{name}: {touched:?}");
	assert_eq!(touched[0].1, (own_reads, own_writes, 0), "{name}");
	assert_eq!(touched[0].0.2, 0, "{name} walks no map");
}

#[test]
fn open_should_read_and_write_4_items_of_its_own_however_many_holders_there_are() {
	assert_flat("open", (4, 4), || {
		assert_ok!(Distribution::open(owner()));
	});
}

#[test]
fn claim_should_read_and_write_2_items_of_its_own_however_many_holders_there_are() {
	assert_flat("claim", (2, 2), || {
		let who = 10_001;
		assert_ok!(Distribution::claimable(1, &who));
		assert_ok!(claim(1, who));
	});
}

#[test]
fn share_of_should_read_2_items_of_its_own_however_many_holders_there_are() {
	assert_flat("share_of", (2, 0), || assert!(Distribution::share_of(1, 10_001).is_some()));
}

#[test]
fn reclaim_should_read_and_write_1_item_of_its_own_however_many_holders_there_are() {
	assert_flat("reclaim", (1, 1), || {
		assert_ok!(Distribution::reclaim(stranger(), 1));
	});
}
