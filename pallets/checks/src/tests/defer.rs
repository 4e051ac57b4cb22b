//! Rules 8, 12 and 13: THP that an unverified account may not hold yet, and persons that change
//! their account.

use crate::{mock::*, *};
use alloc::vec::Vec;
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use hotpot_primitives::{
	Balance,
	time::{DAY, MINUTE},
	traits::MoveHoldings,
};

/// What a check of `record` carries.
const AMOUNT: Balance = 1_000 * 2_000;
const NEW_ACCOUNT: AccountId = 30;

/// Matures so many checks of a guest that may hold one and a half.
fn deferred_checks(count: u32) {
	cap(GUEST, AMOUNT + AMOUNT / 2);
	record(1..=count);
	(1..=count).for_each(|sequence| claim(sequence, GUEST));
	pass(DAY + 2 * MINUTE);
}

fn collect(who: AccountId) -> sp_runtime::DispatchResult {
	Checks::collect(RuntimeOrigin::signed(who))
}

fn is_free(who: AccountId) -> bool {
	let call = RuntimeCall::Checks(Call::collect {});
	call.is_feeless(&RuntimeOrigin::signed(who))
}

#[test]
fn a_check_should_be_minted_in_part_when_its_guest_may_not_hold_all() {
	ExtBuilder::default().execute(|| {
		deferred_checks(2);
		let matured: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::CheckMatured { destination: GUEST, amount, deferred, .. } => {
					Some((amount, deferred))
				}
				_ => None,
			})
			.collect();
		assert_eq!(matured, [(AMOUNT, 0), (AMOUNT / 2, AMOUNT / 2)]);
		assert_eq!((thp(GUEST), Checks::deferred(GUEST)), (AMOUNT + AMOUNT / 2, AMOUNT / 2));
		let totals = Checks::totals();
		assert_eq!((totals.pending, totals.deferred), (0, AMOUNT / 2));
		assert_eq!(totals.matured, thp(GUEST));
		assert_eq!(OpenChecks::<Test>::iter().count(), 0, "the checks themselves are settled");
	});
}

#[test]
fn a_check_should_be_deferred_as_a_whole_when_there_is_no_room() {
	ExtBuilder::default().execute(|| {
		deferred_checks(4);
		assert_eq!(thp(GUEST), AMOUNT + AMOUNT / 2);
		assert_eq!(Checks::deferred(GUEST), 2 * AMOUNT + AMOUNT / 2);
	});
}

#[test]
fn a_claim_should_defer_at_once_when_the_window_is_closed() {
	ExtBuilder::default().execute(|| {
		cap(GUEST, 0);
		record([1]);
		pass(DAY);
		claim(1, GUEST);
		assert_eq!((thp(GUEST), Checks::deferred(GUEST)), (0, AMOUNT));
	});
}

#[test]
fn deferred_thp_should_wait_longer_than_any_check() {
	ExtBuilder::default().execute(|| {
		deferred_checks(3);
		(0..3).for_each(|_| pass(400 * DAY));
		assert_eq!(Checks::deferred(GUEST), AMOUNT + AMOUNT / 2);
	});
}

#[test]
fn collect_should_mint_everything_when_the_guest_is_verified() {
	ExtBuilder::default().execute(|| {
		deferred_checks(3);
		uncap(GUEST);
		assert!(is_free(GUEST));
		assert_ok!(collect(GUEST));
		let amount = AMOUNT + AMOUNT / 2;
		assert_eq!(last_event(), Event::ThpCollected { who: GUEST, amount, left: 0 });
		assert_eq!((thp(GUEST), Checks::deferred(GUEST)), (3 * AMOUNT, 0));
		assert!(!Deferred::<Test>::contains_key(GUEST));
		let totals = Checks::totals();
		assert_eq!((totals.deferred, totals.matured), (0, 3 * AMOUNT));

		assert!(!is_free(GUEST));
		assert_noop!(collect(GUEST), Error::<Test>::NothingDeferred);
	});
}

#[test]
fn collect_should_mint_a_part_when_the_cap_was_raised() {
	ExtBuilder::default().execute(|| {
		deferred_checks(3);
		cap(GUEST, 2 * AMOUNT);
		assert_ok!(collect(GUEST));
		let amount = AMOUNT / 2;
		assert_eq!(last_event(), Event::ThpCollected { who: GUEST, amount, left: AMOUNT });
		assert_eq!((thp(GUEST), Checks::deferred(GUEST)), (2 * AMOUNT, AMOUNT));
	});
}

#[test]
fn collect_should_be_refused_when_there_is_no_room() {
	ExtBuilder::default().execute(|| {
		deferred_checks(2);
		assert!(!is_free(GUEST));
		assert_noop!(collect(GUEST), Error::<Test>::NoRoom);
	});
}

#[test]
fn collect_should_be_refused_when_nothing_was_deferred() {
	ExtBuilder::default().execute(|| {
		assert_noop!(collect(GUEST), Error::<Test>::NothingDeferred);
		assert!(Checks::collect(RuntimeOrigin::root()).is_err());
	});
}

#[test]
fn a_void_should_not_meet_deferred_thp() {
	ExtBuilder::default().execute(|| {
		cap(GUEST, 0);
		record([1, 2]);
		claim(1, GUEST);
		claim(2, GUEST);
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 1, VoidReason::EntryError));
		pass(DAY + 2 * MINUTE);
		assert_eq!(Checks::deferred(GUEST), AMOUNT);
		assert_noop!(
			Checks::void(RuntimeOrigin::signed(FRANCHISEE), TILL, 2, VoidReason::EntryError),
			Error::<Test>::NotFound
		);
	});
}

#[test]
fn pending_checks_should_mature_to_the_account_that_the_person_has_by_then() {
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		claim(1, GUEST);
		Left::mutate(|left| left.insert(GUEST, NEW_ACCOUNT));
		claim(2, GUEST);
		pass(DAY + 2 * MINUTE);
		assert_eq!((thp(GUEST), thp(NEW_ACCOUNT)), (0, 2 * AMOUNT));
	});
}

#[test]
fn deferred_thp_and_the_count_of_claims_should_move_with_their_person() {
	ExtBuilder::default().execute(|| {
		deferred_checks(2);
		cap(NEW_ACCOUNT, 0);
		record([3]);
		claim(3, NEW_ACCOUNT);
		pass(DAY + 2 * MINUTE);
		assert_ok!(<Checks as MoveHoldings<AccountId>>::can_move(&GUEST, &NEW_ACCOUNT));
		assert_ok!(<Checks as MoveHoldings<AccountId>>::move_holdings(&GUEST, &NEW_ACCOUNT));
		assert_eq!(
			last_event(),
			Event::DeferredMoved { from: GUEST, to: NEW_ACCOUNT, amount: AMOUNT / 2 }
		);
		assert_eq!((Checks::deferred(GUEST), Checks::deferred(NEW_ACCOUNT)), (0, AMOUNT * 3 / 2));
		assert_eq!(ClaimCount::<Test>::get(NEW_ACCOUNT), 3);
		assert!(!ClaimCount::<Test>::contains_key(GUEST));
	});
}

#[test]
fn moving_should_leave_no_trace_when_there_is_nothing_to_move() {
	ExtBuilder::default().execute(|| {
		assert_ok!(<Checks as MoveHoldings<AccountId>>::move_holdings(&GUEST, &NEW_ACCOUNT));
		assert!(!ClaimCount::<Test>::contains_key(NEW_ACCOUNT));
		assert!(!Deferred::<Test>::contains_key(NEW_ACCOUNT));
	});
}

#[test]
fn claim_should_be_refused_when_its_destination_has_a_role_in_the_restaurant() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert_noop!(
			Checks::claim(RuntimeOrigin::signed(wallet(1)), TILL, 1, COOK),
			Error::<Test>::StaffDestination
		);
	});
}
