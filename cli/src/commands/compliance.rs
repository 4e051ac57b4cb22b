//! `hotpot compliance`, without recoveries and registers.

use super::{
	Node, carry_out, country_argument, country_text, explain_fee, hash_argument, hex_text, place,
	recover, registers,
};
use crate::{
	args::{
		Compliance, Country, ForceTransfer, FreezeAmount, FreezeArg, Jurisdictions, KeyArg,
		Transfer, Unfreeze, WhyNot,
	},
	exit::{No, TransferRefused},
	output::{self, Output},
};
use hotpot_cli::{
	chain::{
		Chain, ChainError, PoolRefusal, calls,
		types::{Limits, Obstacle, Rule},
	},
	keys, money, reasons,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

pub(crate) async fn run(command: Compliance, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Compliance::Transfer(options) => transfer(&options, node, output).await,
		Compliance::WhyNot(options) => why_not(&options, node, output).await,
		Compliance::Limits { account } => limits(&account, node, output).await,
		Compliance::Freeze(options) => freeze(&options, node, output).await,
		Compliance::Unfreeze(options) => unfreeze(&options, node, output).await,
		Compliance::FreezeAmount(options) => freeze_amount(&options, node, output).await,
		Compliance::ForceTransfer(options) => force_transfer(&options, node, output).await,
		Compliance::Recover(command) => recover::run(command, node, output).await,
		Compliance::Pause(options) => set_paused(&options, true, node, output).await,
		Compliance::Resume(options) => set_paused(&options, false, node, output).await,
		Compliance::Jurisdiction(command) => jurisdiction(command, node, output).await,
		Compliance::Register(options) => registers::run(options, node, output).await,
	}
}

async fn transfer(options: &Transfer, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let (from, to) = (key.account(), keys::parse_address(&options.to)?);
	let amount = money::parse_thp(&options.thp)?;
	let chain = node.connect().await?;
	// The node would only say that no fee can be paid; the view says why.
	let obstacles = chain.state().await?.why_not_transfer(&from, &to, amount).await?;
	if !obstacles.is_empty() {
		return Err(TransferRefused(obstacles).into());
	}
	let included = match chain.call(&calls::transfer(to, amount), key.signer(), node.until).await {
		Ok(included) => included,
		Err(error) => return Err(explain_transfer(error, &chain, &from, &to, amount).await),
	};
	let value = json!({
		"from": from.to_string(),
		"to": to.to_string(),
		"thp": money::thp(amount),
		"at": place(&included),
	});
	output.show(&value, || {
		let block = included.block.number;
		format!("{} THP went from {from} to {to}, in block {block}.", money::thp(amount))
	});
	Ok(())
}

/// Gives every reason for a refusal that came after the question.
async fn explain_transfer(
	error: ChainError,
	chain: &Chain,
	from: &AccountId32,
	to: &AccountId32,
	amount: u128,
) -> anyhow::Error {
	let is_refusal = matches!(
		error,
		ChainError::Refused(_)
			| ChainError::NotTaken(PoolRefusal::CannotPay | PoolRefusal::Invalidated)
	);
	if is_refusal {
		let obstacles = async { chain.state().await?.why_not_transfer(from, to, amount).await };
		match obstacles.await {
			Ok(obstacles) if !obstacles.is_empty() => return TransferRefused(obstacles).into(),
			_ => {}
		}
	}
	explain_fee(error, chain, from).await
}

async fn why_not(options: &WhyNot, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (from, to) = (keys::parse_address(&options.from)?, keys::parse_address(&options.to)?);
	let amount = money::parse_thp(&options.thp)?;
	let state = node.connect().await?.state().await?;
	let obstacles = state.why_not_transfer(&from, &to, amount).await?;
	let value = json!({
		"from": from.to_string(),
		"to": to.to_string(),
		"thp": money::thp(amount),
		"passes": obstacles.is_empty(),
		"reasons": obstacles.iter().map(reasons::json).collect::<Vec<_>>(),
	});
	output.show(&value, || {
		let what = format!("{} THP from {from} to {to}", money::thp(amount));
		why_not_text(&what, &obstacles)
	});
	if obstacles.is_empty() { Ok(()) } else { Err(No.into()) }
}

fn why_not_text(what: &str, obstacles: &[Obstacle]) -> String {
	match obstacles {
		[] => format!("Nothing stands against it: {what} would pass now."),
		_ => format!("This stands against {what}:\n{}", reasons::lines(obstacles)),
	}
}

async fn limits(account: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let account = keys::parse_address(account)?;
	let state = node.connect().await?.state().await?;
	let (limits, is_paused) = (state.limits_of(&account).await?, state.is_paused().await?);
	let left = left_today(&limits);
	let value = json!({
		"account": account.to_string(),
		"thp": money::thp(limits.balance),
		"available_thp": money::thp(limits.available),
		"max_transfer_thp": money::thp(limits.max_transfer),
		"max_daily_thp": money::thp(limits.max_daily),
		"used_thp": money::thp(limits.used),
		"left_thp": money::thp(left),
		"holder_room_thp": limits.holder_room.map(money::thp),
		"claim_room_thp": limits.claim_room.map(money::thp),
		"paused": is_paused,
	});
	output.show(&value, || {
		let thp = |amount: u128| format!("{} THP", money::thp(amount));
		let room = |room: Option<u128>| room.map_or_else(|| "any amount".to_owned(), thp);
		let mut pairs = vec![
			("account", account.to_string()),
			("holds", thp(limits.balance)),
			("not frozen", thp(limits.available)),
			("a transfer", format!("at most {}", thp(limits.max_transfer))),
			("a day", format!("at most {}", thp(limits.max_daily))),
			("sent today", format!("{}, {} left", thp(limits.used), thp(left))),
			("may be sent", room(limits.holder_room)),
			("may claim", room(limits.claim_room)),
		];
		if is_paused {
			pairs.push(("paused", "all transfers are".to_owned()));
		}
		output::list(&pairs)
	});
	Ok(())
}

/// What the daily limit still lets an account send.
const fn left_today(limits: &Limits) -> u128 {
	limits.max_daily.saturating_sub(limits.used)
}

async fn freeze(options: &FreezeArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, account) = (options.key.key.read()?, keys::parse_address(&options.account)?);
	let reason = hash_argument(&options.reason)?;
	let value = json!({
		"account": account.to_string(),
		"frozen": true,
		"reason": hex_text(&reason),
	});
	let call = calls::freeze(account, reason);
	carry_out(&call, &key, node, output, value, &format!("{account} is frozen")).await
}

async fn unfreeze(options: &Unfreeze, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, account) = (options.key.key.read()?, keys::parse_address(&options.account)?);
	let value = json!({ "account": account.to_string(), "frozen": false });
	let call = calls::unfreeze(account);
	carry_out(&call, &key, node, output, value, &format!("{account} is not frozen")).await
}

async fn freeze_amount(options: &FreezeAmount, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (key, account) = (options.key.key.read()?, keys::parse_address(&options.account)?);
	let amount = money::parse_thp(&options.thp)?;
	let value = json!({ "account": account.to_string(), "frozen_thp": money::thp(amount) });
	let call = calls::set_frozen_amount(account, amount);
	let text = format!("{} THP of {account} are frozen", money::thp(amount));
	carry_out(&call, &key, node, output, value, &text).await
}

async fn force_transfer(
	options: &ForceTransfer,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = options.key.key.read()?;
	let (from, to) = (keys::parse_address(&options.from)?, keys::parse_address(&options.to)?);
	let (amount, reason) = (money::parse_thp(&options.thp)?, hash_argument(&options.reason)?);
	let value = json!({
		"from": from.to_string(),
		"to": to.to_string(),
		"thp": money::thp(amount),
		"reason": hex_text(&reason),
	});
	let call = calls::force_transfer(from, to, amount, reason);
	let text = format!("{} THP of {from} are with {to}", money::thp(amount));
	carry_out(&call, &key, node, output, value, &text).await
}

async fn set_paused(
	options: &KeyArg,
	is_paused: bool,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let state = if is_paused { "are paused" } else { "go on" };
	let call = calls::set_paused(is_paused);
	let text = format!("Transfers, links and recoveries of THP {state}");
	carry_out(&call, &key, node, output, json!({ "paused": is_paused }), &text).await
}

async fn jurisdiction(command: Jurisdictions, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Jurisdictions::List => list_jurisdictions(node, output).await,
		Jurisdictions::Allow(country) => {
			set_jurisdiction(&country, Some(Rule::Allowed), node, output).await
		}
		Jurisdictions::Block(country) => {
			set_jurisdiction(&country, Some(Rule::Blocked), node, output).await
		}
		Jurisdictions::Forget(country) => set_jurisdiction(&country, None, node, output).await,
	}
}

async fn set_jurisdiction(
	options: &Country,
	rule: Option<Rule>,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let (key, country) = (options.key.key.read()?, country_argument(&options.country)?);
	let value = json!({ "country": country_text(country), "rule": rule.map(Rule::as_str) });
	let state = rule.map_or("without a rule, so not allowed", Rule::as_str);
	let call = calls::set_jurisdiction(country, rule);
	let text = format!("{} is {state}", country_text(country));
	carry_out(&call, &key, node, output, value, &text).await
}

async fn list_jurisdictions(node: &Node, output: &Output) -> anyhow::Result<()> {
	let rules = node.connect().await?.state().await?.jurisdictions().await?;
	let value = rules
		.iter()
		.map(|(country, rule)| json!({ "country": country_text(*country), "rule": rule.as_str() }));
	output.show(&Value::Array(value.collect()), || {
		let those = |wanted: Rule| {
			let countries = rules.iter().filter(|(_, rule)| *rule == wanted);
			countries.map(|(country, _)| country_text(*country)).collect::<Vec<_>>().join(" ")
		};
		output::list(&[
			("allowed", those(Rule::Allowed)),
			("blocked", those(Rule::Blocked)),
			("all others", "not allowed".to_owned()),
		])
	});
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::{Fix, Reason};

	#[test]
	fn why_not_should_say_so_when_nothing_stands_against_it() {
		assert!(why_not_text("1.000000 THP", &[]).starts_with("Nothing stands against it"));
		let obstacle = Obstacle { reason: Reason::Paused, fix: Fix::WaitForResume };
		let text = why_not_text("1.000000 THP", &[obstacle]);
		assert!(text.starts_with("This stands against 1.000000 THP:\n- All transfers are paused."));
	}

	#[test]
	fn what_is_left_of_a_day_should_never_be_less_than_nothing() {
		let limits = Limits {
			balance: 9,
			available: 9,
			max_transfer: 5,
			max_daily: 5,
			used: 7,
			holder_room: None,
			claim_room: None,
		};
		assert_eq!(left_today(&limits), 0);
		assert_eq!(left_today(&Limits { used: 3, ..limits }), 2);
	}
}
