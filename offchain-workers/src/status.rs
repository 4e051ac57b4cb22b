//! How the parts of the worker are, for `/v1/health` and the metrics.

use crate::{clock::now, journal::rail_name};
use hotpot_primitives::{Moment, observations::Rail};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug, Default)]
struct Chain {
	head: Option<(u64, Moment)>,
	error: Option<String>,
}

#[derive(Debug)]
struct RailState {
	rail: Rail,
	limit: Moment,
	caught_up_at: Moment,
	watched: u64,
	error: Option<String>,
}

#[derive(Debug)]
struct Inner {
	chain: Mutex<Chain>,
	rails: Mutex<Vec<RailState>>,
	journal_error: Mutex<Option<String>>,
	head_age: Moment,
	started_at: Moment,
}

/// What every part notes about itself. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Status(Arc<Inner>);

/// How everything is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
	/// Whether all is well.
	pub is_ok: bool,
	/// Since the start.
	pub uptime_seconds: u64,
	/// Our chain.
	pub chain: ChainReport,
	/// Other chains.
	pub rails: Vec<RailReport>,
	/// The journal.
	pub journal: JournalReport,
}

/// How our chain is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainReport {
	/// Whether the last final block is young enough.
	pub is_ok: bool,
	/// Its number.
	pub finalized: Option<u64>,
	/// Its age.
	pub age_seconds: Option<u64>,
	/// What went wrong last, if nothing went well since.
	pub error: Option<String>,
}

/// How another chain is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RailReport {
	/// Which.
	pub name: &'static str,
	/// Whether it is read fast enough.
	pub is_ok: bool,
	/// Since it was last read to its end; since the start if it never was.
	pub lag_seconds: u64,
	/// How many of its accounts are watched.
	pub watched: u64,
	/// What went wrong last, if nothing went well since.
	pub error: Option<String>,
}

/// How the journal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JournalReport {
	/// Whether it could be read and written the last time.
	pub is_ok: bool,
	/// What went wrong last, if nothing went well since.
	pub error: Option<String>,
}

impl Status {
	/// Nothing is known yet. `head_age` is how old the last final block may get, ms.
	pub fn new(head_age: Moment) -> Self {
		Self(Arc::new(Inner {
			chain: Mutex::default(),
			rails: Mutex::default(),
			journal_error: Mutex::default(),
			head_age,
			started_at: now(),
		}))
	}

	/// Adds a rail, which may lag so far behind, ms.
	pub fn add_rail(&self, rail: Rail, limit: Moment) {
		let state = RailState { rail, limit, caught_up_at: now(), watched: 0, error: None };
		lock(&self.0.rails).push(state);
	}

	/// Notes the last final block, and its time.
	pub fn followed(&self, number: u64, at: Moment) {
		*lock(&self.0.chain) = Chain { head: Some((number, at)), error: None };
	}

	/// Notes why our chain can't be followed.
	pub fn chain_failed(&self, error: &str) {
		lock(&self.0.chain).error = Some(error.to_owned());
	}

	/// Notes that a step of a rail went well.
	pub fn stepped(&self, rail: Rail, is_behind: bool, watched: u64) {
		self.rail(rail, |state| {
			state.error = None;
			state.watched = watched;
			if !is_behind {
				state.caught_up_at = now();
			}
		});
	}

	/// Notes why a step of a rail came to nothing.
	pub fn rail_failed(&self, rail: Rail, error: &str) {
		self.rail(rail, |state| state.error = Some(error.to_owned()));
	}

	/// Notes whether the journal could be used.
	pub fn journal(&self, error: Option<String>) {
		*lock(&self.0.journal_error) = error;
	}

	/// How everything is.
	pub fn report(&self) -> Report {
		let now = now();
		let chain = lock(&self.0.chain);
		let age = chain.head.map(|(_, at)| now.saturating_sub(at));
		let chain = ChainReport {
			is_ok: age.is_some_and(|age| age <= self.0.head_age),
			finalized: chain.head.map(|(number, _)| number),
			age_seconds: age.map(|age| age / 1000),
			error: chain.error.clone(),
		};
		let rails = lock(&self.0.rails);
		let rails: Vec<_> = rails.iter().map(|state| state.report(now)).collect();
		let error = lock(&self.0.journal_error).clone();
		let journal = JournalReport { is_ok: error.is_none(), error };
		let is_ok = chain.is_ok && journal.is_ok && rails.iter().all(|rail| rail.is_ok);
		let uptime_seconds = now.saturating_sub(self.0.started_at) / 1000;
		Report { is_ok, uptime_seconds, chain, rails, journal }
	}

	fn rail(&self, rail: Rail, change: impl FnOnce(&mut RailState)) {
		let mut rails = lock(&self.0.rails);
		if let Some(state) = rails.iter_mut().find(|state| state.rail == rail) {
			change(state);
		}
	}
}

impl RailState {
	fn report(&self, now: Moment) -> RailReport {
		let lag = now.saturating_sub(self.caught_up_at);
		RailReport {
			name: rail_name(self.rail),
			is_ok: lag <= self.limit,
			lag_seconds: lag / 1000,
			watched: self.watched,
			error: self.error.clone(),
		}
	}
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
