//! What modules on this machine report: watching, likes, streaming.

use super::{Conflict, Journal, JournalError, WorkerClaim, facts};
use hotpot_primitives::Moment;

/// What became of a report.
pub type Reported = facts::Added;

impl Journal {
	/// Takes in reports, all at once, each with its text for whoever looks into the journal. Gives what
	/// became of each, and the conflicts that are new.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn report(
		&mut self,
		reports: &[(WorkerClaim, String)],
		now: Moment,
	) -> Result<(Vec<Reported>, Vec<Conflict>), JournalError> {
		self.write("report", |db| {
			let (mut outcomes, mut conflicts) = (Vec::new(), Vec::new());
			let mut keep = db.prepare(
				"INSERT INTO reports (fact, report, outcome, at) VALUES (?1, ?2, ?3, ?4)",
			)?;
			for (claim, text) in reports {
				let (added, is_new) = facts::add(db, claim, now)?;
				if is_new {
					keep.execute((claim.fact(), text, added.as_str(), now))?;
				}
				if is_new && added == Reported::Conflict {
					conflicts.push(Conflict { fact: claim.fact(), claim: claim.clone() });
				}
				outcomes.push(added);
			}
			Ok((outcomes, conflicts))
		})
	}
}

impl Reported {
	/// How it is written.
	pub const fn as_str(self) -> &'static str {
		match self {
			Self::New => "new",
			Self::Known => "known",
			Self::Conflict => "conflict",
		}
	}
}
