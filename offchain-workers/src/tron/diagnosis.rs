//! Whether TRON's endpoints answer and agree, in words.

use super::{address::Address, index, node, rail::TronRail};
use crate::{clock::now, endpoints::Endpoint};

/// How old the newest block may be, and how far ahead of our clock, ms.
const OLD: u64 = 60_000;

pub(super) async fn diagnose(rail: &TronRail) -> Vec<Result<String, String>> {
	let mut all = Vec::new();
	for endpoint in rail.endpoints.all() {
		all.push(node_of(endpoint).await);
	}
	all.push(agreement(rail).await);
	for endpoint in &rail.second_look.indices {
		let name = endpoint.name();
		let answer = index::received(endpoint, Address([0; 20]), now()).await;
		all.push(match answer {
			Ok(_) => Ok(format!("{name}: its index answers")),
			Err(error) => Err(format!("{name} {error}, asked for its index")),
		});
	}
	all
}

async fn node_of(endpoint: &Endpoint) -> Result<String, String> {
	let name = endpoint.name();
	let (newest, solidified) = tokio::join!(node::newest(endpoint), node::solidified(endpoint));
	let newest = newest.map_err(|error| format!("{name} {error}"))?;
	let solidified = solidified.map_err(|error| format!("{name} {error}"))?;
	let text = format!("block {}, solidified {}", newest.number, solidified.number);
	let now = now();
	if newest.timestamp.abs_diff(now) > OLD {
		let (seconds, side) = (
			newest.timestamp.abs_diff(now) / 1000,
			if newest.timestamp > now { "ahead of" } else { "behind" },
		);
		return Err(format!("{name}: {text}, {seconds} s {side} this machine's clock"));
	}
	Ok(format!("{name}: {text}"))
}

/// Whether a majority has the same block, somewhat back so that all can have it.
async fn agreement(rail: &TronRail) -> Result<String, String> {
	let mut lowest = None;
	for endpoint in rail.endpoints.all() {
		if let Ok(head) = node::solidified(endpoint).await {
			lowest = Some(lowest.map_or(head.number, |lowest: u64| lowest.min(head.number)));
		}
	}
	let Some(lowest) = lowest else {
		return Err("no endpoint answers, so there is nothing to compare".to_owned());
	};
	let (question, most) = (format!("block {lowest}"), rail.settings.max_block);
	let majority =
		rail.endpoints
			.majority(&question, move |endpoint| async move {
				node::block(&endpoint, lowest, most).await
			})
			.await
			.map_err(|error| error.to_string())?;
	match majority.alerts.is_empty() {
		true => Ok(format!("all endpoints agree about {question}")),
		false => Err(majority.alerts.join("; ")),
	}
}
