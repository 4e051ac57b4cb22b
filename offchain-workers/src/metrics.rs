//! Numbers for Prometheus.

use crate::{endpoints::Endpoints, journal::Counts, status::Report};
use prometheus::{
	Encoder, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};
use std::{
	fs,
	sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

/// All numbers. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Metrics {
	/// Alerts, by source.
	pub alerts: IntCounterVec,
	/// Steps of rails, by rail and outcome: `ok`, `error`, `timeout`.
	pub steps: IntCounterVec,
	/// Deposits found that were new, by rail.
	pub deposits: IntCounterVec,
	/// Votes of our own validator that are final.
	pub votes: IntCounter,
	/// Votes of our own validator that contradict what was agreed on.
	pub outvoted: IntCounter,
	/// Requests to the API, by path and status.
	pub requests: IntCounterVec,
	/// Connections to the API that were refused because there were too many.
	pub refused: IntCounter,
	facts: IntGaugeVec,
	conflicts: IntGauge,
	rail_lag: IntGaugeVec,
	watched: IntGaugeVec,
	finalized: IntGauge,
	finalized_age: IntGauge,
	is_journal_ok: IntGauge,
	memory: IntGauge,
	endpoint_requests: IntCounterVec,
	registry: Registry,
	endpoints: Arc<Mutex<Vec<(&'static str, Endpoints)>>>,
}

impl Metrics {
	/// Fresh numbers.
	///
	/// # Errors
	/// A name is no good; a test shows that none is.
	pub fn new() -> Result<Self, prometheus::Error> {
		let registry = Registry::new_custom(Some("hotpot_worker".to_owned()), None)?;
		let counters = |name: &str, help: &str, labels: &[&str]| {
			let made = IntCounterVec::new(Opts::new(name, help), labels)?;
			registry.register(Box::new(made.clone())).map(|()| made)
		};
		let counter = |name: &str, help: &str| {
			let made = IntCounter::new(name, help)?;
			registry.register(Box::new(made.clone())).map(|()| made)
		};
		let gauges = |name: &str, help: &str, labels: &[&str]| {
			let made = IntGaugeVec::new(Opts::new(name, help), labels)?;
			registry.register(Box::new(made.clone())).map(|()| made)
		};
		let gauge = |name: &str, help: &str| {
			let made = IntGauge::new(name, help)?;
			registry.register(Box::new(made.clone())).map(|()| made)
		};
		Ok(Self {
			alerts: counters("alerts_total", "Things somebody should look at.", &["source"])?,
			steps: counters("steps_total", "Steps of rails.", &["rail", "outcome"])?,
			deposits: counters("deposits_total", "New deposits found.", &["rail"])?,
			votes: counter("votes_total", "Final votes of our own validator.")?,
			outvoted: counter("outvoted_total", "Our final votes that a quorum contradicts.")?,
			requests: counters("requests_total", "Requests to the API.", &["path", "status"])?,
			refused: counter("refused_connections_total", "Connections above the limit.")?,
			facts: gauges("facts", "Facts in the journal.", &["kind", "state"])?,
			conflicts: gauge("conflicts", "Claims that contradict an earlier one.")?,
			rail_lag: gauges(
				"rail_lag_seconds",
				"Since a rail last read to the end of its chain.",
				&["rail"],
			)?,
			watched: gauges("watched_accounts", "Accounts whose deposits count.", &["rail"])?,
			finalized: gauge("finalized_block", "The last final block that was followed.")?,
			finalized_age: gauge(
				"finalized_age_seconds",
				"Its age; since the start if none was seen.",
			)?,
			is_journal_ok: gauge("journal_ok", "1 if the journal could be read and written.")?,
			memory: gauge("resident_memory_bytes", "Memory of this process.")?,
			endpoint_requests: counters(
				"endpoint_requests_total",
				"Requests to endpoints of other chains: all, those that failed, and answers that a \
				 majority contradicted.",
				&["rail", "endpoint", "outcome"],
			)?,
			registry,
			endpoints: Arc::default(),
		})
	}

	/// Counts what these endpoints do.
	pub fn watch(&self, rail: &'static str, endpoints: Endpoints) {
		self.endpoints.lock().unwrap_or_else(PoisonError::into_inner).push((rail, endpoints));
	}

	/// All numbers as Prometheus reads them.
	///
	/// # Errors
	/// A number can't be written.
	pub fn text(
		&self,
		report: &Report,
		counts: &Counts,
		conflicts: u64,
	) -> Result<Vec<u8>, prometheus::Error> {
		self.facts.reset();
		for (kind, state, count) in counts {
			self.facts.with_label_values(&[kind, state.as_str()]).set(signed(*count));
		}
		self.conflicts.set(signed(conflicts));
		self.finalized.set(signed(report.chain.finalized.unwrap_or_default()));
		self.finalized_age.set(signed(report.chain.age_seconds.unwrap_or(report.uptime_seconds)));
		self.is_journal_ok.set(i64::from(report.journal.is_ok));
		for rail in &report.rails {
			self.rail_lag.with_label_values(&[rail.name]).set(signed(rail.lag_seconds));
			self.watched.with_label_values(&[rail.name]).set(signed(rail.watched));
		}
		self.memory.set(signed(resident_bytes()));
		self.count_endpoints();
		let mut text = Vec::new();
		TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
		Ok(text)
	}

	fn count_endpoints(&self) {
		let watched = self.endpoints.lock().unwrap_or_else(PoisonError::into_inner);
		for (rail, endpoints) in watched.iter() {
			for endpoint in endpoints.all() {
				let tally = endpoint.tally();
				let outcomes = [
					("asked", &tally.asked),
					("failed", &tally.failed),
					("contradicted", &tally.contradicted),
				];
				for (outcome, count) in outcomes {
					let labels = [rail, endpoint.name(), outcome];
					let counter = self.endpoint_requests.with_label_values(&labels);
					let count = count.load(Ordering::Relaxed);
					counter.inc_by(count.saturating_sub(counter.get()));
				}
			}
		}
	}
}

/// Memory of this process that is in RAM, in bytes.
pub fn resident_bytes() -> u64 {
	let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
	let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
	let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
	kib.unwrap_or_default().saturating_mul(1024)
}

fn signed(number: u64) -> i64 {
	i64::try_from(number).unwrap_or(i64::MAX)
}
