//! Rounds one after another: nothing is lost between them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{Balance, time::DAY};

const SPOT: [(AccountId, u32); 5] = [(20, 1), (21, 1), (22, 1), (23, 3), (24, 7)];

#[test]
fn open_should_reclaim_the_last_round_first_when_it_is_open() {
	ExtBuilder::default().spot(&SPOT).execute(|| {
		open();
		assert_ok!(claim(1, 23));
		mint(POOL, 11);
		System::reset_events();
		open();
		let left = POOLED * 7 / 10;
		let closed = Event::RoundClosed { round: 1, paid: POOLED * 3 / 10, left };
		assert!(matches!(&events()[..], [
			Event::RoundAnnounced { round: 2, .. },
			first,
			Event::RoundOpened { round: 2, pool, .. },
		] if *first == closed && *pool == left + 11));
		assert_noop!(claim(1, 24), Error::<Test>::RoundClosed);
		assert_ok!(claim(2, 24));
		// Whoever was paid in the last round has a share of this one as well.
		assert_ok!(claim(2, 23));
		assert_eq!(share_of(2, 23).paid, Some((left + 11) * 3 / 10));
	});
}

#[test]
fn claim_should_go_on_in_the_last_round_when_the_next_is_announced() {
	ExtBuilder::default().spot(&SPOT).execute(|| {
		open();
		pass(358 * DAY);
		assert_ok!(Distribution::announce(owner(), Distribution::earliest_opening()));
		assert_ok!(claim(1, 24));
		pass(7 * DAY);
		assert_ok!(Distribution::open(owner()));
		assert_eq!(round(2).pool, POOLED * 3 / 10);
	});
}

#[test]
fn reclaim_should_not_touch_the_next_round_when_two_overlap() {
	ExtBuilder::default().spot(&SPOT).execute(|| {
		open();
		pass(180 * DAY);
		assert_ok!(Distribution::reclaim(stranger(), 1));
		open();
		assert_noop!(Distribution::reclaim(stranger(), 1), Error::<Test>::RoundClosed);
		assert_noop!(Distribution::reclaim(stranger(), 2), Error::<Test>::TooEarly);
		assert_eq!((round(2).pool, Snapshots::iter_keys().count()), (POOLED, 1));
		assert_ok!(claim(2, 23));
	});
}

#[test]
fn a_round_should_not_share_what_reaches_the_pool_after_its_record_date() {
	ExtBuilder::default().spot(&SPOT).execute(|| {
		open();
		mint(POOL, 1_000 * THP);
		assert_ok!(push(1, &[23, 24]));
		assert_eq!((round(1).paid, thp(POOL)), (POOLED, 1_000 * THP));
		open();
		assert_eq!(round(2).pool, 1_000 * THP);
	});
}

#[test]
fn a_hundred_rounds_of_dust_should_lose_nothing() {
	ExtBuilder::default().pool(0).spot(&SPOT).execute(|| {
		let holders: alloc::vec::Vec<_> = SPOT.into_iter().map(|(who, _)| who).collect();
		let (mut minted, mut dust) = (0, 0);
		for number in 1..=100u32 {
			// Amounts and balances that leave a rest almost always.
			let amount = Balance::from(number) * 1_000_003 + 1;
			mint(POOL, amount);
			minted += amount;
			Spot::mutate(23, |spot| *spot += number % 3);
			Spot::mutate(24, |spot| *spot += number % 5);
			assert_eq!(open(), number);
			assert_eq!(round(number).pool, amount + dust);
			assert_ok!(push(number, &holders));
			dust = round(number).left();
			assert!(dust < 2, "less than a unit for each of two shares");
			let paid: Balance = holders.iter().copied().map(thp).sum();
			assert_eq!(paid + thp(POOL), minted);
			assert_eq!(thp(POOL), dust);
		}
		assert_eq!(Assets::total_supply(THP_ASSET), minted);
		assert_eq!(Payments::<Test>::iter_values().count(), 2, "old payments are overwritten");
	});
}
