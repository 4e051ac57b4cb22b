//! Random lives: nothing is lost, nothing is made, and recovery conserves everything.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::{
	Balance,
	time::HOUR,
	traits::{KycInspect, MoveHoldings, Standing},
};
use proptest::prelude::*;
use sp_runtime::DispatchResult;

/// Three persons, guests and new keys.
const ACCOUNTS: [AccountId; 8] = [ALICE, BOB, CAROL, GUEST, NEW, 41, 42, POOL];

/// One thing that somebody does. Many are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Send { from: usize, to: usize, amount: Balance },
	Force { from: usize, to: usize, amount: Balance },
	Link { from: usize, to: usize },
	Freeze { who: usize },
	Unfreeze { who: usize },
	FreezePartly { who: usize, amount: Balance },
	Pause { paused: bool },
	Request { verifier: usize, old: usize, new: usize },
	Reverify { who: usize, verifier: usize },
	Veto { who: usize },
	Cancel { who: usize },
	Complete { who: usize },
	Suspend { who: usize },
	Mint { to: usize, amount: Balance },
	Pass { hours: u64 },
}

const VERIFIERS: [AccountId; 3] = [VERIFIER, OTHER_VERIFIER, BASIC_VERIFIER];

fn step() -> impl Strategy<Value = Step> {
	let who = || prop_oneof![4 => 0..3usize, 2 => 4..7usize, 1 => 0..ACCOUNTS.len()];
	let new = || prop_oneof![5 => 4..7usize, 1 => 0..ACCOUNTS.len()];
	let amount = || prop_oneof![9 => 0..HELD / 4, 1 => any::<Balance>()];
	let moving = prop_oneof![
		6 => (who(), who(), amount())
			.prop_map(|(from, to, amount)| Step::Send { from, to, amount }),
		1 => (who(), who(), amount())
			.prop_map(|(from, to, amount)| Step::Force { from, to, amount }),
		1 => (who(), who()).prop_map(|(from, to)| Step::Link { from, to }),
		1 => (who(), 0..HELD).prop_map(|(to, amount)| Step::Mint { to, amount }),
		2 => (0..30u64).prop_map(|hours| Step::Pass { hours }),
	];
	let holding = prop_oneof![
		1 => who().prop_map(|who| Step::Freeze { who }),
		3 => who().prop_map(|who| Step::Unfreeze { who }),
		1 => (who(), amount()).prop_map(|(who, amount)| Step::FreezePartly { who, amount }),
		1 => prop::bool::weighted(0.1).prop_map(|paused| Step::Pause { paused }),
		1 => who().prop_map(|who| Step::Suspend { who }),
	];
	let recovering = prop_oneof![
		4 => (0..3usize, who(), new())
			.prop_map(|(verifier, old, new)| Step::Request { verifier, old, new }),
		1 => (who(), 0..3usize).prop_map(|(who, verifier)| Step::Reverify { who, verifier }),
		1 => who().prop_map(|who| Step::Veto { who }),
		1 => who().prop_map(|who| Step::Cancel { who }),
		4 => who().prop_map(|who| Step::Complete { who }),
	];
	prop_oneof![6 => moving, 1 => holding, 3 => recovering]
}

fn take(step: Step) -> DispatchResult {
	let account = |at: usize| ACCOUNTS[at];
	let signed = |at: usize| RuntimeOrigin::signed(ACCOUNTS[at]);
	match step {
		Step::Send { from, to, amount } => send(account(from), account(to), amount),
		Step::Force { from, to, amount } => {
			Compliance::force_transfer(officer(), account(from), account(to), amount, REASON)
		}
		Step::Link { from, to } => frame_support::storage::with_storage_layer(|| {
			Compliance::move_holdings(&account(from), &account(to))
		}),
		Step::Freeze { who } => Compliance::freeze(officer(), account(who), REASON),
		Step::Unfreeze { who } => Compliance::unfreeze(officer(), account(who)),
		Step::FreezePartly { who, amount } => {
			Compliance::set_frozen_amount(officer(), account(who), amount)
		}
		Step::Pause { paused } => Compliance::set_paused(officer(), paused),
		Step::Request { verifier, old, new } => Compliance::request_recovery(
			RuntimeOrigin::signed(VERIFIERS[verifier]),
			account(old),
			account(new),
			REASON,
		),
		Step::Reverify { who, verifier } => {
			Persons::mutate(account(who), |person| {
				if let Some((_, attested_by)) = person {
					*attested_by = VERIFIERS[verifier];
				}
			});
			Ok(())
		}
		Step::Veto { who } => {
			let open = Recoveries::<Test>::get(account(who));
			let requested_at = open.map_or(0, |recovery| recovery.requested_at);
			Compliance::veto_recovery(signed(who), requested_at)
		}
		Step::Cancel { who } => Compliance::cancel_recovery(officer(), account(who)),
		Step::Complete { who } => Compliance::complete_recovery(signed(3), account(who)),
		Step::Suspend { who } => {
			Persons::mutate(account(who), |person| {
				if let Some((identity, _)) = person {
					let is_verified = identity.standing == Standing::Verified;
					identity.standing =
						if is_verified { Standing::Suspended } else { Standing::Verified };
				}
			});
			Ok(())
		}
		Step::Mint { to, amount } => {
			mint(account(to), amount);
			Ok(())
		}
		Step::Pass { hours } => {
			pass(hours * HOUR);
			next_block();
			Ok(())
		}
	}
}

/// Everything that everybody holds.
fn totals() -> (Balance, u128) {
	let thp = ACCOUNTS.into_iter().map(thp).sum();
	let points = ACCOUNTS.into_iter().filter_map(Points::get).sum();
	(thp, points)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn nothing_should_be_lost_or_made_over_random_lives(
		steps in prop::collection::vec(step(), 1..120),
	) {
		ExtBuilder::default().execute(|| {
			let people = [ALICE, BOB, CAROL];
			people.into_iter().for_each(|who| Points::insert(who, u128::from(who)));
			let (mut thp, points) = totals();
			for step in steps {
				if let Step::Mint { amount, .. } = step {
					thp += amount;
				}
				let moves = !matches!(step, Step::Mint { .. } | Step::Pass { .. });
				let issuance = Assets::total_supply(THP_ASSET);
				let _ = take(step);
				assert_ok!(Compliance::do_try_state());
				assert_eq!(totals(), (thp, points));
				assert!(!moves || Assets::total_supply(THP_ASSET) == issuance);
			}
			assert_eq!(Assets::total_supply(THP_ASSET), thp);
		});
	}

	#[test]
	fn recovery_should_conserve_everything_of_the_person(
		held in 0..1_000_000 * THP,
		frozen in any::<Balance>(),
		whole: bool,
		sent in prop::collection::vec(1..100 * THP, 0..20),
		points in any::<u64>(),
		meanwhile in 0..THP,
	) {
		ExtBuilder::default().settings(|settings| settings.cap_floor = 1_000_000_000 * THP).execute(|| {
			mint(ALICE, held);
			Points::insert(ALICE, u128::from(points));
			for amount in sent {
				let _ = send(ALICE, BOB, amount);
				pass(HOUR / 2);
			}
			if frozen > 0 {
				assert_ok!(Compliance::set_frozen_amount(officer(), ALICE, frozen));
			}
			if whole {
				assert_ok!(Compliance::freeze(officer(), ALICE, REASON));
			}
			let verifier = RuntimeOrigin::signed(VERIFIER);
			assert_ok!(Compliance::request_recovery(verifier, ALICE, NEW, REASON));
			mint(NEW, meanwhile);
			pass(Compliance::settings().recovery_delay);

			let issuance = Assets::total_supply(THP_ASSET);
			let (limits, identity) = (Compliance::limits_of(ALICE), KycRegistry::identity(&ALICE));
			let balance = thp(ALICE);
			let other = thp(BOB);
			assert_ok!(Compliance::complete_recovery(RuntimeOrigin::signed(GUEST), ALICE));

			assert_eq!(Assets::total_supply(THP_ASSET), issuance);
			assert_eq!((thp(ALICE), thp(NEW), thp(BOB)), (0, balance + meanwhile, other));
			assert_eq!((Points::get(ALICE), Points::get(NEW)), (None, Some(u128::from(points))));
			assert_eq!(KycRegistry::identity(&NEW), identity);
			assert_eq!(KycRegistry::identity(&ALICE), None);
			let freeze = Freeze { whole, recovery: false, amount: frozen };
			assert_eq!(Compliance::freeze_of(NEW), freeze);
			assert_eq!(Compliance::limits_of(NEW).used, limits.used);
			let trace = Freezes::<Test>::contains_key(ALICE)
				|| Outflows::<Test>::contains_key(ALICE)
				|| Recoveries::<Test>::contains_key(ALICE)
				|| Vetoes::<Test>::contains_key(ALICE);
			assert!(!trace, "nothing stays behind");
		});
	}
}
