//! Restaurants and tills to record with.

use crate::{calls::batch_all, random::Random};
use anyhow::{Context, Result, ensure};
use hotpot_cli::{
	chain::{
		Chain, Included, Until, calls,
		types::{CheckEntry, NodeProfile, NodeRegistered, TillLimits},
	},
	keys::{Role, SecretKey},
};
use std::time::{SystemTime, UNIX_EPOCH};
use subxt::{tx::Payload, utils::AccountId32};

/// Tills of a restaurant.
const TILLS_PER_RESTAURANT: usize = 4;
/// Calls of one transaction of the owner.
const BATCH: usize = 50;
/// The largest check: 1 000 GEL.
const LIMIT_PER_CHECK: u64 = 100_000;
/// The most a till may record in a day: no load reaches it.
const LIMIT_PER_DAY: u64 = 1_000_000_000_000_000;
/// The most THP base units a restaurant's checks may accrue in a day: no load reaches it either.
const DAILY_CAP: u128 = 1_000_000_000_000_000_000_000_000;
/// Amounts of checks, in tetri: 5 to 400 GEL.
const AMOUNTS: std::ops::RangeInclusive<u64> = 500..=40_000;
/// Sales were up to so long ago, in ms.
const OLDEST_SALE: u64 = 10 * 60_000;

/// A registered till.
#[derive(Clone, Debug)]
pub struct Till {
	/// Its number.
	pub number: u32,
	/// What signs its batches.
	pub key: SecretKey,
}

/// Registers so many tills, four to a restaurant, with limits that nothing reaches. All of it is in
/// a block when this returns.
///
/// # Errors
/// A key that is not the network owner's, or a chain that does not do it in time.
pub async fn register(chain: &Chain, owner: &SecretKey, count: usize) -> Result<Vec<Till>> {
	let openings: Vec<_> = (0..count.div_ceil(TILLS_PER_RESTAURANT))
		.map(|_| calls::register_node(owner.account(), profile(), DAILY_CAP))
		.collect();
	let mut nodes = Vec::new();
	for included in as_owner(chain, owner, &openings).await? {
		for opened in included.events.find::<NodeRegistered>() {
			nodes.push(opened?.node);
		}
	}
	ensure!(nodes.len() == openings.len(), "not every restaurant was opened");

	let places = nodes
		.into_iter()
		.flat_map(|node| (1u32..).take(TILLS_PER_RESTAURANT).map(move |till| (node, till)));
	let keys: Vec<(u32, SecretKey)> = places
		.take(count)
		.map(|(node, till)| Ok((node, SecretKey::parse(&Role::Till { node, till }.path())?)))
		.collect::<Result<_>>()?;
	let limits = TillLimits { per_check: LIMIT_PER_CHECK, per_day: LIMIT_PER_DAY };
	let approvals: Vec<_> = keys
		.iter()
		.map(|(node, key)| calls::approve_till(*node, key.account(), limits.clone()))
		.collect();
	as_owner(chain, owner, &approvals).await?;

	let state = chain.state().await?;
	let mut tills = Vec::with_capacity(keys.len());
	for (_, key) in keys {
		let number = state.till_of(&key.account()).await?.context("a till was not approved")?;
		tills.push(Till { number, key });
	}
	Ok(tills)
}

/// A check of a realistic amount, sold in the last minutes.
pub fn check(random: &mut Random, sequence: u32, wallet: AccountId32, now: u64) -> CheckEntry {
	let span = AMOUNTS.end().saturating_sub(*AMOUNTS.start()).saturating_add(1);
	CheckEntry {
		sequence,
		tetri: AMOUNTS.start().saturating_add(random.below(span)),
		sold_at: now.saturating_sub(random.below(OLDEST_SALE)),
		wallet,
		commitment: random.bytes(),
	}
}

/// This machine's clock, UNIX ms.
pub fn now() -> u64 {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

async fn as_owner<C: Payload>(
	chain: &Chain,
	owner: &SecretKey,
	calls: &[C],
) -> Result<Vec<Included>> {
	let state = chain.state().await?;
	let mut done = Vec::new();
	for calls in calls.chunks(BATCH) {
		let batch = batch_all(state.at(), calls)?;
		let included = chain.call(&batch, owner.signer(), Until::InBlock).await;
		done.push(included.context("the network owner's calls")?);
	}
	Ok(done)
}

fn profile() -> NodeProfile {
	NodeProfile {
		entity: [1; 32],
		city: b"Tbilisi".to_vec(),
		country: *b"GE",
		time_zone: b"Asia/Tbilisi".to_vec(),
		utc_offset_minutes: 240,
		licence: [2; 32],
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn checks_should_be_realistic() {
		let mut random = Random::default();
		let wallet = AccountId32([7; 32]);
		let checks: Vec<CheckEntry> =
			(1..=1_000).map(|sequence| check(&mut random, sequence, wallet, now())).collect();
		let oldest = now() - OLDEST_SALE - 60_000;
		for check in &checks {
			assert!(AMOUNTS.contains(&check.tetri) && check.tetri <= LIMIT_PER_CHECK);
			assert!(check.sold_at <= now() && check.sold_at >= oldest);
		}
		let amounts: BTreeSet<u64> = checks.iter().map(|check| check.tetri % 100).collect();
		assert!(amounts.len() > 50, "tetri are odd");
		assert!(profile().city.len() <= 64);
	}
}
