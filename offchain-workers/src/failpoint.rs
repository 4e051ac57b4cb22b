//! Places where a test makes the process die, to prove that nothing is lost there.
//!
//! Each transaction of the journal has three: `NAME:begun` before anything is written, `NAME:written`
//! before it is committed, `NAME:committed` after. `hotpot-worker run --fail-at NAME:written` dies
//! there the way a process dies that is killed: nothing is flushed, nothing is cleaned up.

use std::process::abort;

/// Every transaction of the journal that changes the state of a fact or of a cursor.
pub const TRANSACTIONS: [&str; 4] = ["step", "offer", "report", "follow"];
/// Where in a transaction.
pub const EDGES: [&str; 3] = ["begun", "written", "committed"];

/// Where to die, if anywhere.
#[derive(Clone, Debug)]
pub struct Failpoint {
	at: Option<String>,
	die: fn() -> !,
}

impl Default for Failpoint {
	fn default() -> Self {
		Self { at: None, die: || abort() }
	}
}

impl Failpoint {
	/// Dies at this place, by `abort`.
	pub fn at(place: &str) -> Self {
		Self { at: Some(place.to_owned()), ..Self::default() }
	}

	/// Every place.
	pub fn all() -> impl Iterator<Item = String> {
		TRANSACTIONS.iter().flat_map(|name| EDGES.iter().map(move |edge| format!("{name}:{edge}")))
	}

	/// Dies in another way.
	#[cfg(test)]
	pub(crate) fn dying(mut self, die: fn() -> !) -> Self {
		self.die = die;
		self
	}

	/// Dies if this is the place.
	pub(crate) fn reach(&self, transaction: &str, edge: &str) {
		let is_here = |at: &String| at.split_once(':') == Some((transaction, edge));
		if self.at.as_ref().is_some_and(is_here) {
			(self.die)();
		}
	}
}
