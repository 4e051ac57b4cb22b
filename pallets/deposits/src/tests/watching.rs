//! Watched and retired accounts.

use crate::{mock::*, *};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	observations::{ForeignAccount, Token},
	traits::WatchInspect,
};
use sp_runtime::DispatchError;

fn tron(n: u8) -> ForeignAccount {
	ForeignAccount::Tron([n; 20])
}

#[test]
fn watch_should_tell_whose_an_account_is() {
	execute(|| {
		assert!(!Deposits::is_watched(&TRON));
		assert_ok!(Deposits::watch(desk(), TRON, ALICE, 7));
		let event = Event::AccountWatched { account: TRON, beneficiary: ALICE, purpose: 7 };
		assert_eq!(events(), [event]);
		assert!(Deposits::is_watched(&TRON));
		let watch = Watch { beneficiary: ALICE, purpose: 7, since: START };
		assert_eq!(Deposits::watch_of(TRON), Some(watch));
		assert!(!Deposits::is_watched(&TON));
	});
}

#[test]
fn watch_should_fail_when_the_account_is_watched() {
	execute(|| {
		watch(TRON, ALICE);
		for beneficiary in [ALICE, BOB] {
			let result = Deposits::watch(desk(), TRON, beneficiary, 1);
			assert_noop!(result, Error::<Test>::AlreadyWatched);
		}
	});
}

#[test]
fn watch_should_fail_when_there_is_no_such_account() {
	execute(|| {
		let ton = |workchain, id| ForeignAccount::Ton { workchain, id };
		for account in
			[tron(0), ton(0, [0; 32]), ton(-1, [0; 32]), ton(1, [1; 32]), ton(-2, [1; 32])]
		{
			let result = Deposits::watch(desk(), account, ALICE, 1);
			assert_noop!(result, Error::<Test>::NoSuchAccount);
		}
		watch(ton(-1, [1; 32]), ALICE);
	});
}

#[test]
fn watch_should_fail_when_as_many_are_watched_as_can_be() {
	execute(|| {
		(1..=5).for_each(|n| watch(tron(n), ALICE));
		assert_noop!(Deposits::watch(desk(), tron(6), ALICE, 1), Error::<Test>::TooManyWatched);
		assert_ok!(Deposits::retire(desk(), tron(1)));
		watch(tron(6), ALICE);
		assert_noop!(Deposits::watch(desk(), tron(1), ALICE, 1), Error::<Test>::TooManyWatched);
		watch(ForeignAccount::Ton { workchain: 0, id: [1; 32] }, ALICE);
	});
}

#[test]
fn retire_should_keep_whose_an_account_is() {
	execute(|| {
		watch(TRON, ALICE);
		assert_ok!(Deposits::retire(desk(), TRON));
		let event = Event::AccountRetired { account: TRON, beneficiary: ALICE };
		assert_eq!(events().pop(), Some(event));
		assert!(!Deposits::is_watched(&TRON));
		assert_noop!(Deposits::retire(desk(), TRON), Error::<Test>::NotWatched);
		// Money on its way to Alice never becomes somebody else's, nor for something else.
		assert_noop!(Deposits::watch(desk(), TRON, BOB, 1), Error::<Test>::Taken);
		assert_noop!(Deposits::watch(desk(), TRON, ALICE, 2), Error::<Test>::Taken);
		watch(TRON, ALICE);
		assert_eq!(RetiredAccounts::<Test>::iter().count(), 0);
		assert_ok!(tell(&deposit(Token::UsdtTron, 5, 1)));
	});
}

#[test]
fn calls_should_fail_when_somebody_else_makes_them() {
	execute(|| {
		for who in [OWNER, STRANGER] {
			let origin = RuntimeOrigin::signed(who);
			let bad = DispatchError::BadOrigin;
			assert_noop!(Deposits::watch(origin.clone(), TRON, ALICE, 1), bad);
			assert_noop!(Deposits::retire(origin, TRON), bad);
		}
	});
}

#[test]
fn watched_accounts_should_give_every_account_once_page_by_page() {
	execute(|| {
		(1..=5).for_each(|n| watch(tron(n), ALICE));
		assert_eq!(Deposits::watched_accounts(None, u32::MAX).len(), 5);
		let (mut seen, mut cursor) = (BTreeSet::new(), None);
		loop {
			let page = Deposits::watched_accounts(cursor, 2);
			let Some((last, _)) = page.last() else { break };
			cursor = Some(*last);
			assert!(page.iter().all(|(account, _)| seen.insert(*account)), "twice");
		}
		let all: Vec<_> = (1..=5).map(tron).collect();
		assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);
	});
}
