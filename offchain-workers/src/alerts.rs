//! What somebody should look at: a line in the log and a number in the metrics.

use crate::{clock::now, metrics::Metrics};
use hotpot_primitives::Moment;
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, PoisonError},
};

/// How long the same words are not logged again.
const QUIET: Moment = 10 * 60 * 1000;
/// How many different alerts are remembered.
const REMEMBERED: usize = 256;

/// Where alerts go. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Alerts {
	metrics: Metrics,
	told: Arc<Mutex<BTreeMap<String, Moment>>>,
}

impl Alerts {
	/// Counts alerts in these metrics.
	pub fn new(metrics: Metrics) -> Self {
		Self { metrics, told: Arc::default() }
	}

	/// Raises an alert about `source`: a rail, `chain`, `journal`, `api`. Every one is counted; the same
	/// words are logged once in ten minutes.
	pub fn raise(&self, source: &str, text: &str) {
		self.metrics.alerts.with_label_values(&[source]).inc();
		if self.is_news(source, text, now()) {
			tracing::warn!(target: "alert", source, "{text}");
		}
	}

	fn is_news(&self, source: &str, text: &str, now: Moment) -> bool {
		let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
		told.retain(|_, at| now.saturating_sub(*at) < QUIET);
		let name = format!("{source} {text}");
		if told.contains_key(&name) {
			return false;
		}
		if told.len() < REMEMBERED {
			told.insert(name, now);
		}
		true
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_same_words_should_be_told_once_in_ten_minutes() {
		let alerts = Alerts::new(Metrics::new().expect("names are good"));
		assert!(alerts.is_news("tron", "a lie", 0));
		assert!(!alerts.is_news("tron", "a lie", QUIET - 1));
		assert!(alerts.is_news("ton", "a lie", 1));
		assert!(alerts.is_news("tron", "a lie", QUIET));
	}

	#[test]
	fn every_alert_should_be_counted() {
		let metrics = Metrics::new().expect("names are good");
		let alerts = Alerts::new(metrics.clone());
		alerts.raise("tron", "a lie");
		alerts.raise("tron", "a lie");
		assert_eq!(metrics.alerts.with_label_values(&["tron"]).get(), 2);
	}
}
