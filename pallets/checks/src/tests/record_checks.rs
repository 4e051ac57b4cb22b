//! Rules 2 and 3: what a till may record.

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{CheckIfFeeless, DispatchResult},
};
use hotpot_primitives::{
	TillId,
	time::{DAY, HOUR, MINUTE},
	traits::{Status, TillLimits},
};
use sp_runtime::DispatchError;

fn submit(entries: Vec<CheckEntry<AccountId>>) -> DispatchResult {
	let origin = RuntimeOrigin::signed(TILL_KEY);
	let call = Call::<Test>::record_checks { entries: batch(entries.clone()) };
	let is_feeless = call.is_feeless(&origin);
	let result = Checks::record_checks(origin, batch(entries));
	assert_eq!(is_feeless, result.is_ok(), "feeless exactly if it succeeds");
	result
}

fn assert_refused(entries: Vec<CheckEntry<AccountId>>, index: u8, reason: EntryError) {
	let origin = RuntimeOrigin::signed(TILL_KEY);
	let call = Call::<Test>::record_checks { entries: batch(entries.clone()) };
	assert!(!call.is_feeless(&origin));
	assert_noop!(
		Checks::record_checks(origin, batch(entries)),
		Error::<Test>::BadEntry { index, reason }
	);
}

#[test]
fn record_checks_should_accrue_a_fifth_of_a_thp_for_each_gel() {
	ExtBuilder::default().execute(|| {
		assert_ok!(submit(vec![entry(1, 1_000), entry(2, 333)]));
		let accrued = 1_333 * 2_000;
		assert_eq!(
			last_event(),
			Event::ChecksRecorded {
				till: TILL,
				first: 1,
				last: 2,
				count: 2,
				tetri: 1_333,
				accrued
			}
		);
		assert_eq!(
			TotalThp::<Test>::get(),
			Totals { accrued, unclaimed: accrued, ..Default::default() }
		);
		let day = local_day(NOON);
		assert_eq!(NodeDays::<Test>::get(NODE, day).tetri, 1_333);
		assert_eq!(TillDays::<Test>::get(TILL, day).checks, 2);
	});
}

fn local_day(at: u64) -> u32 {
	hotpot_primitives::time::local_day(at, 240)
}

#[test]
fn record_checks_should_take_a_full_batch() {
	ExtBuilder::default().execute(|| {
		assert_ok!(submit((1..=200).map(|n| entry(n, 100)).collect()));
		assert_eq!(Ledgers::<Test>::get(TILL).next, 201);
	});
}

#[test]
fn a_batch_of_201_can_not_be_built_or_decoded() {
	use codec::{Decode, Encode};
	ExtBuilder::default().execute(|| {
		let entries: Vec<_> = (1..=201).map(|n| entry(n, 100)).collect();
		let encoded = entries.encode();
		let full = (0u8, &entries[..200]).encode();
		let over = (0u8, &entries).encode();
		assert!(Batch::try_from(entries).is_err());
		assert!(Batch::<AccountId>::decode(&mut &encoded[..]).is_err());
		assert!(Call::<Test>::decode(&mut &full[..]).is_ok(), "call 0 takes 200 entries");
		assert!(Call::<Test>::decode(&mut &over[..]).is_err(), "and no more");
	});
}

#[test]
fn record_checks_should_fail_when_nobody_signed_it() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let entries = batch(vec![entry(1, 1)]);
			let call = Call::<Test>::record_checks { entries: entries.clone() };
			assert!(!call.is_feeless(&origin));
			assert_noop!(Checks::record_checks(origin, entries), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn record_checks_should_fail_when_the_batch_is_empty() {
	ExtBuilder::default().execute(|| {
		assert_noop!(submit(vec![]), Error::<Test>::EmptyBatch);
	});
}

#[test]
fn record_checks_should_fail_when_the_key_is_no_tills() {
	ExtBuilder::default().execute(|| {
		assert_noop!(
			Checks::record_checks(RuntimeOrigin::signed(GUEST), batch(vec![entry(1, 1)])),
			Error::<Test>::UnknownTill
		);
	});
}

#[test]
fn record_checks_should_fail_while_the_till_or_its_node_is_not_active() {
	ExtBuilder::default().execute(|| {
		let root = RuntimeOrigin::root;
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Suspended));
		assert_noop!(submit(vec![entry(1, 1)]), Error::<Test>::TillNotActive);
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Active));
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Suspended));
		assert_noop!(submit(vec![entry(1, 1)]), Error::<Test>::NodeNotActive);
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Active));
		assert_ok!(submit(vec![entry(1, 1)]));
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Closed));
		assert_noop!(submit(vec![entry(2, 1)]), Error::<Test>::NodeNotActive);
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Closed));
		assert_noop!(submit(vec![entry(2, 1)]), Error::<Test>::TillNotActive);
	});
}

#[test]
fn record_checks_should_fail_when_the_registry_has_lost_the_node_or_the_till() {
	use pallet_franchise::{Nodes, Tills};
	ExtBuilder::default().execute(|| {
		let node = Nodes::<Test>::take(NODE);
		assert_noop!(submit(vec![entry(1, 1)]), Error::<Test>::NodeNotActive);
		Nodes::<Test>::set(NODE, node);
		let till = Tills::<Test>::take(TILL);
		assert_noop!(submit(vec![entry(1, 1)]), Error::<Test>::UnknownTill);
		Tills::<Test>::set(TILL, till);
	});
}

#[test]
fn record_checks_should_fail_while_the_till_is_in_quarantine() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Checks::quarantine(RuntimeOrigin::root(), TILL, None));
		assert_noop!(submit(vec![entry(1, 1)]), Error::<Test>::TillQuarantined);
	});
}

#[test]
fn a_bad_entry_should_reject_the_batch_and_be_named() {
	ExtBuilder::default().execute(|| {
		assert_refused(vec![entry(1, 5), entry(2, 5), entry(3, 0)], 2, EntryError::AmountZero);
		assert_refused(
			vec![entry(1, 5), entry(2, LIMITS.per_check + 1)],
			1,
			EntryError::ExceedsCheckLimit,
		);
	});
}

#[test]
fn record_checks_should_refuse_more_thp_than_a_check_may_carry() {
	ExtBuilder::default().settings(|s| s.max_accrual = 2_000 * 100).execute(|| {
		assert_refused(vec![entry(1, 101)], 0, EntryError::ExceedsMaxAccrual);
		assert_ok!(submit(vec![entry(1, 100)]));
	});
}

#[test]
fn record_checks_should_accept_a_week_back_and_a_minute_ahead() {
	ExtBuilder::default().execute(|| {
		let at = |sequence, sold_at| CheckEntry { sold_at, ..entry(sequence, 100) };
		assert_refused(vec![at(1, NOON - 7 * DAY - 1)], 0, EntryError::SoldTooLongAgo);
		assert_refused(vec![at(1, NOON + MINUTE + 1)], 0, EntryError::SoldInFuture);
		assert_ok!(submit(vec![at(1, NOON - 7 * DAY), at(2, NOON + MINUTE)]));
	});
}

#[test]
fn a_till_should_record_no_more_than_its_limit_in_a_local_day() {
	ExtBuilder::default().execute(|| {
		let limits = TillLimits { per_check: 600, per_day: 1_000 };
		assert_ok!(Franchise::set_till_limits(RuntimeOrigin::root(), TILL, limits));
		assert_ok!(submit(vec![entry(1, 600)]));
		assert_refused(vec![entry(2, 300), entry(3, 101)], 1, EntryError::ExceedsTillDayLimit);
		assert_ok!(submit(vec![entry(2, 400)]));
		pass(8 * HOUR);
		assert_ok!(submit(vec![entry(3, 600)]));
	});
}

#[test]
fn a_till_should_record_no_more_checks_than_its_limit_in_a_local_day() {
	ExtBuilder::default().settings(|s| s.max_checks_per_day = 2).execute(|| {
		record([1, 2]);
		assert_refused(vec![entry(3, 1)], 0, EntryError::ExceedsTillDayCount);
		// Voids don't make room: recording and voiding in turns would fill blocks for nothing.
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 2, VoidReason::Other));
		assert_refused(vec![entry(3, 1)], 0, EntryError::ExceedsTillDayCount);
		pass(DAY);
		assert_ok!(submit(vec![CheckEntry { sold_at: NOON + DAY, ..entry(3, 1) }]));
	});
}

#[test]
fn the_weight_of_a_batch_should_count_its_days() {
	ExtBuilder::default().execute(|| {
		let days = |sales: &[u64]| {
			let entries = sales.iter().map(|at| CheckEntry { sold_at: *at, ..entry(1, 1) });
			recording::days_of(&batch(entries.collect()))
		};
		assert_eq!(days(&[]), 0);
		assert_eq!(days(&[NOON, NOON + 1, NOON + 11 * HOUR]), 1);
		assert_eq!(days(&[NOON, NOON - DAY, NOON - 3 * DAY]), 4);
		// In UTC+4 each of these days is two: 23:59 and 00:01.
		let night = NOON + 8 * HOUR;
		let entries = [1, 3].map(|n| [night - n * DAY - MINUTE, night - n * DAY + MINUTE]);
		assert_eq!(days(&entries.concat()), 3);
		let scattered: Vec<u64> = [u64::MAX].into_iter().chain((0..199).map(|n| n * DAY)).collect();
		assert_eq!(days(&scattered), types::MAX_SALE_DAYS);
	});
}

#[test]
fn voided_checks_should_not_count_towards_the_day() {
	ExtBuilder::default().execute(|| {
		let limits = TillLimits { per_check: 600, per_day: 600 };
		assert_ok!(Franchise::set_till_limits(RuntimeOrigin::root(), TILL, limits));
		assert_ok!(submit(vec![entry(1, 600)]));
		let key = RuntimeOrigin::signed(TILL_KEY);
		assert_ok!(Checks::void(key, TILL, 1, VoidReason::EntryError));
		assert_ok!(submit(vec![entry(2, 600)]));
	});
}

#[test]
fn a_node_should_accrue_no_more_than_its_cap_in_a_local_day() {
	ExtBuilder::default().execute(|| {
		let root = RuntimeOrigin::root;
		assert_ok!(Franchise::set_daily_accrual_cap(root(), NODE, 2_000 * 1_000));
		assert_ok!(Franchise::approve_till(root(), NODE, 12, LIMITS));
		assert_ok!(submit(vec![entry(1, 600)]));
		let other = |tetri| {
			let entry = CheckEntry { wallet: 5_000, ..entry(1, tetri) };
			Checks::record_checks(RuntimeOrigin::signed(12), batch(vec![entry]))
		};
		let reason = EntryError::ExceedsNodeDayCap;
		assert_noop!(other(401), Error::<Test>::BadEntry { index: 0, reason });
		assert_ok!(other(400));
	});
}

#[test]
fn a_number_should_be_recorded_once() {
	ExtBuilder::default().execute(|| {
		assert_ok!(submit(vec![entry(1, 100)]));
		let again = CheckEntry { wallet: 77, ..entry(1, 100) };
		assert_refused(vec![again], 0, EntryError::SequenceUsed);
	});
}

#[test]
fn numbers_of_a_batch_should_ascend_without_a_jump_inside() {
	ExtBuilder::default().execute(|| {
		assert_refused(vec![entry(2, 1), entry(1, 1)], 1, EntryError::SequenceOutOfOrder);
		assert_refused(vec![entry(1, 1), entry(1, 1)], 1, EntryError::SequenceOutOfOrder);
		assert_refused(vec![entry(0, 1)], 0, EntryError::SequenceOutOfOrder);
		assert_refused(vec![entry(1, 1), entry(3, 1)], 1, EntryError::SequenceJump);
	});
}

#[test]
fn the_first_number_may_jump_and_the_gap_be_filled_later() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert_refused(vec![entry(10_003, 1)], 0, EntryError::SequenceJump);
		assert_ok!(submit(vec![entry(10_002, 1)]));
		assert!(events().contains(&Event::GapOpened { till: TILL, first: 2, last: 10_001 }));
		assert_ok!(submit(vec![entry(7, 1), entry(9, 1), entry(10_003, 1)]));
		let ranges: Vec<_> = Ledgers::<Test>::get(TILL)
			.gaps
			.iter()
			.map(|gap| (gap.range.first, gap.range.last))
			.collect();
		assert_eq!(ranges, [(2, 6), (8, 8), (10, 10_001)]);
	});
}

#[test]
fn the_65th_gap_should_be_refused_until_the_owner_writes_one_off() {
	ExtBuilder::default().execute(|| {
		for n in 1..=64 {
			record([2 * n]);
		}
		assert_refused(vec![entry(130, 1)], 0, EntryError::TooManyGaps);
		let root = RuntimeOrigin::root;
		assert_noop!(Checks::close_gap(root(), TILL, 2), Error::<Test>::GapNotFound);
		assert_noop!(
			Checks::close_gap(RuntimeOrigin::signed(FRANCHISEE), TILL, 1),
			DispatchError::BadOrigin
		);
		assert_ok!(Checks::close_gap(root(), TILL, 1));
		assert_eq!(last_event(), Event::GapClosed { till: TILL, first: 1, last: 1 });
		assert_ok!(submit(vec![entry(130, 1)]));
		assert_refused(vec![entry(1, 1)], 0, EntryError::SequenceUsed);
	});
}

#[test]
fn close_gap_should_want_the_first_number_of_the_gap() {
	ExtBuilder::default().execute(|| {
		record([5]);
		let root = RuntimeOrigin::root;
		assert_noop!(Checks::close_gap(root(), TILL, 2), Error::<Test>::GapNotFound);
		assert_noop!(Checks::close_gap(root(), TillId(9), 1), Error::<Test>::GapNotFound);
		assert_noop!(Checks::close_gap(RuntimeOrigin::none(), TILL, 1), DispatchError::BadOrigin);
		assert_ok!(Checks::close_gap(root(), TILL, 1));
	});
}

#[test]
fn a_fill_that_splits_a_gap_should_count_towards_the_64() {
	ExtBuilder::default().execute(|| {
		record([4]);
		for n in 3..=65 {
			record([2 * n]);
		}
		assert_eq!(Checks::gaps(TILL).len(), 64);
		assert_refused(vec![entry(2, 1)], 0, EntryError::TooManyGaps);
		assert_ok!(submit(vec![entry(1, 1)]));
	});
}

#[test]
fn a_check_wallet_should_be_good_once_ever() {
	ExtBuilder::default().execute(|| {
		let twin = CheckEntry { wallet: wallet(1), ..entry(2, 1) };
		assert_refused(vec![entry(1, 1), twin.clone()], 1, EntryError::WalletUsed);
		record([1]);
		claim(1, GUEST);
		assert_refused(vec![twin.clone()], 0, EntryError::WalletUsed);
		pass(2 * DAY);
		assert_eq!(thp(GUEST), 1_000 * 2_000);
		let twin = CheckEntry { sold_at: NOON + DAY, ..twin };
		assert_refused(vec![twin], 0, EntryError::WalletUsed);
	});
}

#[test]
fn nobody_should_spoil_a_batch_by_sending_something_to_its_wallet() {
	use frame_support::traits::{Currency, fungibles::Mutate};
	ExtBuilder::default().execute(|| {
		let _ = Balances::deposit_creating(&wallet(1), 1_000);
		assert_ok!(Assets::mint_into(THP, &wallet(2), 5));
		MintedElsewhere::set(5);
		assert_ok!(submit(vec![entry(1, 1), entry(2, 1)]));
		claim(2, GUEST);
		assert_eq!(thp(wallet(2)), 5);
	});
}

/// Another till sees a batch on its way and is faster: it must not shut the rightful one out.
#[test]
fn nobody_should_spoil_a_batch_by_recording_its_wallet_first() {
	ExtBuilder::default().execute(|| {
		let (_, other_till) = register_till(30, 31);
		let twin = CheckEntry { wallet: wallet(1), ..entry(1, 7) };
		assert_ok!(Checks::record_checks(RuntimeOrigin::signed(31), batch(vec![twin])));
		record([1]);
		claim(1, GUEST);
		assert_noop!(
			Checks::claim(RuntimeOrigin::signed(wallet(1)), other_till, 1, GUEST),
			Error::<Test>::WalletSpent
		);
		assert_ok!(Checks::void(RuntimeOrigin::signed(31), other_till, 1, VoidReason::Fraud));
	});
}

#[test]
fn a_changed_rate_should_affect_later_checks_only() {
	ExtBuilder::default().execute(|| {
		record([1]);
		let settings = Settings { rate: 4_000, ..Default::default() };
		assert_ok!(Checks::set_settings(RuntimeOrigin::root(), settings));
		record([2]);
		let accrued = |n| OpenChecks::<Test>::get((TILL, n)).map(|check| check.accrued);
		assert_eq!(accrued(1), Some(1_000 * 2_000));
		assert_eq!(accrued(2), Some(1_000 * 4_000));
	});
}

#[test]
fn sums_at_the_end_of_the_numbers_should_be_refused() {
	ExtBuilder::default().execute(|| {
		Ledgers::<Test>::mutate(TILL, |ledger| ledger.tetri = u64::MAX);
		assert_refused(vec![entry(1, 1)], 0, EntryError::ExceedsTillDayLimit);
		Ledgers::<Test>::remove(TILL);
	});
}
