//! `hotpot distribution`, without shares and the overview.

use super::{Node, carry_out, place, rounds, share};
use crate::{
	args::{Distribution, KeyArg, OwnerKey},
	exit::{Helped, Usage},
	output::{self, Output},
};
use hotpot_cli::{
	chain::{
		Chain, ChainError,
		calls::distribution::{announce, cancel, open, reclaim},
		types::{RoundAnnounced, RoundClosed, RoundOpened, SpotFigures},
	},
	money, times,
};
use serde_json::json;

pub(crate) async fn run(command: Distribution, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Distribution::Status { last } => rounds::show(last, node, output).await,
		Distribution::Announce { owner, opens_at } => {
			announce_round(&owner, &opens_at, node, output).await
		}
		Distribution::Cancel(owner) => {
			let key = owner.owner_key.read()?;
			let value = json!({ "announced": null });
			carry_out(&cancel(), &key, node, output, value, "No round is announced").await
		}
		Distribution::Open(key) => open_round(&key, node, output).await,
		Distribution::Share { account, round } => share::show(&account, round, node, output).await,
		Distribution::Claim { key, round } => share::claim(&key, round, node, output).await,
		Distribution::Push(options) => share::push(&options, node, output).await,
		Distribution::Reclaim { key, round } => reclaim_round(&key, round, node, output).await,
	}
}

async fn announce_round(
	owner: &OwnerKey,
	opens_at: &str,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = owner.owner_key.read()?;
	let chain = node.connect().await?;
	let state = chain.state().await?;
	let opens_at = times::parse_moment(opens_at, state.now().await?).map_err(Usage)?;
	let included = match chain.call(&announce(opens_at), key.signer(), node.until).await {
		Ok(included) => included,
		Err(error) => return Err(explain(error, &chain).await),
	};
	let event = included.event::<RoundAnnounced>();
	let value = json!({
		"round": event.as_ref().map(|event| event.round),
		"opens_at": opens_at,
		"anyone_from": event.as_ref().map(|event| event.anyone_from),
		"at": place(&included),
	});
	output.show(&value, || {
		let block = included.block.number;
		let opens_at = output::time(opens_at);
		match &event {
			Some(event) => format!(
				"Round {} is announced, since block {block}. The owner may open it from {opens_at} on, \
				 anybody from {} on; until it is opened nothing is converted.",
				event.round,
				output::time(event.anyone_from)
			),
			None => format!("A round is announced for {opens_at}, since block {block}."),
		}
	});
	Ok(())
}

async fn open_round(options: &KeyArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let chain = node.connect().await?;
	let included = match chain.call(&open(), key.signer(), node.until).await {
		Ok(included) => included,
		Err(error) => return Err(explain(error, &chain).await),
	};
	let opened = included.event::<RoundOpened>();
	let round = opened.as_ref().map(|opened| opened.round);
	let closed = included.events.find::<RoundClosed>().filter_map(Result::ok);
	let is_closed = closed.into_iter().any(|closed| Some(closed.round) == round);
	let value = json!({
		"round": round,
		"pool_thp": opened.as_ref().map(|opened| money::thp(opened.pool)),
		"holders": opened.as_ref().map(|opened| opened.holders),
		"median": opened.as_ref().map(|opened| opened.median),
		"above": opened.as_ref().map(|opened| opened.above),
		"reclaims_at": opened.as_ref().map(|opened| opened.reclaims_at),
		"closed": is_closed,
		"at": place(&included),
	});
	output.show(&value, || match &opened {
		Some(opened) => opened_text(opened, is_closed, included.block.number),
		None => format!("The round is open, since block {}.", included.block.number),
	});
	Ok(())
}

fn opened_text(opened: &RoundOpened, is_closed: bool, block: u64) -> String {
	let RoundOpened { round, pool, holders, median, above, reclaims_at } = *opened;
	let figures = super::spot::figures_text(&SpotFigures { holders, median, above });
	let what = if is_closed {
		"It is closed already: nobody is above the median, or there is nothing to share.".to_owned()
	} else {
		format!("Shares can be claimed until {} for sure.", output::time(reclaims_at))
	};
	format!(
		"Round {round} is open, since block {block}: it shares {} THP. {}. {what}",
		money::thp(pool),
		capitalised(&figures)
	)
}

fn capitalised(text: &str) -> String {
	let mut letters = text.chars();
	letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

async fn reclaim_round(
	options: &KeyArg,
	round: u32,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let chain = node.connect().await?;
	let included = match chain.call(&reclaim(round), key.signer(), node.until).await {
		Ok(included) => included,
		Err(error) => return Err(explain(error, &chain).await),
	};
	let closed = included.event::<RoundClosed>();
	let value = json!({
		"round": round,
		"paid_thp": closed.as_ref().map(|closed| money::thp(closed.paid)),
		"left_thp": closed.as_ref().map(|closed| money::thp(closed.left)),
		"at": place(&included),
	});
	output.show(&value, || {
		let block = included.block.number;
		match &closed {
			Some(closed) => format!(
				"Round {round} is closed, since block {block}: it paid {} THP, and {} THP stay in the \
				 pool.",
				money::thp(closed.paid),
				money::thp(closed.left)
			),
			None => format!("Round {round} is closed, since block {block}."),
		}
	});
	Ok(())
}

/// Says when it would work, where the date is what was wrong.
async fn explain(error: ChainError, chain: &Chain) -> anyhow::Error {
	match date_of(name_of(&error), chain).await {
		Ok(Some(help)) => Helped { error, help }.into(),
		_ => error.into(),
	}
}

/// The date that a refusal of a round is about, in a sentence.
async fn date_of(refusal: &str, chain: &Chain) -> Result<Option<String>, ChainError> {
	let state = chain.state().await?;
	Ok(match refusal {
		"Distribution.NoticeTooShort" | "Distribution.IntervalNotOver" => {
			let earliest = output::time(state.earliest_opening().await?);
			Some(format!("It can be announced for {earliest} now at the earliest."))
		}
		"Distribution.NoticeTooLong" => {
			let most = times::span(state.distribution_settings().await?.max_notice);
			Some(format!("It can be announced {most} ahead."))
		}
		"Distribution.NotDue" | "Distribution.OwnerFirst" => {
			state.announcement().await?.map(|announced| {
				format!(
					"The owner may open it from {} on, anybody from {} on.",
					output::time(announced.opens_at),
					output::time(announced.anyone_from)
				)
			})
		}
		"Distribution.TooEarly" => match state.last_round().await? {
			Some(last) => state.round(last).await?.map(|round| {
				format!("Anybody may close it from {} on.", output::time(round.reclaims_at))
			}),
			None => None,
		},
		_ => None,
	})
}

/// The refusal's name; nothing for other errors.
fn name_of(error: &ChainError) -> &str {
	match error {
		ChainError::Refused(refusal) => &refusal.name,
		_ => "",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_opened_round_should_say_what_it_shares_and_until_when() {
		let opened = RoundOpened {
			round: 2,
			pool: 12_500_000,
			holders: 3,
			median: 9,
			above: 17,
			reclaims_at: 1_795_165_511_000,
		};
		let text = opened_text(&opened, false, 7);
		for part in ["Round 2", "12.500000 THP", "median 9", "2026-11-20 09:05:11 UTC", "block 7"] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let text = opened_text(&RoundOpened { holders: 0, ..opened }, true, 7);
		assert!(text.contains("No verified account") && text.contains("closed already"), "{text}");
	}
}
