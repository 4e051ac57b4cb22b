//! `hotpot-worker check`: whether a setup will work, line by line, and what to do where not.

use crate::{
	api::Api,
	chain::{ChainView, Node},
	clock::now,
	config::Config,
	failpoint::Failpoint,
	journal::{Journal, JournalError, rail_name},
	rail::Rail,
	rails::Rails,
};
use std::time::Duration;
use tokio::time::timeout;

/// How long each part may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How far the node's newest final block may be from this machine's clock, ms.
const SKEW: u64 = 60_000;

/// A line: what is well, or what is not and what to do.
pub type Line = Result<String, String>;

/// Looks at everything that a configuration names, and changes nothing.
pub async fn check(config: &Config) -> Vec<Line> {
	let mut lines = vec![Ok("configuration: can be read".to_owned())];
	match config.token() {
		Ok(Some(_)) => lines.push(Ok("reports: may come, with the token".to_owned())),
		Ok(None) => lines.push(Ok("reports: nobody may report".to_owned())),
		Err(error) => lines.push(Err(error.to_string())),
	}
	let (journal, is_running) = journal(config);
	lines.push(journal);
	lines.push(port(config, is_running).await);
	lines.extend(node(config).await);
	match Rails::new(config) {
		Err(error) => lines.push(Err(error.to_string())),
		Ok(Rails { tron: None, ton: None }) => {
			lines.push(Err("rails: the configuration has neither [tron] nor [ton]; \
			                nothing would be looked at"
				.to_owned()));
		}
		Ok(Rails { tron, ton }) => {
			if let Some((tron, _)) = tron {
				lines.extend(rail(tron.rail()).await);
			}
			if let Some((ton, _)) = ton {
				lines.extend(rail(ton.rail()).await);
			}
		}
	}
	lines
}

/// Also says whether another worker has the journal, which then has the port too.
fn journal(config: &Config) -> (Line, bool) {
	let path = config.journal.display();
	if matches!(config.journal.try_exists(), Ok(false)) {
		let folder = config.journal.parent().filter(|folder| !folder.as_os_str().is_empty());
		let line = if folder.is_none_or(|folder| folder.is_dir()) {
			Ok(format!("journal: {path} will be made"))
		} else {
			Err(format!("journal: the folder of {path} does not exist; make it"))
		};
		return (line, false);
	}
	match Journal::open_existing(&config.journal, Failpoint::default()) {
		Ok(journal) => {
			let open = journal.open_facts().map_or(0, |facts| facts.len());
			(Ok(format!("journal: {path} is whole; {open} facts wait for votes")), false)
		}
		Err(JournalError::InUse { .. }) => {
			(Ok(format!("journal: {path} is in use by a worker that runs")), true)
		}
		Err(error) => (Err(error.to_string()), false),
	}
}

async fn port(config: &Config, is_running: bool) -> Line {
	match Api::bind(config.listen).await {
		Ok(_) => Ok(format!("port: {} is free", config.listen)),
		Err(_) if is_running => {
			Ok(format!("port: {} is used by the worker that runs", config.listen))
		}
		Err(error) => Err(error.to_string()),
	}
}

async fn node(config: &Config) -> Vec<Line> {
	let mut node = Node::new(config.node.url.clone());
	let ask = async {
		let genesis = node.genesis().await?;
		let finalized = node.finalized().await?;
		Ok((genesis, node.block(finalized).await?))
	};
	let late = || crate::chain::ViewError::Unreachable("the node takes too long".to_owned());
	let (genesis, block) = match timeout(PATIENCE, ask).await.unwrap_or_else(|_| Err(late())) {
		Ok(found) => found,
		Err(error) => return vec![Err(format!("node: {error}"))],
	};
	let genesis = hex::encode(genesis);
	let apart = now().abs_diff(block.at);
	let number = block.number;
	vec![
		Ok(format!("node: answers at {}; genesis 0x{genesis}", config.node.url)),
		if apart <= SKEW {
			Ok(format!("clock: block {number} is final and {} s old", apart / 1000))
		} else if block.at > now() {
			Err(format!(
				"clock: block {number} is {} s in the future; set this machine's clock by NTP",
				apart / 1000
			))
		} else {
			Err(format!(
				"clock: the last final block, {number}, is {} s old; is the node still syncing, has \
				 finality stalled, or is this machine's clock ahead?",
				apart / 1000
			))
		},
	]
}

async fn rail<R: Rail>(mut rail: R) -> Vec<Line> {
	let name = rail_name(rail.name());
	match timeout(PATIENCE, rail.diagnose()).await {
		Ok(lines) => lines
			.into_iter()
			.map(|line| {
				line.map(|text| format!("{name}: {text}")).map_err(|text| format!("{name}: {text}"))
			})
			.collect(),
		Err(_) => {
			let seconds = PATIENCE.as_secs();
			vec![Err(format!("{name}: its endpoints take longer than {seconds} s; name others"))]
		}
	}
}
