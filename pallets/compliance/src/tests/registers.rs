//! Rule 14: what a regulator reads.

use crate::{mock::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use hotpot_primitives::{
	Balance,
	time::{DAY, HOUR},
	traits::Standing,
};

const TODAY: u32 = 20_000;

fn burn(who: AccountId, amount: Balance) {
	assert_ok!(Thp::burn_from(
		&who,
		amount,
		Preservation::Expendable,
		Precision::Exact,
		Fortitude::Polite,
	));
}

#[test]
fn actions_should_be_entered_in_order_with_what_was_done() {
	ExtBuilder::default().execute(|| {
		assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
		pass(HOUR);
		assert_ok!(Compliance::set_frozen_amount(officer(), BOB, THP));
		assert_ok!(Compliance::unfreeze(officer(), ALICE));
		assert_ok!(Compliance::set_paused(officer(), true));
		assert_ok!(Compliance::set_paused(officer(), false));
		let action = |kind, account, amount, reason, at| Action {
			kind,
			account,
			counterparty: None,
			amount,
			reason,
			at,
		};
		let later = NOON + HOUR;
		let expected = [
			action(ActionKind::Freeze, Some(ALICE), 0, Some(REASON), NOON),
			action(ActionKind::PartialFreeze, Some(BOB), THP, None, later),
			action(ActionKind::Unfreeze, Some(ALICE), 0, None, later),
			action(ActionKind::Pause, None, 0, None, later),
			action(ActionKind::Resume, None, 0, None, later),
		];
		let page = Compliance::actions(0, 500);
		assert_eq!(page.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
		assert_eq!(page.into_iter().map(|(_, action)| action).collect::<Vec<_>>(), expected);
		assert_eq!(Compliance::actions(3, 1).len(), 1);
		assert_eq!(Compliance::actions(4, 10).len(), 1);
		assert!(Compliance::actions(5, 10).is_empty());
		assert!(Compliance::actions(u64::MAX, u32::MAX).is_empty());
		assert!(Compliance::actions(0, 0).is_empty());
	});
}

#[test]
fn a_refused_action_should_not_be_entered() {
	ExtBuilder::default().execute(|| {
		assert_noop!(Compliance::unfreeze(officer(), ALICE), Error::<Test>::NotFrozen);
		assert_eq!(NextActionId::<Test>::get(), 0);
	});
}

#[test]
fn a_page_should_hold_at_most_500_actions() {
	ExtBuilder::default().execute(|| {
		for at in 0..501 {
			assert_ok!(Compliance::set_paused(officer(), at % 2 == 0));
		}
		assert_eq!(Compliance::actions(0, u32::MAX).len(), 500);
		assert_eq!(Compliance::actions(500, u32::MAX).len(), 1);
	});
}

#[test]
fn emissions_should_be_entered_by_day() {
	ExtBuilder::default().execute(|| {
		let first = Emission { day: TODAY, minted: 3 * HELD, burned: 0, issuance: 3 * HELD };
		assert_eq!(Compliance::emissions(0, 500), [(0, first)]);
		mint(ALICE, 5);
		next_block();
		burn(ALICE, 3);
		next_block();
		next_block();
		let first =
			Emission { day: TODAY, minted: 3 * HELD + 5, burned: 3, issuance: 3 * HELD + 2 };
		assert_eq!(Compliance::emissions(0, 500), [(0, first)]);

		// What the last block of a day mints is entered before the clock shows the next day.
		mint(ALICE, 8);
		next_block();
		pass(3 * DAY);
		next_block();
		mint(BOB, 1);
		next_block();
		let first = Emission { minted: 3 * HELD + 13, issuance: 3 * HELD + 10, ..first };
		let second = Emission { day: TODAY + 3, minted: 1, burned: 0, issuance: 3 * HELD + 11 };
		assert_eq!(Compliance::emissions(0, 500), [(0, first), (1, second)]);
		assert_eq!(Compliance::emissions(1, 1), [(1, second)]);
		assert!(Compliance::emissions(2, 500).is_empty());
		assert!(Compliance::emissions(0, 0).is_empty());
		assert_eq!(RegisteredIssuance::<Test>::get(), Assets::total_supply(THP_ASSET));
	});
}

#[test]
fn transfers_should_be_no_emission() {
	ExtBuilder::default().execute(|| {
		let before = Compliance::emissions(0, 500);
		assert_ok!(send(ALICE, BOB, THP));
		next_block();
		assert_eq!(Compliance::emissions(0, 500), before);
	});
}

#[test]
fn holders_should_come_in_pages_without_holes_or_repeats() {
	ExtBuilder::default().execute(|| {
		(1_000..2_200).for_each(|who| mint(who, Balance::from(who)));
		for limit in [7, 500, u32::MAX] {
			let (mut cursor, mut seen) = (None, BTreeMap::new());
			loop {
				let page = Compliance::holders(cursor, limit);
				assert!(page.len() <= 500);
				let Some(last) = page.last() else { break };
				cursor = Some(last.account);
				for holder in page {
					assert_eq!(seen.insert(holder.account, holder.balance), None);
				}
			}
			assert_eq!(seen.len(), 3 + 1_200);
			assert_eq!(seen.values().sum::<Balance>(), Assets::total_supply(THP_ASSET));
		}
		assert!(Compliance::holders(None, 0).is_empty());
	});
}

#[test]
fn holders_should_say_who_they_are_and_what_is_frozen() {
	ExtBuilder::default().execute(|| {
		mint(GUEST, THP);
		set_standing(BOB, Standing::Suspended);
		assert_ok!(Compliance::freeze(officer(), CAROL, REASON));
		let holders: BTreeMap<_, _> = Compliance::holders(None, 500)
			.into_iter()
			.map(|holder| (holder.account, holder))
			.collect();
		let holder = |account, balance, standing, has_person: bool, whole| Holder {
			account,
			balance,
			standing,
			person: has_person.then(|| person(account).person),
			freeze: Freeze { whole, ..Default::default() },
		};
		let expected = [
			holder(ALICE, HELD, Standing::Verified, true, false),
			holder(BOB, HELD, Standing::Suspended, true, false),
			holder(CAROL, HELD, Standing::Verified, true, true),
			holder(GUEST, THP, Standing::Unknown, false, false),
		];
		assert_eq!(holders.into_values().collect::<Vec<_>>(), expected);
	});
}
