//! Signing transfers ahead, on all cores, so that submitting costs no CPU but the chain's.

use anyhow::{Context, Result, anyhow};
use hotpot_cli::chain::{Anchor, SignedTx, calls};
use std::thread;
use subxt::utils::{AccountId32, MultiAddress};
use subxt_signer::sr25519::Keypair;
use tokio::task::spawn_blocking;

/// One sender's transfers.
#[derive(Clone)]
pub struct Job {
	/// Who signs.
	pub signer: Keypair,
	/// The nonce of the first.
	pub nonce: u64,
	/// Who gets them.
	pub destination: AccountId32,
	/// How much each moves, in base units.
	pub value: u128,
	/// How many.
	pub count: usize,
}

/// Signs all of them: for each sender its transfers, in order.
///
/// # Errors
/// A runtime without `Balances.transfer_keep_alive`.
pub async fn sign(anchor: Anchor, jobs: Vec<Job>) -> Result<Vec<Vec<SignedTx>>> {
	spawn_blocking(move || sign_on_all_cores(&anchor, &jobs)).await?
}

fn sign_on_all_cores(anchor: &Anchor, jobs: &[Job]) -> Result<Vec<Vec<SignedTx>>> {
	let cores = thread::available_parallelism().map_or(1, usize::from);
	let share = jobs.len().div_ceil(cores).max(1);
	thread::scope(|scope| {
		let threads: Vec<_> =
			jobs.chunks(share).map(|jobs| scope.spawn(move || sign_share(anchor, jobs))).collect();
		let mut signed = Vec::with_capacity(jobs.len());
		for thread in threads {
			signed.extend(thread.join().map_err(|_| anyhow!("a signing thread panicked"))??);
		}
		Ok(signed)
	})
}

fn sign_share(anchor: &Anchor, jobs: &[Job]) -> Result<Vec<Vec<SignedTx>>> {
	jobs.iter().map(|job| transfers(anchor, job)).collect()
}

fn transfers(anchor: &Anchor, job: &Job) -> Result<Vec<SignedTx>> {
	let transfer = calls::transfer_keep_alive(MultiAddress::Id(job.destination), job.value);
	(job.nonce..)
		.take(job.count)
		.map(|nonce| anchor.sign(&transfer, &job.signer, nonce))
		.collect::<Result<_, _>>()
		.context("this chain takes no transfers of ours")
}

/// How many each of `senders` sends, of `count` altogether: as equal as can be.
pub fn shares(count: u64, senders: u64) -> Vec<u64> {
	let each = count.checked_div(senders).unwrap_or(0);
	let more = count.checked_rem(senders).unwrap_or(0);
	(0..senders).map(|sender| each.saturating_add(u64::from(sender < more))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shares_should_be_equal_and_add_up() {
		assert_eq!(shares(24_000, 240), vec![100; 240]);
		assert_eq!(shares(7, 3), [3, 2, 2]);
		assert_eq!(shares(2, 4), [1, 1, 0, 0]);
		assert_eq!(shares(5, 0), Vec::<u64>::new());
	}
}
