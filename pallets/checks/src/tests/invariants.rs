//! Conservation over random lives (rule 3).

use crate::{mock::*, *};
use frame_support::assert_ok;
use hotpot_primitives::{
	SequenceRange,
	time::{DAY, HOUR},
	traits::MoveHoldings,
};
use proptest::prelude::*;

/// One thing that somebody does. Many are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Record { first: u32, count: u32, tetri: u64 },
	Claim { sequence: u32, guest: u64 },
	Void { sequence: u32 },
	Quarantine { first: u32 },
	Lift { first: u32 },
	CloseGap { first: u32 },
	Cap { guest: u64, amount: Option<u128> },
	Collect { guest: u64 },
	Move { from: u64, to: u64 },
	Pass { hours: u64 },
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (1u32..60, 1u32..6, 1u64..5_000)
			.prop_map(|(first, count, tetri)| Step::Record { first, count, tetri }),
		4 => (1u32..60, 20u64..24).prop_map(|(sequence, guest)| Step::Claim { sequence, guest }),
		1 => (1u32..60).prop_map(|sequence| Step::Void { sequence }),
		1 => (1u32..60).prop_map(|first| Step::Quarantine { first }),
		1 => (1u32..60).prop_map(|first| Step::Lift { first }),
		1 => (1u32..60).prop_map(|first| Step::CloseGap { first }),
		1 => (20u64..24, prop::option::of(0u128..20_000_000))
			.prop_map(|(guest, amount)| Step::Cap { guest, amount }),
		2 => (20u64..24).prop_map(|guest| Step::Collect { guest }),
		1 => (20u64..24, 20u64..24).prop_map(|(from, to)| Step::Move { from, to }),
		2 => prop_oneof![9 => 0u64..40, 1 => 8_000u64..9_000].prop_map(|hours| Step::Pass { hours }),
	]
}

fn take(step: Step) {
	let root = RuntimeOrigin::root;
	let range = |first| Some(SequenceRange { first, last: first + 3 });
	let _ = match step {
		Step::Record { first, count, tetri } => Checks::record_checks(
			RuntimeOrigin::signed(TILL_KEY),
			batch((first..first + count).map(|n| entry(n, tetri)).collect()),
		),
		Step::Claim { sequence, guest } => {
			Checks::claim(RuntimeOrigin::signed(wallet(sequence)), TILL, sequence, guest)
		}
		Step::Void { sequence } => {
			Checks::void(RuntimeOrigin::signed(FRANCHISEE), TILL, sequence, VoidReason::Other)
		}
		Step::Quarantine { first } => Checks::quarantine(root(), TILL, range(first)),
		Step::Lift { first } => Checks::lift_quarantine(root(), TILL, range(first)),
		Step::CloseGap { first } => Checks::close_gap(root(), TILL, first),
		Step::Cap { guest, amount } => {
			amount.map_or_else(|| uncap(guest), |amount| cap(guest, amount));
			Ok(())
		}
		Step::Collect { guest } => Checks::collect(RuntimeOrigin::signed(guest)),
		Step::Move { from, to } if from != to => {
			<Checks as MoveHoldings<AccountId>>::move_holdings(&from, &to)
		}
		Step::Move { .. } => Ok(()),
		Step::Pass { hours } => {
			pass(hours * HOUR);
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn every_accrued_unit_should_stand_in_exactly_one_place(
		steps in prop::collection::vec(step(), 1..80),
	) {
		ExtBuilder::default().execute(|| {
			for step in steps {
				take(step);
				assert_ok!(Checks::do_try_state());
			}
			let guests: u128 = (20..24).map(thp).sum();
			let (pool, reserve) = Checks::pots();
			let totals = Checks::totals();
			let deferred: u128 = (20..24).map(Checks::deferred).sum();
			assert_eq!((guests, deferred), (totals.matured, totals.deferred));
			assert_eq!(pool + reserve, totals.expired);

			let _ = Quarantines::<Test>::clear(u32::MAX, None);
			(0..4).for_each(|_| pass(366 * DAY));
			let totals = Checks::totals();
			assert_eq!((totals.unclaimed, totals.pending), (0, 0), "everything ends");
		});
	}
}
