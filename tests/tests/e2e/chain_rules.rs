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
	machine::Share,
	network::{Network, Options},
	restaurant::{self, TestTill, key},
	rpc::{Answer, Rpc},
	transactions::{
		AnyCall, Life, Scheduled, batch, cancel, enact, force_enter, force_exit, force_transfer,
		hex_of, set_validator_count, sign, submit, submit_in_vain, transfer, transfer_asset,
	},
	wait::{eventually, step},
};
use serde_json::{Value, json};
use std::{ops::RangeInclusive, time::Duration};
use subxt::tx::DynamicPayload;

/// POT base units.
const POT: u128 = 1_000_000_000_000;

/// A transfer's fee, 0.001 POT, give or take what measured weights move it (rule 37).
const FEE: RangeInclusive<u128> = 700_000_000..=1_400_000_000;

/// Blocks of a day, if no slot stays empty: how long the owner's delayed calls wait, and safe mode
/// lasts.
const DAY: u64 = 28_800;

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
	let network = step(
		"one validator",
		Network::start(1, Options { share: Share::Part, ..Default::default() }),
	)
	.await?;
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
	step("what the owner can have done as Root", scene.the_owner_enacts_what_is_listed()).await?;
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
		let filtered = refused.map(|(what, call)| (what, call, Err("System.CallFiltered")));
		self.expect(&self.payer, filtered).await?;
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
			// There is no nonce but 0 without an account; one round in ten tries to wait its turn.
			let nonce = u64::from(attempt / 4 % 10 == 9);
			let tx = anchor.sign(&call, wallet.signer(), nonce)?;
			match self.chain.submit(&tx).await {
				Err(ChainError::NotTaken(PoolRefusal::CannotPay)) if nonce == 0 => {}
				// A claim may not wait for its turn.
				Err(ChainError::NotTaken(PoolRefusal::Other(words)))
					if nonce > 0 && words.contains("valid in the future") => {}
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
		// The wallet never had an account, nor a nonce: the same bytes must not come back.
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

	/// Rule 41: safe mode at once, what changes the chain a day later, anything else never.
	async fn the_owner_enacts_what_is_listed(&self) -> anyhow::Result<()> {
		let owner = restaurant::owner()?;
		let to = self.franchisee.account();
		let entered =
			self.chain.call(&enact(force_enter()), owner.signer(), Until::InBlock).await?;
		let until = self.safe_mode_until().await?;
		ensure!(
			until == Some(entered.block.number + DAY),
			"expected safe mode for a day from block {} on; it is on until {until:?}",
			entered.block.number
		);

		let before = self.chain.state().await?.account(&to).await?.data.free;
		let strangers = [
			("a transfer in safe mode", transfer(&to, POT), Err("System.CallFiltered")),
			("a stranger's enact", enact(force_exit()), Err("BadOrigin")),
			("a stranger's cancel", cancel(0), Err("BadOrigin")),
		];
		self.expect(&self.payer, strangers).await?;
		let after = self.chain.state().await?.account(&to).await?.data.free;
		ensure!(before == after, "expected nothing to happen; {before} POT became {after}");
		let record = self.a_check_stays_out_in_safe_mode().await?;
		self.the_owner_is_held_to_the_lists(&owner).await?;

		let goal = entered.block.number + 10;
		eventually(PATIENCE, "ten blocks of safe mode are finalized", || async {
			Ok((self.rpc.finalized().await?.number >= goal).then_some(()))
		})
		.await?;
		ensure!(self.safe_mode_until().await? == until, "expected safe mode to go on");
		self.expect(&owner, [("the end", enact(force_exit()), Ok("SafeMode.Exited"))]).await?;
		let pay = transfer(&to, POT);
		tokio::try_join!(
			self.call(&pay),
			self.chain.call(&record, self.till.key.key().signer(), Until::InBlock)
		)
		.context("expected transfers and checks after safe mode")?;
		Ok(())
	}

	/// The filter keeps it out of the pool, because in a block it would fail for free. Returns it.
	async fn a_check_stays_out_in_safe_mode(
		&self,
	) -> anyhow::Result<DynamicPayload<calls::RecordChecks>> {
		let signer = self.till.key.key();
		let before = self.ledger().await?;
		let entries = self.till.entries([before.next])?;
		let state = self.chain.state().await?;
		let refusal = state.why_not_record(&signer.account(), entries.clone()).await?;
		ensure!(refusal.is_none(), "expected a valid batch; the chain says {refusal:?}");
		let record = calls::record_checks(entries);
		let tx = sign(&self.chain, &record, signer, Life::Blocks(256)).await?;
		submit_in_vain(self.rpc, &tx, "Custom error: 202").await?;
		let after = self.ledger().await?;
		ensure!(before == after, "expected no check in safe mode: {before:?} became {after:?}");
		Ok(record)
	}

	/// Safe mode does not hinder the owner, and does not help either.
	async fn the_owner_is_held_to_the_lists(&self, owner: &SecretKey) -> anyhow::Result<()> {
		let (from, to) = (self.payer.account(), owner.account());
		let before = self.validator_count().await?;
		let call = enact(set_validator_count(21));
		let included = self.chain.call(&call, owner.signer(), Until::InBlock).await?;
		let scheduled: Scheduled = included.event().context("no Owner.Scheduled was emitted")?;
		ensure!(
			u64::from(scheduled.at) > included.block.number + DAY,
			"expected the call of block {} to wait for a day: {scheduled:?}",
			included.block.number
		);
		let calls = [
			("what waits, cancelled", cancel(scheduled.id), Ok("Scheduler.Canceled")),
			("cancelled again", cancel(scheduled.id), Err("Owner.NotFound")),
			("a call on no list", enact(force_transfer(&from, &to, 1)), Err("Owner.NotAllowed")),
			// It fails as Root, and the owner's own transaction does not.
			("safe mode again", enact(force_enter()), Ok("Owner.Enacted")),
		];
		self.expect(owner, calls).await?;
		let after = self.validator_count().await?;
		ensure!(before == after, "expected {before:?} validators as before, not {after:?}");
		Ok(())
	}

	async fn safe_mode_until(&self) -> anyhow::Result<Option<u64>> {
		let state = self.chain.state().await?;
		let until: Option<u32> = state.storage("SafeMode", "EnteredUntil", ()).await?;
		Ok(until.map(u64::from))
	}

	async fn validator_count(&self) -> anyhow::Result<Option<u32>> {
		Ok(self.chain.state().await?.storage("Staking", "ValidatorCount", ()).await?)
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

	/// Submits calls one after the other. Each must get into a block, and there either emit this
	/// event or fail with this error.
	async fn expect<const N: usize>(
		&self,
		who: &SecretKey,
		calls: [(&str, AnyCall, Result<&str, &str>); N],
	) -> anyhow::Result<()> {
		let mut sender = Sender::new(&self.chain, who.signer()).await?;
		let mut watches = Vec::new();
		for (what, call, end) in calls {
			let tx = sender.sign(&call).await?;
			watches.push((what, end, self.chain.watch(&tx).await?));
		}
		for (what, end, watch) in watches {
			let outcome = watch.until(Until::InBlock, PATIENCE).await;
			let is_expected = match (&outcome, end) {
				(Ok(included), Ok(event)) => {
					event_names(included)?.iter().any(|name| name == event)
				}
				(Err(ChainError::Refused(refusal)), Err(error)) => refusal.name == error,
				_ => false,
			};
			ensure!(is_expected, "{what}: expected {end:?}; the chain says {outcome:?}");
		}
		Ok(())
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
