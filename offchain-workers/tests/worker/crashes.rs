//! A process that reads a rail, follows a chain, is asked for claims and gets reports, and dies at
//! every edge of every transaction (F23).
//!
//! The process is this test program itself: it runs one test, which does the work if a variable
//! says so. After each death the endpoints tell another amount of every deposit. The first one that
//! was kept must stay, and nothing else must ever be offered.

use crate::fakes::{FakeChain, account, deposit, until, worker};
use codec::Encode;
use hotpot_primitives::observations::{ForeignAccount, Rail as RailName};
use hotpot_worker::{
	chain::FollowerOptions,
	clock::now,
	context::Context,
	failpoint::Failpoint,
	journal::{Journal, Outcome, State, Told, WorkerClaim},
	rail::{Cursor, Found, Rail, RailError},
	scheduler::Pace,
	worker::Worker,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	env,
	fs::{self, OpenOptions},
	io::Write,
	os::unix::process::ExitStatusExt,
	path::{Path, PathBuf},
	process::{Command, ExitStatus},
	time::Duration,
};
use tempfile::TempDir;

const FOLDER: &str = "HOTPOT_WORKER_TEST_FOLDER";
const FAIL_AT: &str = "HOTPOT_WORKER_TEST_FAIL_AT";
const RUN: &str = "HOTPOT_WORKER_TEST_RUN";
const OWN: [u8; 32] = [7; 32];
const DEPOSITS: u8 = 12;
const APPLIED: u32 = 6;
const ABORTED: i32 = 6;

/// Finds three deposits a step, and the last ones once more. The amount is that of the run.
struct Rerun {
	amount: u128,
}

impl Rail for Rerun {
	fn name(&self) -> RailName {
		RailName::Tron
	}

	async fn step(
		&mut self,
		watched: &BTreeSet<ForeignAccount>,
		cursor: Option<&Cursor>,
	) -> Result<Found, RailError> {
		let from = cursor.and_then(|cursor| cursor.first().copied()).unwrap_or_default();
		let to = from.saturating_add(3).min(DEPOSITS);
		let deposits =
			(from.saturating_sub(2)..to).map(|number| deposit(number.into(), self.amount));
		let deposits = deposits.filter(|deposit| watched.contains(&deposit.to)).collect();
		Ok(Found { deposits, cursor: vec![to], alerts: vec![], is_behind: to < DEPOSITS })
	}

	async fn diagnose(&mut self) -> Vec<Result<String, String>> {
		vec![]
	}
}

/// What the process does.
async fn work(folder: &Path, run: u32, failpoint: Failpoint) {
	let journal = Journal::open(&folder.join("journal"), failpoint).expect("it opens");
	let is_first = journal.followed().expect("it reads").is_none();
	let mut worker = Worker::new(journal, Duration::from_secs(60)).expect("names are good");
	let chain = FakeChain::default();
	chain.watch(&[account(1)]);
	if !is_first {
		go_on(&chain);
	}
	let poll = Duration::from_millis(10);
	worker.follow(
		chain.clone(),
		FollowerOptions {
			poll,
			authority: Some(OWN),
			revotes: 3,
			ask_again: Duration::from_secs(600),
		},
	);
	let pace = Pace { poll, step: Duration::from_secs(5), keep: Duration::ZERO };
	let make = move || Rerun { amount: 100 + u128::from(run) };
	worker.read(make, pace, Duration::from_secs(60));
	let context = worker.context().clone();
	let path = folder.join("offers");
	let done = async move {
		if is_first {
			let followed = async || context.journal(|journal| journal.followed()).await;
			until("it follows", async || followed().await.expect("it reads").is_some()).await;
			go_on(&chain);
		}
		until("all is done", async || round(&context, &path, run).await).await;
	};
	worker.run(done).await.expect("it ends well");
}

/// The first deposits are voted for, then applied.
fn go_on(chain: &FakeChain) {
	for number in 0..APPLIED {
		let fact = WorkerClaim::Deposit(deposit(number, 1)).fact();
		chain.tell(vec![Told::Voted { fact, authority: OWN }]);
		chain.tell(vec![Told::Settled { fact, outcome: Outcome::Applied }]);
	}
}

/// Reports, asks for claims and writes them down. Says whether everything is there.
async fn round(context: &Context, offers: &Path, run: u32) -> bool {
	let liked = WorkerClaim::Liked { who: [1; 32], post: [2; 32], likes: 50 + run };
	let reports = vec![(liked, "{}".to_owned())];
	context.journal(move |journal| journal.report(&reports, now())).await.expect("it writes");
	let offering = context.journal(|journal| journal.offer(now())).await.expect("it writes");
	let mut file =
		OpenOptions::new().create(true).append(true).open(offers).expect("there is room");
	for claim in &offering.offer {
		let line = format!("{} {}\n", hex::encode(claim.fact()), hex::encode(claim.encode()));
		file.write_all(line.as_bytes()).expect("there is room");
	}
	let facts = context.journal(|journal| journal.facts()).await.expect("it reads");
	let applied = facts.iter().filter(|(_, _, state)| *state == State::Applied).count();
	let offered = facts.iter().filter(|(_, _, state)| *state == State::Offered).count();
	applied == APPLIED as usize && applied + offered == usize::from(DEPOSITS) + 1
}

fn spawn(folder: &Path, run: u32, fail_at: Option<&str>) -> ExitStatus {
	let mut command = Command::new(env::current_exe().expect("it runs"));
	command
		.args(["--exact", "crashes::a_worker_should_see_everything_through", "--nocapture"])
		.env(FOLDER, folder)
		.env(RUN, run.to_string())
		.env_remove(FAIL_AT);
	if let Some(place) = fail_at {
		command.env(FAIL_AT, place);
	}
	let output = command.output().expect("it starts");
	output.status
}

/// What must be so in the end, wherever the process died.
fn check(folder: &Path) {
	let journal =
		Journal::open(&folder.join("journal"), Failpoint::default()).expect("it is whole");
	let facts = journal.facts().expect("it reads");
	let claims: BTreeMap<_, _> = facts
		.iter()
		.map(|(fact, claim, _)| (hex::encode(fact), hex::encode(claim.encode())))
		.collect();
	assert_eq!((facts.len(), claims.len()), (usize::from(DEPOSITS) + 1, usize::from(DEPOSITS) + 1));
	for number in 0..u32::from(DEPOSITS) {
		let fact = WorkerClaim::Deposit(deposit(number, 1)).fact();
		let state = facts.iter().find(|(known, ..)| *known == fact).map(|(_, _, state)| *state);
		let expected = if number < APPLIED { State::Applied } else { State::Offered };
		assert_eq!(state, Some(expected), "deposit {number}");
	}
	let offers = fs::read_to_string(folder.join("offers")).expect("it is there");
	for line in offers.lines() {
		let (fact, claim) = line.split_once(' ').expect("it is a pair");
		assert_eq!(claims.get(fact).map(String::as_str), Some(claim), "another claim was offered");
	}
}

#[test]
fn a_worker_should_see_everything_through() {
	let child = env::var_os(FOLDER).map(PathBuf::from);
	let (run, fail_at) = (env::var(RUN).ok(), env::var(FAIL_AT).ok());
	let runtime = tokio::runtime::Runtime::new().expect("there are threads");
	if let Some(folder) = child {
		let run = run.and_then(|run| run.parse().ok()).expect("the parent numbers runs");
		let failpoint = fail_at.as_deref().map(Failpoint::at).unwrap_or_default();
		runtime.block_on(work(&folder, run, failpoint));
		return;
	}
	let folder = TempDir::new().expect("there is room");
	runtime.block_on(work(folder.path(), 1, Failpoint::default()));
	check(folder.path());
}

#[test]
fn a_worker_that_dies_anywhere_should_lose_nothing_and_offer_nothing_else() {
	for place in Failpoint::all() {
		let folder = TempDir::new().expect("there is room");
		let died = spawn(folder.path(), 1, Some(&place));
		assert_eq!(died.signal(), Some(ABORTED), "{place} was not reached: {died}");
		assert!(spawn(folder.path(), 2, None).success(), "{place}");
		check(folder.path());
	}
}

#[test]
fn a_worker_that_dies_again_and_again_should_still_see_everything_through() {
	let folder = TempDir::new().expect("there is room");
	for (run, place) in (1..).zip(Failpoint::all()) {
		spawn(folder.path(), run, Some(&place));
	}
	assert!(spawn(folder.path(), 100, None).success());
	check(folder.path());
}

#[test]
fn a_worker_that_is_killed_at_any_time_should_lose_nothing_and_offer_nothing_else() {
	for milliseconds in [40, 80, 120, 160, 200, 300] {
		let folder = TempDir::new().expect("there is room");
		let mut child = Command::new(env::current_exe().expect("it runs"))
			.args(["--exact", "crashes::a_worker_should_see_everything_through"])
			.env(FOLDER, folder.path())
			.env(RUN, "1")
			.spawn()
			.expect("it starts");
		std::thread::sleep(Duration::from_millis(milliseconds));
		child.kill().expect("it is ours");
		child.wait().expect("it is ours");
		assert!(spawn(folder.path(), 2, None).success(), "{milliseconds} ms");
		check(folder.path());
	}
}

/// Keeps the helper honest: a worker without parts ends when it is told to.
#[tokio::test]
async fn a_worker_without_parts_should_run_until_it_is_told_to_end() {
	let folder = TempDir::new().expect("there is room");
	worker(folder.path()).run(async {}).await.expect("it ends well");
}
