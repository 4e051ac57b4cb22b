//! Random lives against a model that sorts, copies and uses large numbers.

use crate::{mock::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::assert_ok;
use hotpot_primitives::{Balance, time::DAY, traits::KycInspect};
use proptest::prelude::*;
use sp_core::U256;
use sp_runtime::DispatchResult;

const ACCOUNTS: u64 = 12;

/// One thing that somebody does. Many are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Earn { who: u64, spot: u32 },
	Burn { who: u64 },
	Verify { who: u64 },
	Unverify { who: u64 },
	Freeze { who: u64, frozen: bool },
	Fund { amount: Balance },
	Announce { notice: u64 },
	Cancel,
	Open { is_owner: bool },
	Claim { who: u64, back: u32 },
	Push { who: Vec<u64> },
	Reclaim { back: u32 },
	Move { from: u64, to: u64 },
	Pass { days: u64 },
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 100..100 + ACCOUNTS;
	let back = || prop_oneof![5 => Just(0u32), 1 => 1..3u32];
	let people = prop_oneof![
		6 => (who(), 1..50u32).prop_map(|(who, spot)| Step::Earn { who, spot }),
		1 => who().prop_map(|who| Step::Burn { who }),
		4 => who().prop_map(|who| Step::Verify { who }),
		1 => who().prop_map(|who| Step::Unverify { who }),
		1 => (who(), any::<bool>()).prop_map(|(who, frozen)| Step::Freeze { who, frozen }),
		1 => (who(), who()).prop_map(|(from, to)| Step::Move { from, to }),
	];
	let money = prop_oneof![
		2 => (1..1_000 * THP).prop_map(|amount| Step::Fund { amount }),
		1 => (1..10 as Balance).prop_map(|amount| Step::Fund { amount }),
	];
	let rounds = prop_oneof![
		4 => (0..100u64).prop_map(|notice| Step::Announce { notice }),
		1 => Just(Step::Cancel),
		6 => any::<bool>().prop_map(|is_owner| Step::Open { is_owner }),
		9 => (who(), back()).prop_map(|(who, back)| Step::Claim { who, back }),
		2 => prop::collection::vec(who(), 1..8).prop_map(|who| Step::Push { who }),
		2 => back().prop_map(|back| Step::Reclaim { back }),
		6 => (1..120u64).prop_map(|days| Step::Pass { days }),
	];
	prop_oneof![3 => people, 1 => money, 5 => rounds]
}

/// What must be so, kept in the plainest way.
#[derive(Default)]
struct Model {
	/// What each account is owed of the open round.
	owed: BTreeMap<u64, Balance>,
	/// What the open round may still pay.
	left: Balance,
	/// Everything that was ever put into the pool.
	funded: Balance,
}

impl Model {
	/// The definition of rule 19, over the state as it is.
	fn open(&mut self) {
		let held = (100..100 + ACCOUNTS).map(|who| (who, Spot::get(who)));
		let mut counted: Vec<_> =
			held.filter(|(who, spot)| *spot > 0 && KycRegistry::is_verified(who)).collect();
		counted.sort_by_key(|(_, spot)| *spot);
		let median = counted.get(counted.len() / 2).map_or(0, |(_, spot)| *spot);
		let above: Vec<_> = counted.into_iter().filter(|(_, spot)| *spot > median).collect();
		let sum: U256 = above.iter().fold(U256::zero(), |sum, (_, spot)| sum + *spot);
		let pool = thp(POOL);
		let owed = |spot: u32| (U256::from(spot) * U256::from(pool) / sum).as_u128();
		self.owed = above.into_iter().map(|(who, spot)| (who, owed(spot))).collect();
		self.left = if self.owed.is_empty() { 0 } else { pool };
	}

	/// What `who` must be paid now.
	fn pays(&self, who: u64) -> Balance {
		let may = KycRegistry::is_verified(&who) && !Frozen::contains_key(who);
		if may { self.owed.get(&who).copied().unwrap_or(0) } else { 0 }
	}

	fn pay(&mut self, who: u64) {
		let amount = self.pays(who);
		if amount > 0 {
			self.owed.remove(&who);
			self.left -= amount;
		}
	}
}

/// Does it on the chain and in the model; both must agree on what was paid to whom.
fn take(step: Step, model: &mut Model) -> DispatchResult {
	let last = RoundCount::<Test>::get();
	match step {
		Step::Earn { who, spot } => Spot::mutate(who, |held| *held += spot),
		Step::Burn { who } => Spot::insert(who, Spot::get(who) / 2),
		Step::Verify { who } => verify(who),
		Step::Unverify { who } => unverify(who),
		Step::Freeze { who, frozen: true } => Frozen::insert(who, ()),
		Step::Freeze { who, frozen: false } => Frozen::remove(who),
		Step::Fund { amount } => {
			mint(POOL, amount);
			model.funded += amount;
		}
		Step::Pass { days } => pass(days * DAY),
		Step::Announce { notice } => {
			let now = pallet_timestamp::Now::<Test>::get();
			return Distribution::announce(owner(), now + notice * DAY);
		}
		Step::Cancel => return Distribution::cancel(owner()),
		Step::Open { is_owner } => {
			Distribution::open(if is_owner { owner() } else { stranger() })?;
			model.open();
		}
		Step::Claim { who, back } => {
			let expected = if back == 0 { model.pays(who) } else { 0 };
			let before = thp(who);
			let result = claim(last.saturating_sub(back), who);
			assert_eq!(result.is_ok(), expected > 0);
			assert_eq!(thp(who) - before, expected);
			if back == 0 {
				model.pay(who);
			}
			return result;
		}
		Step::Push { who } => {
			let before: Vec<_> = who.iter().copied().map(thp).collect();
			push(last, &who)?;
			for (at, who) in who.iter().enumerate() {
				let is_again = model.pays(*who) == 0;
				assert!(is_again || thp(*who) - before[at] == model.pays(*who));
				model.pay(*who);
			}
		}
		Step::Reclaim { back } => {
			Distribution::reclaim(stranger(), last.saturating_sub(back))?;
			model.owed.clear();
			model.left = 0;
		}
		Step::Move { from, to } => {
			if from != to {
				move_person(from, to);
				if let Some(owed) = model.owed.remove(&from) {
					model.owed.insert(to, owed);
				}
			}
		}
	}
	Ok(())
}

/// A person moves only to an account that never counted, as the registry of persons sees to.
fn is_possible(step: &Step) -> bool {
	let Step::Move { from, to } = step else { return true };
	let last = RoundCount::<Test>::get();
	let counted = |who: &u64| share_of(last, *who).spot > 0 || share_of(last, *who).paid.is_some();
	!(Rounds::<Test>::contains_key(last) && counted(from) && counted(to))
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	#[test]
	fn every_payment_should_be_what_the_definition_says_over_random_lives(
		steps in prop::collection::vec(step(), 1..250),
	) {
		let spot: Vec<_> = (0..6).map(|at| (100 + at, 1 + at as u32 * 7)).collect();
		ExtBuilder::default().pool(0).spot(&spot).execute(|| {
			let mut model = Model::default();
			for step in steps {
				if !is_possible(&step) {
					continue;
				}
				let _ = frame_support::storage::with_storage_layer(|| take(step, &mut model));
				assert_ok!(Distribution::do_try_state());
				let last = Rounds::<Test>::get(RoundCount::<Test>::get());
				let open = last.filter(Round::is_open);
				assert_eq!(open.map_or(0, |round| round.left()), model.left);
				let held: Balance = (100..100 + ACCOUNTS).map(thp).sum();
				assert_eq!(held + thp(POOL), model.funded);
			}
		});
	}
}
