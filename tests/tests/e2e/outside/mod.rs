//! What reaches accounts of TRON and TON is credited here, once, whatever goes wrong on the way: three
//! validators with their workers, and both chains behind endpoints that lie and fail (F16 to F19, F23,
//! F25).

mod latency;
mod ledger;
mod liar;
mod scene;
mod trouble;

use hotpot_tests::wait::{always, step};
use latency::Solidified;
use ledger::Ledger;
use liar::Liar;
use scene::Scene;
use std::time::Duration;
use trouble::{kill_workers, make_trouble};

/// Deposits of the whole test, half of them on either chain.
const DEPOSITS: usize = 200;
/// How long deposits may take from the last one that was sent.
const PATIENCE: Duration = Duration::from_secs(180);
/// How long nothing more may come.
const SILENCE: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_deposits_should_be_credited_once_each_whatever_goes_wrong()
-> anyhow::Result<()> {
	let mut scene = step("three validators, their workers, TRON and TON", Scene::start()).await?;
	step("accounts are watched", scene.watch()).await?;

	let mut sent = Ledger::new();
	let (first, rest) = (DEPOSITS / 4, DEPOSITS - DEPOSITS / 4);
	step("the first quarter, and nothing goes wrong", async {
		let solidified = Solidified::default();
		let sent_at = tokio::select! {
			ended = solidified.watch(&scene.tron) => ended.map(|()| Default::default()),
			sent_at = async {
				let sent_at = scene.send(first, &mut sent).await?;
				scene.wait_until_credited(&sent, PATIENCE).await?;
				anyhow::Ok(sent_at)
			} => sent_at,
		}?;
		latency::measure(&scene, &sent, &sent_at, &solidified).await
	})
	.await?;
	let backup = scene.backup(2)?;

	step("the rest, while endpoints lie and fail, and workers die", async {
		let Scene { tron, ton, workers, companies, .. } = &mut scene;
		let sending = scene::send(tron, ton, companies, rest, &mut sent);
		tokio::try_join!(make_trouble(tron, ton), kill_workers(workers), sending).map(|_| ())
	})
	.await?;
	step("all of them are credited", async {
		scene.calm().await?;
		scene.wait_until_credited(&sent, PATIENCE).await
	})
	.await?;

	scene.restore(2, &backup)?;
	let again = step("a journal of yesterday, read again from there, credits nothing", async {
		scene.wait_until_read(2).await?;
		always(SILENCE, || async { scene.ensure_credited(&sent).await }).await
	});
	let watched = "what a guest watched is worth SPOT when two workers report it";
	tokio::try_join!(again, step(watched, scene.watch_a_stream()))?;

	step("a validator that lies has no effect, and is named", async {
		let liar = Liar::instead_of(&mut scene, 2)?;
		let mut more = Ledger::new();
		scene.send(12, &mut more).await?;
		liar.lie_about(&more)?;
		sent.extend(more);
		scene.wait_until_credited(&sent, PATIENCE).await?;
		always(SILENCE, || async { scene.ensure_credited(&sent).await }).await?;
		scene.ensure_outvoted(2)
	})
	.await?;

	scene.ensure_small()?;
	println!("{}", scene.table(&sent).await?);
	step("invariants", scene.finish()).await
}
