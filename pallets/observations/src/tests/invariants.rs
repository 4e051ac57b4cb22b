//! Random votes, sessions and times against a model that keeps every vote by itself.

use crate::{mock::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::assert_ok;
use hotpot_primitives::{
	observations::{Claim, FactId, Kind},
	time::HOUR,
};
use proptest::prelude::*;

const VALIDATORS: u8 = 6;

/// One thing that happens. Many votes are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Vote { validator: u8, fact: u8, says: u8 },
	Forge { validator: u8, fact: u8 },
	Session { members: BTreeSet<u8> },
	Idle,
	Pass { hours: u64 },
	Pause { kind: Kind },
	Resume { kind: Kind },
	Drop { fact: u8 },
}

fn step() -> impl Strategy<Value = Step> {
	let kind = || prop_oneof![Just(Kind::TonDeposit), Just(Kind::Liked)];
	let says = prop_oneof![6 => Just(0u8), 1 => 1..3u8];
	prop_oneof![
		40 => (0..VALIDATORS, 0..4u8, says)
			.prop_map(|(validator, fact, says)| Step::Vote { validator, fact, says }),
		3 => (0..VALIDATORS, 0..4u8).prop_map(|(validator, fact)| Step::Forge { validator, fact }),
		3 => prop::collection::btree_set(0..VALIDATORS, 0..6)
			.prop_map(|members| Step::Session { members }),
		6 => Just(Step::Idle),
		2 => (1..200u64).prop_map(|hours| Step::Pass { hours }),
		1 => kind().prop_map(|kind| Step::Pause { kind }),
		3 => kind().prop_map(|kind| Step::Resume { kind }),
		2 => (0..4u8).prop_map(|fact| Step::Drop { fact }),
	]
}

/// Two deposits and two posts; what is said about each differs in a number.
fn claim(fact: u8, says: u8) -> TestClaim {
	match fact {
		0 | 1 => deposit_of(fact, 1 + u128::from(says)),
		_ => Claim::Liked { who: GUEST, post: [fact; 32], likes: 50 + u32::from(says) },
	}
}

#[derive(Default)]
struct Model {
	members: BTreeSet<u8>,
	/// Votes since the fact was opened.
	votes: BTreeMap<FactId, BTreeMap<u8, TestClaim>>,
	told: Vec<TestClaim>,
}

impl Model {
	fn has_quorum(&self, claim: &TestClaim) -> bool {
		let votes = self.votes.get(&claim.fact()).into_iter().flatten();
		let same = votes.filter(|(voter, said)| self.members.contains(voter) && *said == claim);
		// Not by `quorum`: by what it means.
		let (same, size) = (same.count(), self.members.len());
		size > 0 && 3 * same >= 2 * size
	}

	/// Whatever was told since must have been agreed on, and never before.
	fn follow(&mut self) {
		let told = Told::get();
		assert_eq!(told[..self.told.len()], self.told[..], "something was untold");
		for claim in &told[self.told.len()..] {
			assert!(self.has_quorum(claim), "{claim:?} without a quorum");
			let fact = claim.fact();
			assert!(self.told.iter().all(|told| told.fact() != fact), "{claim:?} twice");
			self.told.push(claim.clone());
		}
		self.votes.retain(|fact, _| OpenFacts::<Test>::contains_key(fact));
		assert_eq!(self.votes.len(), open_facts().len());
	}
}

fn take(step: Step, session: &mut u32, model: &mut Model) {
	match step {
		Step::Vote { validator, fact, says } => {
			let claim = claim(fact, says);
			let id = claim.fact();
			let may = model.members.contains(&validator)
				&& !Pauses::<Test>::contains_key(claim.kind())
				&& model.told.iter().all(|told| told.fact() != id)
				&& OpenFacts::<Test>::get(id)
					.is_none_or(|open| !open.is_disputed && Timestamp::get() < open.expires_at)
				&& !model.votes.get(&id).is_some_and(|votes| votes.contains_key(&validator));
			let result = vote(validator, claim.clone());
			assert_eq!(result == Ok(Ok(())), may, "{claim:?} of {validator}: {result:?}");
			if may {
				model.votes.entry(id).or_default().insert(validator, claim.clone());
				// A quorum acts at once, be it of another claim that a new session agrees on.
				let decided = (0..3).any(|says| model.has_quorum(&self::claim(fact, says)));
				assert_eq!(decided, Observations::is_applied(id));
			}
		}
		Step::Forge { validator, fact } => {
			let call = sign(VALIDATORS + 1, unsigned(validator, claim(fact, 0)));
			assert!(apply(call).is_err());
		}
		Step::Session { members } => {
			*session += 1;
			let validators: Vec<u8> = members.iter().copied().collect();
			enter_session(*session, &validators);
			model.members = members;
		}
		Step::Idle => idle(1),
		Step::Pass { hours } => pass(hours * HOUR),
		Step::Pause { kind } => {
			let _ = Observations::set_paused(owner(), kind, true);
		}
		Step::Resume { kind } => {
			let _ = Observations::set_paused(owner(), kind, false);
		}
		Step::Drop { fact } => {
			let _ = Observations::drop_fact(owner(), claim(fact, 0).fact());
		}
	}
	model.follow();
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn facts_should_be_applied_at_most_once_and_only_with_a_quorum(
		steps in prop::collection::vec(step(), 1..150),
	) {
		ExtBuilder::default().execute(|| {
			let mut model = Model { members: (0..4).collect(), ..Default::default() };
			let mut session = 7;
			for step in steps {
				take(step, &mut session, &mut model);
				assert_ok!(Observations::do_try_state());
			}
		});
	}
}
