//! A chain and a rail that do what a test says.

use hotpot_primitives::observations::{
	Comment, Deposit, FactId, ForeignAccount, Rail as RailName, Token,
};
use hotpot_worker::{
	chain::{ChainView, ViewError},
	clock::now,
	failpoint::Failpoint,
	journal::{Block, Journal, Told},
	rail::{Cursor, Found, Rail, RailError},
	worker::Worker,
};
use std::{
	collections::BTreeSet,
	future::pending,
	path::Path,
	sync::{Arc, Mutex},
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// What the fake chain holds.
#[derive(Debug, Default)]
pub(crate) struct ChainState {
	pub(crate) genesis: [u8; 32],
	/// From number 1 on; all final.
	pub(crate) blocks: Vec<Block>,
	pub(crate) watched: BTreeSet<ForeignAccount>,
	/// Blocks below are discarded.
	pub(crate) kept_from: u64,
	pub(crate) applied: Vec<FactId>,
	/// Whether nothing answers.
	pub(crate) is_down: bool,
	/// Whether questions are never answered.
	pub(crate) is_stalled: bool,
	/// How often the watched accounts were read.
	pub(crate) reads: usize,
}

/// A chain.
#[derive(Clone, Debug, Default)]
pub(crate) struct FakeChain(Arc<Mutex<ChainState>>);

impl FakeChain {
	pub(crate) fn change<T>(&self, change: impl FnOnce(&mut ChainState) -> T) -> T {
		change(&mut self.0.lock().expect("nobody panics"))
	}

	/// Adds a block that tells this.
	pub(crate) fn tell(&self, told: Vec<Told>) {
		self.change(|state| {
			let number = state.blocks.len() as u64 + 1;
			state.blocks.push(Block { number, at: now(), told, touches_watched: false });
		});
	}

	pub(crate) fn watch(&self, accounts: &[ForeignAccount]) {
		self.change(|state| {
			state.watched.extend(accounts.iter().copied());
			let number = state.blocks.len() as u64 + 1;
			state.blocks.push(Block { number, at: now(), told: vec![], touches_watched: true });
		});
	}

	async fn ask<T>(
		&self,
		answer: impl FnOnce(&mut ChainState) -> Result<T, ViewError> + Send,
	) -> Result<T, ViewError> {
		if self.change(|state| state.is_stalled) {
			pending::<()>().await;
		}
		self.change(|state| {
			if state.is_down {
				return Err(ViewError::Unreachable("the node is down".to_owned()));
			}
			answer(state)
		})
	}
}

impl ChainView for FakeChain {
	async fn genesis(&mut self) -> Result<[u8; 32], ViewError> {
		self.ask(|state| Ok(state.genesis)).await
	}

	async fn finalized(&mut self) -> Result<u64, ViewError> {
		self.ask(|state| match state.blocks.len() {
			0 => Err(ViewError::Unreachable("the chain has no block yet".to_owned())),
			count => Ok(count as u64),
		})
		.await
	}

	async fn block(&mut self, number: u64) -> Result<Block, ViewError> {
		self.ask(|state| {
			if number < state.kept_from {
				return Err(ViewError::Discarded(number));
			}
			Ok(state.blocks[usize::try_from(number - 1).expect("it is small")].clone())
		})
		.await
	}

	async fn watched(&mut self, _: u64) -> Result<BTreeSet<ForeignAccount>, ViewError> {
		self.ask(|state| {
			state.reads += 1;
			Ok(state.watched.clone())
		})
		.await
	}

	async fn applied(&mut self, _: u64, facts: Vec<FactId>) -> Result<Vec<FactId>, ViewError> {
		self.ask(|state| {
			Ok(facts.into_iter().filter(|fact| state.applied.contains(fact)).collect())
		})
		.await
	}
}

pub(crate) const fn account(number: u8) -> ForeignAccount {
	ForeignAccount::Tron([number; 20])
}

pub(crate) fn deposit(number: u32, amount: u128) -> Deposit {
	let mut transaction = [0; 32];
	transaction[..4].copy_from_slice(&number.to_be_bytes());
	Deposit {
		token: Token::UsdtTron,
		from: account(9),
		to: account(1),
		amount,
		transaction,
		index: 0,
		at: 1,
		comment: Comment::default(),
	}
}

/// What the next step of a fake rail does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
	Finds(Vec<Deposit>, u8),
	Fails(RailError),
	Panics,
	Hangs,
}

/// A step that was taken: when, and from where.
type Taken = (Instant, Option<Cursor>);

/// A rail that takes these steps, and then finds nothing.
#[derive(Clone, Debug)]
pub(crate) struct FakeRail {
	pub(crate) name: RailName,
	pub(crate) steps: Arc<Mutex<Vec<Step>>>,
	pub(crate) taken: Arc<Mutex<Vec<Taken>>>,
}

impl FakeRail {
	pub(crate) fn new(name: RailName, steps: Vec<Step>) -> Self {
		Self { name, steps: Arc::new(Mutex::new(steps)), taken: Arc::default() }
	}

	pub(crate) fn taken(&self) -> Vec<Taken> {
		self.taken.lock().expect("it panics elsewhere").clone()
	}
}

impl Rail for FakeRail {
	fn name(&self) -> RailName {
		self.name
	}

	async fn step(
		&mut self,
		_: &BTreeSet<ForeignAccount>,
		cursor: Option<&Cursor>,
	) -> Result<Found, RailError> {
		self.taken.lock().expect("it panics elsewhere").push((Instant::now(), cursor.cloned()));
		let next = {
			let mut steps = self.steps.lock().expect("it panics elsewhere");
			if steps.is_empty() { None } else { Some(steps.remove(0)) }
		};
		match next {
			None => Ok(Found { cursor: cursor.cloned().unwrap_or_default(), ..Found::default() }),
			Some(Step::Finds(deposits, cursor)) => {
				Ok(Found { deposits, cursor: vec![cursor], ..Found::default() })
			}
			Some(Step::Fails(error)) => Err(error),
			Some(Step::Panics) => panic!("as the test says"),
			Some(Step::Hangs) => pending().await,
		}
	}

	async fn diagnose(&mut self) -> Vec<Result<String, String>> {
		vec![Ok("as the test says".to_owned())]
	}
}

/// A worker with a journal in this folder.
pub(crate) fn worker(folder: &Path) -> Worker {
	let journal = Journal::open(&folder.join("journal"), Failpoint::default()).expect("it opens");
	Worker::new(journal, Duration::from_secs(60)).expect("names are good")
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
	let began = Instant::now();
	while !is_so().await {
		assert!(began.elapsed() < Duration::from_secs(20), "never: {what}");
		sleep(Duration::from_millis(20)).await;
	}
}
