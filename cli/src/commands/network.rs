//! `hotpot network`.

use super::Node;
use crate::{
	args::Network,
	output::{self, Output},
};
use chrono::Utc;
use hotpot_cli::money;
use serde_json::json;

/// Blocks that finality is usually behind, with room: beyond that something is wrong.
const USUAL_LAG: u64 = 10;

pub(crate) async fn run(command: &Network, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Network::Status => status(node, output).await,
	}
}

async fn status(node: &Node, output: &Output) -> anyhow::Result<()> {
	let chain = node.connect().await?;
	let info = chain.node_info().await?;
	let finalized = chain.finalized().await?;
	let state = chain.state().await?;
	let best = state.head();
	let lag = best.number.saturating_sub(finalized.number);
	let block_time = state.now().await?;
	let now = u64::try_from(Utc::now().timestamp_millis()).unwrap_or_default();
	let age = now.saturating_sub(block_time) / 1_000;
	let validators = state.validators().await?;
	let owner = state.owner().await?.map(|owner| owner.to_string());
	let supply = state.thp_supply().await?;

	let value = json!({
		"chain": info.chain,
		"node": info.software,
		"url": chain.url(),
		"genesis": format!("{:?}", chain.genesis_hash()),
		"spec_version": state.spec_version(),
		"best": { "number": best.number, "hash": format!("{:?}", best.hash), "age_s": age },
		"finalized": { "number": finalized.number, "hash": format!("{:?}", finalized.hash) },
		"finality_lag": lag,
		"peers": info.peers,
		"syncing": info.is_syncing,
		"validators": validators.iter().map(ToString::to_string).collect::<Vec<_>>(),
		"owner": owner,
		"thp_supply": money::thp(supply),
	});
	output.show(&value, || {
		let health = match (info.is_syncing, lag > USUAL_LAG) {
			(true, _) => "the node is catching up",
			(_, true) => "FINALITY IS BEHIND: are all validators running? With three, all must",
			_ => "in good health",
		};
		let pairs = [
			("chain", format!("{} (runtime {})", info.chain, state.spec_version())),
			("node", format!("{} at {}", info.software, chain.url())),
			("genesis", format!("{:?}", chain.genesis_hash())),
			("best block", format!("{}, {age} s old", best.number)),
			("finalized", format!("{}, {lag} behind", finalized.number)),
			("state", health.to_owned()),
			("peers", info.peers.to_string()),
			("validators", validators.len().to_string()),
			("owner", owner.unwrap_or_else(|| "none".to_owned())),
			("THP minted", money::thp(supply)),
		];
		output::list(&pairs)
	});
	Ok(())
}
