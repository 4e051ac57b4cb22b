//! Endpoints that lie and fail, one at a time on each chain; workers that die.

use hotpot_tests::{
	doubles::{ENDPOINTS, Ton, Tron},
	worker::Worker,
};
use hotpot_worker::failpoint::Failpoint;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

/// How long an endpoint misbehaves.
const SPELL: Duration = Duration::from_millis(2_800);
/// Blocks of TRON that are undone at a time (F19).
const REORGANISED: u64 = 7;
/// How long a worker lives.
const LIFE: Duration = Duration::from_millis(1_800);

/// Of TRON: F16, F17, F18.
fn faults_of_tron() -> Vec<Value> {
	let stranger = "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb";
	vec![
		json!({ "kind": "duplicates" }),
		json!({ "kind": "status", "code": 503 }),
		json!({ "kind": "reorder" }),
		json!({ "kind": "wrong-amount" }),
		json!({ "kind": "truncated-json" }),
		json!({ "kind": "wrong-recipient", "to": stranger }),
		json!({ "kind": "rate-limit", "retry_after": 1 }),
		json!({ "kind": "unsolidified" }),
		json!({ "kind": "lost-infos" }),
		json!({ "kind": "stall", "ms": 30_000 }),
		json!({ "kind": "max-amount" }),
		json!({ "kind": "wrong-type" }),
		json!({ "kind": "stale", "blocks": 40 }),
		json!({ "kind": "log-missing" }),
		json!({ "kind": "wrong-token" }),
		json!({ "kind": "huge-body", "bytes": 20_000_000 }),
	]
}

/// Of TON: F16, F17, F18.
fn faults_of_ton() -> Vec<Value> {
	vec![
		json!({ "kind": "duplicate" }),
		json!({ "kind": "status", "code": 500 }),
		json!({ "kind": "reorder" }),
		json!({ "kind": "wrong_amount" }),
		json!({ "kind": "truncated_json" }),
		json!({ "kind": "drop", "every": 2 }),
		json!({ "kind": "rate_limit" }),
		json!({ "kind": "wrong_hash" }),
		json!({ "kind": "emulated" }),
		json!({ "kind": "stall", "ms": 30_000 }),
		json!({ "kind": "no_mc_seqno" }),
		json!({ "kind": "not_json" }),
		json!({ "kind": "truncate" }),
		json!({ "kind": "shown_ok" }),
		json!({ "kind": "wrong_shape" }),
		json!({ "kind": "clock", "minutes": 10 }),
	]
}

/// Has one endpoint of either chain misbehave, then the next one, and so on, until each fault had its
/// turn. Two of three tell the truth at any time. TRON changes its mind about its newest blocks
/// meanwhile.
pub async fn make_trouble(tron: &Tron, ton: &Ton) -> anyhow::Result<()> {
	let (tron_faults, ton_faults) = (faults_of_tron(), faults_of_ton());
	let faults = tron_faults.iter().zip(&ton_faults);
	for (endpoint, (tron_fault, ton_fault)) in (0..ENDPOINTS).cycle().zip(faults) {
		tron.fault(endpoint, tron_fault).await?;
		ton.fault(endpoint, ton_fault).await?;
		tron.reorganise(REORGANISED).await?;
		sleep(SPELL).await;
		tron.honest(endpoint).await?;
		ton.honest(endpoint).await?;
	}
	Ok(())
}

/// Has one worker after the other die, at each edge of its journal's transactions in turn, or of SIGKILL
/// if it does not get there.
pub async fn kill_workers(workers: &mut [Worker]) -> anyhow::Result<()> {
	let count = workers.len();
	for (index, place) in (0..count).cycle().zip(Failpoint::all()) {
		let Some(worker) = workers.get_mut(index) else { return Ok(()) };
		worker.kill9();
		worker.spawn(Some(&place))?;
		sleep(LIFE).await;
		let how = if worker.has_ended()? { "by itself" } else { "of SIGKILL" };
		println!("         worker {index} died {how}: {place}");
		worker.kill9();
		worker.spawn(None)?;
		sleep(LIFE).await;
	}
	Ok(())
}
