//! `hotpot deposits`, without files of accounts and the ledger.

use super::{Node, carry_out, ledger, watch_list};
use crate::{
	args::{Deposits, Retire, TonNetwork, Watch},
	exit::Usage,
	output::{self, Output},
};
use anyhow::ensure;
use hotpot_cli::{
	chain::{
		State,
		calls::deposits::{retire, watch},
		types::{ForeignAccount, WatchedAccount},
	},
	foreign::{self, ton::Network},
	keys,
};
use serde_json::{Value, json};

/// An account of another chain, and whose it is.
pub(super) type Watched = (ForeignAccount, WatchedAccount);

pub(crate) async fn run(command: Deposits, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Deposits::Watch(options) => match &options.file {
			Some(file) => watch_list::run(file, &options, node, output).await,
			None => watch_one(&options, node, output).await,
		},
		Deposits::Retire(options) => retire_one(&options, node, output).await,
		Deposits::List => list(node, output).await,
		Deposits::Show { beneficiary, last } => {
			ledger::show(&beneficiary, last, node, output).await
		}
	}
}

async fn watch_one(options: &Watch, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (Some(account), Some(to)) = (&options.account, &options.to) else {
		return Err(Usage("name an account with --account and --to".to_owned()).into());
	};
	let key = options.owner.owner_key.read()?;
	let account = options.network.account(account)?;
	let (beneficiary, purpose) = (keys::parse_address(to)?, options.purpose);
	let call = watch(account, beneficiary, purpose);
	let mut value = account_json(&account);
	value["beneficiary"] = json!(beneficiary.to_string());
	value["purpose"] = json!(purpose);
	let text = format!("{account} on {} is watched for {beneficiary}", account.chain());
	carry_out(&call, &key, node, output, value, &text).await
}

async fn retire_one(options: &Retire, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.owner.owner_key.read()?;
	let account = options.network.account(&options.account)?;
	let text = format!("{account} on {} is not watched any more", account.chain());
	carry_out(&retire(account), &key, node, output, account_json(&account), &text).await
}

async fn list(node: &Node, output: &Output) -> anyhow::Result<()> {
	let state = node.connect().await?.state().await?;
	let (mut all, most) = (watched(&state).await?, state.max_watched()?);
	all.sort_by_key(|(account, watch)| (watch.since, *account));
	let value = json!({
		"accounts": all.iter().map(watched_json).collect::<Vec<_>>(),
		"max_watched": most,
	});
	output.show(&value, || {
		if all.is_empty() {
			return "No account is watched.".to_owned();
		}
		let rows = all.iter().map(|(account, watch)| {
			vec![
				account.to_string(),
				account.chain().to_owned(),
				watch.beneficiary.to_string(),
				watch.purpose.to_string(),
				output::time(watch.since),
			]
		});
		let header = ["account", "chain", "beneficiary", "purpose", "since"];
		let table = output::table(&header, header.len(), rows.collect());
		format!("{table}\nWatched: {}, at most {most} of each chain.", all.len())
	});
	Ok(())
}

/// Every account that is watched.
pub(super) async fn watched(state: &State) -> anyhow::Result<Vec<Watched>> {
	let mut all: Vec<Watched> = Vec::new();
	loop {
		let cursor = all.last().map(|(account, _)| *account);
		let page = state.watched_accounts(cursor).await?;
		let Some((last, _)) = page.last() else {
			return Ok(all);
		};
		ensure!(Some(*last) != cursor, "the node gives the same page of accounts again and again");
		all.extend(page);
	}
}

fn watched_json((account, watch): &Watched) -> Value {
	let mut value = account_json(account);
	value["beneficiary"] = json!(watch.beneficiary.to_string());
	value["purpose"] = json!(watch.purpose);
	value["since"] = json!(watch.since);
	value
}

/// An account of another chain as JSON.
fn account_json(account: &ForeignAccount) -> Value {
	json!({ "account": account.to_string(), "chain": account.chain().to_lowercase() })
}

impl TonNetwork {
	/// The network that addresses of TON may be marked for.
	pub(super) const fn network(&self) -> Network {
		if self.testnet { Network::Test } else { Network::Main }
	}

	fn account(&self, text: &str) -> Result<ForeignAccount, Usage> {
		foreign::read(text, self.network()).map_err(|error| Usage(error.to_string()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt::utils::AccountId32;

	#[test]
	fn a_watched_account_should_be_json_that_names_its_chain() {
		let watch = WatchedAccount { beneficiary: AccountId32([1; 32]), purpose: 3, since: 5 };
		let value = watched_json(&(ForeignAccount::Tron([2; 20]), watch));
		assert_eq!(value["chain"], "tron");
		assert!(value["account"].as_str().is_some_and(|account| account.starts_with('T')));
		assert_eq!((&value["purpose"], &value["since"]), (&json!(3), &json!(5)));
		let ton = account_json(&ForeignAccount::Ton { workchain: 0, id: [1; 32] });
		assert_eq!(ton["chain"], "ton");
	}

	#[test]
	fn addresses_of_the_test_network_should_need_the_flag() {
		let text = "kQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAXZp";
		let read = |testnet| TonNetwork { testnet }.account(text);
		let refused = read(false).expect_err("it is marked").to_string();
		assert!(refused.contains("--testnet"), "{refused}");
		assert!(read(true).is_ok());
	}
}
