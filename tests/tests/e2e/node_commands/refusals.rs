//! What the node does not do, and what it says instead.

use super::place::{FAILED, Place, USAGE, hotpot_node};
use std::net::{Ipv4Addr, TcpListener};

/// Wrong arguments, on a base path without a chain.
pub(crate) async fn of_arguments(place: &Place) -> anyhow::Result<()> {
	let words = ["unknown chain `moonbase`", "dev, local, local4, staging"];
	hotpot_node(&["chain-info", "--chain", "moonbase"], "").await?.failure(FAILED, &words)?;

	let words = ["--worker-url", "must run on this machine"];
	place.refuses(&["--worker-url", "http://example.com"], USAGE, &words).await?;

	let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
	let port = listener.local_addr()?.port().to_string();
	let words = [&format!("RPC port {port} is busy on 127.0.0.1"), "another --rpc-port"];
	place.refuses(&["--rpc-port", &port], FAILED, &words).await?;
	drop(listener);

	let storage = ["benchmark", "storage", "--state-version", "1", "--mode", "validate-block"];
	let words = ["only parachains validate blocks from proofs"];
	place.refuses(&storage, FAILED, &words).await?;
	Ok(())
}

/// Commands on blocks that are not there, on a base path that has nothing but genesis.
pub(crate) async fn of_missing_blocks(place: &Place) -> anyhow::Result<()> {
	place.says(&["revert", "2"], &["There aren't any non-finalized blocks to revert."]).await?;
	place.refuses(&["check-block", "1000"], FAILED, &["Unknown block"]).await?;
	Ok(())
}
