//! `hotpot loyalty tell`: observations that Root tells, on networks for tests.

use super::{Node, hash_argument, placed};
use crate::{
	args::{Lasting, Seen, Tell},
	exit::Usage,
	output::Output,
};
use hotpot_cli::{
	chain::{calls::loyalty, types::Observation},
	keys, times,
};
use serde_json::json;

pub(crate) async fn run(command: Tell, node: &Node, output: &Output) -> anyhow::Result<()> {
	let chain = node.connect().await?;
	let now = chain.state().await?.now().await?;
	let (Seen { root_key, account }, observation, text) = match command {
		Tell::Watched { seen, stream, time } => {
			let (who, stream) = (keys::parse_address(&seen.account)?, hash_argument(&stream)?);
			let (from, to) = interval(&time, now)?;
			let text = format!("{who} watched {}", times::span(to - from));
			(seen, Observation::Watched { who, stream, from, to }, text)
		}
		Tell::Liked { seen, post, likes } => {
			let (who, post) = (keys::parse_address(&seen.account)?, hash_argument(&post)?);
			let text = format!("{likes} people liked a post of {who}");
			(seen, Observation::Liked { who, post, likes }, text)
		}
		Tell::Streamed { seen, node, table, time } => {
			let who = keys::parse_address(&seen.account)?;
			let (from, to) = interval(&time, now)?;
			let text = format!("{who} streamed {} from table {table}", times::span(to - from));
			(seen, Observation::Streamed { who, node, table, from, to }, text)
		}
	};
	let key = root_key.read()?;
	let included = chain.call(&loyalty::tell(observation), key.signer(), node.until).await?;
	chain.state_at(included.block).await?.of_root(&included)?;
	let value = placed(json!({ "account": account, "told": text }), &included);
	output.show(&value, || format!("{text}, told in block {}.", included.block.number));
	Ok(())
}

/// From when to when, UNIX ms.
fn interval(time: &Lasting, now: u64) -> Result<(u64, u64), Usage> {
	let span = |text: &str| {
		times::parse_span(text).ok_or_else(|| Usage(format!("\"{text}\" is no time like 20m")))
	};
	let too_long = || Usage("that is before 1970".to_owned());
	let ago = time.ago.as_deref().map_or(Ok(0), span)?;
	let to = now.checked_sub(ago).ok_or_else(too_long)?;
	let from = to.checked_sub(span(&time.lasting)?).ok_or_else(too_long)?;
	Ok((from, to))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_interval_should_end_some_time_ago() {
		let lasting = |lasting: &str, ago: Option<&str>| Lasting {
			lasting: lasting.to_owned(),
			ago: ago.map(str::to_owned),
		};
		let now = 10 * times::DAY;
		assert_eq!(interval(&lasting("20m", None), now).ok(), Some((now - 1_200_000, now)));
		let yesterday = now - times::DAY;
		let told = interval(&lasting("1h", Some("1d")), now).ok();
		assert_eq!(told, Some((yesterday - 3_600_000, yesterday)));
		for (long, ago) in [("11d", None), ("1m", Some("11d")), ("20", None), ("1m", Some("soon"))]
		{
			assert!(interval(&lasting(long, ago), now).is_err(), "{long} {ago:?}");
		}
	}
}
