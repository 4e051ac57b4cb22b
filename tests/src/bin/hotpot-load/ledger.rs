//! What was sent and when, and what nodes refused.

use hotpot_cli::chain::{ChainError, PoolRefusal};
use std::{
	collections::{BTreeMap, HashMap},
	hash::Hash,
	sync::{Mutex, MutexGuard, PoisonError},
	time::Instant,
};

/// Something that was sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
	/// When it was sent first.
	pub at: Instant,
	/// Whether a block with it was seen.
	pub is_seen: bool,
}

/// What was sent, by something that blocks show it by.
#[derive(Debug)]
pub struct Ledger<K> {
	sent: Mutex<HashMap<K, Sent>>,
}

impl<K> Default for Ledger<K> {
	fn default() -> Self {
		Self { sent: Mutex::default() }
	}
}

impl<K: Eq + Hash> Ledger<K> {
	/// Notes that it is sent now, unless it was before.
	pub fn send(&self, key: K) {
		self.lock().entry(key).or_insert_with(|| Sent { at: Instant::now(), is_seen: false });
	}

	/// Forgets what no node took.
	pub fn withdraw(&self, key: &K) {
		self.lock().remove(key);
	}

	/// Notes that a block has it. `true` if it was sent and this is the first time.
	pub fn see(&self, key: &K) -> bool {
		self.lock().get_mut(key).is_some_and(|sent| !std::mem::replace(&mut sent.is_seen, true))
	}

	/// When it was sent, if it was.
	pub fn get(&self, key: &K) -> Option<Sent> {
		self.lock().get(key).copied()
	}

	/// How many no block was seen with.
	pub fn unseen(&self) -> usize {
		self.lock().values().filter(|sent| !sent.is_seen).count()
	}

	fn lock(&self) -> MutexGuard<'_, HashMap<K, Sent>> {
		self.sent.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// How often nodes refused something, by reason.
#[derive(Debug, Default)]
pub struct Refusals {
	counts: Mutex<BTreeMap<String, u64>>,
}

impl Refusals {
	/// Counts a refusal.
	pub fn count(&self, error: &ChainError) {
		self.note(reason(error));
	}

	/// Counts anything else worth knowing.
	pub fn note(&self, what: String) {
		let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
		let count = counts.entry(what).or_default();
		*count = count.saturating_add(1);
	}

	/// All of them.
	pub fn all(&self) -> BTreeMap<String, u64> {
		self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}
}

fn reason(error: &ChainError) -> String {
	match error {
		ChainError::NotTaken(PoolRefusal::Other(text)) => text.clone(),
		ChainError::NotTaken(refusal) => format!("{refusal:?}"),
		ChainError::NoNode { .. } => "no answer".to_owned(),
		other => other.to_string(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_ledger_should_know_what_was_sent_and_seen() {
		let ledger = Ledger::default();
		ledger.send(1);
		ledger.send(2);
		let first = ledger.get(&1).expect("it was sent").at;
		ledger.send(1);
		assert_eq!(ledger.get(&1).map(|sent| sent.at), Some(first), "a retry is no new start");
		assert!(ledger.see(&1));
		assert!(!ledger.see(&1), "seen once already");
		assert!(!ledger.see(&3), "never sent");
		assert_eq!(ledger.unseen(), 1);
		ledger.withdraw(&2);
		assert_eq!(ledger.unseen(), 0);
		assert!(ledger.get(&2).is_none());
	}

	#[test]
	fn refusals_should_be_counted_by_reason() {
		let refusals = Refusals::default();
		refusals.count(&ChainError::NotTaken(PoolRefusal::Full));
		refusals.count(&ChainError::NotTaken(PoolRefusal::Full));
		refusals.count(&ChainError::NotTaken(PoolRefusal::Other("odd".to_owned())));
		let counts: Vec<(String, u64)> = refusals.all().into_iter().collect();
		assert_eq!(counts, [("Full".to_owned(), 2), ("odd".to_owned(), 1)]);
	}
}
