//! `hotpot-load burst`: whether a flood of transfers holds up finality or guests' claims.
//!
//! A burst into three nodes has broken a chain like this one for good (environment.md). Here it may
//! not: nearly all is included in time, finality keeps up, and claims, which cost no fee, come first.

use super::transfers::{included, sign_ring};
use crate::{
	fleet::{Door, Fleet},
	follower::Follower,
	funding,
	lag::LagWatch,
	ledger::{Ledger, Refusals},
	outcome::Outcome,
	progress::Console,
	random::Random,
	reader::Reader,
	report::{Report, Verdict},
	stats,
	submit::{self, Desk, Plan, Submitted},
	tills::{self, Till},
};
use anyhow::{Context, Result, ensure};
use clap::Args;
use futures::future::join_all;
use hotpot_cli::{
	chain::{Chain, SignedTx, Until, calls},
	keys::{SecretKey, TillKey, wallet_of},
};
use hotpot_tests::process::Meter;
use std::{
	collections::HashSet,
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::utils::H256;
use tokio::{task::JoinSet, time::sleep_until};

/// In this time all must be included.
const DEADLINE: Duration = Duration::from_secs(180);
/// So much of it, in per cent.
const INCLUDED_PERCENT: f64 = 99.9;
/// The most blocks that finality may be behind.
const MOST_LAG: u64 = 20;
/// The seconds within which 95 % of the claims must be included.
const CLAIMS_P95: f64 = 30.0;
/// The time over which guests claim, from the start of the burst on.
const CLAIMING: Duration = Duration::from_secs(30);
/// How long to wait for finality afterwards.
const PATIENCE: Duration = Duration::from_secs(120);

/// What to do.
#[derive(Args, Clone, Debug)]
pub struct Options {
	/// A node on this machine; once for each node of the network. Blocks are read from the first.
	#[arg(long, value_name = "URL", default_value = "ws://127.0.0.1:9944")]
	rpc: Vec<String>,
	/// Transfers to send at once.
	#[arg(
		long,
		default_value_t = 24_000,
		value_parser = clap::value_parser!(u64).range(1..=50_000)
	)]
	transfers: u64,
	/// Accounts to send them from, each always by the same node.
	#[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u64).range(2..=10_000))]
	senders: u64,
	/// Claims in the middle of it.
	#[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=2_000))]
	claims: u32,
	/// Connections to each node.
	#[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=64))]
	connections: u64,
	/// A process whose CPU to count, a node's for instance; several times for several.
	#[arg(long)]
	pid: Vec<u32>,
	/// Whose money to use: a phrase or seed with a path, or @file.
	#[arg(long, default_value = "//Alice", value_name = "KEY")]
	funder: String,
	/// The network owner's key, which registers a till.
	#[arg(long, default_value = "//owner", value_name = "KEY")]
	owner: String,
	/// Print JSON.
	#[arg(long)]
	json: bool,
}

/// Runs it.
///
/// # Errors
/// A node elsewhere or not there, a funder without money, another kind of chain.
pub async fn run(options: &Options) -> Result<Verdict> {
	let console = Console::new(options.json);
	let funder = SecretKey::from_argument(&options.funder)?;
	let owner = SecretKey::from_argument(&options.owner)?;
	let fleet = Fleet::connect(&options.rpc, usize::try_from(options.connections)?).await?;
	let chain = fleet.first();

	console.note(&format!("Recording {} checks to claim", options.claims));
	let guests = record(chain, &owner, options.claims).await?;
	console.note(&format!("Funding {} senders", options.senders));
	let senders = funding::senders(&funder, usize::try_from(options.senders)?)?;
	let each = options.transfers.div_ceil(options.senders);
	funding::fund(&fleet, &funder, &senders, each).await?;
	let recorded = chain.best().await?.number;
	ensure!(fleet.is_finalized_within(recorded, PATIENCE).await?, "the checks were not final");

	console.note(&format!("Signing {} transfers", options.transfers));
	let signed = sign_ring(chain, &senders, options.transfers).await?;
	let claims = sign_claims(chain, &guests, &senders).await?;
	let plans: Vec<Plan> = signed
		.into_iter()
		.enumerate()
		.map(|(sender, transactions)| Plan { door: fleet.door(sender), transactions })
		.collect();

	let (sent, refusals) = (Arc::new(Ledger::default()), Arc::new(Refusals::default()));
	// Connections of their own, so that their questions don't queue behind transfers.
	let watched = Chain::connect(chain.url()).await?;
	let reader = Reader::Transactions(sent.clone());
	let follower = Follower::start(&watched, reader, Arc::new(())).await?;
	let lag = LagWatch::start(&others(&fleet).await?);
	let claim_fleet = Fleet::connect(&options.rpc, 1).await?;
	let meter = Meter::start(&options.pid)?;

	let began = Instant::now();
	let deadline = began + DEADLINE;
	let bar = console.bar(options.transfers, "submitted");
	let desk = Arc::new(Desk {
		sent: sent.clone(),
		refusals: refusals.clone(),
		window: None,
		pacer: None,
		until: deadline,
		bar: bar.clone(),
	});
	let claimed: HashSet<H256> = claims.iter().map(SignedTx::hash).collect();
	let claiming = claim(&claim_fleet, claims, &desk);
	let (submitted, claims_taken) = tokio::join!(submit::submit(plans, desk.clone()), claiming);
	let (submitted, claims_taken): (Submitted, u64) = (submitted?, claims_taken?);
	bar.finish_and_clear();
	let all = submitted.taken.saturating_add(claims_taken);
	console.note(&format!("{all} transactions were taken; waiting for blocks"));
	let left = deadline.saturating_duration_since(Instant::now());
	follower.wait(left, |chronicle| included(chronicle.blocks()) >= all).await;
	let cpu = meter.cpu_seconds()?;
	let best = follower.look(|chronicle| chronicle.best().number);
	follower.wait(PATIENCE, |chronicle| chronicle.finalized() >= best).await;

	let outcome = |is_claim: bool| {
		let is_meant = |hash: &H256| claimed.contains(hash) == is_claim;
		follower.look(|chronicle| Outcome::of(chronicle.blocks(), &sent, is_meant, Some(deadline)))
	};
	let (transfers, mut claims) = (outcome(false)?, outcome(true)?);
	let missing = u64::from(options.claims).saturating_sub(claims.included);
	claims.inclusion.record_missing(missing, DEADLINE);
	let found = transfers.included.saturating_add(claims.included);
	let wanted = options.transfers.saturating_add(u64::from(options.claims));
	let percent = stats::percent(found, wanted);

	let mut report = Report::new(format!(
		"A burst of {} transfers and {} claims into {} node(s)",
		options.transfers,
		options.claims,
		options.rpc.len()
	));
	report.count("submitted", "transfers taken by nodes", submitted.taken);
	report.refusals(&refusals.all());
	report.outcome(&transfers, submitted.taken);
	report.count("claims_submitted", "claims taken by nodes", claims_taken);
	report.count("claims_included", "claims included", claims.included);
	report.count("claims_failed", "claims included, but failed", claims.failed);
	report.figure("claims_p50", "claim to included, p50", claims.inclusion.p50(), "s");
	report.figure("claims_p95", "claim to included, p95", claims.inclusion.p95(), "s");
	report.figure("all_percent", "of everything, within 180 s", percent, "%");
	report.count("max_finality_lag", "finality behind, most blocks", lag.most());
	report.figure("cpu_seconds", "CPU until the last was included", cpu, "s");
	let verdict = Verdict::of(&[
		percent.is_some_and(|percent| percent >= INCLUDED_PERCENT),
		claims.failed == 0 && transfers.failed == 0,
		lag.most() <= MOST_LAG,
		claims.inclusion.p95().is_some_and(|p95| p95 <= CLAIMS_P95),
	]);
	let words = if verdict == Verdict::Met { "within the limits" } else { "short of a limit" };
	report.text("verdict", "verdict", words);
	report.print(options.json);
	Ok(verdict)
}

/// A check that a guest can claim.
struct Guest {
	till: u32,
	sequence: u32,
	wallet: SecretKey,
}

/// Records so many checks with a new till, with wallets whose keys are known.
async fn record(chain: &Chain, owner: &SecretKey, count: u32) -> Result<Vec<Guest>> {
	let tills = tills::register(chain, owner, 1).await?;
	let Till { number, key } = tills.into_iter().next().context("no till was approved")?;
	let till_key = TillKey::new(key.clone())?;
	let mut random = Random::default();
	let sequences: Vec<u32> = (1..=count).collect();
	let mut guests = Vec::with_capacity(sequences.len());
	for batch in sequences.chunks(usize::try_from(crate::numbers::BATCH)?) {
		let mut entries = Vec::with_capacity(batch.len());
		for sequence in batch.iter().copied() {
			let seed = till_key.check_seed(sequence)?;
			entries.push(tills::check(&mut random, sequence, wallet_of(&seed), tills::now()));
			let wallet = SecretKey::from_seed(seed)?;
			guests.push(Guest { till: number, sequence, wallet });
		}
		let call = calls::record_checks(entries);
		chain.call(&call, key.signer(), Until::InBlock).await.context("recording the checks")?;
	}
	Ok(guests)
}

/// Signs the guests' claims, in favour of the senders.
async fn sign_claims(
	chain: &Chain,
	guests: &[Guest],
	senders: &[SecretKey],
) -> Result<Vec<SignedTx>> {
	let anchor = chain.anchor_behind(funding::ANCHOR_BEHIND).await?;
	guests
		.iter()
		.zip(senders.iter().cycle())
		.map(|(guest, sender)| {
			let call = calls::claim(guest.till, guest.sequence, sender.account());
			// A check wallet's first transaction is its only one.
			Ok(anchor.sign(&call, guest.wallet.signer(), 0)?)
		})
		.collect()
}

/// Submits the claims one by one over the time in which guests claim. Says how many were taken.
async fn claim(fleet: &Fleet, claims: Vec<SignedTx>, desk: &Arc<Desk>) -> Result<u64> {
	let began = tokio::time::Instant::now();
	let count = u32::try_from(claims.len().max(1))?;
	let mut guests = JoinSet::new();
	for (place, claim) in (0u32..).zip(claims) {
		let door: Door = fleet.door(usize::try_from(place)?);
		let desk = desk.clone();
		let at = began + CLAIMING.mul_f64(f64::from(place) / f64::from(count));
		guests.spawn(async move {
			sleep_until(at).await;
			desk.is_taken(&door, &claim).await
		});
	}
	let mut taken = 0;
	while let Some(done) = guests.join_next().await {
		taken += u64::from(done?);
	}
	Ok(taken)
}

/// Connections to all nodes that only watch.
async fn others(fleet: &Fleet) -> Result<Vec<Chain>> {
	let connecting = fleet.nodes().iter().map(|node| Chain::connect(node.url()));
	Ok(join_all(connecting).await.into_iter().collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use hotpot_cli::keys::Role;

	#[derive(Parser)]
	struct Line {
		#[command(flatten)]
		options: Options,
	}

	#[test]
	fn the_defaults_should_be_what_was_ordered() {
		let Line { options } = Line::try_parse_from(["load"]).expect("nothing needs to be given");
		assert_eq!((options.transfers, options.claims), (24_000, 500));
		assert_eq!(options.transfers / options.senders, 100);
		assert_eq!(options.owner, Role::Owner.path());
		assert!(Line::try_parse_from(["load", "--transfers", "50001"]).is_err());
		assert!(Line::try_parse_from(["load", "--claims", "0"]).is_err());
	}
}
