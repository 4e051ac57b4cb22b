//! Endpoints that tell the truth.

use crate::double::{DEADLINE, Journal, Tron, settings, watch};
use hotpot_primitives::observations::{ForeignAccount, Token};
use hotpot_worker::{
	rail::{Rail as _, RailError},
	tron::rail::{Settings, TronRail},
};
use serde_json::json;
use std::{
	collections::BTreeSet,
	sync::atomic::Ordering,
	time::{SystemTime, UNIX_EPOCH},
};

#[tokio::test]
async fn deposits_should_be_found_when_twenty_blocks_follow_and_not_before() {
	let tron = Tron::start().await;
	let (ours, other) = (tron.account("ours").await, tron.account("other").await);
	let (watched, mut rail, mut journal) = (watch(&[ours]), tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");

	let usdt = tron.send("usdt", ours, 5_050_000).await;
	let memo =
		json!({ "token": "trx", "to": ours.to_string(), "amount": 7_000_000, "memo": "deal 7" });
	let trx = tron.send_with(memo).await;
	let to = [ours, other, ours].map(|account| account.to_string());
	let many = json!({ "token": "usdt", "to": to, "amounts": [1_000_000, 2_000_000, 3_000_000] });
	let many = tron.send_with(many).await;
	tron.send("usdt", ours, 9_999).await;
	tron.send("trx", ours, 99_999).await;
	tron.send("usdc", ours, 8_000_000).await;
	tron.send("fake", ours, 8_000_000).await;
	tron.send("usdt", other, 8_000_000).await;
	tron.mine(20).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.deposits, []);

	tron.mine(1).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	let got: Vec<_> = journal
		.deposits
		.iter()
		.map(|one| (one.token, one.transaction, one.index, one.amount))
		.collect();
	assert_eq!(
		got,
		[
			(Token::UsdtTron, usdt, 0, 5_050_000),
			(Token::Trx, trx, 0, 7_000_000),
			(Token::UsdtTron, many, 0, 1_000_000),
			(Token::UsdtTron, many, 2, 3_000_000),
		]
	);
	for deposit in &journal.deposits {
		assert!(deposit.is_sound());
		assert_eq!(deposit.from, ForeignAccount::Tron(tron.faucet.0));
		assert_eq!(deposit.to, ForeignAccount::Tron(ours.0));
		assert_eq!(deposit.at, 1_780_000_000_000 + 46 * 3000);
	}
	assert_eq!(journal.deposits[1].comment.as_slice(), b"deal 7");
	assert_eq!(journal.alerts, Vec::<String>::new());
	let ignored = rail.ignored();
	assert_eq!(ignored.dust.load(Ordering::Relaxed), 2);
	assert_eq!(ignored.other_tokens.load(Ordering::Relaxed), 2);

	tron.mine(30).await;
	journal.catch_up(&mut tron.rail(), &watched).await.expect("endpoints agree");
	assert_eq!(journal.deposits.len(), 4);
}

#[tokio::test]
async fn transfers_that_fail_should_not_be_deposits() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let (watched, mut rail, mut journal) = (watch(&[ours]), tron.rail(), Journal::default());
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	let too_much = 900_000_000_000_000_000_u64;
	let to = ours.to_string();
	tron.send_with(json!({ "token": "usdt", "to": to, "amount": too_much.to_string() })).await;
	let body = json!({ "token": "usdt", "to": to, "amount": 1_000_000, "fee_limit": 100_000 });
	tron.send_with(body).await;
	tron.mine(21).await;
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	assert_eq!(journal.deposits, []);
	assert_eq!(rail.ignored().failed.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn nothing_should_be_lost_when_the_rail_is_far_behind() {
	let tron = Tron::start().await;
	let ours = tron.account("ours").await;
	let watched = watch(&[ours]);
	let settings = Settings { blocks_per_step: 7, ..settings() };
	let mut rail = TronRail::new(tron.endpoints(DEADLINE), Vec::new(), settings.clone());
	let mut journal = Journal::default();
	assert_eq!(journal.step(&mut rail, &watched).await, Ok(false));
	for amount in 1..=20 {
		tron.send("usdt", ours, amount * 1_000_000).await;
		tron.mine(2).await;
	}
	tron.mine(20).await;
	let mut steps = 0;
	loop {
		// A worker that is started anew before every step.
		let mut rail = TronRail::new(tron.endpoints(DEADLINE), Vec::new(), settings.clone());
		steps += 1;
		if !journal.step(&mut rail, &watched).await.expect("endpoints agree") {
			break;
		}
	}
	assert_eq!(steps, 9);
	assert_eq!(journal.amounts(), (1..=20).map(|n| n * 1_000_000).collect::<Vec<_>>());
}

#[tokio::test]
async fn requests_should_not_grow_with_the_accounts_that_are_watched() {
	let tron = Tron::start().await;
	let mut watched: BTreeSet<_> = (0..10_000_u32)
		.map(|n| {
			let mut account = [9; 20];
			account[..4].copy_from_slice(&n.to_be_bytes());
			ForeignAccount::Tron(account)
		})
		.collect();
	let ours = tron.account("ours").await;
	watched.insert(ForeignAccount::Tron(ours.0));
	let settings = Settings { accounts_per_step: 1, ..Settings::default() };
	let endpoints = tron.endpoints(DEADLINE);
	let index = endpoints.all()[0].clone();
	let mut rail = TronRail::new(endpoints, vec![index], settings);
	let mut journal = Journal::default();
	journal.catch_up(&mut rail, &watched).await.expect("endpoints agree");
	tron.send("usdt", ours, 1_000_000).await;
	tron.mine(30).await;
	let before = tron.requests(0).await;
	assert_eq!(journal.step(&mut rail, &watched).await, Ok(true));
	assert_eq!(journal.step(&mut rail, &watched).await, Ok(false));
	let after = tron.requests(0).await;
	let asked = |path: &str| {
		let count = |of: &std::collections::BTreeMap<String, u64>| {
			let names = of.iter().filter(|(name, _)| name.starts_with(path));
			names
				.filter(|(name, _)| path.ends_with('/') || *name == path)
				.map(|(_, count)| count)
				.sum::<u64>()
		};
		count(&after) - count(&before)
	};
	assert_eq!(asked("/walletsolidity/getblockbynum"), 30);
	assert_eq!(asked("/walletsolidity/gettransactioninfobyblocknum"), 30);
	assert_eq!(asked("/wallet/getblock") + asked("/walletsolidity/getblock"), 4);
	assert_eq!(asked("/v1/"), 1);
	assert_eq!(asked("/"), 65);
	assert_eq!(journal.amounts(), [1_000_000]);
}

#[tokio::test]
async fn a_cursor_of_another_rail_should_be_refused() {
	let tron = Tron::start().await;
	let mut journal = Journal { cursor: Some(vec![7; 12]), ..Journal::default() };
	let error =
		journal.step(&mut tron.rail(), &watch(&[])).await.expect_err("it should be refused");
	assert!(matches!(error, RailError::BadCursor(_)), "{error}");
}

#[tokio::test]
async fn a_diagnosis_should_name_the_endpoint_that_is_wrong() {
	let now =
		SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_millis() as u64;
	let tron = Tron::start_at(now - 45 * 3000).await;
	let mut rail = tron.rail_with_index();
	let said = rail.diagnose().await;
	assert_eq!(said.len(), 5);
	assert!(said.iter().all(Result::is_ok), "{said:?}");
	tron.fault(1, json!({ "kind": "status", "code": 502 })).await;
	let said = rail.diagnose().await;
	let wrong: Vec<_> = said.iter().filter_map(|one| one.as_ref().err()).collect();
	let name = tron.urls[1].trim_start_matches("http://");
	assert!(!wrong.is_empty() && wrong.iter().all(|one| one.contains(name)), "{said:?}");
	for endpoint in [0, 2] {
		tron.fault(endpoint, json!({ "kind": "status", "code": 502 })).await;
	}
	let said = rail.diagnose().await;
	let error = said[3].as_ref().expect_err("nobody answers");
	assert!(error.contains("no endpoint answers"), "{error}");
	let old = Tron::start().await;
	let said = old.rail().diagnose().await;
	let error = said[0].as_ref().expect_err("it should be refused");
	assert!(error.contains("this machine's clock"), "{error}");
}
