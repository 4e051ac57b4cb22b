//! Runs each rail in its own task, so that one that fails stops no other.

use crate::{
	backoff::{Backoff, lengthened},
	clock::now,
	context::Context,
	journal::{JournalError, Plan, Recorded, rail_name},
	rail::{Cursor, Found, Rail, RailError},
};
use hotpot_primitives::observations::Rail as RailName;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// How long to wait until it is known which accounts are watched.
const UNKNOWN: Duration = Duration::from_secs(1);
/// The least time between two steps of a rail that is behind.
const BREATH: Duration = Duration::from_millis(50);

/// How fast a rail is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
	/// Between two steps when there is nothing more to be read.
	pub poll: Duration,
	/// How long a step may take.
	pub step: Duration,
	/// How long steps that brought nothing need not be kept. Whoever dies meanwhile takes them again;
	/// the place of 10 000 accounts is a megabyte, too much to write with every step.
	pub keep: Duration,
}

/// Runs a rail until the worker stops. `make` makes it, and makes it anew after a panic.
pub async fn run<R: Rail + 'static>(make: impl Fn() -> R, pace: Pace, context: Context) {
	let mut backoff = Backoff::default();
	loop {
		let rail = make();
		let name = rail.name();
		let task = Task { name, pace, context: context.clone(), ahead: None, kept_at: None };
		let mut running = tokio::spawn(task.run(rail));
		tokio::select! {
			() = context.stopped() => {
				// What a step found is kept in one transaction, or was not kept.
				running.abort();
				let _ = running.await;
				return;
			}
			outcome = &mut running => {
				if outcome.is_ok() {
					return;
				}
				context.status.rail_failed(name, "it panicked");
				context.alerts.raise(rail_name(name), "the rail panicked and is started anew");
			}
		}
		if !context.wait(backoff.wait()).await {
			return;
		}
	}
}

struct Task {
	name: RailName,
	pace: Pace,
	context: Context,
	/// Where the last step ended, if that is not kept.
	ahead: Option<Cursor>,
	kept_at: Option<Instant>,
}

enum StepError {
	Rail(RailError),
	Journal(JournalError),
	TimedOut,
}

impl Task {
	async fn run<R: Rail>(mut self, mut rail: R) {
		let mut backoff = Backoff::default();
		loop {
			let pause = match self.step(&mut rail).await {
				Ok(None) => UNKNOWN,
				Ok(Some(is_behind)) => {
					self.count("ok");
					backoff.reset();
					if is_behind { BREATH } else { self.pace.poll }
				}
				Err(error) => self.pause_after(&error, &mut backoff),
			};
			sleep(pause).await;
		}
	}

	/// One step, kept in the journal. Says whether there is more to be read; nothing if it is not known
	/// yet which accounts are watched.
	async fn step<R: Rail>(&mut self, rail: &mut R) -> Result<Option<bool>, StepError> {
		let name = self.name;
		let plan = self.context.journal(move |journal| journal.plan(name)).await;
		let Some(plan) = plan.map_err(StepError::Journal)? else {
			return Ok(None);
		};
		let Plan { watched, cursor, is_back, has_new } = plan;
		if is_back {
			self.ahead = None;
		}
		let is_first = cursor.is_none();
		let cursor = self.ahead.clone().or(cursor);
		let step = timeout(self.pace.step, rail.step(&watched, cursor.as_ref())).await;
		let found = step.map_err(|_| StepError::TimedOut)?.map_err(StepError::Rail)?;
		for alert in &found.alerts {
			self.context.alerts.raise(rail_name(name), alert);
		}
		let (count, is_behind) = (watched.len() as u64, found.is_behind);
		let is_due = self.kept_at.is_none_or(|kept_at| kept_at.elapsed() >= self.pace.keep);
		if is_due || is_first || is_back || has_new || !found.deposits.is_empty() {
			let recorded = self.keep(watched, found).await.map_err(StepError::Journal)?;
			(self.ahead, self.kept_at) = (None, Some(Instant::now()));
			self.tell(&recorded, is_back);
		} else {
			self.ahead = Some(found.cursor);
		}
		self.context.status.stepped(name, is_behind, count);
		Ok(Some(is_behind))
	}

	async fn keep(
		&self,
		watched: std::collections::BTreeSet<hotpot_primitives::observations::ForeignAccount>,
		found: Found,
	) -> Result<Recorded, JournalError> {
		let name = self.name;
		let keep = move |journal: &mut crate::journal::Journal| {
			journal.record_step(name, &watched, &found, now())
		};
		self.context.journal(keep).await
	}

	fn tell(&self, recorded: &Recorded, is_back: bool) {
		let Recorded { new, conflicts, unsound } = recorded;
		let name = rail_name(self.name);
		let Context { metrics, alerts, .. } = &self.context;
		metrics.deposits.with_label_values(&[name]).inc_by(*new);
		if *new > 0 || is_back {
			tracing::info!(rail = name, new, is_back, "step");
		}
		for conflict in conflicts {
			let fact = hex::encode(conflict.fact);
			alerts.raise(
				name,
				&format!("fact 0x{fact}: a second claim contradicts the first and is not offered"),
			);
		}
		if *unsound > 0 {
			alerts.raise(name, &format!("{unsound} deposits make no sense and are left out"));
		}
	}

	fn pause_after(&self, error: &StepError, backoff: &mut Backoff) -> Duration {
		let (outcome, text) = match error {
			StepError::Rail(error) => ("error", error.to_string()),
			StepError::Journal(error) => ("error", error.to_string()),
			StepError::TimedOut => {
				("timeout", format!("a step took longer than {} s", self.pace.step.as_secs()))
			}
		};
		self.count(outcome);
		self.context.status.rail_failed(self.name, &text);
		let wait = backoff.wait();
		match error {
			StepError::Rail(RailError::TooManyRequests(rest)) => {
				tracing::info!(rail = rail_name(self.name), seconds = rest.as_secs(), "resting");
				lengthened(*rest).max(wait)
			}
			StepError::Rail(_) | StepError::TimedOut => {
				self.context.alerts.raise(rail_name(self.name), &text);
				wait
			}
			StepError::Journal(_) => wait,
		}
	}

	fn count(&self, outcome: &str) {
		self.context.metrics.steps.with_label_values(&[rail_name(self.name), outcome]).inc();
	}
}
