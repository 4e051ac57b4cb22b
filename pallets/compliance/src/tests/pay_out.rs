//! What the network pays out of its pots.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{Balance, traits::ThpPayout};
use sp_runtime::DispatchResult;

type Payout = Compliance;

fn can(to: AccountId, amount: Balance) -> DispatchResult {
	<Payout as ThpPayout<AccountId>>::can_pay_out(&POOL, &to, amount)
}

fn pay(to: AccountId, amount: Balance) -> DispatchResult {
	<Payout as ThpPayout<AccountId>>::pay_out(&POOL, &to, amount)
}

#[test]
fn pay_out_should_move_more_than_anybody_may_send_when_the_pot_has_it() {
	ExtBuilder::default().execute(|| {
		let amount = 2 * Settings::default().max_daily;
		mint(POOL, amount);
		let before = thp(ALICE);
		assert_ok!(can(ALICE, amount));
		assert_ok!(pay(ALICE, amount));
		assert_eq!((thp(POOL), thp(ALICE)), (0, before + amount));
	});
}

#[test]
fn pay_out_should_be_refused_when_the_law_is_against_it() {
	ExtBuilder::default().execute(|| {
		mint(POOL, 10 * THP);
		mint(POOL, THP);
		assert_eq!(can(GUEST, THP), Err(Error::<Test>::ReceiverNotVerified.into()));
		assert_noop!(pay(GUEST, THP), Error::<Test>::ReceiverNotVerified);
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		assert_eq!(can(ALICE, THP), Err(Error::<Test>::ReceiverFrozen.into()));
		assert_noop!(pay(ALICE, THP), Error::<Test>::ReceiverFrozen);
	});
}

#[test]
fn pay_out_should_be_refused_when_it_is_not_out_of_a_pot() {
	ExtBuilder::default().execute(|| {
		let can = <Payout as ThpPayout<AccountId>>::can_pay_out(&BOB, &ALICE, 1);
		assert_eq!(can, Err(Error::<Test>::NotPot.into()));
		assert_noop!(
			<Payout as ThpPayout<AccountId>>::pay_out(&BOB, &ALICE, 1),
			Error::<Test>::NotPot
		);
	});
}

#[test]
fn pay_out_should_be_refused_when_the_pot_has_less() {
	ExtBuilder::default().execute(|| {
		mint(POOL, THP);
		assert_eq!(can(ALICE, THP + 1), Err(Error::<Test>::ExceedsBalance.into()));
		assert_noop!(pay(ALICE, THP + 1), Error::<Test>::ExceedsBalance);
	});
}
