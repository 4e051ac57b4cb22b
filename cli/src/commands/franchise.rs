//! `hotpot franchise`.

use super::{Node, country_argument, hash_argument, place};
use crate::{
	args::{ApproveTill, Franchise, Register, Whom},
	exit::Usage,
	output::{self, Output},
};
use anyhow::Context;
use hotpot_cli::{
	chain::{
		calls,
		types::{NodeProfile, NodeRegistered, Status, TillApproved, TillLimits},
	},
	keys, money,
};
use serde_json::json;

pub(crate) async fn run(command: Franchise, node: &Node, output: &Output) -> anyhow::Result<()> {
	let status = command.status();
	match (command, status) {
		(Franchise::Register(options), _) => register(options, node, output).await,
		(Franchise::ApproveTill(options), _) => approve_till(options, node, output).await,
		(
			Franchise::Suspend(whom) | Franchise::Reactivate(whom) | Franchise::Close(whom),
			Some(status),
		) => set_status(&whom, status, node, output).await,
		_ => list(node, output).await,
	}
}

async fn register(options: Register, node: &Node, output: &Output) -> anyhow::Result<()> {
	let owner = options.owner.owner_key.read()?;
	let country = country_argument(&options.country)?;
	let franchisee = keys::parse_address(&options.franchisee)?;
	let profile = NodeProfile {
		entity: hash_argument(&options.entity)?,
		city: options.city.clone().into_bytes(),
		country,
		time_zone: options.time_zone.into_bytes(),
		utc_offset_minutes: parse_utc_offset(&options.utc_offset)?,
		licence: hash_argument(&options.licence)?,
	};
	let cap = money::parse_thp(&options.daily_cap_thp)?;
	let chain = node.connect().await?;
	let call = calls::register_node(franchisee, profile, cap);
	let included = chain.call(&call, owner.signer(), node.until).await?;
	let registered = included.event::<NodeRegistered>().context(
		"the restaurant was registered, but its number can't be read; see `hotpot franchise list`",
	)?;
	let value = json!({ "node": registered.node, "city": options.city, "at": place(&included) });
	output.show(&value, || {
		let block = included.block.number;
		format!("{} is restaurant {}, since block {block}.", options.city, registered.node)
	});
	Ok(())
}

async fn approve_till(options: ApproveTill, node: &Node, output: &Output) -> anyhow::Result<()> {
	let owner = options.owner.owner_key.read()?;
	let key = keys::parse_address(&options.key)?;
	let limits = TillLimits {
		per_check: money::parse_gel(&options.per_check_gel)?,
		per_day: money::parse_gel(&options.per_day_gel)?,
	};
	let chain = node.connect().await?;
	let call = calls::approve_till(options.node, key, limits);
	let included = chain.call(&call, owner.signer(), node.until).await?;
	let approved = included.event::<TillApproved>().context(
		"the till was approved, but its number can't be read; see `hotpot franchise list`",
	)?;
	let value = json!({
		"till": approved.till,
		"node": approved.node,
		"key": key.to_string(),
		"at": place(&included),
	});
	output.show(&value, || {
		let block = included.block.number;
		format!(
			"Till {} of restaurant {} may record, since block {block}.",
			approved.till, approved.node
		)
	});
	Ok(())
}

async fn set_status(
	whom: &Whom,
	status: Status,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let owner = whom.owner.owner_key.read()?;
	let chain = node.connect().await?;
	let (kind, number, included) = match (whom.target.node, whom.target.till) {
		(Some(number), None) => {
			let call = calls::set_node_status(number, status);
			("node", number, chain.call(&call, owner.signer(), node.until).await?)
		}
		(None, Some(number)) => {
			let call = calls::set_till_status(number, status);
			("till", number, chain.call(&call, owner.signer(), node.until).await?)
		}
		_ => return Err(Usage("give either --node or --till".to_owned()).into()),
	};
	let value = json!({ kind: number, "status": status.as_str(), "at": place(&included) });
	output.show(&value, || {
		let what = if kind == "node" { "Restaurant" } else { "Till" };
		format!("{what} {number} is {status}, since block {}.", included.block.number)
	});
	Ok(())
}

async fn list(node: &Node, output: &Output) -> anyhow::Result<()> {
	let chain = node.connect().await?;
	let state = chain.state().await?;
	let (nodes, tills) = (state.nodes().await?, state.tills().await?);
	let value = json!({
		"nodes": nodes.iter().map(|(id, node)| json!({
			"node": id,
			"city": node.profile.city(),
			"country": String::from_utf8_lossy(&node.profile.country),
			"time_zone": String::from_utf8_lossy(&node.profile.time_zone),
			"utc_offset_minutes": node.profile.utc_offset_minutes,
			"franchisee": node.franchisee.to_string(),
			"daily_cap_thp": money::thp(node.daily_accrual_cap),
			"status": node.status.as_str(),
		})).collect::<Vec<_>>(),
		"tills": tills.iter().map(|(id, till)| json!({
			"till": id,
			"node": till.node,
			"key": till.key.to_string(),
			"per_check_gel": money::gel(till.limits.per_check),
			"per_day_gel": money::gel(till.limits.per_day),
			"status": till.status.as_str(),
		})).collect::<Vec<_>>(),
	});
	output.show(&value, || {
		let nodes = nodes.iter().map(|(id, node)| {
			vec![
				id.to_string(),
				node.profile.city(),
				node.status.to_string(),
				node.franchisee.to_string(),
				money::thp(node.daily_accrual_cap),
			]
		});
		let tills = tills.iter().map(|(id, till)| {
			vec![
				id.to_string(),
				till.node.to_string(),
				till.status.to_string(),
				till.key.to_string(),
				money::gel(till.limits.per_check),
				money::gel(till.limits.per_day),
			]
		});
		let nodes = output::table(
			&["restaurant", "city", "status", "franchisee", "THP a day"],
			4,
			nodes.collect(),
		);
		let tills = output::table(
			&["till", "restaurant", "status", "key", "GEL a check", "GEL a day"],
			4,
			tills.collect(),
		);
		format!("{nodes}\n{tills}")
	});
	Ok(())
}

/// Minutes of an offset like +04:00.
fn parse_utc_offset(text: &str) -> Result<i16, Usage> {
	let wrong = || Usage(format!("\"{text}\" is no UTC offset; write it like +04:00"));
	let (sign, rest) = match text.split_at_checked(1) {
		Some(("+", rest)) => (1, rest),
		Some(("-", rest)) => (-1, rest),
		_ => return Err(wrong()),
	};
	let part = |text: &str| -> Option<i16> {
		let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
		is_number.then(|| text.parse().ok()).flatten()
	};
	let (hours, minutes) = rest.split_once(':').ok_or_else(wrong)?;
	match (part(hours), part(minutes)) {
		(Some(hours), Some(minutes)) if hours <= 14 && minutes < 60 => {
			Ok(sign * (hours * 60 + minutes))
		}
		_ => Err(wrong()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn offsets_should_become_minutes() {
		for (text, minutes) in [("+04:00", 240), ("-03:30", -210), ("+00:00", 0), ("+14:00", 840)] {
			assert_eq!(parse_utc_offset(text).ok(), Some(minutes), "{text}");
		}
		for text in ["", "4", "+4:00", "04:00", "+04:60", "+15:00", "+0400", "+aa:00", "٤"] {
			assert!(parse_utc_offset(text).is_err(), "{text}");
		}
	}
}
