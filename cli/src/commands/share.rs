//! `hotpot distribution share`, `claim` and `push`.

use super::{Node, place, spot};
use crate::{
	args::{KeyArg, Push},
	exit::{Helped, No},
	output::{self, Output},
};
use anyhow::Context;
use hotpot_cli::{
	chain::{
		ChainError, State,
		calls::distribution::{claim as claim_call, push as push_call},
		types::{Obstacle, Reason, Share, SharePaid, ShareReason, ShareSkipped},
	},
	keys, money, reasons,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

/// Why a share is not paid, in words.
struct Why {
	/// The name in the runtime, and in brackets behind the words.
	name: String,
	meaning: String,
	/// What the law has against it.
	obstacles: Vec<Obstacle>,
}

pub(super) async fn show(
	account: &str,
	round: Option<u32>,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let account = keys::parse_address(account)?;
	let state = node.connect().await?.state().await?;
	let (round, share) = read(&account, round, &state).await?;
	let why = match &share.why_not {
		Some(reason) => Some(Why::read(reason, &account, share.amount, &state).await?),
		None => None,
	};
	let value = share_json(&account, round, &share, why.as_ref());
	output.show(&value, || share_text(&account, round, &share, why.as_ref()));
	if share.why_not.is_none() || share.paid.is_some() { Ok(()) } else { Err(No.into()) }
}

pub(super) async fn claim(
	options: &KeyArg,
	round: Option<u32>,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let account = key.account();
	let chain = node.connect().await?;
	let state = chain.state().await?;
	let (round, share) = read(&account, round, &state).await?;
	// The node would only say that no fee can be paid.
	if let Some(reason) = &share.why_not {
		let why = Why::read(reason, &account, share.amount, &state).await?;
		let error = ChainError::Refused(Box::new(state.share_refusal(reason)));
		return Err(match why.lines() {
			lines if lines.is_empty() => error.into(),
			help => Helped { error, help }.into(),
		});
	}
	let included = chain.call(&claim_call(round), key.signer(), node.until).await?;
	let amount = included.event::<SharePaid>().map_or(share.amount, |paid| paid.amount);
	let value = json!({
		"account": account.to_string(),
		"round": round,
		"spot": share.spot,
		"thp": money::thp(amount),
		"at": place(&included),
	});
	output.show(&value, || {
		let (block, thp) = (included.block.number, money::thp(amount));
		format!("{account} has {thp} THP, its share of round {round}, since block {block}.")
	});
	Ok(())
}

pub(super) async fn push(options: &Push, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.key.key.read()?;
	let holders: Vec<AccountId32> =
		options.accounts.iter().map(|text| keys::parse_address(text)).collect::<Result<_, _>>()?;
	let chain = node.connect().await?;
	let call = push_call(options.round, holders);
	let included = chain.call(&call, key.signer(), node.until).await?;
	let paid: Vec<SharePaid> = included.events.find().filter_map(Result::ok).collect();
	let skipped: Vec<ShareSkipped> = included.events.find().filter_map(Result::ok).collect();
	let state = chain.state_at(included.block).await?;
	let mut unpaid = Vec::new();
	for ShareSkipped { who, reason, .. } in &skipped {
		unpaid.push((who, state.share_refusal(reason)));
	}
	let sum = paid.iter().fold(0u128, |sum, share| sum.saturating_add(share.amount));
	let value = json!({
		"round": options.round,
		"thp": money::thp(sum),
		"paid": paid.iter().map(|share| json!({
			"account": share.who.to_string(),
			"spot": share.spot,
			"thp": money::thp(share.amount),
		})).collect::<Vec<_>>(),
		"skipped": unpaid.iter().map(|(who, refusal)| json!({
			"account": who.to_string(),
			"reason": refusal.names(),
			"meaning": refusal.meaning(),
		})).collect::<Vec<_>>(),
		"at": place(&included),
	});
	output.show(&value, || {
		let mut lines = vec![format!(
			"Round {} paid {} shares, {} THP, in block {}.",
			options.round,
			paid.len(),
			money::thp(sum),
			included.block.number
		)];
		lines.extend(unpaid.iter().map(|(who, refusal)| format!("{who} was skipped: {refusal}.")));
		lines.join("\n")
	});
	Ok(())
}

/// The share of a round, or of the last one.
async fn read(
	account: &AccountId32,
	round: Option<u32>,
	state: &State,
) -> anyhow::Result<(u32, Share)> {
	let round = match round {
		Some(round) => Some(round),
		None => state.last_round().await?,
	};
	let round = round.context("No round was opened yet.")?;
	let not_found = || ChainError::Refused(Box::new(state.refusal("Distribution", "NotFound")));
	let share = state.share_of(round, account).await?.ok_or_else(not_found)?;
	Ok((round, share))
}

impl Why {
	async fn read(
		reason: &ShareReason,
		account: &AccountId32,
		amount: u128,
		state: &State,
	) -> Result<Self, ChainError> {
		let refusal = state.share_refusal(reason);
		let obstacles = match reason {
			ShareReason::PayoutRefused { .. } => {
				state.why_not_transfer(&state.pool()?, account, amount).await?
			}
			_ => Vec::new(),
		};
		// What the pool has is the round's affair, and asked before.
		let obstacles = obstacles
			.into_iter()
			.filter(|obstacle| !matches!(obstacle.reason, Reason::ExceedsBalance { .. }))
			.collect();
		Ok(Self { name: refusal.names(), meaning: refusal.meaning().to_owned(), obstacles })
	}

	/// What the law has against it, in lines.
	fn lines(&self) -> String {
		reasons::lines(&self.obstacles)
	}
}

/// Whether nobody can tell any more what the account had: with its round a record date is forgotten.
fn is_forgotten(share: &Share) -> bool {
	share.why_not == Some(ShareReason::RoundClosed)
}

fn share_json(account: &AccountId32, round: u32, share: &Share, why: Option<&Why>) -> Value {
	json!({
		"account": account.to_string(),
		"round": round,
		"spot": (!is_forgotten(share)).then_some(share.spot),
		"above_median": (!is_forgotten(share)).then_some(share.is_above),
		"figures": spot::figures_json(&share.figures),
		"pool_thp": money::thp(share.pool),
		"share_thp": (!is_forgotten(share)).then(|| money::thp(share.amount)),
		"paid_thp": share.paid.map(money::thp),
		"can_claim": share.why_not.is_none(),
		"why_not": why.map(|why| json!({
			"name": why.name,
			"meaning": why.meaning,
			"reasons": why.obstacles.iter().map(reasons::json).collect::<Vec<_>>(),
		})),
	})
}

fn share_text(account: &AccountId32, round: u32, share: &Share, why: Option<&Why>) -> String {
	let above = if share.is_above { "above the median" } else { "not above the median" };
	let spot = if is_forgotten(share) {
		"forgotten, because the round is closed".to_owned()
	} else {
		format!("{}, {above}", share.spot)
	};
	let amount = match share.amount {
		_ if is_forgotten(share) => "forgotten too".to_owned(),
		0 => "nothing".to_owned(),
		amount => format!(
			"{} THP: {} SPOT of {} above, of {} THP",
			money::thp(amount),
			share.spot,
			share.figures.above,
			money::thp(share.pool)
		),
	};
	let now = match (why, share.paid) {
		(_, Some(paid)) => format!("{} THP were paid", money::thp(paid)),
		(Some(why), None) => format!("{} ({})", why.meaning, why.name),
		(None, None) => "can be claimed".to_owned(),
	};
	let list = output::list(&[
		("account", account.to_string()),
		("round", round.to_string()),
		("SPOT then", spot),
		("all who counted", spot::figures_text(&share.figures)),
		("share", amount),
		("now", now),
	]);
	match why.map(Why::lines) {
		Some(lines) if !lines.is_empty() => format!("{list}\n{lines}"),
		_ => list,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::{Fix, SpotFigures};

	fn share() -> Share {
		Share {
			spot: 17,
			figures: SpotFigures { holders: 3, median: 9, above: 34 },
			is_above: true,
			pool: 12_500_000,
			amount: 6_250_000,
			paid: None,
			why_not: None,
		}
	}

	#[test]
	fn a_share_should_be_explained() {
		let account = AccountId32([1; 32]);
		let text = share_text(&account, 1, &share(), None);
		for part in ["17, above the median", "6.250000 THP: 17 SPOT of 34", "can be claimed"] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let value = share_json(&account, 1, &share(), None);
		assert_eq!(value["can_claim"], true);
		assert_eq!(value["why_not"], Value::Null);
		let closed =
			Share { spot: 0, amount: 0, why_not: Some(ShareReason::RoundClosed), ..share() };
		assert!(share_text(&account, 1, &closed, None).contains("SPOT then        forgotten"));
		assert_eq!(share_json(&account, 1, &closed, None)["share_thp"], Value::Null);
		let paid = Share { paid: Some(6_250_000), ..share() };
		assert!(share_text(&account, 1, &paid, None).contains("6.250000 THP were paid"));
	}

	#[test]
	fn a_share_that_is_not_paid_should_say_why() {
		let account = AccountId32([1; 32]);
		let why = Why {
			name: "Compliance.Refused".to_owned(),
			meaning: "The law is against it".to_owned(),
			obstacles: vec![Obstacle { reason: Reason::Paused, fix: Fix::WaitForResume }],
		};
		let share = Share { why_not: Some(ShareReason::NotVerified), ..share() };
		let text = share_text(&account, 1, &share, Some(&why));
		assert!(text.contains("The law is against it (Compliance.Refused)"), "{text}");
		assert!(text.contains("- All transfers are paused."), "{text}");
		let value = share_json(&account, 1, &share, Some(&why));
		assert_eq!(value["can_claim"], false);
		assert_eq!(value["why_not"]["reasons"][0]["name"], "Paused");
	}
}
