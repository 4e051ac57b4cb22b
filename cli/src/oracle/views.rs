//! What a chain started with, and what its views say.

use crate::chain::{
	ChainError, State,
	types::{AwardLine, Round, THP_ASSET},
};
use serde_json::{Map, Value, json};
use subxt::utils::AccountId32;

/// The asset id of SPOT in `Assets`.
const SPOT_ASSET: u32 = 2;

/// The settings at a block, and who is who.
///
/// # Errors
/// Any [`ChainError`] but refusals.
pub async fn settings(state: &State) -> Result<Value, ChainError> {
	let mut all = pallet_settings(state).await?;
	all.insert("pool".to_owned(), json!(state.pool()?.to_string()));
	all.insert("reserve".to_owned(), json!(state.reserve()?.to_string()));
	all.insert("thp_asset".to_owned(), json!(THP_ASSET));
	all.insert("spot_asset".to_owned(), json!(SPOT_ASSET));
	Ok(Value::Object(all))
}

/// The line that says what the views say at the end of a block.
///
/// # Errors
/// As [`settings`].
pub async fn state_line(state: &State) -> Result<Value, ChainError> {
	let holders = spot_holders(state).await?;
	let mut verified: Vec<String> = holders
		.iter()
		.filter(|(_, _, is_verified)| *is_verified)
		.map(|(account, ..)| account.to_string())
		.collect();
	verified.sort_unstable();
	let spot: Map<String, Value> = holders
		.iter()
		.filter(|(_, balance, _)| *balance > 0)
		.map(|(account, balance, _)| (account.to_string(), json!(balance)))
		.collect();
	let figures = state.spot_figures().await?;
	let announced = state.announcement().await?;
	let views = json!({
		"spot": spot,
		"verified": verified,
		"thp": thp(state).await?,
		"awards": awards(state).await?,
		"figures": {
			"holders": figures.holders,
			"median": figures.median,
			"above": figures.above,
		},
		"issuance": state.thp_supply().await?.to_string(),
		"minted": state.minted_by_conversion().await?.to_string(),
		"conversions": state.conversion_count().await?,
		"consents": consents(state).await?,
		"announced": announced.map(|announced| json!({
			"opens_at": announced.opens_at,
			"anyone_from": announced.anyone_from,
		})),
		"rounds": rounds(state).await?,
		"settings": pallet_settings(state).await?,
	});
	Ok(json!({ "block": state.head().number, "at": state.now().await?, "state": views }))
}

async fn pallet_settings(state: &State) -> Result<Map<String, Value>, ChainError> {
	let spot = state.spot_settings().await?;
	let conversion = state.conversion_settings().await?;
	let distribution = state.distribution_settings().await?;
	let all = [
		("spot", json!({ "daily_cap": spot.daily_cap, "max_balance": spot.max_balance })),
		(
			"conversion",
			json!({
				"rate": conversion.rate,
				"min_rate": conversion.min_rate,
				"max_rate": conversion.max_rate,
				"max_per_call": conversion.max_per_call.to_string(),
				"max_per_day": conversion.max_per_day.to_string(),
				"max_per_quarter": conversion.max_per_quarter.to_string(),
				"max_minted_per_year": conversion.max_minted_per_year.to_string(),
				"consent_required": conversion.consent_required,
			}),
		),
		(
			"distribution",
			json!({
				"min_notice": distribution.min_notice,
				"max_notice": distribution.max_notice,
				"min_interval": distribution.min_interval,
				"owner_window": distribution.owner_window,
				"reclaim_period": distribution.reclaim_period,
			}),
		),
	];
	Ok(all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Everybody in the ledger of SPOT: how much, and whether it would count.
async fn spot_holders(state: &State) -> Result<Vec<(AccountId32, u32, bool)>, ChainError> {
	let mut all = Vec::new();
	let mut cursor = None;
	loop {
		let page = state.spot_holders(cursor).await?;
		let Some(last) = page.last().map(|holder| holder.account) else { return Ok(all) };
		if cursor == Some(last) {
			return Err(ChainError::Missing("register of holders of SPOT that goes on".to_owned()));
		}
		cursor = Some(last);
		all.extend(page.iter().map(|line| (line.account, line.balance, line.is_verified)));
	}
}

async fn thp(state: &State) -> Result<Map<String, Value>, ChainError> {
	let mut all = Map::new();
	let mut cursor = None;
	loop {
		let page = state.holders(cursor).await?;
		let Some(last) = page.last().map(|holder| holder.account) else { return Ok(all) };
		if cursor == Some(last) {
			return Err(ChainError::Missing("register of holders that goes on".to_owned()));
		}
		cursor = Some(last);
		let some = page.iter().filter(|holder| holder.balance > 0);
		all.extend(
			some.map(|holder| (holder.account.to_string(), json!(holder.balance.to_string()))),
		);
	}
}

async fn awards(state: &State) -> Result<Map<String, Value>, ChainError> {
	let lines: Vec<([u8; 32], AwardLine)> = state.entries("Spot", "Awards").await?;
	let line = |(evidence, line): ([u8; 32], AwardLine)| {
		let value = json!({ "who": line.who.to_string(), "amount": line.amount, "at": line.at });
		(format!("0x{}", hex::encode(evidence)), value)
	};
	Ok(lines.into_iter().map(line).collect())
}

async fn consents(state: &State) -> Result<Vec<String>, ChainError> {
	let entries: Vec<([u8; 32], ())> = state.entries("Conversion", "Consents").await?;
	let mut all: Vec<String> =
		entries.into_iter().map(|(account, ())| AccountId32(account).to_string()).collect();
	all.sort_unstable();
	Ok(all)
}

async fn rounds(state: &State) -> Result<Map<String, Value>, ChainError> {
	let mut all = Map::new();
	for number in 1..=state.last_round().await?.unwrap_or_default() {
		if let Some(round) = state.round(number).await? {
			all.insert(number.to_string(), round_json(&round));
		}
	}
	Ok(all)
}

fn round_json(round: &Round) -> Value {
	json!({
		"pool": round.pool.to_string(),
		"paid": round.paid.to_string(),
		"shares_paid": round.shares_paid,
		"holders": round.figures.holders,
		"median": round.figures.median,
		"above": round.figures.above,
		"opened_at": round.opened_at,
		"reclaims_at": round.reclaims_at,
		"closed_at": round.closed_at,
	})
}
