//! Rule 4: the guest's claim.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use hotpot_primitives::{SequenceRange, TillId, time::DAY};
use sp_runtime::DispatchError;

fn is_feeless(signer: AccountId, till: TillId, sequence: u32, destination: AccountId) -> bool {
	Call::<Test>::claim { till, sequence, destination }.is_feeless(&RuntimeOrigin::signed(signer))
}

fn assert_refused(signer: AccountId, sequence: u32, destination: AccountId, error: Error<Test>) {
	assert!(!is_feeless(signer, TILL, sequence, destination), "a failing claim is not free");
	assert_noop!(Checks::claim(RuntimeOrigin::signed(signer), TILL, sequence, destination), error);
}

#[test]
fn claim_should_make_the_thp_pending_and_spend_the_wallet() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert!(is_feeless(wallet(1), TILL, 1, GUEST));
		claim(1, GUEST);
		let amount = 1_000 * 2_000;
		assert_eq!(
			last_event(),
			Event::CheckClaimed {
				till: TILL,
				sequence: 1,
				destination: GUEST,
				amount,
				matures_at: NOON + DAY
			}
		);
		let totals = TotalThp::<Test>::get();
		assert_eq!((totals.unclaimed, totals.pending), (0, amount));
		assert_eq!(thp(GUEST), 0);
		assert_eq!(ClaimCount::<Test>::get(GUEST), 1);
		let spent = SpentWallet { till: TILL, sequence: 1 };
		assert_eq!(Checks::spent_wallet(wallet(1)), Some(spent));
	});
}

#[test]
fn claim_should_mint_at_once_when_the_void_window_is_over() {
	ExtBuilder::default().execute(|| {
		record([1]);
		pass(DAY);
		claim(1, GUEST);
		assert_eq!(thp(GUEST), 1_000 * 2_000);
		assert_refused(wallet(1), 1, GUEST, Error::AlreadySettled);
	});
}

#[test]
fn claim_should_fail_when_it_was_claimed() {
	ExtBuilder::default().execute(|| {
		record([1]);
		claim(1, GUEST);
		assert_refused(wallet(1), 1, GUEST, Error::AlreadyClaimed);
		assert_refused(wallet(1), 1, 99, Error::AlreadyClaimed);
		pass(2 * DAY);
		assert_eq!(thp(GUEST), 1_000 * 2_000);
		assert_refused(wallet(1), 1, GUEST, Error::AlreadySettled);
	});
}

#[test]
fn claim_should_fail_when_nobody_signed_it() {
	ExtBuilder::default().execute(|| {
		record([1]);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let call = Call::<Test>::claim { till: TILL, sequence: 1, destination: GUEST };
			assert!(!call.is_feeless(&origin));
			assert_noop!(Checks::claim(origin, TILL, 1, GUEST), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn claim_should_fail_when_the_check_is_unknown_or_of_another_wallet() {
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		record([5]);
		assert_refused(wallet(3), 3, GUEST, Error::NotFound);
		assert_refused(wallet(6), 6, GUEST, Error::NotFound);
		assert!(!is_feeless(wallet(1), TillId(9), 1, GUEST));
		assert_noop!(
			Checks::claim(RuntimeOrigin::signed(wallet(1)), TillId(9), 1, GUEST),
			Error::<Test>::NotFound
		);
		assert_refused(wallet(2), 1, GUEST, Error::WrongWallet);
		assert_refused(GUEST, 1, GUEST, Error::WrongWallet);
	});
}

#[test]
fn claim_should_fail_when_the_check_was_voided() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert_ok!(Checks::void(RuntimeOrigin::signed(TILL_KEY), TILL, 1, VoidReason::Duplicate));
		assert_refused(wallet(1), 1, GUEST, Error::AlreadySettled);
	});
}

#[test]
fn claim_should_fail_from_the_moment_of_expiry_even_before_the_hook_ran() {
	ExtBuilder::default().execute(|| {
		record([1]);
		Timestamp::set_timestamp(NOON + 365 * DAY - 1);
		assert!(is_feeless(wallet(1), TILL, 1, GUEST));
		Timestamp::set_timestamp(NOON + 365 * DAY);
		assert_refused(wallet(1), 1, GUEST, Error::Expired);
		pass(0);
		assert_refused(wallet(1), 1, GUEST, Error::AlreadySettled);
	});
}

#[test]
fn claim_should_wait_while_the_check_is_in_quarantine() {
	ExtBuilder::default().execute(|| {
		record([1, 2, 3]);
		let root = RuntimeOrigin::root;
		let range = Some(SequenceRange { first: 2, last: 3 });
		assert_ok!(Checks::quarantine(root(), TILL, range));
		assert_refused(wallet(2), 2, GUEST, Error::CheckQuarantined);
		claim(1, GUEST);
		assert_ok!(Checks::lift_quarantine(root(), TILL, range));
		claim(2, GUEST);
		assert_ok!(Checks::quarantine(root(), TILL, None));
		assert_refused(wallet(3), 3, GUEST, Error::CheckQuarantined);
	});
}

#[test]
fn claim_should_fail_for_staff_and_for_the_wallet_itself() {
	ExtBuilder::default().execute(|| {
		record([1]);
		assert_refused(wallet(1), 1, FRANCHISEE, Error::StaffDestination);
		assert_refused(wallet(1), 1, TILL_KEY, Error::StaffDestination);
		assert_refused(wallet(1), 1, wallet(1), Error::DestinationIsWallet);
	});
}

#[test]
fn staff_of_another_restaurant_may_claim() {
	ExtBuilder::default().execute(|| {
		register_till(30, 31);
		record([1]);
		claim(1, 30);
	});
}

#[test]
fn claims_should_go_on_while_till_and_node_are_suspended_or_closed() {
	use hotpot_primitives::traits::Status;
	ExtBuilder::default().execute(|| {
		record([1, 2]);
		let root = RuntimeOrigin::root;
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Suspended));
		claim(1, GUEST);
		assert_ok!(Franchise::set_till_status(root(), TILL, Status::Closed));
		assert_ok!(Franchise::set_node_status(root(), NODE, Status::Closed));
		claim(2, GUEST);
		pass(2 * DAY);
		assert_eq!(thp(GUEST), 2 * 1_000 * 2_000);
	});
}
