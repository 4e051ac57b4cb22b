//! Random lives of a journal: whatever happens, and wherever the process dies, each fact is there
//! once, with the claim that came first, and is offered only while it is open.

use super::*;
use crate::failpoint::TRANSACTIONS;
use proptest::prelude::*;
use std::{
	collections::BTreeMap,
	panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

/// What can happen.
#[derive(Clone, Debug)]
enum Act {
	/// A step finds these deposits, some with another amount than before.
	Step(Vec<(u16, u8)>),
	/// The node asks.
	Offer,
	/// A block tells this of a deposit.
	Follow(u16, Fate),
	/// Time passes, in minutes.
	Wait(u8),
	/// The process is started anew.
	Restart,
	/// It dies in the next transaction: before it began, before it was committed, or after.
	Die(u8),
}

#[derive(Clone, Copy, Debug)]
enum Fate {
	Voted,
	Applied,
	Expired,
	Disputed,
	Dropped,
}

fn act() -> impl Strategy<Value = Act> {
	let fate = prop_oneof![
		Just(Fate::Voted),
		Just(Fate::Applied),
		Just(Fate::Expired),
		Just(Fate::Disputed),
		Just(Fate::Dropped),
	];
	prop_oneof![
		4 => prop::collection::vec((0u16..12, 0u8..8), 0..6).prop_map(Act::Step),
		3 => Just(Act::Offer),
		4 => (0u16..12, fate).prop_map(|(number, fate)| Act::Follow(number, fate)),
		1 => (0u8..30).prop_map(Act::Wait),
		1 => Just(Act::Restart),
		3 => (0u8..3).prop_map(Act::Die),
	]
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
	Open,
	Voted,
	Over,
}

/// What should be in the journal.
#[derive(Clone, Debug, Default)]
struct Model {
	/// The claim that came first, and how the fact stands, by the deposit's number.
	facts: BTreeMap<u16, (u128, Standing)>,
	outcomes: BTreeMap<u16, Outcome>,
	expiries: BTreeMap<u16, u32>,
	cursor: Option<u8>,
	block: u64,
}

const REVOTES: u32 = 2;

impl Model {
	fn step(&mut self, deposits: &[(u16, u8)], cursor: u8) {
		for (number, amount) in deposits {
			let is_over =
				matches!(self.outcomes.get(number), Some(Outcome::Applied | Outcome::Disputed));
			let standing = if is_over { Standing::Over } else { Standing::Open };
			self.facts.entry(*number).or_insert((amount_of(*amount), standing));
		}
		self.cursor = Some(cursor);
	}

	fn follow(&mut self, number: u16, fate: Fate) {
		self.block += 1;
		let known = self.outcomes.get(&number).copied();
		let fact = self.facts.get_mut(&number).map(|(_, standing)| standing);
		match (fate, fact) {
			(Fate::Voted, Some(standing @ Standing::Open)) => *standing = Standing::Voted,
			(Fate::Voted, _) => {}
			(Fate::Dropped, fact) if known == Some(Outcome::Disputed) => {
				self.outcomes.remove(&number);
				if let Some(standing) = fact {
					*standing = Standing::Open;
				}
			}
			(Fate::Dropped, _) => {}
			(Fate::Applied, fact) => {
				self.outcomes.insert(number, Outcome::Applied);
				if let Some(standing) = fact {
					*standing = Standing::Over;
				}
			}
			(Fate::Disputed | Fate::Expired, _) if known == Some(Outcome::Applied) => {}
			(Fate::Disputed, fact) => {
				self.outcomes.insert(number, Outcome::Disputed);
				if let Some(standing) = fact {
					*standing = Standing::Over;
				}
			}
			(Fate::Expired, fact) => {
				self.outcomes.insert(number, Outcome::Expired);
				if let Some(standing @ (Standing::Open | Standing::Voted)) = fact {
					let expiries = self.expiries.entry(number).or_default();
					*standing = if *expiries < REVOTES { Standing::Open } else { Standing::Over };
					*expiries += 1;
				}
			}
		}
	}
}

fn amount_of(amount: u8) -> u128 {
	// Mostly the same one.
	u128::from(amount / 7) + 5
}

fn die() -> ! {
	resume_unwind(Box::new("died"))
}

struct Life {
	folder: TempDir,
	journal: Option<Journal>,
	model: Model,
	now: u64,
	cursor: u8,
}

impl Life {
	fn new() -> Self {
		let (folder, journal) = ready();
		let (model, now) = (Model::default(), 10);
		Self { folder, journal: Some(journal), model, now, cursor: 0 }
	}

	fn reopen(&mut self, failpoint: Failpoint) {
		self.journal = None;
		let path = self.folder.path().join("journal");
		self.journal = Some(Journal::open(&path, failpoint).expect("it opens"));
	}

	/// Does something. `edge` is where it dies, if it does.
	fn act(&mut self, act: &Act, edge: Option<&str>) {
		if let Some(edge) = edge {
			let name = match act {
				Act::Step(_) => "step",
				Act::Follow(..) => "follow",
				_ => "offer",
			};
			assert!(TRANSACTIONS.contains(&name));
			self.reopen(Failpoint::at(&format!("{name}:{edge}")).dying(die));
		}
		let mut after = self.model.clone();
		self.cursor = self.cursor.wrapping_add(1);
		let (cursor, now) = (self.cursor, self.now);
		match act {
			Act::Step(deposits) => after.step(deposits, cursor),
			Act::Follow(number, fate) => after.follow(*number, *fate),
			_ => {}
		}
		let Some(mut journal) = self.journal.take() else {
			return;
		};
		let block = after.block;
		let lived = catch_unwind(AssertUnwindSafe(|| {
			do_act(&mut journal, act, cursor, block, now);
		}))
		.is_ok();
		if lived || edge == Some("committed") {
			self.model = after;
		}
		drop(journal);
		self.reopen(Failpoint::default());
	}

	fn check(&mut self) {
		let journal = self.journal.as_mut().expect("it is open");
		let facts = journal.facts().expect("it reads");
		let kept: BTreeMap<_, _> =
			facts.iter().map(|(fact, claim, _)| (*fact, claim.clone())).collect();
		let model: BTreeMap<_, _> = self
			.model
			.facts
			.iter()
			.map(|(number, (amount, _))| claim(&deposit(*number, *amount)))
			.map(|claim| (claim.fact(), claim))
			.collect();
		assert_eq!(kept, model);
		assert_eq!(facts.len(), model.len());
		let cursor = self.model.cursor.map(|cursor| vec![cursor]);
		assert_eq!(journal.cursor(Rail::Tron), Ok(cursor));
		let mut offer: Vec<_> = offered(journal, self.now).iter().map(WorkerClaim::fact).collect();
		offer.sort_unstable();
		let mut open: Vec<_> = self
			.model
			.facts
			.iter()
			.filter(|(_, (_, standing))| *standing == Standing::Open)
			.map(|(number, (amount, _))| claim(&deposit(*number, *amount)).fact())
			.collect();
		open.sort_unstable();
		assert_eq!(offer, open);
	}
}

fn do_act(journal: &mut Journal, act: &Act, cursor: u8, block: u64, now: u64) {
	match act {
		Act::Step(deposits) => {
			let deposits = deposits
				.iter()
				.map(|(number, amount)| deposit(*number, amount_of(*amount)))
				.collect();
			journal
				.record_step(Rail::Tron, &watched(), &found(deposits, cursor), now)
				.expect("it writes");
		}
		Act::Offer => {
			journal.offer(now).expect("it writes");
		}
		Act::Follow(number, fate) => {
			let fact = claim(&deposit(*number, 5)).fact();
			let told = match fate {
				Fate::Voted => Told::Voted { fact, authority: OWN },
				Fate::Dropped => Told::Dropped { fact },
				Fate::Applied => Told::Settled { fact, outcome: Outcome::Applied },
				Fate::Expired => Told::Settled { fact, outcome: Outcome::Expired },
				Fate::Disputed => Told::Settled { fact, outcome: Outcome::Disputed },
			};
			let block = super::block(block, vec![told]);
			journal.follow(&block, Some(OWN), REVOTES, now).expect("it writes");
		}
		Act::Wait(_) | Act::Restart | Act::Die(_) => {}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]
	#[test]
	fn facts_should_be_kept_exactly_once_whatever_happens(acts in prop::collection::vec(act(), 1..40)) {
		let mut life = Life::new();
		let mut edge = None;
		for act in &acts {
			life.now += 1;
			match act {
				Act::Die(at) => edge = crate::failpoint::EDGES.get(usize::from(*at)).copied(),
				Act::Wait(minutes) => life.now += u64::from(*minutes) * MINUTE,
				Act::Restart => life.reopen(Failpoint::default()),
				_ => {
					life.act(act, edge.take());
					life.check();
				}
			}
		}
	}
}
