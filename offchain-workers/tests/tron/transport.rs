//! Answers that don't arrive, or not whole (F17).

use crate::double::{DEADLINE, Journal, Tron, watch};
use hotpot_worker::{
	endpoints::{Endpoint, Endpoints},
	http::{Http, HttpError, MAX_BODY},
	rail::RailError,
	tron::{
		address::Address,
		rail::{Settings, TronRail},
	},
};
use serde_json::{Value, json};
use std::time::Duration;

fn faults() -> Vec<Value> {
	vec![
		json!({ "kind": "status", "code": 500 }),
		json!({ "kind": "status", "code": 404 }),
		json!({ "kind": "status", "code": 302 }),
		json!({ "kind": "truncated-json" }),
		json!({ "kind": "wrong-type" }),
		json!({ "kind": "huge-body", "bytes": 20_000_000 }),
		json!({ "kind": "stall", "ms": 30_000 }),
	]
}

fn rail(tron: &Tron) -> TronRail {
	TronRail::new(tron.endpoints(Duration::from_secs(5)), Vec::new(), Settings::default())
}

#[tokio::test]
async fn nothing_should_be_lost_when_no_endpoint_answers_for_a_while() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	for path in ["/", "/walletsolidity/getblockbynum", "/walletsolidity/gettransactioninfo"] {
		for fault in faults() {
			let mut fault = fault;
			fault["path"] = json!(path);
			let (mut rail, mut journal) = (rail(&tron), Journal::default());
			journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
			tron.send("usdt", ours, 5_000_000).await;
			tron.mine(21).await;
			tron.fault_everywhere(fault.clone()).await;
			let cursor = journal.cursor.clone();
			let error = journal.step(&mut rail, &watched).await.expect_err("it should be refused");
			assert!(matches!(error, RailError::Unreachable { .. }), "{fault}: {error}");
			assert_eq!((&journal.cursor, journal.deposits.len()), (&cursor, 0), "{fault}");
			tron.honest().await;
			journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
			assert_eq!(journal.amounts(), [5_000_000], "{fault}");
		}
	}
}

/// A block of less than 2 MB that has more than 4 MiB as JSON.
async fn long_block(tron: &Tron, ours: Address) {
	let other = tron.account("other").await;
	for amount in 1..=5 {
		let memo = "x".repeat(300_000);
		let to = other.to_string();
		tron.send_with(json!({ "token": "trx", "to": to, "amount": amount, "memo": memo })).await;
	}
	tron.send("usdt", ours, 5_000_000).await;
	let number = tron.mine(1).await;
	let http = Http::new(Duration::from_secs(20)).expect("certificate authorities are installed");
	let (url, body) = (format!("{}/wallet/getblockbynum", tron.urls[0]), json!({ "num": number }));
	let answer = http.post_json::<_, Value>(&url, &[], &body).await;
	assert_eq!(answer, Err(HttpError::TooLarge(MAX_BODY)));
}

#[tokio::test]
async fn a_block_should_be_read_when_it_is_as_large_as_blocks_can_be() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	long_block(&tron, ours).await;
	let result = json!({ "kind": "long-result", "bytes": 1_200_000 });
	tron.fault_everywhere(result).await;
	tron.mine(20).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!((journal.amounts(), &journal.alerts), (vec![5_000_000], &vec![]));
}

#[tokio::test]
async fn a_block_that_is_too_large_should_be_told_and_be_read_when_that_is_allowed() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let settings = Settings { max_block: 1024 * 1024, ..Settings::default() };
	let mut rail = TronRail::new(tron.endpoints(DEADLINE), Vec::new(), settings);
	let mut journal = Journal::default();
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.send("usdt", ours, 4_000_000).await;
	tron.mine(1).await;
	long_block(&tron, ours).await;
	tron.mine(20).await;
	let error = journal.catch_up(&mut rail, &watched).await.expect_err("it is too large");
	assert!(matches!(error, RailError::Unreachable { .. }), "{error}");
	let error = error.to_string();
	assert!(error.contains("more than 1048576 bytes"), "{error}");
	assert!(error.contains("max_block_mib") && error.contains("block 47"), "{error}");
	assert_eq!(journal.amounts(), [4_000_000], "what was before it is kept");
	journal.catch_up(&mut tron.rail(), &watched).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), [4_000_000, 5_000_000]);
}

#[tokio::test]
async fn a_step_should_end_in_time_and_never_without_having_read_something() {
	let tron = Tron::start().await;
	let watched = watch(&[tron.account("ours").await]);
	let mut journal = Journal::default();
	journal.catch_up(&mut tron.rail(), &watched).await.expect("endpoints agree");
	tron.mine(3).await;
	let settings = Settings { patience: Duration::ZERO, ..Settings::default() };
	let mut rail = TronRail::new(tron.endpoints(DEADLINE), Vec::new(), settings);
	let mut steps = 1;
	while journal.step(&mut rail, &watched).await.expect("endpoints agree") {
		steps += 1;
	}
	assert_eq!(steps, 3);
}

#[tokio::test]
async fn two_of_three_should_be_enough() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let name = tron.urls[2].trim_start_matches("http://").to_owned();
	for fault in faults() {
		let (mut rail, mut journal) = (rail(&tron), Journal::default());
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		tron.fault(2, fault.clone()).await;
		tron.send("usdt", ours, 5_000_000).await;
		tron.mine(21).await;
		journal.step(&mut rail, &watched).await.expect("endpoints agree");
		tron.honest().await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.amounts(), [5_000_000], "{fault}");
		assert!(journal.has_alert(&name), "{fault}: {:?}", journal.alerts);
	}
}

#[tokio::test]
async fn a_rest_should_be_told_when_endpoints_ask_for_one() {
	let tron = Tron::start().await;
	let watched = watch(&[tron.account("ours").await]);
	tron.fault_everywhere(json!({ "kind": "rate-limit", "retry_after": 7, "times": 1 })).await;
	let error = Journal::default()
		.step(&mut rail(&tron), &watched)
		.await
		.expect_err("it should be refused");
	assert_eq!(error, RailError::TooManyRequests(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_step_that_is_dropped_should_lose_nothing() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (rail(&tron), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	for amount in 1..=8 {
		tron.send("usdt", ours, amount * 1_000_000).await;
		tron.mine(1).await;
	}
	tron.mine(20).await;
	for patience in [0, 1, 5, 20, 50] {
		let step = journal.step(&mut rail, &watched);
		let _ = tokio::time::timeout(Duration::from_millis(patience), step).await;
	}
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), (1..=8).map(|n| n * 1_000_000).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_should_be_told() {
	let http = Http::new(Duration::from_secs(2)).expect("certificate authorities are installed");
	let nobody = Endpoint::new(http, "http://127.0.0.1:9", Vec::new(), Duration::ZERO)
		.expect("sound addresses");
	let endpoints = Endpoints::new(vec![nobody]).expect("sound addresses");
	let mut rail = TronRail::new(endpoints, Vec::new(), Settings::default());
	let error =
		Journal::default().step(&mut rail, &watch(&[])).await.expect_err("it should be refused");
	assert!(matches!(error, RailError::Unreachable { .. }), "{error}");
}
