//! What every part of the worker shares.

use crate::{
	alerts::Alerts,
	journal::{Journal, JournalError},
	metrics::Metrics,
	status::Status,
};
use std::{
	future::Future,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::{sync::watch, task::spawn_blocking, time::sleep};

/// The journal, the numbers, the alerts, and the word to stop. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Context {
	/// How the parts are.
	pub status: Status,
	/// Numbers.
	pub metrics: Metrics,
	/// Where alerts go.
	pub alerts: Alerts,
	journal: Arc<Mutex<Journal>>,
	stop: watch::Receiver<bool>,
}

impl Context {
	/// A context that stops when `stop` says `true`, or is dropped.
	pub fn new(
		journal: Journal,
		status: Status,
		metrics: Metrics,
		stop: watch::Receiver<bool>,
	) -> Self {
		let alerts = Alerts::new(metrics.clone());
		Self { status, metrics, alerts, journal: Arc::new(Mutex::new(journal)), stop }
	}

	/// Uses the journal on a thread that may wait for the disk. What was begun is finished, even if the
	/// future is dropped.
	///
	/// # Errors
	/// Whatever the journal says; it is also noted in the status and alerted.
	pub async fn journal<T: Send + 'static>(
		&self,
		work: impl FnOnce(&mut Journal) -> Result<T, JournalError> + Send + 'static,
	) -> Result<T, JournalError> {
		let context = self.clone();
		let done = spawn_blocking(move || {
			let outcome = work(&mut context.journal.lock().unwrap_or_else(PoisonError::into_inner));
			let error = outcome.as_ref().err().map(ToString::to_string);
			if let Some(error) = &error {
				context.alerts.raise("journal", error);
			}
			context.status.journal(error);
			outcome
		});
		match done.await {
			Ok(outcome) => outcome,
			Err(error) => {
				let problem = format!("using it failed: {error}");
				self.alerts.raise("journal", &problem);
				Err(JournalError::File { path: "?".into(), problem })
			}
		}
	}

	/// Waits until the worker is to stop.
	pub async fn stopped(&self) {
		let mut stop = self.stop.clone();
		// An error means that whoever says it is gone.
		let _ = stop.wait_for(|is_over| *is_over).await;
	}

	/// Waits so long. `false` if the worker is to stop.
	pub async fn wait(&self, time: Duration) -> bool {
		self.unless_stopped(sleep(time)).await.is_some()
	}

	/// Does this, unless the worker is to stop first.
	pub async fn unless_stopped<F: Future>(&self, work: F) -> Option<F::Output> {
		tokio::select! {
			() = self.stopped() => None,
			output = work => Some(output),
		}
	}
}
