//! Rule 18: what a conversion does.

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::traits::MintedThp;
use sp_runtime::DispatchError;

fn issuance() -> u128 {
	Assets::total_supply(THP_ASSET)
}

#[test]
fn convert_should_burn_spot_and_give_thp_when_the_reserve_has_it() {
	ExtBuilder::default().execute(|| {
		assert_ok!(convert([(ALICE, 30), (BOB, 70)]));
		assert_eq!((spot(ALICE), spot(BOB)), (70, 30));
		assert_eq!((thp(ALICE), thp(BOB), thp(RESERVE)), (3 * THP, 7 * THP, 0));
		assert_eq!((issuance(), Minted::<Test>::get()), (IN_RESERVE, 0));
		let pair = |who, spot, amount| Event::PairConverted {
			id: 0,
			who,
			spot,
			amount,
			from_reserve: amount,
			minted: 0,
		};
		let whole = Event::Converted {
			id: 0,
			pairs: 2,
			rate: 10,
			spot: 100,
			amount: 10 * THP,
			from_reserve: 10 * THP,
			minted: 0,
		};
		assert_eq!(events(), [pair(ALICE, 30, 3 * THP), pair(BOB, 70, 7 * THP), whole]);
	});
}

#[test]
fn convert_should_mint_only_what_the_reserve_lacks() {
	ExtBuilder::default().execute(|| {
		assert_ok!(convert([(ALICE, 70), (BOB, 50), (CAROL, 20)]));
		assert_eq!((thp(ALICE), thp(BOB), thp(CAROL)), (7 * THP, 5 * THP, 2 * THP));
		assert_eq!(thp(RESERVE), 0);
		assert_eq!(issuance(), IN_RESERVE + 4 * THP);
		assert_eq!(<Conversion as MintedThp>::minted(), 4 * THP);
		assert_eq!(Conversion::minted_ever(), 4 * THP);
		let split: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::PairConverted { from_reserve, minted, .. } => Some((from_reserve, minted)),
				_ => None,
			})
			.collect();
		assert_eq!(split, [(7 * THP, 0), (3 * THP, 2 * THP), (0, 2 * THP)]);
	});
}

#[test]
fn convert_should_mint_everything_when_the_reserve_is_empty() {
	ExtBuilder::default().execute(|| {
		assert_ok!(convert([(ALICE, 100)]));
		assert_ok!(convert([(BOB, 100)]));
		assert_eq!((thp(BOB), Minted::<Test>::get()), (10 * THP, 10 * THP));
		assert_eq!(issuance(), IN_RESERVE + 10 * THP);
	});
}

#[test]
fn convert_should_do_what_was_listed_when_a_holder_earned_more_meanwhile() {
	ExtBuilder::default().execute(|| {
		let pairs = list([(ALICE, 100)]);
		register(ALICE, 7);
		assert_ok!(Conversion::convert(RuntimeOrigin::root(), pairs, 10));
		assert_eq!((spot(ALICE), thp(ALICE)), (7, 10 * THP));
	});
}

#[test]
fn convert_should_take_500_pairs() {
	ExtBuilder::default().execute(|| {
		let holders = 1_000..1_500;
		for who in holders.clone() {
			register(who, 10);
			Consents::<Test>::insert(who, ());
		}
		assert_ok!(convert(holders.clone().map(|who| (who, 10))));
		assert!(holders.clone().all(|who| spot(who) == 0 && thp(who) == THP));
		assert_eq!(Minted::<Test>::get(), 490 * THP);
	});
}

#[test]
fn convert_should_use_the_rate_of_the_settings() {
	ExtBuilder::default().settings(|settings| settings.rate = 20).execute(|| {
		let convert = |rate| Conversion::convert(RuntimeOrigin::root(), list([(ALICE, 60)]), rate);
		assert_noop!(convert(10), Error::<Test>::RateChanged);
		assert_ok!(convert(20));
		assert_eq!((spot(ALICE), thp(ALICE)), (40, 3 * THP));
	});
}

#[test]
fn convert_should_not_ask_for_consent_when_the_setting_is_off() {
	ExtBuilder::default().settings(|settings| settings.consent_required = false).execute(|| {
		Consents::<Test>::remove(ALICE);
		assert_ok!(convert([(ALICE, 10)]));
	});
}

#[test]
fn convert_should_be_the_owners() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(
				Conversion::convert(origin, list([(ALICE, 10)]), 10),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn preview_should_change_nothing_and_say_what_convert_then_does() {
	ExtBuilder::default().execute(|| {
		let pairs = list([(ALICE, 70), (BOB, 50)]);
		let quote = Conversion::preview(pairs.clone(), 10);
		assert_eq!(events(), []);
		assert_eq!((spot(ALICE), thp(ALICE), thp(RESERVE)), (HELD, 0, IN_RESERVE));
		assert_eq!(
			quote,
			Ok(Quote {
				payments: vec![
					Payment {
						who: ALICE,
						spot: 70,
						amount: 7 * THP,
						from_reserve: 7 * THP,
						minted: 0
					},
					Payment {
						who: BOB,
						spot: 50,
						amount: 5 * THP,
						from_reserve: 3 * THP,
						minted: 2 * THP
					},
				],
				spot: 120,
				amount: 12 * THP,
				from_reserve: 10 * THP,
				minted: 2 * THP,
			})
		);
		assert_ok!(Conversion::convert(RuntimeOrigin::root(), pairs, 10));
		assert_eq!((thp(ALICE), thp(BOB)), (7 * THP, 5 * THP));
	});
}
