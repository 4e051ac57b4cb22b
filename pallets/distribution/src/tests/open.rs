//! Opening a round: the record date.

use crate::{mock::*, *};
use alloc::collections::BTreeMap;
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	time::DAY,
	traits::{RoundInspect, SpotFigures},
};
use sp_runtime::DispatchError;

/// A round that is due.
fn due() {
	assert_ok!(Distribution::announce(owner(), START + 7 * DAY));
	pass(7 * DAY);
}

#[test]
fn open_should_fix_pool_and_figures_when_the_round_is_due() {
	ExtBuilder::default().execute(|| {
		due();
		assert_ok!(Distribution::open(owner()));
		let (opened_at, reclaims_at) = (START + 7 * DAY, START + 187 * DAY);
		let figures = SpotFigures { holders: 3, median: 2, above: 4 };
		assert_eq!(
			round(1),
			Round {
				snapshot: 0,
				figures,
				pool: POOLED,
				paid: 0,
				shares_paid: 0,
				opened_at,
				reclaims_at,
				closed_at: None,
			}
		);
		assert_eq!(
			last_event(),
			Event::RoundOpened {
				round: 1,
				snapshot: 0,
				pool: POOLED,
				holders: 3,
				median: 2,
				above: 4,
				reclaims_at,
			}
		);
		assert!(!Distribution::is_announced());
		assert_eq!(Distribution::last_round(), Some(1));
	});
}

#[test]
fn open_should_be_anybodys_when_the_owners_window_is_over() {
	ExtBuilder::default().execute(|| {
		due();
		pass(30 * DAY - 1);
		assert_noop!(Distribution::open(stranger()), Error::<Test>::OwnerFirst);
		pass(1);
		assert_ok!(Distribution::open(stranger()));
		assert_eq!(round(1).opened_at, START + 37 * DAY);
	});
}

#[test]
fn open_should_keep_the_announced_dates_when_the_settings_change() {
	ExtBuilder::default().execute(|| {
		due();
		let longer = Settings { owner_window: 365 * DAY, ..Distribution::settings() };
		assert_ok!(Distribution::set_settings(owner(), longer));
		pass(30 * DAY);
		assert_ok!(Distribution::open(stranger()));
	});
}

#[test]
fn open_should_fail_when_it_is_not_due() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Distribution::announce(owner(), START + 7 * DAY));
		pass(7 * DAY - 1);
		for origin in [owner(), stranger()] {
			assert_noop!(Distribution::open(origin), Error::<Test>::NotDue);
		}
	});
}

#[test]
fn open_should_fail_when_nothing_is_announced() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Distribution::open(owner()), Error::<Test>::NotAnnounced);
		assert_noop!(Distribution::open(stranger()), Error::<Test>::NotAnnounced);
		open();
		assert_noop!(Distribution::open(owner()), Error::<Test>::NotAnnounced);
	});
}

#[test]
fn open_should_fail_when_the_registry_of_persons_is_behind() {
	ExtBuilder::default().execute(|| {
		due();
		IsSettled::set(false);
		assert_noop!(Distribution::open(owner()), Error::<Test>::RegistryBehind);
		IsSettled::set(true);
		assert_ok!(Distribution::open(owner()));
	});
}

#[test]
fn open_should_fail_when_there_can_be_no_further_record_date() {
	ExtBuilder::default().execute(|| {
		for id in 100..100 + MAX_SNAPSHOTS as u32 {
			Snapshots::insert(id, BTreeMap::<AccountId, u32>::new());
		}
		due();
		assert_noop!(Distribution::open(owner()), TOO_MANY);
		Snapshots::remove(100);
		assert_ok!(Distribution::open(owner()));
	});
}

#[test]
fn open_should_fail_when_nobody_signed() {
	ExtBuilder::default().execute(|| {
		due();
		pass(30 * DAY);
		assert_noop!(Distribution::open(RuntimeOrigin::none()), DispatchError::BadOrigin);
	});
}

#[test]
fn open_should_close_the_round_at_once_when_the_pool_is_empty() {
	ExtBuilder::default().pool(0).execute(|| {
		open();
		assert_eq!(round(1).closed_at, Some(round(1).opened_at));
		assert_eq!(last_event(), Event::RoundClosed { round: 1, paid: 0, left: 0 });
		assert_eq!(Snapshots::iter_keys().count(), 0);
		assert_noop!(claim(1, CAROL), Error::<Test>::RoundClosed);
	});
}

#[test]
fn open_should_carry_the_pool_on_when_nobody_is_above_the_median() {
	ExtBuilder::default().spot(&[(ALICE, 3), (BOB, 3), (CAROL, 3)]).execute(|| {
		open();
		assert_eq!(round(1).figures, SpotFigures { holders: 3, median: 3, above: 0 });
		assert_eq!(last_event(), Event::RoundClosed { round: 1, paid: 0, left: POOLED });
		assert_eq!((thp(POOL), Snapshots::iter_keys().count()), (POOLED, 0));

		Spot::insert(CAROL, 4);
		mint(POOL, 5);
		open();
		assert_eq!(round(2).pool, POOLED + 5);
		assert_ok!(claim(2, CAROL));
		assert_eq!(thp(CAROL), POOLED + 5);
	});
}

#[test]
fn open_should_close_the_round_at_once_when_there_are_no_holders() {
	ExtBuilder::default().spot(&[]).execute(|| {
		open();
		assert_eq!(round(1).figures, SpotFigures::default());
		assert!(!round(1).is_open());
		assert_eq!(thp(POOL), POOLED);
	});
}
