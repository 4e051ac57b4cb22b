//! The rail of TON against a chain of the real TVM, of which endpoints lie and fail.

mod ton_double;

use hotpot_primitives::observations::{Deposit, ForeignAccount, Token};
use hotpot_worker::{
	rail::{Rail, RailError},
	ton::{address::Address, boc, cell::Builder, center, cursor::State},
};
use serde_json::{Value, json};
use std::time::Duration;
use ton_double::{Bench, TON, admin, jetton, send, turn, wallet};

fn said(deposit: &Deposit) -> &str {
	std::str::from_utf8(&deposit.comment).expect("UTF-8")
}

fn amounts(deposits: &[Deposit]) -> Vec<u128> {
	deposits.iter().map(|deposit| deposit.amount).collect()
}

fn coins(value: u64, comment: &str) -> Value {
	json!({ "value": value.to_string(), "comment": comment })
}

fn jettons(id: &str, amount: u64, comment: &str) -> Value {
	json!({ "jetton": id, "amount": amount.to_string(), "comment": comment })
}

fn text(said: &str) -> Builder {
	Builder::new().uint(0, 32).bytes(said.as_bytes())
}

fn body_of(builder: Builder) -> String {
	boc::write_base64(&builder.build().expect("fits"))
}

/// A watched account that got a TON and a comment after it was watched.
async fn bench_with_a_deposit(name: &str, endpoints: usize) -> (Bench, Address) {
	let (payer, shop) = (format!("{name}-payer"), wallet(&format!("{name}-shop")).await);
	wallet(&payer).await;
	let bench = Bench::new(endpoints, shop, &[]).await;
	send(&payer, &shop, coins(TON, "INV-1")).await;
	(bench, shop)
}

#[tokio::test]
async fn deposits_should_be_found_once_and_exactly() {
	let _turn = turn().await;
	let (shop, payer) = (wallet("happy-shop").await, wallet("happy-payer").await);
	let master = jetton("happy", "happy-issuer").await;
	send("happy-payer", &shop, coins(3 * TON, "before anybody watched")).await;
	let mut bench = Bench::new(3, shop, &[master]).await;

	let first = send("happy-payer", &shop, coins(TON + 7, "Счёт 1")).await;
	send("happy-payer", &shop, json!({ "value": "20000000" })).await;
	send("happy-payer", &shop, coins(9_999_999, "dust")).await;
	send("happy-issuer", &payer, jettons("happy", 9_000_000, "change hands")).await;
	send("happy-payer", &shop, jettons("happy", 5_123_456, "INV-3")).await;
	let mut behind = jettons("happy", 10_000, &"long ".repeat(30));
	behind["inline"] = json!(false);
	behind["forward_ton"] = json!(50_000_000);
	send("happy-payer", &shop, behind).await;
	send("happy-payer", &shop, jettons("happy", 9_999, "dust")).await;

	let found = bench.drain().await;
	assert_eq!(found.alerts, Vec::<String>::new());
	let of = |token| found.deposits.iter().filter(move |one| one.token == token);
	let ton: Vec<_> = of(Token::Ton).map(|one| (one.amount, said(one))).collect();
	assert_eq!(ton, [(u128::from(TON) + 7, "Счёт 1"), (20_000_000, "")]);
	let usdt: Vec<_> = of(Token::UsdtTon).map(|one| (one.amount, said(one))).collect();
	let long = "long ".repeat(30);
	assert_eq!(usdt, [(5_123_456, "INV-3"), (10_000, &long[..64])]);
	for deposit in &found.deposits {
		assert_eq!((deposit.from, deposit.to), (payer.into(), shop.into()));
		assert!(deposit.is_sound() && deposit.index == 0);
	}
	let at_shop = first["transactions"].as_array().expect("a list").iter();
	let mut at_shop = at_shop.filter(|one| ton_double::address(&one["account"]) == shop);
	let hash: center::Hash =
		serde_json::from_value(at_shop.next().expect("one")["hash"].clone()).expect("a hash");
	assert_eq!(found.deposits[0].transaction, hash.0);

	let again = bench.drain().await;
	assert_eq!((again.deposits, again.alerts), (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn one_of_three_that_lies_should_change_nothing_and_be_named() {
	let _turn = turn().await;
	let stranger = wallet("liar-stranger").await.to_string();
	let lies = [
		json!({ "kind": "wrong_amount" }),
		json!({ "kind": "wrong_recipient", "account": stranger }),
		json!({ "kind": "wrong_source", "source": stranger }),
		json!({ "kind": "wrong_hash" }),
		json!({ "kind": "wrong_body", "body": body_of(text("INV-9")) }),
		json!({ "kind": "invented", "row": { "lt": "999999999999", "hash":
			"7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u4=", "in_msg": { "value": "5" } } }),
		json!({ "kind": "clock", "minutes": 7 }),
		json!({ "kind": "drop" }),
		json!({ "kind": "reorder" }),
		json!({ "kind": "duplicate" }),
		json!({ "kind": "truncate", "rows": 1 }),
	];
	let (mut bench, shop) = bench_with_a_deposit("liar", 3).await;
	let mut value = TON;
	bench.drain().await;
	for lie in lies {
		let kind = lie["kind"].as_str().expect("a kind").to_owned();
		bench.fault(1, lie).await;
		value += 1;
		send("liar-payer", &shop, coins(value, "INV-1")).await;
		send("liar-payer", &shop, coins(value, "INV-2")).await;
		let found = bench.drain().await;
		assert_eq!(amounts(&found.deposits), [u128::from(value); 2], "{kind}");
		let name = bench.urls[1].trim_start_matches("http://");
		assert!(found.alerts.iter().any(|alert| alert.contains(name)), "{kind}: {found:?}");
		bench.heal().await;
		let after = bench.drain().await;
		assert_eq!((after.deposits, after.alerts), (Vec::new(), Vec::new()), "{kind}");
	}
}

#[tokio::test]
async fn without_a_majority_nothing_should_be_credited_and_nothing_be_lost() {
	let _turn = turn().await;
	let lies = [
		json!({ "kind": "wrong_amount" }),
		json!({ "kind": "wrong_hash" }),
		json!({ "kind": "clock", "minutes": 7 }),
		json!({ "kind": "drop" }),
	];
	let (mut bench, shop) = bench_with_a_deposit("split", 2).await;
	bench.drain().await;
	for lie in lies {
		bench.fault(0, lie.clone()).await;
		send("split-payer", &shop, coins(TON, "INV-1")).await;
		let place = |bench: &Bench| {
			let state = State::read(bench.cursor.as_ref().expect("a cursor")).expect("read");
			state.accounts[&shop].seen
		};
		let before = place(&bench);
		let found = bench.drain().await;
		assert_eq!(found.deposits, Vec::new(), "{lie}");
		assert!(!found.alerts.is_empty(), "{lie}");
		assert_eq!(place(&bench), before, "{lie}");
		bench.heal().await;
		let found = bench.drain().await;
		assert_eq!((amounts(&found.deposits), found.alerts), (vec![TON.into()], vec![]), "{lie}");
	}
}

#[tokio::test]
async fn what_is_not_final_should_wait() {
	let _turn = turn().await;
	let (mut bench, shop) = bench_with_a_deposit("early", 3).await;
	bench.drain().await;
	let seqno = admin("mine", json!({ "count": 1 })).await["seqno"].clone();
	let waits = [
		json!({ "kind": "emulated" }),
		json!({ "kind": "no_mc_seqno" }),
		json!({ "kind": "future_mc_seqno", "by": 1000 }),
		json!({ "kind": "stale", "seqno": seqno }),
	];
	for (index, wait) in waits.into_iter().enumerate() {
		bench.faults(0..2, &wait).await;
		let value = TON + u64::try_from(index).expect("small");
		send("early-payer", &shop, coins(value, "")).await;
		let found = bench.drain().await;
		assert_eq!(found.deposits, Vec::new(), "{wait}");
		bench.heal().await;
		let found = bench.drain().await;
		assert_eq!(amounts(&found.deposits), [u128::from(value)], "{wait}");
	}
}

#[tokio::test]
async fn outages_should_leave_the_cursor_alone_and_lose_nothing() {
	let _turn = turn().await;
	let outages = [
		json!({ "kind": "status", "code": 503 }),
		json!({ "kind": "status", "code": 429, "retry_after": 1 }),
		json!({ "kind": "truncated_json" }),
		json!({ "kind": "huge" }),
		json!({ "kind": "not_json" }),
		json!({ "kind": "wrong_shape" }),
		json!({ "kind": "stall", "ms": 60_000 }),
	];
	let (mut bench, shop) = bench_with_a_deposit("outage", 3).await;
	bench.drain().await;
	for (index, mut outage) in outages.into_iter().enumerate() {
		let value = TON + u64::try_from(index).expect("small");
		send("outage-payer", &shop, coins(value, "")).await;
		if index % 2 == 0 {
			outage["path"] = json!("/api/v3/transactions");
		}
		bench.faults(0..2, &outage).await;
		let before = bench.cursor.clone();
		let failed = bench.step().await;
		let is_limit = outage["code"] == json!(429);
		match failed.expect_err("most endpoints are out") {
			RailError::Unreachable { .. } => assert!(!is_limit),
			RailError::TooManyRequests(rest) => assert!(is_limit && rest.as_secs() == 1),
			other => panic!("{outage}: {other}"),
		}
		assert_eq!(bench.cursor, before);
		bench.heal().await;
		tokio::time::sleep(Duration::from_millis(if is_limit { 1100 } else { 0 })).await;
		let found = bench.drain().await;
		assert_eq!(amounts(&found.deposits), [u128::from(value)], "{outage}");

		bench.fault(2, outage.clone()).await;
		send("outage-payer", &shop, coins(value, "")).await;
		let found = bench.drain().await;
		assert_eq!(amounts(&found.deposits), [u128::from(value)], "{outage}");
		assert!(!found.alerts.is_empty(), "{outage}");
		bench.heal().await;
		tokio::time::sleep(Duration::from_millis(if is_limit { 1100 } else { 0 })).await;
	}
}

#[tokio::test]
async fn rows_that_every_endpoint_lacks_should_be_waited_for() {
	let _turn = turn().await;
	let (mut bench, shop) = bench_with_a_deposit("gap", 3).await;
	let made = send("gap-payer", &shop, coins(2 * TON, "hidden")).await;
	let lt = made["transactions"].as_array().expect("a list").iter();
	let mut lt = lt.filter(|one| ton_double::address(&one["account"]) == shop);
	let lt = lt.next_back().expect("one")["lt"].clone();
	send("gap-payer", &shop, coins(3 * TON, "after it")).await;
	bench.faults(0..3, &json!({ "kind": "drop", "lt": lt })).await;
	let found = bench.drain().await;
	assert_eq!(amounts(&found.deposits), [u128::from(TON)]);
	assert!(found.alerts.iter().any(|alert| alert.contains("lack")), "{found:?}");
	bench.heal().await;
	let found = bench.drain().await;
	assert_eq!(amounts(&found.deposits), [2 * u128::from(TON), 3 * u128::from(TON)]);
}

#[tokio::test]
async fn jettons_of_another_master_and_made_up_notifications_should_not_count() {
	let _turn = turn().await;
	let (shop, _) = (wallet("fake-shop").await, wallet("fake-payer").await);
	let master = jetton("true", "fake-issuer").await;
	jetton("fake", "fake-forger").await;
	let mut bench = Bench::new(3, shop, &[master]).await;

	send("fake-forger", &shop, jettons("fake", 5_000_000, "INV-1")).await;
	let found = bench.drain().await;
	assert_eq!(found.deposits, Vec::new());
	assert!(found.alerts.iter().any(|alert| alert.contains("no wallet of a jetton")), "{found:?}");

	let forged = Builder::new().uint(0x7362_d09c, 32).uint(0, 64).coins(5_000_000);
	let forged = body_of(forged.address(Some(&shop)).bit(false).uint(0, 32));
	send("fake-payer", &shop, json!({ "value": "50000000", "body": forged })).await;
	let found = bench.drain().await;
	assert_eq!(found.deposits, Vec::new());
	assert_eq!(found.alerts.len(), 1, "{found:?}");

	send("fake-issuer", &shop, jettons("true", 1_000_000, "INV-2")).await;
	assert_eq!(amounts(&bench.drain().await.deposits), [1_000_000]);
}

#[tokio::test]
async fn one_endpoint_that_names_the_forgers_wallet_should_change_nothing() {
	let _turn = turn().await;
	let shop = wallet("named-shop").await;
	let master = jetton("named", "named-issuer").await;
	let forger = wallet("named-forger").await;
	let lie = json!({ "kind": "wrong_wallet", "address": forger.to_string() });

	let mut three = Bench::new(3, shop, &[master]).await;
	let mut two = Bench::new(2, shop, &[master]).await;
	three.fault(0, lie.clone()).await;
	two.fault(0, lie).await;
	send("named-issuer", &shop, jettons("named", 1_000_000, "INV-1")).await;
	let found = three.drain().await;
	assert_eq!(amounts(&found.deposits), [1_000_000]);
	assert!(found.alerts.iter().any(|alert| alert.contains("contradicts")), "{found:?}");

	let found = two.step().await.expect("what was before the deposit is read");
	assert_eq!(found.deposits, Vec::new());
	assert!(found.alerts.iter().any(|alert| alert.contains("disagree")), "{found:?}");
	assert!(matches!(two.step().await, Err(RailError::Disagreement(_))));
	two.heal().await;
	assert_eq!(amounts(&two.drain().await.deposits), [1_000_000]);
}

#[tokio::test]
async fn money_that_went_back_should_not_count_though_an_endpoint_shows_it_so() {
	let _turn = turn().await;
	wallet("bounce-payer").await;
	let made = admin("wallet", json!({ "name": "bounce-shop", "deploy": false })).await;
	let shop = ton_double::address(&made["address"]);
	let mut bench = Bench::new(3, shop, &[]).await;

	bench.fault(0, json!({ "kind": "shown_ok" })).await;
	let mut payment = coins(TON, "INV-1");
	payment["bounce"] = json!(true);
	send("bounce-payer", &shop, payment).await;
	let found = bench.drain().await;
	assert_eq!(found.deposits, Vec::new());
	assert!(found.alerts.iter().any(|alert| alert.contains("gone back")), "{found:?}");
	assert!(found.alerts.iter().any(|alert| alert.contains("contradicts")), "{found:?}");
	bench.heal().await;

	send("bounce-payer", &shop, coins(TON, "INV-2")).await;
	let found = bench.drain().await;
	assert_eq!(found.deposits.iter().map(said).collect::<Vec<_>>(), ["INV-2"]);
}

#[tokio::test]
async fn many_deposits_and_many_accounts_should_all_have_their_turn() {
	let _turn = turn().await;
	let busy = wallet("many-busy").await;
	let mut bench = Bench::new(1, busy, &[]).await;
	let quiet: Vec<Address> =
		(0u8..70).map(|index| Address { workchain: 0, id: [index ^ 0x5a; 32] }).collect();
	bench.watched.extend(quiet.iter().map(|account| ForeignAccount::from(*account)));
	bench.step().await.expect("a step");

	admin("faucet", json!({ "to": busy.to_string(), "value": "20000000", "times": 300 })).await;
	for account in &quiet[60..] {
		admin("faucet", json!({ "to": account.to_string(), "value": "30000000" })).await;
	}
	let found = bench.drain().await;
	let to = |account: Address| found.deposits.iter().filter(move |one| one.to == account.into());
	assert_eq!(to(busy).count(), 300);
	for account in &quiet {
		let wanted = usize::from(quiet[60..].contains(account));
		assert_eq!(to(*account).count(), wanted, "{account}");
	}
	assert_eq!(found.deposits.len(), 310);
	assert_eq!(bench.drain().await.deposits, Vec::new());
}

#[tokio::test]
async fn an_endpoint_that_lacks_rows_should_not_hold_up_full_pages() {
	let _turn = turn().await;
	let shop = wallet("leaky-shop").await;
	let mut bench = Bench::new(3, shop, &[]).await;
	bench.drain().await;
	admin("faucet", json!({ "to": shop.to_string(), "value": "20000000", "times": 300 })).await;
	bench.fault(0, json!({ "kind": "drop", "every": 3 })).await;
	let found = bench.drain().await;
	assert_eq!(found.deposits.len(), 300);
	assert!(!found.alerts.is_empty());
}

#[tokio::test]
async fn another_network_should_be_told_and_be_read_after_the_rail_is_set_back() {
	let _turn = turn().await;
	let (mut bench, _) = bench_with_a_deposit("reset", 3).await;
	bench.faults(0..3, &json!({ "kind": "head", "by": 20_000 })).await;
	bench.step().await.expect("it can't know yet");
	bench.heal().await;
	let error = bench.step().await.expect_err("the chain ends far before");
	assert!(matches!(error, RailError::Undone { .. }), "{error}");
	assert!(error.to_string().contains("rewind --config FILE --rail ton --to-block N"), "{error}");
	bench.cursor = Some(State::back_to(1).write());
	let found = bench.drain().await;
	let said: Vec<_> = found.deposits.iter().map(said).collect();
	assert_eq!(said, ["", "INV-1"], "the account's first money is after block 1 too");
}

#[tokio::test]
async fn a_diagnosis_should_name_who_is_out_and_who_lags() {
	let _turn = turn().await;
	let shop = wallet("doctor-shop").await;
	let mut bench = Bench::new(3, shop, &[]).await;
	assert!(bench.rail.diagnose().await.iter().all(Result::is_ok));
	bench.fault(0, json!({ "kind": "status", "code": 500 })).await;
	bench.fault(1, json!({ "kind": "head", "by": -500 })).await;
	let told = bench.rail.diagnose().await;
	assert!(told[0].as_ref().is_err_and(|text| text.contains("500")), "{told:?}");
	assert_eq!(told.iter().filter(|one| one.is_ok()).count(), 1, "{told:?}");
}
