//! Blocks that are undone (F19).

use crate::double::{Journal, Tron, watch};
use hotpot_worker::rail::RailError;
use serde_json::json;

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
		assert!(matches!(error, RailError::Disagreement(_)), "{error}");
		assert!(error.to_string().contains("Solidified blocks never change"), "{error}");
	}
	assert_eq!((&journal.cursor, journal.deposits.len()), (&cursor, 0));
}
