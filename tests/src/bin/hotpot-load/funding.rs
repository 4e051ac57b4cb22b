//! Accounts to send from, and the money they need.

use crate::{calls::batch_all, calls::has_batches, fleet::Fleet};
use anyhow::{Context, Result, bail, ensure};
use futures::{StreamExt, TryStreamExt, stream};
use hotpot_cli::{
	chain::{Anchor, Chain, SignedTx, State, calls},
	keys::SecretKey,
};
use std::time::{Duration, Instant};
use subxt::{
	dynamic,
	ext::codec::Encode,
	utils::{AccountId32, MultiAddress},
};
use tokio::time::sleep;

/// What each transfer moves, in base units: it is the work that counts.
pub const VALUE: u128 = 1;
/// Blocks behind the best from which transactions are anchored: no fork takes these away.
pub const ANCHOR_BEHIND: u64 = 2;
/// Transfers of one funding transaction.
const BATCH: usize = 100;
/// Accounts that are asked for at once.
const REQUESTS: usize = 32;
/// Fees may rise under load on chains where they follow demand.
const FEE_MARGIN: u128 = 3;
/// How long funding may take into a block.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long to wait for its finality, before going on without.
const FINALITY_PATIENCE: Duration = Duration::from_secs(60);

/// The accounts that transfers are sent from: `//load//0` and so on below the funder.
///
/// # Errors
/// A funder whose path has a soft junction.
pub fn senders(funder: &SecretKey, count: usize) -> Result<Vec<SecretKey>> {
	let below = funder.derive("//load")?;
	(0..count).map(|n| Ok(below.derive(&format!("//{n}"))?)).collect()
}

/// Makes sure that each sender can pay for so many transfers, and that every node knows it.
///
/// # Errors
/// A funder that can't afford it, or a chain that does not do it in time.
pub async fn fund(
	fleet: &Fleet,
	funder: &SecretKey,
	senders: &[SecretKey],
	transfers: u64,
) -> Result<()> {
	let chain = fleet.first();
	let anchor = chain.anchor_behind(ANCHOR_BEHIND).await?;
	let state = chain.state().await?;
	let deposit = dynamic::constant::<u128>("Balances", "ExistentialDeposit");
	let deposit: u128 =
		state.at().constants().entry(deposit).context("this chain has no Balances")?;
	let sample = transfer_to(&funder.account(), VALUE);
	let sample = anchor.sign(&sample, funder.signer(), 0)?;
	let fee = fee_of(chain, &sample).await?;
	let each = need(deposit, fee, transfers);

	let accounts: Vec<AccountId32> = senders.iter().map(SecretKey::account).collect();
	let poor = without(&state, &accounts, each).await?;
	if poor.is_empty() {
		return Ok(());
	}
	let count = u128::try_from(poor.len())?;
	let total = each.saturating_add(fee.saturating_mul(FEE_MARGIN)).saturating_mul(count);
	let wealth = state.account(&funder.account()).await?.data.free;
	ensure!(
		wealth > total,
		"{} holds {wealth} base units, {count} senders need {total}; name another --funder or send \
		 less",
		funder.account()
	);
	give(chain, &state, &anchor, funder, &poor, each).await?;
	arrive(fleet, &poor, each).await
}

/// What a sender must hold to send so many transfers.
fn need(deposit: u128, fee: u128, transfers: u64) -> u128 {
	fee.saturating_mul(FEE_MARGIN)
		.saturating_add(VALUE)
		.saturating_mul(u128::from(transfers))
		.saturating_add(deposit.saturating_mul(2))
}

/// The nonce that each sender goes on with.
///
/// # Errors
/// A node that does not answer.
pub async fn nonces(chain: &Chain, senders: &[SecretKey]) -> Result<Vec<u64>> {
	stream::iter(senders.iter().map(SecretKey::account))
		.map(|account| async move { Ok(chain.next_nonce(&account).await?) })
		.buffered(REQUESTS)
		.try_collect()
		.await
}

async fn give(
	chain: &Chain,
	state: &State,
	anchor: &Anchor,
	funder: &SecretKey,
	poor: &[AccountId32],
	each: u128,
) -> Result<()> {
	let gifts: Vec<_> = poor.iter().map(|account| transfer_to(account, each)).collect();
	let first = chain.next_nonce(&funder.account()).await?;
	let signed: Vec<SignedTx> = if has_batches(state.at()) {
		(first..)
			.zip(gifts.chunks(BATCH))
			.map(|(nonce, gifts)| {
				Ok(anchor.sign(&batch_all(state.at(), gifts)?, funder.signer(), nonce)?)
			})
			.collect::<Result<_>>()?
	} else {
		(first..)
			.zip(&gifts)
			.map(|(nonce, gift)| Ok(anchor.sign(gift, funder.signer(), nonce)?))
			.collect::<Result<_>>()?
	};
	for tx in &signed {
		chain.submit(tx).await.context("the funding was refused")?;
	}
	Ok(())
}

/// Waits until all have it, on every node.
async fn arrive(fleet: &Fleet, poor: &[AccountId32], each: u128) -> Result<()> {
	let started = Instant::now();
	let funded = loop {
		let state = fleet.first().state().await?;
		let left = without(&state, poor, each).await?.len();
		if left == 0 {
			break state.head().number;
		}
		if started.elapsed() >= PATIENCE {
			bail!("{left} senders were not funded within {} s", PATIENCE.as_secs());
		}
		sleep(Duration::from_secs(1)).await;
	};
	// A chain that finalizes nothing is no reason to stop: its nodes had a minute to catch up.
	fleet.is_finalized_within(funded, FINALITY_PATIENCE).await.map(drop)
}

/// Those who hold less than that.
async fn without(
	state: &State,
	accounts: &[AccountId32],
	amount: u128,
) -> Result<Vec<AccountId32>> {
	let found: Vec<(AccountId32, u128)> = stream::iter(accounts.iter().copied())
		.map(
			|account| async move { anyhow::Ok((account, state.account(&account).await?.data.free)) },
		)
		.buffered(REQUESTS)
		.try_collect()
		.await?;
	Ok(found.into_iter().filter(|(_, free)| *free < amount).map(|(account, _)| account).collect())
}

/// What a transaction costs, 0 on a chain that takes no fees.
async fn fee_of(chain: &Chain, tx: &SignedTx) -> Result<u128> {
	let mut arguments = tx.bytes().to_vec();
	u32::try_from(arguments.len())?.encode_to(&mut arguments);
	let answer = chain.rpc().state_call("TransactionPaymentApi_query_info", Some(&arguments), None);
	// Weight and class come first; the fee is what the answer ends in.
	let fee = |bytes: Vec<u8>| bytes.last_chunk().copied().map(u128::from_le_bytes);
	Ok(answer.await.ok().and_then(fee).unwrap_or(0))
}

fn transfer_to(
	account: &AccountId32,
	value: u128,
) -> subxt::tx::DynamicPayload<calls::TransferKeepAlive> {
	calls::transfer_keep_alive(MultiAddress::Id(*account), value)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn senders_should_be_those_of_their_funder() {
		let alice = SecretKey::parse("//Alice").expect("the key is valid");
		let keys = senders(&alice, 3).expect("the path is hard");
		let second = SecretKey::parse("//Alice//load//1").expect("the key is valid");
		assert_eq!(keys[1].account(), second.account());
		assert_eq!(keys.len(), 3);
	}

	#[test]
	fn a_sender_should_need_its_fees_and_its_life() {
		assert_eq!(need(500, 10, 100), 100 * 31 + 1_000);
		assert_eq!(need(500, 0, 0), 1_000);
		assert_eq!(need(1, u128::MAX, 2), u128::MAX);
	}
}
