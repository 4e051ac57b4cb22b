//! Following a chain that restarts, stalls, forgets, or is another one.

use crate::fakes::{FakeChain, account, deposit, until, worker};
use hotpot_primitives::observations::Rail;
use hotpot_worker::{
	chain::FollowerOptions,
	context::Context,
	journal::{Block, Outcome, State, Told, WorkerClaim},
	rail::Found,
	worker::{Worker, WorkerError},
};
use std::{collections::BTreeSet, time::Duration};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};

const OWN: [u8; 32] = [7; 32];
const OPTIONS: FollowerOptions = FollowerOptions {
	poll: Duration::from_millis(20),
	authority: Some(OWN),
	revotes: 3,
	ask_again: Duration::from_millis(50),
};

struct Running {
	context: Context,
	over: oneshot::Sender<()>,
	task: JoinHandle<Result<(), WorkerError>>,
}

impl Running {
	fn start(folder: &TempDir, chain: &FakeChain) -> Self {
		let mut worker: Worker = worker(folder.path());
		worker.follow(chain.clone(), OPTIONS);
		let context = worker.context().clone();
		let (over, is_over) = oneshot::channel();
		let task = tokio::spawn(worker.run(async {
			let _ = is_over.await;
		}));
		Self { context, over, task }
	}

	async fn stop(self) {
		let _ = self.over.send(());
		self.task.await.expect("it does not panic").expect("it ends well");
	}

	async fn followed(&self) -> Option<u64> {
		let followed = self.context.journal(|journal| journal.followed()).await;
		followed.expect("it reads").map(|(number, _)| number)
	}

	async fn reaches(&self, number: u64) {
		until("followed", async || self.followed().await == Some(number)).await;
	}

	async fn knows(&self, deposits: Vec<hotpot_primitives::observations::Deposit>) {
		let found = Found { deposits, cursor: vec![1], ..Found::default() };
		let watched = BTreeSet::from([account(1)]);
		let keep = move |journal: &mut hotpot_worker::journal::Journal| {
			journal.record_step(Rail::Tron, &watched, &found, 1)
		};
		self.context.journal(keep).await.expect("it writes");
	}

	async fn states(&self) -> Vec<State> {
		let facts = self.context.journal(|journal| journal.facts()).await.expect("it reads");
		facts.into_iter().map(|(_, _, state)| state).collect()
	}
}

fn fact(number: u32) -> [u8; 32] {
	WorkerClaim::Deposit(deposit(number, 5)).fact()
}

fn setup() -> (TempDir, FakeChain) {
	let chain = FakeChain::default();
	chain.watch(&[account(1)]);
	(TempDir::new().expect("there is room"), chain)
}

#[tokio::test]
async fn what_final_blocks_tell_should_be_kept_across_restarts() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	running.knows((1..=4).map(|number| deposit(number, 5)).collect()).await;
	let settled = |number, outcome| Told::Settled { fact: fact(number), outcome };
	chain.tell(vec![Told::Voted { fact: fact(1), authority: OWN }, settled(2, Outcome::Applied)]);
	running.reaches(2).await;
	assert_eq!(running.context.metrics.votes.get(), 1);
	running.stop().await;
	chain.tell(vec![settled(1, Outcome::Applied)]);
	chain.tell(vec![settled(3, Outcome::Disputed)]);
	let running = Running::start(&folder, &chain);
	running.reaches(4).await;
	let expected = [State::Applied, State::Applied, State::Disputed, State::Seen];
	assert_eq!(running.states().await, expected);
	assert!(running.context.metrics.alerts.with_label_values(&["chain"]).get() >= 1);
	running.stop().await;
}

#[tokio::test]
async fn a_vote_that_was_overruled_should_be_alerted() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	chain.tell(vec![
		Told::Outvoted { fact: fact(1), authority: OWN },
		Told::Outvoted { fact: fact(1), authority: [8; 32] },
	]);
	running.reaches(2).await;
	until("counted", async || running.context.metrics.outvoted.get() == 1).await;
	let alerts = running.context.metrics.alerts.with_label_values(&["chain"]);
	until("both alerted", async || alerts.get() == 2).await;
	running.stop().await;
}

#[tokio::test]
async fn a_node_that_goes_away_should_be_followed_when_it_is_back() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	chain.change(|state| state.is_down = true);
	until("noticed", async || running.context.status.report().chain.error.is_some()).await;
	chain.tell(vec![]);
	chain.change(|state| state.is_down = false);
	running.reaches(2).await;
	assert_eq!(running.context.status.report().chain.error, None);
	running.stop().await;
}

#[tokio::test]
async fn a_stall_should_not_keep_the_worker_from_stopping() {
	let (folder, chain) = setup();
	chain.change(|state| state.is_stalled = true);
	let running = Running::start(&folder, &chain);
	tokio::time::sleep(Duration::from_millis(100)).await;
	tokio::time::timeout(Duration::from_secs(2), running.stop()).await.expect("it stops at once");
}

#[tokio::test]
async fn blocks_that_the_node_forgot_should_be_made_up_for() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	running.knows(vec![deposit(1, 5), deposit(2, 5)]).await;
	running.stop().await;
	for _ in 0..999 {
		chain.tell(vec![]);
	}
	chain.change(|state| {
		state.kept_from = 745;
		state.applied = vec![fact(1)];
	});
	let running = Running::start(&folder, &chain);
	running.reaches(1000).await;
	assert_eq!(running.states().await, [State::Applied, State::Seen]);
	running.stop().await;
}

#[tokio::test]
async fn watched_accounts_should_be_read_when_they_change_and_not_at_each_block() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	for number in 2..10 {
		chain.tell(vec![]);
		running.reaches(number).await;
	}
	assert_eq!(chain.change(|state| state.reads), 1);
	chain.watch(&[account(2)]);
	let watched = async || running.context.journal(|journal| journal.watched(Rail::Tron)).await;
	until("seen", async || watched().await.expect("it reads").contains(&account(2))).await;
	running.stop().await;
}

#[tokio::test]
async fn another_chain_should_end_the_worker() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	running.stop().await;
	let other = FakeChain::default();
	other.change(|state| state.genesis = [1; 32]);
	other.watch(&[]);
	let running = Running::start(&folder, &other);
	let error = running.task.await.expect("it does not panic").expect_err("it is another chain");
	assert!(error.to_string().contains("a journal of its own"), "{error}");
}

#[tokio::test]
async fn a_node_that_is_behind_should_be_waited_for() {
	let (folder, chain) = setup();
	chain.tell(vec![]);
	let running = Running::start(&folder, &chain);
	running.reaches(2).await;
	let last: Vec<Block> = chain.change(|state| state.blocks.split_off(1));
	let says = async || running.context.status.report().chain.error.unwrap_or_default();
	until("noticed", async || says().await.contains("it is behind")).await;
	chain.change(|state| state.blocks.extend(last));
	chain.tell(vec![]);
	running.reaches(3).await;
	running.stop().await;
}

#[tokio::test]
async fn what_others_agreed_on_before_it_was_seen_here_should_be_offered_no_more() {
	let (folder, chain) = setup();
	let running = Running::start(&folder, &chain);
	running.reaches(1).await;
	chain.change(|state| state.applied = vec![fact(1)]);
	running.knows(vec![deposit(1, 5), deposit(2, 5)]).await;
	until("asked", async || running.states().await == [State::Applied, State::Seen]).await;
	running.stop().await;
}
