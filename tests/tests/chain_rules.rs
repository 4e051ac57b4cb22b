//! What the chain lets nobody do, and what it charges: on a real node, past every client library.

use anyhow::{Context, anyhow, bail, ensure};
use hotpot_cli::{
	chain::{
		Chain, ChainError, Included, PoolRefusal, Sender, Until, calls,
		types::{CheckEntry, TillLedger},
	},
	keys::SecretKey,
};
use hotpot_tests::{
	is_full,
	network::{Network, Options},
	restaurant::{self, TestTill, key},
	rpc::{Answer, Rpc},
	transactions::{
		AnyCall, Life, batch, hex_of, sign, submit, submit_in_vain, transfer, transfer_asset,
	},
	wait::{eventually, step},
};
use serde_json::{Value, json};
use std::{ops::RangeInclusive, time::Duration};

/// POT base units.
const POT: u128 = 1_000_000_000_000;

/// A transfer's fee, 0.001 POT, give or take what measured weights move it (rule 37).
const FEE: RangeInclusive<u128> = 700_000_000..=1_400_000_000;

/// The pool's code for transactions that are not valid.
const INVALID: &str = "1010";

/// How long a transaction may take into a block.
const PATIENCE: Duration = Duration::from_secs(60);

/// A node, and people on its chain.
struct Scene {
	chain: Chain,
	rpc: Rpc,
	till: TestTill,
	franchisee: SecretKey,
	/// Has POT and no part in anything.
	payer: SecretKey,
}

/// One validator is enough: every rule here is kept by each node alone.
#[tokio::test(flavor = "multi_thread")]
async fn the_rules_of_the_chain_should_hold_on_a_real_node() -> anyhow::Result<()> {
	let network = step("one validator", Network::start(1, Options::default())).await?;
	let chain = network.connect(0).await?;
	let franchisee = key("//Charlie")?;
	let node = restaurant::open(&chain, "Kutaisi", &franchisee.account()).await?;
	let till = TestTill::approve(&chain, node, "//rules//till//1").await?;
	let rpc = network.node(0)?.rpc();
	let scene = Scene { chain, rpc, till, franchisee, payer: key("//Dave")? };

	step("only mortal transactions", scene.only_mortal_transactions()).await?;
	step("no towers of calls, no assets", scene.no_towers_and_no_assets()).await?;
	step("transfers cost little", scene.transfers_cost_little()).await?;
	step("failing claims stay out of the pool", scene.failing_claims_stay_out()).await?;
	step("claims cost nothing", scene.claims_cost_nothing()).await?;
	step("what a till may not record", scene.batches_are_bounded_by_the_till()).await?;
	step("unsafe methods are not served", scene.unsafe_methods_are_not_served()).await?;
	step("malformed requests do no harm", scene.malformed_requests_do_no_harm()).await?;

	let Scene { chain, .. } = scene;
	network.acknowledge(chain.finalized().await?);
	step("invariants", network.finish()).await
}

impl Scene {
	async fn only_mortal_transactions(&self) -> anyhow::Result<()> {
		let call = transfer(&self.franchisee.account(), POT);
		let nonce = self.chain.next_nonce(&self.payer.account()).await?;
		for (life, code) in [
			(Life::Immortal, "Custom error: 200"),
			(Life::Blocks(8_192), "Custom error: 201"),
			(Life::Blocks(65_536), "Custom error: 201"),
		] {
			let tx = sign(&self.chain, &call, &self.payer, life).await?;
			submit_in_vain(self.rpc, &tx, code).await.with_context(|| format!("{life:?}"))?;
		}
		// The longest life that is allowed, so that it is the life that was refused.
		let tx = sign(&self.chain, &call, &self.payer, Life::Blocks(4_096)).await?;
		submit(self.rpc, &tx).await?.map_err(|refusal| {
			anyhow!("expected an era of 4 096 blocks to be taken; the pool says {refusal}")
		})?;
		eventually(PATIENCE, "the transfer of 4 096 blocks is in a block", || async {
			let state = self.chain.state().await?;
			let account = state.account(&self.payer.account()).await?;
			Ok((account.nonce == nonce + 1).then_some(()))
		})
		.await
	}

	async fn no_towers_and_no_assets(&self) -> anyhow::Result<()> {
		let to = self.franchisee.account();
		let inner = || transfer(&to, 1_000_000_000);
		self.call(&batch([inner(), inner()]))
			.await
			.context("expected a plain batch to go through")?;
		let refused: [(&str, AnyCall); 4] = [
			("a batch in a batch", batch([batch([inner()])])),
			("a tower of batches", batch([batch([batch([batch([inner()])])])])),
			("a call of Assets", transfer_asset(1, &to, 1)),
			("a call of Assets in a batch", batch([inner(), transfer_asset(2, &to, 1)])),
		];
		let before = self.chain.state().await?.account(&to).await?.data.free;
		let mut sender = Sender::new(&self.chain, self.payer.signer()).await?;
		let mut watches = Vec::new();
		for (what, call) in refused {
			let tx = sender.sign(&call).await?;
			watches.push((what, self.chain.watch(&tx).await?));
		}
		for (what, watch) in watches {
			let outcome = watch.until(Until::InBlock, PATIENCE).await;
			let is_filtered = matches!(
				&outcome,
				Err(ChainError::Refused(refusal)) if refusal.name == "System.CallFiltered"
			);
			ensure!(is_filtered, "expected {what} to be filtered; the chain says {outcome:?}");
		}
		let after = self.chain.state().await?.account(&to).await?.data.free;
		ensure!(before == after, "expected nothing to happen; {before} POT became {after}");
		Ok(())
	}

	async fn transfers_cost_little(&self) -> anyhow::Result<()> {
		let pot = async |chain: &Chain| -> anyhow::Result<u128> {
			Ok(chain.state().await?.account(&self.payer.account()).await?.data.free)
		};
		let before = pot(&self.chain).await?;
		let to = self.franchisee.account();
		self.call(&transfer(&to, POT)).await?;
		let after = pot(&self.chain).await?;
		let fee = before.saturating_sub(after).saturating_sub(POT);
		ensure!(
			FEE.contains(&fee),
			"expected a transfer to cost about 0.001 POT; it cost {fee} of {POT} base units"
		);
		Ok(())
	}

	/// Rule 4: one QR code must not be unlimited free spam.
	async fn failing_claims_stay_out(&self) -> anyhow::Result<()> {
		self.record(1..=4).await?;
		let wallet = self.till.qr(1)?.key()?;
		let guest = key("//rules//guest//1")?.account();
		let staff = self.franchisee.account();
		let attempts = if is_full() { 10_000u32 } else { 200 };
		let mut anchor = self.chain.anchor().await?;
		for attempt in 0..attempts {
			if attempt % 500 == 0 {
				anchor = self.chain.anchor().await?;
			}
			let call = match attempt % 4 {
				// To staff, to itself, of another wallet's check, of no check.
				0 => calls::claim(self.till.id, 1, staff),
				1 => calls::claim(self.till.id, 1, wallet.account()),
				2 => calls::claim(self.till.id, 2, guest),
				_ => calls::claim(self.till.id, 1_000 + attempt, guest),
			};
			let tx = anchor.sign(&call, wallet.signer(), u64::from(attempt / 4))?;
			match self.chain.submit(&tx).await {
				Err(ChainError::NotTaken(PoolRefusal::CannotPay)) => {}
				other => {
					let claim = call.call_data();
					bail!("expected the pool to refuse {claim:?}; it says {other:?}");
				}
			}
		}
		let waiting = self.rpc.pending().await?;
		ensure!(waiting.is_empty(), "expected an empty pool after failing claims: {waiting:?}");
		let account = self.chain.state().await?.account(&wallet.account()).await?;
		ensure!(account.nonce == 0, "expected no failing claim in any block: {account:?}");
		Ok(())
	}

	async fn claims_cost_nothing(&self) -> anyhow::Result<()> {
		let qr = self.till.qr(1)?;
		let wallet = qr.key()?;
		let guest = key("//rules//guest//1")?.account();
		let nonce = self.chain.next_nonce(&wallet.account()).await?;
		let call = calls::claim(qr.till, qr.sequence, guest);
		let tx = self.chain.anchor().await?.sign(&call, wallet.signer(), nonce)?;
		let included = self.chain.watch(&tx).await?.until(Until::InBlock, PATIENCE).await?;
		let names = event_names(&included)?;
		ensure!(
			names.contains(&"Checks.CheckClaimed".to_owned())
				&& !names.iter().any(|name| name.starts_with("TransactionPayment.")),
			"expected a claim without a fee; the events are {names:?}"
		);
		let state = self.chain.state().await?;
		for account in [wallet.account(), guest] {
			let pot = state.account(&account).await?.data;
			ensure!(pot.free == 0 && pot.reserved == 0, "expected a guest to need no POT: {pot:?}");
		}
		// The wallet's account is gone, and its nonce with it: the same bytes must not come back.
		submit_in_vain(self.rpc, tx.bytes(), "").await.context("the same claim again")?;
		let again = self.chain.anchor().await?.sign(&call, wallet.signer(), 0)?;
		submit_in_vain(self.rpc, again.bytes(), INVALID).await.context("the claim, signed anew")
	}

	/// What a till may not record stays out of the pool as well, and the chain says why.
	async fn batches_are_bounded_by_the_till(&self) -> anyhow::Result<()> {
		let valid = || self.till.entries([50]);
		let now = restaurant::now_ms()?;
		let mut cases = Vec::new();
		let mut case = |reason, change: &dyn Fn(&mut CheckEntry)| {
			let mut entries = valid()?;
			entries.iter_mut().for_each(change);
			cases.push((reason, entries));
			anyhow::Ok(())
		};
		case("AmountZero", &|entry| entry.tetri = 0)?;
		case("ExceedsCheckLimit", &|entry| entry.tetri = restaurant::LIMITS.per_check + 1)?;
		case("SoldInFuture", &|entry| entry.sold_at = now + 3_600_000)?;
		case("SoldTooLongAgo", &|entry| entry.sold_at = now - 8 * 86_400_000)?;
		case("SequenceUsed", &|entry| entry.sequence = 2)?;
		case("SequenceJump", &|entry| entry.sequence = 10_006)?;
		let spent = self.till.qr(1)?.wallet();
		case("WalletUsed", &|entry| entry.wallet = spent)?;

		let signer = self.till.key.key();
		let before = self.ledger().await?;
		for (reason, entries) in cases {
			let state = self.chain.state().await?;
			let refusal = state.why_not_record(&signer.account(), entries.clone()).await?;
			let refusal = refusal.with_context(|| format!("expected {reason}; it is allowed"))?;
			let detail = refusal.detail.as_ref().map(|detail| detail.name.as_str());
			ensure!(
				refusal.name == "Checks.BadEntry"
					&& detail == Some(reason)
					&& refusal.index == Some(0),
				"expected entry 0 to be refused with {reason}; the chain says {refusal}"
			);
			let call = calls::record_checks(entries);
			let tx = sign(&self.chain, &call, signer, Life::Blocks(256)).await?;
			submit_in_vain(self.rpc, &tx, INVALID).await.context(reason)?;
		}
		let stranger = key("//rules//no-till")?;
		let state = self.chain.state().await?;
		let refusal = state.why_not_record(&stranger.account(), valid()?).await?;
		ensure!(
			refusal.as_ref().is_some_and(|refusal| refusal.name == "Checks.UnknownTill"),
			"expected a key that is no till's to be refused; the chain says {refusal:?}"
		);
		self.gaps_are_bounded().await?;
		let after = self.ledger().await?;
		ensure!(
			after.checks == before.checks + 64,
			"expected the refused batches to change nothing: {before:?} became {after:?}"
		);
		Ok(())
	}

	/// 64 gaps, and not one more.
	async fn gaps_are_bounded(&self) -> anyhow::Result<()> {
		let signer = self.till.key.key();
		let first = self.ledger().await?.next;
		let nonce = self.chain.next_nonce(&signer.account()).await?;
		let anchor = self.chain.anchor().await?;
		for n in 0..64u32 {
			let call = calls::record_checks(self.till.entries([first + 2 * n + 1])?);
			let tx = anchor.sign(&call, signer.signer(), nonce + u64::from(n))?;
			self.chain.submit(&tx).await?;
		}
		let last = first + 2 * 63 + 1;
		eventually(PATIENCE, "64 gaps are open", || async {
			let ledger = self.ledger().await?;
			Ok((ledger.next == last + 1 && ledger.gaps.len() == 64).then_some(()))
		})
		.await?;
		let state = self.chain.state().await?;
		let entries = self.till.entries([last + 2])?;
		let refusal = state.why_not_record(&signer.account(), entries).await?;
		let detail = refusal.as_ref().and_then(|refusal| refusal.detail.as_ref());
		ensure!(
			detail.is_some_and(|detail| detail.name == "TooManyGaps"),
			"expected the 65th gap to be refused; the chain says {refusal:?}"
		);
		Ok(())
	}

	async fn unsafe_methods_are_not_served(&self) -> anyhow::Result<()> {
		let public = hex_of(&self.payer.account().0);
		for (method, params) in [
			("author_rotateKeys", json!([])),
			("author_insertKey", json!(["babe", "//Dave", public])),
			("author_hasKey", json!([public, "babe"])),
			("author_removeExtrinsic", json!([[]])),
			("system_addReservedPeer", json!(["/ip4/127.0.0.1/tcp/1"])),
			("system_dryRun", json!(["0x00", null])),
		] {
			let refusal = self.rpc.refusal(method, params).await?;
			ensure!(
				refusal.code == -32_601 && refusal.message.contains("unsafe"),
				"expected {method} not to be served; the node says {refusal}"
			);
		}
		Ok(())
	}

	/// F14, the short form.
	async fn malformed_requests_do_no_harm(&self) -> anyhow::Result<()> {
		let deep = format!("{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":{}", "[".repeat(100_000));
		for body in ["", "{", "[]", "null", "\u{0}\u{1}", "{\"jsonrpc\":\"2.0\"}", deep.as_str()] {
			let Answer { status, body: answer } = self.rpc.post(body.into()).await?;
			let value: Value = serde_json::from_str(&answer).unwrap_or_default();
			ensure!(
				status >= 400 || value.get("error").is_some(),
				"expected {body:.40} to be refused; the node says {status} {answer:.200}"
			);
		}
		for params in [json!(["0x"]), json!(["0xzz"]), json!([{}]), json!([]), json!("0x00")] {
			self.rpc.refusal("author_submitExtrinsic", params).await?;
		}
		self.rpc.refusal("no_such_method", json!([])).await?;
		let big = json!({
			"jsonrpc": "2.0", "id": 1, "method": "system_chain", "params": ["x".repeat(16 << 20)],
		});
		// It may also hang up, which is a refusal too.
		if let Ok(Answer { status, body }) = self.rpc.post(big.to_string().into_bytes()).await {
			ensure!(
				!body.contains("\"result\""),
				"expected 16 MB to be refused; the node says {status} {body:.200}"
			);
		}
		let best = self.rpc.best().await?.number;
		eventually(PATIENCE, "the node goes on making blocks", || async {
			Ok((self.rpc.best().await?.number > best).then_some(()))
		})
		.await
	}

	async fn record(&self, sequences: RangeInclusive<u32>) -> anyhow::Result<()> {
		let call = calls::record_checks(self.till.entries(sequences)?);
		self.chain.call(&call, self.till.key.key().signer(), Until::InBlock).await?;
		Ok(())
	}

	async fn ledger(&self) -> anyhow::Result<TillLedger> {
		let report = self.chain.state().await?.till_report(self.till.id).await?;
		Ok(report.context("the till is known")?.ledger)
	}

	async fn call(&self, call: &AnyCall) -> Result<Included, ChainError> {
		self.chain.call(call, self.payer.signer(), Until::InBlock).await
	}
}

fn event_names(included: &Included) -> anyhow::Result<Vec<String>> {
	let mut names = Vec::new();
	for event in included.events.iter() {
		let event = event?;
		names.push(format!("{}.{}", event.pallet_name(), event.event_name()));
	}
	Ok(names)
}
