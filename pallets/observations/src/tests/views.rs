//! What can be read.

use crate::{mock::*, *};
use alloc::{collections::BTreeSet, vec};
use hotpot_primitives::observations::Kind;

#[test]
fn open_fact_should_show_who_says_what() {
	ExtBuilder::default().execute(|| {
		let fact = deposit().fact();
		assert_eq!(Observations::open_fact(fact), None);
		votes(&[1, 0], &deposit());
		votes(&[2], &deposit_of(3, 1));
		let open = Observations::open_fact(fact).expect("it is open");
		assert_eq!(open.kind, Kind::TonDeposit);
		assert_eq!((open.opened_by, open.opened_at), (key(1), START));
		assert_eq!(open.expires_at, START + Settings::of(Kind::TonDeposit).time_to_live);
		assert!(!open.is_disputed);
		let said: alloc::vec::Vec<_> = open
			.candidates
			.into_iter()
			.map(|candidate| (candidate.claim, candidate.voters.into_inner()))
			.collect();
		let (truth, lie) = (vec![key(1), key(0)], vec![key(2)]);
		assert_eq!(said, [(deposit(), truth), (deposit_of(3, 1), lie)]);
	});
}

#[test]
fn open_facts_should_give_every_fact_once_page_by_page() {
	ExtBuilder::default().execute(|| {
		(0..150).for_each(|n| votes(&[0], &deposit_of(n, 1)));
		assert_eq!(Observations::open_facts(None, 1_000).len(), 100);
		assert_eq!(Observations::open_facts(None, 0), []);
		let (mut seen, mut cursor) = (BTreeSet::new(), None);
		loop {
			let page = Observations::open_facts(cursor, 40);
			let Some((last, _)) = page.last() else { break };
			cursor = Some(*last);
			assert!(page.into_iter().all(|(fact, _)| seen.insert(fact)), "twice");
		}
		assert_eq!(seen.len(), 150);
	});
}

#[test]
fn is_applied_should_tell_what_was_agreed_on() {
	ExtBuilder::default().execute(|| {
		let fact = deposit().fact();
		assert!(!Observations::is_applied(fact));
		votes(&[0, 1, 2], &deposit());
		assert!(Observations::is_applied(fact));
		assert!(!Observations::has_voted(key(0), fact), "it is open no more");
		let memory = Memory { applied_at: START, until: None };
		assert_eq!(Observations::applied(fact), Some(memory));
		assert_eq!(Observations::authorities().len(), 4);
	});
}
