//! Somebody to sell: keys of the development network, restaurants, tills.

use crate::csv::amount_of;
use anyhow::Context;
use hotpot_cli::{
	chain::{
		Chain, Until, calls,
		types::{CheckEntry, NodeProfile, NodeRegistered, TillApproved, TillLimits},
	},
	keys::{SecretKey, TillKey},
	qr::CheckQr,
};
use std::time::{SystemTime, UNIX_EPOCH};
use subxt::utils::AccountId32;

/// What the tills here may record: a check of 500 GEL, 200 000 GEL a day.
pub const LIMITS: TillLimits = TillLimits { per_check: 50_000, per_day: 20_000_000 };

/// THP base units that a restaurant's checks may accrue a day: a million THP.
pub const DAILY_CAP: u128 = 1_000_000_000_000;

/// The key at a path below the development phrase, which owns those of every test network.
///
/// # Errors
/// If it is no path.
pub fn key(path: &str) -> anyhow::Result<SecretKey> {
	Ok(SecretKey::parse(path)?)
}

/// The network owner.
///
/// # Errors
/// As [`key`].
pub fn owner() -> anyhow::Result<SecretKey> {
	key("//owner")
}

/// UNIX time in ms.
///
/// # Errors
/// If the clock shows a time before 1970.
pub fn now_ms() -> anyhow::Result<u64> {
	Ok(u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}

/// Opens a restaurant. Returns its number.
///
/// # Errors
/// What the chain refuses.
pub async fn open(chain: &Chain, city: &str, franchisee: &AccountId32) -> anyhow::Result<u32> {
	let profile = NodeProfile {
		entity: [1; 32],
		city: city.as_bytes().to_vec(),
		country: *b"GE",
		time_zone: b"Asia/Tbilisi".to_vec(),
		utc_offset_minutes: 240,
		licence: [2; 32],
	};
	let call = calls::register_node(*franchisee, profile, DAILY_CAP);
	let included = chain.call(&call, owner()?.signer(), Until::InBlock).await?;
	let registered: NodeRegistered = included.event().context("no NodeRegistered was emitted")?;
	Ok(registered.node)
}

/// A till that the chain knows.
#[derive(Clone, Debug)]
pub struct TestTill {
	/// Its number.
	pub id: u32,
	/// Its key.
	pub key: TillKey,
}

impl TestTill {
	/// Approves a till whose key is at `path`.
	///
	/// # Errors
	/// What the chain refuses.
	pub async fn approve(chain: &Chain, node: u32, path: &str) -> anyhow::Result<Self> {
		let key = TillKey::new(key(path)?)?;
		let call = calls::approve_till(node, key.key().account(), LIMITS);
		let included = chain.call(&call, owner()?.signer(), Until::InBlock).await?;
		let approved: TillApproved = included.event().context("no TillApproved was emitted")?;
		Ok(Self { id: approved.till, key })
	}

	/// Sales of now, with these numbers.
	///
	/// # Errors
	/// If a wallet can't be derived.
	pub fn entries(
		&self,
		sequences: impl IntoIterator<Item = u32>,
	) -> anyhow::Result<Vec<CheckEntry>> {
		let sold_at = now_ms()?;
		let entry = |sequence: u32| {
			let mut commitment = [0; 32];
			commitment[..4].copy_from_slice(&sequence.to_le_bytes());
			let (tetri, wallet) = (amount_of(sequence), self.key.check_wallet(sequence)?);
			Ok(CheckEntry { sequence, tetri, sold_at, wallet, commitment })
		};
		sequences.into_iter().map(entry).collect()
	}

	/// The QR code of a check.
	///
	/// # Errors
	/// If the wallet can't be derived.
	pub fn qr(&self, sequence: u32) -> anyhow::Result<CheckQr> {
		Ok(CheckQr { till: self.id, sequence, secret: self.key.check_seed(sequence)? })
	}
}
