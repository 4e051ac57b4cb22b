//! `hotpot deposits watch --file`.

use super::{Node, deposits, help_for};
use crate::{
	args::Watch,
	exit::{Helped, Usage},
	output::Output,
};
use hotpot_cli::{
	accounts::{self, Watched},
	chain::{
		calls::deposits::{MAX_BATCH, watch_all},
		types::{ForeignAccount, WatchedAccount},
	},
};
use serde_json::json;
use std::{collections::BTreeMap, path::Path};

/// Whose accounts are.
type Owners = BTreeMap<ForeignAccount, WatchedAccount>;

pub(super) async fn run(
	file: &Path,
	options: &Watch,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let key = options.owner.owner_key.read()?;
	let list = accounts::read_file(file, options.network.network())?;
	let count = list.len();
	let chain = node.connect().await?;
	let state = chain.state().await?;
	let watched: Owners = deposits::watched(&state).await?.into_iter().collect();
	let retired: Owners = state.retired_accounts().await?.into_iter().collect();
	let missing = missing(list, &watched, &retired)?;
	let of = missing.len();
	let new = missing.iter().map(|entry| entry.account.chain());
	ensure_room(
		&counts(new),
		&counts(watched.keys().map(ForeignAccount::chain)),
		state.max_watched()?,
	)?;
	let (mut done, mut last) = (0_usize, None);
	for batch in missing.chunks(MAX_BATCH) {
		let included = match chain.call(&watch_all(batch), key.signer(), node.until).await {
			Ok(included) => included,
			Err(error) => {
				let rest =
					format!("{done} of {of} accounts are watched. The file can be sent again.");
				let help =
					help_for(&error).into_iter().chain([rest]).collect::<Vec<_>>().join("\n");
				return Err(Helped { error, help }.into());
			}
		};
		done = done.saturating_add(batch.len());
		output.note(&format!("{done} of {of} accounts, block {}", included.block.number));
		last = Some(included.block.number);
	}
	let before = count.saturating_sub(of);
	let value = json!({ "watched": done, "watched_before": before, "block": last });
	output.show(&value, || match last {
		Some(block) => format!(
			"{done} accounts are watched, since block {block} at the latest; {before} were before."
		),
		None => format!("All {before} accounts of the file were watched before."),
	});
	Ok(())
}

/// The lines that are not watched as they stand; refuses those that can't be.
fn missing(list: Vec<Watched>, watched: &Owners, retired: &Owners) -> Result<Vec<Watched>, Usage> {
	let is_same = |entry: &Watched, owner: &WatchedAccount| {
		entry.beneficiary == owner.beneficiary && entry.purpose == owner.purpose
	};
	let mut missing = Vec::new();
	for entry in list {
		let before = watched.get(&entry.account);
		if let Some(owner) = before.or_else(|| retired.get(&entry.account))
			&& !is_same(&entry, owner)
		{
			return Err(Usage(format!(
				"line {}: {} is {}'s for ever, with the purpose {}; take a new account",
				entry.line, entry.account, owner.beneficiary, owner.purpose
			)));
		}
		if before.is_none() {
			missing.push(entry);
		}
	}
	Ok(missing)
}

/// How many accounts of each chain.
type Counts = BTreeMap<&'static str, usize>;

fn counts(chains: impl Iterator<Item = &'static str>) -> Counts {
	let mut counts = Counts::new();
	for chain in chains {
		let count = counts.entry(chain).or_default();
		*count = count.saturating_add(1);
	}
	counts
}

fn ensure_room(new: &Counts, watched: &Counts, most: u32) -> Result<(), Usage> {
	let most = usize::try_from(most).unwrap_or(usize::MAX);
	for (chain, wanted) in new {
		let room = most.saturating_sub(watched.get(chain).copied().unwrap_or_default());
		if *wanted > room {
			return Err(Usage(format!(
				"the file has {wanted} new accounts of {chain}, and there is room for {room}; retire \
				 accounts that are not paid to any more: hotpot deposits retire"
			)));
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt::utils::AccountId32;

	fn entry(line: u64, id: u8, purpose: u8) -> Watched {
		let account = ForeignAccount::Tron([id; 20]);
		Watched { line, account, beneficiary: AccountId32([1; 32]), purpose }
	}

	fn owners(id: u8, purpose: u8) -> Owners {
		let owner = WatchedAccount { beneficiary: AccountId32([1; 32]), purpose, since: 0 };
		Owners::from([(ForeignAccount::Tron([id; 20]), owner)])
	}

	#[test]
	fn lines_that_are_watched_already_should_be_left_out() {
		let list = vec![entry(2, 1, 0), entry(3, 2, 0), entry(4, 3, 0)];
		let missing = missing(list, &owners(1, 0), &owners(2, 0)).expect("nothing is another's");
		assert_eq!(missing, [entry(3, 2, 0), entry(4, 3, 0)]);
	}

	#[test]
	fn accounts_of_others_should_be_refused_with_their_line() {
		for (watched, retired) in [(owners(2, 7), Owners::new()), (Owners::new(), owners(2, 7))] {
			let list = vec![entry(2, 1, 0), entry(3, 2, 0)];
			let error = missing(list, &watched, &retired).expect_err("it is another's").to_string();
			assert!(error.starts_with("line 3: T") && error.contains("purpose 7"), "{error}");
		}
	}

	#[test]
	fn more_than_fits_should_be_refused_before_anything_is_sent() {
		let watched = Counts::from([("TRON", 90), ("TON", 101)]);
		assert!(ensure_room(&Counts::from([("TRON", 10)]), &watched, 100).is_ok());
		let new = Counts::from([("TRON", 11)]);
		let error = ensure_room(&new, &watched, 100).expect_err("it is too much").to_string();
		assert!(error.contains("11 new") && error.contains("room for 10"), "{error}");
		assert!(ensure_room(&Counts::from([("TON", 1)]), &watched, 100).is_err());
	}
}
