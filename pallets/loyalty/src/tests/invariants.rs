//! Random lives: visits, time and sessions against a model that remembers everything.

use crate::{mock::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec,
	vec::Vec,
};
use frame_support::assert_ok;
use hotpot_primitives::{
	Moment,
	time::{DAY, MINUTE},
	traits::{AwardSource, MaturedCheck},
};
use proptest::prelude::*;

const ACCOUNTS: [AccountId; 4] = [ALICE, BOB, OLD, 31];
const TABLES: u32 = 3;

/// One thing that happens. Many observations are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Mature { who: usize, node: u32, days_ago: u32, tetri: u64 },
	Watch { who: usize, ago: u64, length: u64 },
	Stream { who: usize, table: u32, ago: u64, length: u64 },
	Move { from: usize, to: usize },
	Pass { minutes: u64 },
	Idle,
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..ACCOUNTS.len();
	// Not so old that one may be forgotten meanwhile, or too old.
	let days_ago = prop_oneof![6 => 0..2u32, 1 => 31..40u32];
	let tetri = prop_oneof![9 => 1_000..9_000u64, 1 => 0..1_000u64];
	prop_oneof![
		8 => (who(), 1..5u32, days_ago, tetri).prop_map(|(who, node, days_ago, tetri)| {
			Step::Mature { who, node, days_ago, tetri }
		}),
		4 => (who(), 0..200u64, 0..200u64)
			.prop_map(|(who, ago, length)| Step::Watch { who, ago, length }),
		6 => (who(), 0..TABLES, 0..60u64, 0..60u64)
			.prop_map(|(who, table, ago, length)| Step::Stream { who, table, ago, length }),
		1 => (who(), who()).prop_map(|(from, to)| Step::Move { from, to }),
		4 => (0..90u64).prop_map(|minutes| Step::Pass { minutes }),
		1 => (0..1_500u64).prop_map(|minutes| Step::Pass { minutes }),
		4 => Just(Step::Idle),
	]
}

/// What one account did, nothing forgotten.
#[derive(Clone, Debug, Default)]
struct Life {
	visits: BTreeSet<(u32, u32)>,
	unpaid_visits: u32,
	watched: Vec<(Moment, Moment)>,
	unpaid_time: Moment,
}

/// Everybody's past. SPOT by source is counted over everybody: it does not move in the mock.
#[derive(Clone, Debug, Default)]
struct Model {
	lives: BTreeMap<AccountId, Life>,
	by_visits: u32,
	by_watching: u32,
	sequence: u32,
	/// Accounts that persons left: nothing reaches them any more.
	left: BTreeSet<AccountId>,
}

impl Model {
	fn mature(&mut self, who: AccountId, check: &MaturedCheck, now: Moment) {
		let life = self.lives.entry(who).or_default();
		let is_visit = check.tetri >= 1_000 && now - check.sold_at <= 30 * DAY;
		if is_visit && life.visits.insert((check.node.0, check.day)) {
			life.unpaid_visits += 1;
			self.by_visits += life.unpaid_visits / 5;
			life.unpaid_visits %= 5;
		}
	}

	/// Whether the interval counts.
	fn watch(&mut self, who: AccountId, from: Moment, to: Moment, now: Moment) -> bool {
		let life = self.lives.entry(who).or_default();
		let is_behind = life.watched.iter().all(|(_, end)| *end <= from);
		let counts = to <= now && from + 30_000 <= to && is_behind;
		if counts {
			life.watched.push((from, to));
			life.unpaid_time += to - from;
			self.by_watching += u32::try_from(life.unpaid_time / (120 * MINUTE)).expect("few");
			life.unpaid_time %= 120 * MINUTE;
		}
		counts
	}

	fn move_all(&mut self, from: AccountId, to: AccountId) {
		let Some(left) = self.lives.remove(&from) else { return };
		let life = self.lives.entry(to).or_default();
		let twice = u32::try_from(life.visits.intersection(&left.visits).count()).expect("few");
		life.unpaid_visits = (life.unpaid_visits + left.unpaid_visits).saturating_sub(twice);
		life.visits.extend(left.visits);
		life.watched.extend(left.watched);
		life.unpaid_time += left.unpaid_time;
	}
}

impl Step {
	/// Whose accounts it is about.
	fn accounts(&self) -> Vec<AccountId> {
		match self {
			Self::Mature { who, .. } | Self::Watch { who, .. } | Self::Stream { who, .. } => {
				vec![ACCOUNTS[*who]]
			}
			Self::Move { from, to } => vec![ACCOUNTS[*from], ACCOUNTS[*to]],
			Self::Pass { .. } | Self::Idle => Vec::new(),
		}
	}
}

fn take(model: &mut Model, step: Step) {
	if step.accounts().iter().any(|who| model.left.contains(who)) {
		return;
	}
	let now = Timestamp::get();
	match step {
		Step::Mature { who, node, days_ago, tetri } => {
			let who = ACCOUNTS[who];
			model.sequence += 1;
			let sold_at = now - u64::from(days_ago) * DAY;
			let check = check(node, model.sequence);
			let check = MaturedCheck { sold_at, day: check.day - days_ago, tetri, ..check };
			model.mature(who, &check, now);
			mature(who, check);
		}
		Step::Watch { who, ago, length } => {
			let from = now - ago * MINUTE;
			let to = from + length * MINUTE;
			let counts = model.watch(ACCOUNTS[who], from, to, now);
			assert_eq!(watch(ACCOUNTS[who], from, to).is_ok(), counts);
		}
		Step::Stream { who, table, ago, length } => {
			let from = now - ago * MINUTE;
			let _ = stream(ACCOUNTS[who], table, from, from + length * MINUTE);
		}
		Step::Move { from, to } => {
			if from != to {
				model.move_all(ACCOUNTS[from], ACCOUNTS[to]);
				model.left.insert(ACCOUNTS[from]);
				move_to(ACCOUNTS[from], ACCOUNTS[to]);
			}
		}
		Step::Pass { minutes } => pass(minutes * MINUTE),
		Step::Idle => idle(),
	}
}

/// SPOT that was awarded for one source, whether the cap let it through or not.
fn awarded(source: AwardSource) -> u32 {
	let awards = Awards::iter_values().filter(|(_, award, _)| award.source == source);
	awards.map(|(_, award, _)| award.amount).sum()
}

/// Closed sessions that paid, by account and UTC day.
fn paid_sessions() -> BTreeMap<(AccountId, Moment), u32> {
	let mut paid = BTreeMap::new();
	for (who, award, given) in Awards::iter_values() {
		if award.source == AwardSource::Session {
			*paid.entry((who, award.at / DAY)).or_default() += given;
		}
	}
	paid
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(160))]

	#[test]
	fn what_was_earned_should_be_what_a_model_without_bounds_says(
		steps in prop::collection::vec(step(), 1..150),
	) {
		ExtBuilder::default().execute(|| {
			let mut model = Model::default();
			for step in steps {
				take(&mut model, step);
				assert_ok!(Loyalty::do_try_state());
				for who in ACCOUNTS {
					let life = model.lives.get(&who).cloned().unwrap_or_default();
					let progress = Loyalty::progress(who);
					assert_eq!(progress.visits, life.unpaid_visits);
					assert_eq!(progress.watched, life.unpaid_time);
				}
				assert_eq!(awarded(AwardSource::Visit), model.by_visits);
				assert_eq!(awarded(AwardSource::Watch), model.by_watching);
			}
			assert!(paid_sessions().into_values().all(|paid| paid <= 3));
		});
	}

	#[test]
	fn a_merged_visitor_should_be_one_that_made_all_visits(
		ours in prop::collection::vec((0..40u32, 0..4u32), 0..100),
		theirs in prop::collection::vec((0..40u32, 0..4u32), 0..100),
		later in prop::collection::vec((0..40u32, 0..4u32), 0..50),
	) {
		let visit = |(day, node)| Visit { day, node: hotpot_primitives::NodeId(node) };
		let visitor = |visits: &[(u32, u32)]| {
			visits.iter().fold(Visitor::default(), |visitor, at| {
				visitor.clone().visiting(visit(*at), 0).unwrap_or(visitor)
			})
		};
		let (one, other) = (visitor(&ours), visitor(&theirs));
		let mut merged = one.clone().merged(other.clone());
		prop_assert_eq!(&merged, &other.merged(one), "whoever is merged into whom");
		prop_assert!(merged.recent.windows(2).all(|pair| pair[0] < pair[1]));
		// Whatever comes later, nothing that either made counts again.
		let made: BTreeSet<_> = ours.into_iter().chain(theirs).collect();
		let mut counted = BTreeSet::new();
		for at in later {
			if let Some(after) = merged.clone().visiting(visit(at), 0) {
				prop_assert!(!made.contains(&at) && counted.insert(at));
				merged = after;
			}
		}
	}
}
