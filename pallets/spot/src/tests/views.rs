//! What views tell.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::traits::OnStanding;

fn explained(who: AccountId) -> (u32, bool, bool, u32) {
	let Explanation { balance, is_counted, median, is_above, room_today } = Spot::explain(who);
	assert_eq!(median, Spot::figures().median);
	(balance, is_counted, is_above, room_today)
}

#[test]
fn explain_should_tell_an_account_what_its_spot_is_worth() {
	ExtBuilder::default().execute(|| {
		assert_eq!(explained(ALICE), (0, false, false, 10));
		give(ALICE, 20);
		give(BOB, 10);
		give(CAROL, 5);
		give(GUEST, 50);
		assert_ok!(earn(ALICE, 4, NOON));
		assert_ok!(earn(GUEST, 10, NOON));
		assert_eq!(explained(ALICE), (24, true, true, 6));
		assert_eq!(explained(BOB), (10, true, false, 10), "at the median is not above it");
		assert_eq!(explained(CAROL), (5, true, false, 10));
		assert_eq!(explained(GUEST), (60, false, false, 0), "it is not verified");
		give(BOB, MAX_BALANCE - 10 - 3);
		assert_eq!(explained(BOB).3, 3);
	});
}

#[test]
fn holders_should_page_through_everybody() {
	ExtBuilder::default().execute(|| {
		for who in 100..120 {
			give(who, who as u32);
		}
		Spot::verified(&110);
		let mut lines: Vec<HolderLine<_>> = Vec::new();
		loop {
			let page = Spot::holders(lines.last().map(|line| line.account), 7);
			assert!(page.len() <= 7);
			if page.is_empty() {
				break;
			}
			lines.extend(page);
		}
		lines.sort_by_key(|line| line.account);
		let expected = [ALICE, BOB, CAROL].into_iter().map(|who| (who, 0, true));
		let given = (100..120).map(|who| (who, who as u32, who == 110));
		let expected: Vec<_> = expected
			.chain(given)
			.map(|(account, balance, is_verified)| HolderLine { account, balance, is_verified })
			.collect();
		assert_eq!(lines, expected);
		assert!(Spot::holders(None, 0).is_empty());
	});
}

#[test]
fn holders_should_give_at_most_500_at_once() {
	ExtBuilder::default().execute(|| {
		for who in 1_000..1_510 {
			give(who, 1);
		}
		assert_eq!(Spot::holders(None, u32::MAX).len(), MAX_PAGE as usize);
	});
}
