//! `hotpot conversion`, without what converts.

use super::{Node, convert, explain_fee, place, registers};
use crate::{
	args::{Conversion, KeyArg, RegisterFile},
	output::{self, Output},
};
use anyhow::ensure;
use hotpot_cli::{
	chain::{
		ChainError, State,
		calls::conversion::set_consent,
		types::{self, Standing},
	},
	keys, money,
	register::Register,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

pub(crate) async fn run(command: Conversion, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Conversion::Status { account } => status(account.as_deref(), node, output).await,
		Conversion::Preview(options) => convert::preview(&options, node, output).await,
		Conversion::Execute(options) => convert::execute(&options, node, output).await,
		Conversion::Consent { key, withdraw } => consent(&key, !withdraw, node, output).await,
		Conversion::Log(options) => log(options, node, output).await,
	}
}

async fn status(account: Option<&str>, node: &Node, output: &Output) -> anyhow::Result<()> {
	let account = account.map(keys::parse_address).transpose()?;
	let state = node.connect().await?.state().await?;
	let (settings, ceilings) = (state.conversion_settings().await?, state.ceilings().await?);
	let (minted, count) = (state.minted_by_conversion().await?, state.conversion_count().await?);
	let announced = state.announcement().await?;
	let consents = match &account {
		Some(account) => Some(state.consents(account).await?),
		None => None,
	};
	let value = json!({
		"rate": settings.rate,
		"min_rate": settings.min_rate,
		"max_rate": settings.max_rate,
		"max_per_call_thp": money::thp(settings.max_per_call),
		"max_per_day_thp": money::thp(settings.max_per_day),
		"max_per_quarter_thp": money::thp(settings.max_per_quarter),
		"max_minted_per_year_thp": money::thp(settings.max_minted_per_year),
		"consent_required": settings.consent_required,
		"round_announced": announced.is_some(),
		"left_per_call_thp": money::thp(ceilings.per_call),
		"left_today_thp": money::thp(ceilings.today),
		"left_this_quarter_thp": money::thp(ceilings.this_quarter),
		"in_reserve_thp": money::thp(ceilings.in_reserve),
		"mintable_thp": money::thp(ceilings.mintable),
		"conversions": count,
		"minted_thp": money::thp(minted),
		"account": account.as_ref().map(ToString::to_string),
		"consents": consents,
	});
	output.show(&value, || {
		let left =
			|left: u128, of: u128| format!("{} of {} THP left", money::thp(left), money::thp(of));
		let (rate, low, high) = (settings.rate, settings.min_rate, settings.max_rate);
		let consent =
			if settings.consent_required { "asked of each holder" } else { "not asked for" };
		let mut list = vec![
			("rate", format!("{rate} SPOT for 1 THP; the band is {low} to {high}")),
			("consent", consent.to_owned()),
			("one call", format!("at most {} THP", money::thp(ceilings.per_call))),
			("today, UTC", left(ceilings.today, settings.max_per_day)),
			("this quarter", left(ceilings.this_quarter, settings.max_per_quarter)),
			("reserve", format!("{} THP, paid first", money::thp(ceilings.in_reserve))),
			("minted this year", left(ceilings.mintable, settings.max_minted_per_year)),
			("minted ever", format!("{} THP", money::thp(minted))),
			("conversions", count.to_string()),
		];
		if let Some(announced) = &announced {
			let from = output::time(announced.opens_at);
			list.push(("now", format!("none: a round is announced, which opens from {from} on")));
		}
		if let (Some(account), Some(consents)) = (&account, consents) {
			let consents = if consents { "consents" } else { "does not consent" };
			list.push(("account", format!("{account} {consents}")));
		}
		output::list(&list)
	});
	Ok(())
}

async fn consent(
	options: &KeyArg,
	consents: bool,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let account = key.account();
	let chain = node.connect().await?;
	let state = chain.state().await?;
	// The node would only say that no fee can be paid.
	if let Some(error) = unconsentable(&account, consents, &state).await? {
		let refusal = state.refusal("Conversion", error);
		return Err(ChainError::Refused(Box::new(refusal)).into());
	}
	let included = match chain.call(&set_consent(consents), key.signer(), node.until).await {
		Ok(included) => included,
		Err(error) => return Err(explain_fee(error, &chain, &account).await),
	};
	let value = json!({
		"account": account.to_string(),
		"consents": consents,
		"at": place(&included),
	});
	output.show(&value, || {
		let may = if consents { "may" } else { "may not" };
		let block = included.block.number;
		format!("The network owner {may} convert the SPOT of {account}, since block {block}.")
	});
	Ok(())
}

/// The error that a change of consent would fail with, decided as the runtime does.
async fn unconsentable(
	account: &AccountId32,
	consents: bool,
	state: &State,
) -> Result<Option<&'static str>, ChainError> {
	if state.consents(account).await? == consents {
		return Ok(Some("ConsentUnchanged"));
	}
	if !consents {
		return Ok(None);
	}
	let standing = state.identity(account).await?.map(|identity| identity.standing);
	Ok((standing != Some(Standing::Verified)).then_some("NotVerified"))
}

async fn log(options: RegisterFile, node: &Node, output: &Output) -> anyhow::Result<()> {
	let is_register = options.format.is_some() || options.out.is_some() || options.at.is_some();
	if is_register || output.is_json() {
		return registers::write_out(Register::Conversions, options, node, output).await;
	}
	let state = node.connect().await?.state().await?;
	let mut all: Vec<(u32, types::Conversion)> = Vec::new();
	loop {
		let from = all.last().map_or(0, |(number, _)| number.saturating_add(1));
		let page = state.conversions(from).await?;
		if page.is_empty() {
			break;
		}
		let is_next = page.first().is_some_and(|(number, _)| *number >= from);
		ensure!(is_next, "the node gives the same page of conversions again and again");
		all.extend(page);
	}
	let rows = all.iter().map(|(number, conversion)| {
		vec![
			number.to_string(),
			output::time(conversion.at),
			conversion.pairs.to_string(),
			conversion.rate.to_string(),
			conversion.spot.to_string(),
			money::thp(conversion.amount),
			money::thp(conversion.from_reserve),
			money::thp(conversion.minted),
		]
	});
	let header = ["number", "time", "pairs", "rate", "SPOT", "THP", "from the reserve", "minted"];
	output.show(&Value::Null, || output::table(&header, 2, rows.collect()));
	Ok(())
}
