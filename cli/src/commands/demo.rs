//! `hotpot demo`: the table that the start script ends with.

use super::{Node, checks};
use crate::{
	args::Demo,
	exit::Usage,
	output::{self, Output},
};
use hotpot_cli::{
	chain::{
		State,
		types::{CheckState, CheckStatus, TillReport, Totals},
	},
	keys, money,
};
use serde_json::json;
use std::collections::BTreeMap;
use subxt::utils::AccountId32;

/// Numbers looked at for pending claims; a demonstration has a few hundred.
const MAX_NUMBERS: u32 = 20_000;

/// An account worth a row.
struct Balance {
	name: String,
	account: AccountId32,
	pot: u128,
	thp: u128,
	pending: u128,
	deferred: u128,
}

/// What of a restaurant is worth a row.
struct Place {
	city: String,
	till: u32,
	report: TillReport,
}

pub(crate) async fn run(command: Demo, node: &Node, output: &Output) -> anyhow::Result<()> {
	let Demo::Report { accounts } = command;
	let chain = node.connect().await?;
	let finalized = chain.finalized().await?;
	let state = chain.state().await?;
	let totals = state.totals().await?;
	let (pool, reserve) = state.pots().await?;
	let places = places(&state).await?;
	let balances = balances(&state, &places, &accounts).await?;
	let validators = state.validators().await?.len();
	let recorded = places.iter().fold(0u64, |sum, p| sum.saturating_add(p.report.ledger.tetri));
	let count = places.iter().fold(0u64, |sum, p| sum.saturating_add(p.report.ledger.checks));
	let apps = apps_url(chain.url());

	let value = json!({
		"best": state.head().number,
		"finalized": finalized.number,
		"validators": validators,
		"checks": count,
		"recorded_gel": money::gel(recorded),
		"thp": {
			"accrued": money::thp(totals.accrued),
			"unclaimed": money::thp(totals.unclaimed),
			"pending": money::thp(totals.pending),
			"deferred": money::thp(totals.deferred),
			"matured": money::thp(totals.matured),
			"expired": money::thp(totals.expired),
			"voided": money::thp(totals.voided),
			"pool": money::thp(pool),
			"network_reserve": money::thp(reserve),
		},
		"tills": places.iter().map(|place| json!({
			"till": place.till,
			"city": place.city,
			"checks": place.report.ledger.checks,
			"gel": money::gel(place.report.ledger.tetri),
			"missing": place.report.missing,
		})).collect::<Vec<_>>(),
		"balances": balances.iter().map(|balance| json!({
			"name": balance.name,
			"address": balance.account.to_string(),
			"pot": money::pot(balance.pot),
			"thp": money::thp(balance.thp),
			"pending_thp": money::thp(balance.pending),
			"deferred_thp": money::thp(balance.deferred),
		})).collect::<Vec<_>>(),
		"polkadot_js_apps": apps,
	});
	output.show(&value, || {
		let tills = places.iter().map(|place| {
			let ledger = &place.report.ledger;
			vec![
				place.city.clone(),
				place.till.to_string(),
				ledger.checks.to_string(),
				money::gel(ledger.tetri),
				place.report.missing.to_string(),
			]
		});
		let total = vec![
			"all".to_owned(),
			String::new(),
			count.to_string(),
			money::gel(recorded),
			String::new(),
		];
		let tills = output::table(
			&["restaurant", "till", "checks", "recorded GEL", "missing"],
			1,
			tills.chain([total]).collect(),
		);
		let people = balances.iter().map(|balance| {
			vec![
				balance.name.clone(),
				balance.account.to_string(),
				money::pot(balance.pot),
				money::thp(balance.thp),
				money::thp(balance.pending),
				money::thp(balance.deferred),
			]
		});
		let people = output::table(
			&["who", "account", "POT", "THP", "THP pending", "THP deferred"],
			2,
			people.collect(),
		);
		let blocks = output::list(&[
			("validators", validators.to_string()),
			("best block", state.head().number.to_string()),
			("finalized block", finalized.number.to_string()),
			("node", chain.url().to_owned()),
			("Polkadot.js Apps", apps.clone()),
		]);
		format!("{tills}\n{}\n{people}\n{blocks}", thp_table(&totals, pool, reserve))
	});
	Ok(())
}

async fn places(state: &State) -> anyhow::Result<Vec<Place>> {
	let cities: BTreeMap<u32, String> =
		state.nodes().await?.into_iter().map(|(id, node)| (id, node.profile.city())).collect();
	let homes: BTreeMap<u32, u32> =
		state.tills().await?.into_iter().map(|(id, till)| (id, till.node)).collect();
	let reports = checks::reports(state, None).await?;
	let place = |(till, report)| {
		let city = homes.get(&till).and_then(|node| cities.get(node)).cloned();
		Place { city: city.unwrap_or_default(), till, report }
	};
	Ok(reports.into_iter().map(place).collect())
}

async fn balances(
	state: &State,
	places: &[Place],
	named: &[String],
) -> anyhow::Result<Vec<Balance>> {
	let pending = pending(state, places).await?;
	let mut people: Vec<(String, AccountId32)> = Vec::new();
	if let Some(owner) = state.owner().await? {
		people.push(("network owner".to_owned(), owner));
	}
	for text in named {
		let (name, address) =
			text.split_once('=').ok_or_else(|| Usage(format!("\"{text}\" is not NAME=ADDRESS")))?;
		people.push((name.to_owned(), keys::parse_address(address)?));
	}
	let unnamed: Vec<AccountId32> = pending
		.keys()
		.map(|account| AccountId32(*account))
		.filter(|account| people.iter().all(|(_, known)| known != account))
		.collect();
	for (index, account) in unnamed.into_iter().enumerate() {
		people.push((format!("guest {}", index + 1), account));
	}
	let mut balances = Vec::new();
	for (name, account) in people {
		balances.push(Balance {
			name,
			account,
			pot: state.account(&account).await?.data.free,
			thp: state.thp(&account).await?,
			pending: pending.get(&account.0).copied().unwrap_or_default(),
			deferred: state.deferred(&account).await?,
		});
	}
	Ok(balances)
}

/// THP that is claimed and not matured, by destination.
async fn pending(state: &State, places: &[Place]) -> anyhow::Result<BTreeMap<[u8; 32], u128>> {
	let mut pending = BTreeMap::<[u8; 32], u128>::new();
	for place in places {
		let ledger = &place.report.ledger;
		let mut from = ledger.oldest.max(ledger.next.saturating_sub(MAX_NUMBERS));
		while from < ledger.next {
			let page = state.checks_from(place.till, from).await?;
			let Some(last) = page.last().map(|(number, _)| (*number).max(from)) else { break };
			for (_, status) in page {
				if let CheckStatus::Recorded(check) = status
					&& let CheckState::Pending { destination, .. } = check.state
				{
					let sum = pending.entry(destination.0).or_default();
					*sum = sum.saturating_add(check.accrued);
				}
			}
			from = last.saturating_add(1);
		}
	}
	Ok(pending)
}

fn thp_table(totals: &Totals, pool: u128, reserve: u128) -> String {
	let rows = [
		("accrued", totals.accrued),
		("= unclaimed", totals.unclaimed),
		("+ pending", totals.pending),
		("+ deferred", totals.deferred),
		("+ matured", totals.matured),
		("+ expired", totals.expired),
		("+ voided", totals.voided),
		("in the pool", pool),
		("in the network reserve", reserve),
	];
	let rows = rows.map(|(name, amount)| vec![name.to_owned(), money::thp(amount)]);
	output::table(&["THP", ""], 1, rows.to_vec())
}

/// Polkadot.js Apps, pointed at the node.
fn apps_url(node: &str) -> String {
	let mut encoded = String::new();
	for byte in node.bytes() {
		match byte {
			b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' => {
				encoded.push(char::from(byte));
			}
			_ => encoded.push_str(&format!("%{byte:02X}")),
		}
	}
	format!("https://polkadot.js.org/apps/?rpc={encoded}#/explorer")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_address_for_polkadot_js_should_be_encoded() {
		assert_eq!(
			apps_url("ws://127.0.0.1:9944"),
			"https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A9944#/explorer"
		);
	}

	#[test]
	fn the_thp_table_should_hold_every_pool() {
		let totals = Totals {
			accrued: 21,
			unclaimed: 1,
			pending: 2,
			deferred: 6,
			matured: 3,
			expired: 4,
			voided: 5,
		};
		let text = thp_table(&totals, 2, 2);
		for amount in ["0.000021", "0.000001", "0.000003", "0.000004", "0.000005", "0.000006"] {
			assert!(text.contains(amount), "{amount}");
		}
	}
}
