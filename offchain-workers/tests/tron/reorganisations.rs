//! Blocks that are undone (F19).

use crate::double::{Journal, Tron, watch};
use hotpot_primitives::observations::{ForeignAccount, Rail as RailName};
use hotpot_worker::{
	failpoint::Failpoint,
	journal::{Journal as RealJournal, WorkerClaim},
	rail::{Rail, RailError},
	rewind::rewind,
	tron::rail::TronRail,
};
use serde_json::json;
use std::collections::BTreeSet;
use tempfile::TempDir;

#[tokio::test]
async fn a_deposit_should_never_count_when_its_block_is_undone() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.send("usdt", ours, 5_000_000).await;
	tron.mine(15).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.reorg(json!({ "depth": 16, "keep": false })).await;
	tron.mine(60).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.deposits, []);
	assert_eq!(journal.alerts, Vec::<String>::new());
}

#[tokio::test]
async fn a_deposit_should_count_once_when_it_is_in_another_block_in_the_end() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.mine(3).await;
	tron.send("usdt", ours, 5_000_000).await;
	tron.mine(4).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.reorg(json!({ "depth": 6, "keep": true })).await;
	tron.mine(60).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), [5_000_000]);
	assert_eq!(journal.deposits[0].at, 1_780_000_000_000 + 47 * 3000);
}

#[tokio::test]
async fn the_rail_should_stop_when_solidified_blocks_are_undone() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.reorg(json!({ "depth": 30, "force": true })).await;
	tron.send("usdt", ours, 5_000_000).await;
	tron.mine(80).await;
	let cursor = journal.cursor.clone();
	for _ in 0..3 {
		let error = journal.catch_up(&mut rail, &watched).await.expect_err("it should be refused");
		assert!(matches!(error, RailError::Undone { .. }), "{error}");
		let error = error.to_string();
		assert!(error.contains("Solidified blocks never change"), "{error}");
		assert!(error.contains("rewind --config FILE --rail tron --to-block N"), "{error}");
	}
	assert_eq!((&journal.cursor, journal.deposits.len()), (&cursor, 0));
}

#[tokio::test]
async fn the_rail_should_say_so_when_the_chain_ends_far_before_what_was_read() {
	let tron = Tron::start().await;
	let watched = watch(&[tron.account("ours").await]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	tron.mine(50).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.fault_everywhere(json!({ "kind": "stale", "blocks": 10 })).await;
	journal.catch_up(&mut rail, &watched).await.expect("somewhat behind is no news");
	tron.honest().await;
	tron.fault_everywhere(json!({ "kind": "stale", "blocks": 40 })).await;
	let error = journal.catch_up(&mut rail, &watched).await.expect_err("it should be refused");
	assert!(matches!(error, RailError::Undone { .. }), "{error}");
	tron.honest().await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
}

/// Steps until all is read; they are a minute apart for the journal. Says how many deposits are new.
async fn read(
	journal: &mut RealJournal,
	rail: &mut TronRail,
	minute: &mut u64,
) -> Result<u64, RailError> {
	let mut new = 0;
	loop {
		let plan = journal.plan(RailName::Tron).expect("it reads").expect("accounts are watched");
		let found = rail.step(&plan.watched, plan.cursor.as_ref()).await?;
		*minute += 1;
		let now = *minute * 60_000;
		let kept = journal.record_step(RailName::Tron, &plan.watched, &found, now);
		new += kept.expect("it writes").new;
		if !found.is_behind {
			return Ok(new);
		}
	}
}

fn offered(journal: &mut RealJournal) -> Vec<(u128, u64)> {
	let offer = journal.offer(1).expect("it writes").offer;
	let claims = offer.into_iter().filter_map(|claim| match claim {
		WorkerClaim::Deposit(deposit) => Some((deposit.amount, deposit.at)),
		_ => None,
	});
	claims.collect()
}

#[tokio::test]
async fn a_rail_that_was_set_back_should_read_the_other_blocks_and_offer_nothing_twice() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let folder = TempDir::new().expect("there is room");
	let path = folder.path().join("journal");
	let mut journal = RealJournal::open(&path, Failpoint::default()).expect("it opens");
	let watched = BTreeSet::from([ForeignAccount::Tron(ours.0)]);
	journal.set_watched(&watched, 1).expect("it writes");
	let (mut rail, mut minute) = (tron.rail(), 0);
	assert_eq!(read(&mut journal, &mut rail, &mut minute).await, Ok(0));
	tron.send("usdt", ours, 5_000_000).await;
	tron.mine(21).await;
	assert_eq!(read(&mut journal, &mut rail, &mut minute).await, Ok(1));
	let first = offered(&mut journal);

	// The deposit is in an earlier block of the other chain, and another one follows.
	tron.reorg(json!({ "depth": 30, "force": true })).await;
	tron.mine(1).await;
	tron.send("usdt", ours, 6_000_000).await;
	tron.mine(80).await;
	let error = read(&mut journal, &mut rail, &mut minute).await.expect_err("blocks are undone");
	assert!(matches!(error, RailError::Undone { .. }), "{error}");
	rewind(&mut journal, RailName::Tron, 45).expect("it can go back");
	assert_eq!(read(&mut journal, &mut rail, &mut minute).await, Ok(1));
	assert_eq!(journal.conflicts(), Ok(1), "the first deposit is at another time now");
	let all = offered(&mut journal);
	assert_eq!((&all[..1], all[1].0, all.len()), (&first[..], 6_000_000, 2));
}
