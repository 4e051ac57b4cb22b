//! What becomes of deposits that validators agreed on.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::{
	NodeId,
	observations::{Claim, Deposit, Token},
	traits::OnObservation,
};

fn fact(deposit: &Deposit) -> [u8; 32] {
	Claim::<AccountId>::Deposit(deposit.clone()).fact()
}

#[test]
fn a_deposit_should_be_credited_with_a_line_and_an_event() {
	execute(|| {
		watch(TRON, ALICE);
		let deposit = deposit(Token::UsdtTron, 5_000_000, 9);
		assert_ok!(tell(&deposit));
		let fact = fact(&deposit);
		let event = Event::DepositRecorded {
			fact,
			beneficiary: ALICE,
			line: 0,
			token: Token::UsdtTron,
			amount: 5_000_000,
			is_counted: true,
		};
		assert_eq!(events().pop(), Some(event));
		let line = Line {
			fact,
			token: Token::UsdtTron,
			amount: 5_000_000,
			is_counted: true,
			purpose: 1,
			from: deposit.from,
			to: TRON,
			transaction: [9; 32],
			index: 0,
			at: START - 1,
			recorded_at: START,
		};
		assert_eq!(Deposits::lines(ALICE, 0, 10), [(0, line.clone())]);
		assert_eq!(Deposits::line_of(fact), Some((ALICE, 0, line)));
		let sums = Sums { credited: 5_000_000, uncounted: 0 };
		assert_eq!(Deposits::balance_of(ALICE, Token::UsdtTron), sums);
		assert_eq!(Deposits::total_of(Token::UsdtTron), sums);
		assert_eq!(Deposits::balance_of(BOB, Token::UsdtTron), Sums::default());
	});
}

#[test]
fn a_deposit_should_be_credited_once_when_it_is_told_twice() {
	execute(|| {
		watch(TRON, ALICE);
		let first = deposit(Token::UsdtTron, 5, 9);
		assert_ok!(tell(&first));
		assert_noop!(tell(&first), Error::<Test>::AlreadyRecorded);
		// Whatever else is said about it.
		let other = Deposit { amount: 6, ..first.clone() };
		assert_noop!(tell(&other), Error::<Test>::AlreadyRecorded);
		// Another transfer of the same transaction is another deposit.
		assert_ok!(tell(&Deposit { index: 1, ..first }));
		assert_eq!(Deposits::balance_of(ALICE, Token::UsdtTron).credited, 10);
	});
}

#[test]
fn a_deposit_should_not_be_credited_when_its_account_is_not_watched() {
	execute(|| {
		let deposit = deposit(Token::UsdtTron, 5, 9);
		assert_noop!(tell(&deposit), Error::<Test>::NotWatched);
		watch(TRON, ALICE);
		assert_ok!(Deposits::retire(desk(), TRON));
		assert_noop!(tell(&deposit), Error::<Test>::NotWatched);
		watch(TRON, ALICE);
		assert_ok!(tell(&deposit));
	});
}

#[test]
fn a_deposit_should_not_be_credited_when_it_contradicts_itself() {
	execute(|| {
		watch(TRON, ALICE);
		watch(TON, ALICE);
		let good = deposit(Token::UsdtTron, 5, 9);
		for bad in [
			Deposit { amount: 0, ..good.clone() },
			Deposit { token: Token::UsdtTon, ..good.clone() },
			Deposit { from: TON, ..good.clone() },
			Deposit { to: TON, ..good },
		] {
			assert_noop!(tell(&bad), Error::<Test>::Unsound);
		}
	});
}

#[test]
fn only_stablecoins_that_are_on_should_count_and_the_rest_should_be_recorded() {
	execute(|| {
		watch(TRON, ALICE);
		watch(TON, BOB);
		for (n, token) in (0..).zip(Token::ALL) {
			assert_ok!(tell(&deposit(token, 5, n)));
		}
		let (counted, uncounted) =
			(Sums { credited: 5, uncounted: 0 }, Sums { credited: 0, uncounted: 5 });
		for (who, token, sums) in [
			(ALICE, Token::Trx, uncounted),
			(ALICE, Token::UsdtTron, counted),
			(ALICE, Token::UsdcTron, uncounted),
			(BOB, Token::Ton, uncounted),
			(BOB, Token::UsdtTon, counted),
		] {
			assert_eq!(Deposits::balance_of(who, token), sums, "{token:?}");
			assert_eq!(Deposits::total_of(token), sums, "{token:?}");
		}
		assert_eq!(Deposits::lines(ALICE, 0, 10).len(), 3);
		assert_eq!(Deposits::lines(BOB, 0, 10).len(), 2);
	});
}

#[test]
fn a_deposit_should_not_be_credited_when_a_sum_overflows() {
	execute(|| {
		watch(TRON, ALICE);
		watch(TON, BOB);
		assert_ok!(tell(&deposit(Token::UsdtTron, u128::MAX, 1)));
		assert_noop!(tell(&deposit(Token::UsdtTron, 1, 2)), Error::<Test>::Overflow);
		// The total overflows, even if the balance does not.
		let other = hotpot_primitives::observations::ForeignAccount::Tron([9; 20]);
		watch(other, BOB);
		let to_bob = Deposit { to: other, ..deposit(Token::UsdtTron, 1, 3) };
		assert_noop!(tell(&to_bob), Error::<Test>::Overflow);
		// Another token has its own sums.
		assert_ok!(tell(&deposit(Token::UsdtTon, 1, 2)));
	});
}

#[test]
fn lines_should_come_page_by_page_in_order() {
	execute(|| {
		watch(TRON, ALICE);
		for n in 0..7u8 {
			assert_ok!(tell(&deposit(Token::UsdtTron, 1 + u128::from(n), n)));
		}
		let amounts = |from, limit| -> alloc::vec::Vec<_> {
			let page = Deposits::lines(ALICE, from, limit);
			page.into_iter().map(|(number, line)| (number, line.amount)).collect()
		};
		assert_eq!(amounts(0, 3), [(0, 1), (1, 2), (2, 3)]);
		assert_eq!(amounts(5, 100), [(5, 6), (6, 7)]);
		assert_eq!(amounts(7, 100), []);
		assert_eq!(amounts(u32::MAX, u32::MAX), []);
	});
}

#[test]
fn what_guests_did_should_change_nothing() {
	execute(|| {
		let claims = [
			Claim::Watched { who: ALICE, stream: [1; 32], from: 0, to: 1 },
			Claim::Liked { who: ALICE, post: [1; 32], likes: 50 },
			Claim::Streamed { who: ALICE, node: NodeId(1), table: 1, from: 0, to: 1 },
		];
		for claim in claims {
			assert_ok!(<Deposits as OnObservation<AccountId>>::observed(&claim));
		}
		assert_eq!(events(), []);
	});
}
