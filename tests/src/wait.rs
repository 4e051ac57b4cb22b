//! Waiting, never without a bound.

use anyhow::{Context, bail};
use std::{
	future::Future,
	time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// How often is asked.
const INTERVAL: Duration = Duration::from_millis(400);

/// Asks `probe` until it answers with something, at most for `patience`. `what` says what is
/// expected.
///
/// A probe that fails is asked again: nodes that are being restarted refuse connections.
///
/// # Errors
/// What was expected, and why the last probe failed.
pub async fn eventually<T, F, A>(patience: Duration, what: &str, mut probe: F) -> anyhow::Result<T>
where
	F: FnMut() -> A,
	A: Future<Output = anyhow::Result<Option<T>>>,
{
	let started = Instant::now();
	loop {
		let left = patience.saturating_sub(started.elapsed()).max(INTERVAL);
		let trouble = match timeout(left, probe()).await {
			Ok(Ok(Some(found))) => return Ok(found),
			Ok(Ok(None)) => None,
			Ok(Err(error)) => Some(error),
			Err(_) => bail!("expected within {} s: {what}; no answer came", patience.as_secs()),
		};
		if started.elapsed() >= patience {
			let expected = format!("expected within {} s: {what}", patience.as_secs());
			return match trouble {
				Some(error) => Err(error).context(expected),
				None => bail!("{expected}"),
			};
		}
		sleep(INTERVAL).await;
	}
}

/// Asks `probe` for `duration` whether all is as it should be, and fails as soon as it is not.
///
/// # Errors
/// What the probe says.
pub async fn always<F, A>(duration: Duration, mut probe: F) -> anyhow::Result<()>
where
	F: FnMut() -> A,
	A: Future<Output = anyhow::Result<()>>,
{
	let started = Instant::now();
	while started.elapsed() < duration {
		probe().await?;
		sleep(INTERVAL).await;
	}
	Ok(())
}

/// Runs a step of a test, says how long it took, and names it in its error.
///
/// # Errors
/// As the step.
pub async fn step<T>(
	name: &str,
	work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
	let started = Instant::now();
	let outcome = work.await.with_context(|| name.to_owned());
	println!("{:>5.1} s  {name}", started.elapsed().as_secs_f32());
	outcome
}
