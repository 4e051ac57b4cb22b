//! Rails that fail, hang or panic beside one that works.

use crate::fakes::{FakeChain, FakeRail, Step, account, deposit, until, worker};
use hotpot_primitives::observations::Rail as RailName;
use hotpot_worker::{chain::FollowerOptions, context::Context, rail::RailError, scheduler::Pace};
use std::time::Duration;
use tempfile::TempDir;

const PACE: Pace = Pace {
	poll: Duration::from_millis(30),
	step: Duration::from_secs(1),
	keep: Duration::from_secs(60),
};
const FOLLOW: FollowerOptions = FollowerOptions {
	poll: Duration::from_millis(20),
	authority: None,
	revotes: 3,
	ask_again: Duration::from_secs(600),
};

/// Runs rails until what is asked for is so.
async fn run(rails: &[FakeRail], mut is_done: impl AsyncFnMut(&Context) -> bool) {
	let folder = TempDir::new().expect("there is room");
	let chain = FakeChain::default();
	chain.watch(&[account(1)]);
	let mut worker = worker(folder.path());
	worker.follow(chain, FOLLOW);
	for rail in rails {
		let rail = rail.clone();
		worker.read(move || rail.clone(), PACE, Duration::from_secs(60));
	}
	let context = worker.context().clone();
	let done = context.clone();
	worker
		.run(async move { until("done", async || is_done(&done).await).await })
		.await
		.expect("it ends well");
}

async fn facts(context: &Context) -> usize {
	context.journal(|journal| journal.facts()).await.expect("it reads").len()
}

fn unreachable() -> Step {
	let error = RailError::Unreachable { rail: RailName::Ton, reason: "gone".to_owned() };
	Step::Fails(error)
}

#[tokio::test]
async fn what_a_rail_finds_should_get_into_the_journal_and_its_cursor_back_to_it() {
	let steps = vec![Step::Finds(vec![deposit(1, 5)], 1), Step::Finds(vec![deposit(2, 5)], 2)];
	let rail = FakeRail::new(RailName::Tron, steps);
	run(std::slice::from_ref(&rail), async |context| {
		facts(context).await == 2 && rail.taken().len() > 3
	})
	.await;
	let cursors: Vec<_> = rail.taken().into_iter().map(|(_, cursor)| cursor).take(3).collect();
	assert_eq!(cursors, [None, Some(vec![1]), Some(vec![2])]);
}

#[tokio::test]
async fn steps_that_bring_nothing_should_go_on_without_being_kept_each() {
	let steps = [1, 2, 3].map(|place| Step::Finds(vec![], place)).to_vec();
	let rail = FakeRail::new(RailName::Tron, steps);
	run(std::slice::from_ref(&rail), async |context| {
		let kept = context.journal(|journal| journal.cursor(RailName::Tron)).await;
		assert!(kept.expect("it reads").is_none_or(|kept| kept == [1]));
		rail.taken().len() > 4
	})
	.await;
	let cursors: Vec<_> = rail.taken().into_iter().map(|(_, cursor)| cursor).take(4).collect();
	assert_eq!(cursors, [None, Some(vec![1]), Some(vec![2]), Some(vec![3])]);
}

#[tokio::test]
async fn a_step_that_brings_something_should_be_kept_at_once() {
	let steps = vec![
		Step::Finds(vec![], 1),
		Step::Finds(vec![], 2),
		Step::Finds(vec![deposit(1, 5)], 3),
		Step::Finds(vec![], 4),
	];
	let rail = FakeRail::new(RailName::Tron, steps);
	run(std::slice::from_ref(&rail), async |context| {
		let kept = context.journal(|journal| journal.cursor(RailName::Tron)).await;
		rail.taken().len() > 5 && kept.expect("it reads") == Some(vec![3])
	})
	.await;
}

#[tokio::test]
async fn a_rail_that_fails_should_stop_no_other() {
	for step in [unreachable(), Step::Panics, Step::Hangs] {
		let bad = FakeRail::new(RailName::Ton, vec![step; 100]);
		let good = FakeRail::new(RailName::Tron, vec![Step::Finds(vec![deposit(1, 5)], 1)]);
		run(&[bad, good.clone()], async |context| {
			let report = context.status.report();
			let failed = report.rails.iter().any(|rail| rail.name == "ton" && rail.error.is_some());
			failed && facts(context).await == 1 && good.taken().len() > 5
		})
		.await;
	}
}

#[tokio::test]
async fn a_rail_should_recover_from_anything() {
	let steps = vec![unreachable(), Step::Panics, Step::Hangs, Step::Finds(vec![deposit(1, 5)], 1)];
	let rail = FakeRail::new(RailName::Tron, steps);
	run(&[rail], async |context| {
		facts(context).await == 1
			&& context.status.report().rails.iter().all(|rail| rail.error.is_none())
	})
	.await;
}

#[tokio::test]
async fn an_ordered_rest_should_be_kept() {
	let rest = Duration::from_millis(1500);
	let steps = vec![Step::Fails(RailError::TooManyRequests(rest))];
	let rail = FakeRail::new(RailName::Tron, steps);
	run(std::slice::from_ref(&rail), async |_| rail.taken().len() > 1).await;
	let taken = rail.taken();
	assert!(taken[1].0.duration_since(taken[0].0) >= rest);
}

#[tokio::test]
async fn failures_should_be_tried_again_ever_less_often() {
	let rail = FakeRail::new(RailName::Tron, vec![unreachable(); 3]);
	run(std::slice::from_ref(&rail), async |_| rail.taken().len() > 3).await;
	let taken = rail.taken();
	let waits: Vec<_> =
		taken.windows(2).take(3).map(|pair| pair[1].0.duration_since(pair[0].0)).collect();
	for (wait, least) in waits.iter().zip([500, 1000, 2000]) {
		assert!(*wait >= Duration::from_millis(least), "{waits:?}");
	}
}

#[tokio::test]
async fn what_nobody_asked_about_should_be_alerted_and_left_out() {
	let elsewhere = hotpot_primitives::observations::Deposit { to: account(3), ..deposit(1, 5) };
	let rail = FakeRail::new(RailName::Tron, vec![Step::Finds(vec![elsewhere, deposit(2, 5)], 1)]);
	run(&[rail], async |context| {
		context.metrics.alerts.with_label_values(&["tron"]).get() == 1 && facts(context).await == 1
	})
	.await;
}
