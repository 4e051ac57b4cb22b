//! Endpoints and an index that lie (F16), and that say things twice or in another order (F18).

use crate::double::{Journal, Tron, watch};
use hotpot_worker::rail::RailError;
use hotpot_worker::tron::address::Address;
use serde_json::{Value, json};

/// Money that must be there in the end: USDT and TRX. Another account gets the same.
async fn money(tron: &Tron, ours: Address, other: Address) {
	tron.send("usdt", ours, 5_000_000).await;
	tron.send("trx", ours, 6_000_000).await;
	tron.send("usdt", other, 7_000_000).await;
	tron.send("trx", other, 8_000_000).await;
	tron.send("fake", ours, 9_000_000).await;
	tron.mine(21).await;
}

const HONEST: [u128; 2] = [5_000_000, 6_000_000];

fn lies(ours: Address) -> Vec<Value> {
	let to = ours.to_string();
	vec![
		json!({ "kind": "wrong-amount" }),
		json!({ "kind": "wrong-token" }),
		json!({ "kind": "wrong-recipient", "to": to }),
		json!({ "kind": "fake-log", "to": to, "amount": 4_000_000 }),
		json!({ "kind": "fake-trx", "to": to }),
		json!({ "kind": "fake-trx", "amount": 1_000_000_000 }),
		json!({ "kind": "log-missing" }),
		json!({ "kind": "negative-amount" }),
		json!({ "kind": "max-amount" }),
		json!({ "kind": "failed" }),
		json!({ "kind": "lost-infos" }),
		json!({ "kind": "fork" }),
		json!({ "kind": "clock", "ms": 300_000 }),
		json!({ "kind": "clock", "ms": -300_000 }),
		json!({ "kind": "unsolidified" }),
		json!({ "kind": "stale", "blocks": 40 }),
	]
}

#[tokio::test]
async fn one_liar_of_three_should_change_nothing_and_be_named() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	let name = tron.urls[1].trim_start_matches("http://").to_owned();
	let mut rail = tron.rail();
	for lie in lies(ours) {
		let mut journal = Journal::default();
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		tron.fault(1, lie.clone()).await;
		money(&tron, ours, other).await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.amounts(), HONEST, "{lie}");
		assert!(journal.has_alert(&name), "{lie}: {:?}", journal.alerts);
		tron.honest().await;
	}
}

#[tokio::test]
async fn an_account_that_got_nothing_should_get_nothing_when_one_lies() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	let mut rail = tron.rail();
	for lie in lies(ours) {
		let mut journal = Journal::default();
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		tron.fault(0, lie.clone()).await;
		tron.send("usdt", other, 7_000_000).await;
		tron.send("trx", other, 8_000_000).await;
		tron.send("fake", ours, 9_000_000).await;
		tron.mine(21).await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.deposits, [], "{lie}");
		assert!(!journal.alerts.is_empty(), "{lie}");
		tron.honest().await;
	}
}

#[tokio::test]
async fn nothing_should_be_credited_or_lost_when_no_two_endpoints_agree() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	money(&tron, ours, other).await;
	for (endpoint, amount) in [(0, 1_000_000), (1, 2_000_000)] {
		tron.fault(endpoint, json!({ "kind": "wrong-amount", "amount": amount })).await;
	}
	let error = journal.catch_up(&mut rail, &watched).await.expect_err("it should be refused");
	assert!(matches!(error, RailError::Disagreement(_)), "{error}");
	let cursor = journal.cursor.clone();
	journal.step(&mut rail, &watched).await.expect_err("it should be refused");
	assert_eq!((&journal.cursor, journal.deposits.len()), (&cursor, 0));
	tron.honest().await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), HONEST);
}

#[tokio::test]
async fn what_contradicts_itself_should_be_refused_even_when_all_say_it() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	for kind in ["max-amount", "negative-amount", "lost-infos", "fork", "fake-trx", "clock"] {
		let (mut rail, mut journal) = (tron.rail(), Journal::default());
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		money(&tron, ours, other).await;
		let lie = json!({ "kind": kind, "to": ours.to_string(), "ms": 60_000 });
		tron.fault_everywhere(lie).await;
		let error = journal.catch_up(&mut rail, &watched).await.expect_err("it should be refused");
		let cursor = journal.cursor.clone();
		journal.step(&mut rail, &watched).await.expect_err("it should be refused");
		assert_eq!((&journal.cursor, journal.deposits.len()), (&cursor, 0), "{kind}: {error}");
		tron.honest().await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.amounts(), HONEST, "{kind}");
	}
}

#[tokio::test]
async fn a_transfer_without_its_log_should_be_alerted_when_all_leave_it_out() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	money(&tron, ours, other).await;
	tron.fault_everywhere(json!({ "kind": "log-missing" })).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), [6_000_000]);
	assert!(journal.has_alert("has no log"), "{:?}", journal.alerts);
}

#[tokio::test]
async fn solidified_should_not_be_enough_without_confirmations() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let (mut rail, mut journal) = (tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.fault_everywhere(json!({ "kind": "unsolidified" })).await;
	tron.send("usdt", ours, 5_000_000).await;
	tron.mine(20).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.deposits, []);
}

#[tokio::test]
async fn deposits_should_count_once_when_endpoints_say_things_twice_or_in_another_order() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	for kind in ["duplicates", "reorder"] {
		let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		tron.fault_everywhere(json!({ "kind": kind })).await;
		money(&tron, ours, other).await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.amounts(), HONEST, "{kind}");
		assert_eq!(journal.alerts, Vec::<String>::new(), "{kind}");
		tron.honest().await;
	}
}

#[tokio::test]
async fn rows_that_only_the_index_has_should_be_alerted_and_not_credited() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	let lies = [
		json!({ "kind": "fake-row", "amount": 4_000_000 }),
		json!({ "kind": "fake-row", "amount": 3_000_000, "timestamp": 1_800_000_000_000_u64 }),
		json!({ "kind": "wrong-amount" }),
		json!({ "kind": "negative-amount" }),
		json!({ "kind": "max-amount" }),
		json!({ "kind": "wrong-recipient", "to": ours.to_string() }),
		json!({ "kind": "wrong-token" }),
	];
	for mut lie in lies {
		lie["path"] = json!("/v1/");
		let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		tron.fault(0, lie.clone()).await;
		money(&tron, ours, other).await;
		tron.mine(1).await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.amounts(), HONEST, "{lie}");
		let alerts = journal.alerts.iter().filter(|alert| alert.contains(" shows ")).count();
		assert!(alerts > 0, "{lie}: {:?}", journal.alerts);
		let before = journal.alerts.len();
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.alerts.len(), before, "alerted once only: {lie}");
		tron.honest().await;
	}
}

#[tokio::test]
async fn nothing_should_be_lost_when_the_index_loses_rows_or_does_not_answer() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let watched = watch(&[ours]);
	for kind in ["lost-rows", "status", "truncated-json"] {
		let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		tron.fault(0, json!({ "kind": kind, "path": "/v1/" })).await;
		money(&tron, ours, other).await;
		journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
		assert_eq!(journal.amounts(), HONEST, "{kind}");
		tron.honest().await;
	}
}

#[tokio::test]
async fn the_index_should_find_what_the_sweep_missed() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
	journal.catch_up(&mut rail, &watch(&[other])).await.expect("endpoints agree");
	tron.send("usdt", ours, 5_000_000).await;
	tron.send("usdt", ours, 1).await;
	tron.mine(21).await;
	journal.catch_up(&mut rail, &watch(&[other])).await.expect("endpoints agree");
	assert_eq!(journal.deposits, []);
	journal.catch_up(&mut rail, &watch(&[ours, other])).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), [5_000_000]);
	assert!(journal.has_alert("the sweep found no deposit"), "{:?}", journal.alerts);
	let before = journal.alerts.len();
	journal.catch_up(&mut rail, &watch(&[ours, other])).await.expect("endpoints agree");
	assert_eq!((journal.deposits.len(), journal.alerts.len()), (1, before));
}

#[tokio::test]
async fn what_the_index_found_should_be_found_again_when_it_was_not_kept() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
	journal.catch_up(&mut rail, &watch(&[other])).await.expect("endpoints agree");
	tron.send("usdt", ours, 5_000_000).await;
	tron.mine(21).await;
	journal.catch_up(&mut rail, &watch(&[other])).await.expect("endpoints agree");
	tron.mine(1).await;
	let mut full_disk = Journal { cursor: journal.cursor.clone(), ..Journal::default() };
	full_disk.step(&mut rail, &watch(&[ours])).await.expect("endpoints agree");
	assert_eq!(full_disk.amounts(), [5_000_000]);
	journal.catch_up(&mut rail, &watch(&[ours])).await.expect("endpoints agree");
	assert_eq!(journal.amounts(), [5_000_000]);
}

#[tokio::test]
async fn many_rows_should_be_read_page_by_page() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let (mut rail, mut journal) = (tron.rail_with_index(), Journal::default());
	journal.catch_up(&mut rail, &watch(&[other])).await.expect("endpoints agree");
	let to = vec![ours.to_string(); 130];
	for round in 1..=2_u64 {
		let amounts = vec![round * 1_000_000; 130];
		tron.send_with(json!({ "token": "usdt", "to": to, "amounts": amounts })).await;
	}
	tron.mine(21).await;
	journal.catch_up(&mut rail, &watch(&[other])).await.expect("endpoints agree");
	journal.catch_up(&mut rail, &watch(&[ours])).await.expect("endpoints agree");
	assert_eq!(journal.deposits.len(), 260);
	assert!(
		tron.requests(0).await.iter().any(|(path, count)| path.contains("/v1/") && *count >= 2)
	);
}
