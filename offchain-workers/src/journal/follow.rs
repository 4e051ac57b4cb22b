//! What final blocks of our chain say.

use super::{Journal, JournalError, note, number_note, set_note};
use codec::Encode;
use hotpot_primitives::{
	Moment,
	observations::{FactId, ForeignAccount},
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// Validators agreed.
	Applied,
	/// They did not agree in time.
	Expired,
	/// They can't agree any more.
	Disputed,
}

impl Outcome {
	/// How it is written.
	pub const fn as_str(self) -> &'static str {
		match self {
			Self::Applied => "applied",
			Self::Expired => "expired",
			Self::Disputed => "disputed",
		}
	}
}

/// What a block tells of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
	/// A validator voted.
	Voted {
		/// On what.
		fact: FactId,
		/// By this key.
		authority: [u8; 32],
	},
	/// The vote is over.
	Settled {
		/// On what.
		fact: FactId,
		/// How it ended.
		outcome: Outcome,
	},
	/// The owner dropped a fact that was disputed; it can be voted on anew.
	Dropped {
		/// Which one.
		fact: FactId,
	},
	/// A validator's vote contradicts what was agreed on.
	Outvoted {
		/// On what.
		fact: FactId,
		/// By this key.
		authority: [u8; 32],
	},
}

/// A final block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
	/// Its number.
	pub number: u64,
	/// Its time, UNIX ms.
	pub at: Moment,
	/// What it tells, in order.
	pub told: Vec<Told>,
	/// Whether it may have changed which accounts are watched.
	pub touches_watched: bool,
}

/// What following a block changed here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
	/// Votes of our own validator.
	pub voted: u64,
	/// Facts of ours that validators agreed on.
	pub applied: u64,
	/// Facts of ours on which they did not agree in time.
	pub expired: u64,
	/// Those of them that are offered once more.
	pub again: u64,
	/// Facts of ours that they can't agree on any more.
	pub disputed: u64,
	/// Votes of our own validator that contradict what was agreed on.
	pub outvoted: u64,
}

impl Journal {
	/// The last block that was followed, and its time.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn followed(&self) -> Result<Option<(u64, Moment)>, JournalError> {
		self.read(|db| Ok(number_note(db, "followed")?.zip(number_note(db, "followed_at")?)))
	}

	/// Takes in what a final block tells. `own` is our validator's key, if it is known; `revotes` is how
	/// often a deposit is offered again whose vote expired.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn follow(
		&mut self,
		block: &Block,
		own: Option<[u8; 32]>,
		revotes: u32,
		now: Moment,
	) -> Result<Followed, JournalError> {
		self.write("follow", |db| {
			let mut followed = Followed::default();
			for told in &block.told {
				match told {
					Told::Voted { fact, authority } if Some(*authority) == own => {
						followed.voted = followed.voted.saturating_add(voted(db, fact, now)?);
					}
					Told::Outvoted { authority, .. } if Some(*authority) == own => {
						followed.outvoted = followed.outvoted.saturating_add(1);
					}
					Told::Voted { .. } | Told::Outvoted { .. } => {}
					Told::Dropped { fact } => {
						followed.again = followed.again.saturating_add(dropped(db, fact)?);
					}
					Told::Settled { fact, outcome } => {
						settle(db, fact, *outcome, block.number, revotes, now, &mut followed)?;
					}
				}
			}
			set_note(db, "followed", &block.number.to_le_bytes())?;
			set_note(db, "followed_at", &block.at.to_le_bytes())?;
			Ok(followed)
		})
	}

	/// Facts on which the vote is not over.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn open_facts(&self) -> Result<Vec<FactId>, JournalError> {
		self.read(|db| {
			let mut query = db.prepare(
				"SELECT fact FROM facts WHERE state IN ('seen', 'offered', 'voted') ORDER BY id",
			)?;
			let rows = query.query_map([], |row| row.get(0))?;
			rows.collect()
		})
	}

	/// Takes in what was agreed on in blocks that could not be followed.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn catch_up(
		&mut self,
		applied: &[FactId],
		block: u64,
		now: Moment,
	) -> Result<(), JournalError> {
		self.write("follow", |db| {
			let mut followed = Followed::default();
			for fact in applied {
				settle(db, fact, Outcome::Applied, block, 0, now, &mut followed)?;
			}
			Ok(())
		})
	}

	/// When the watched accounts were read last: the time of the block.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn watched_at(&self) -> Result<Option<Moment>, JournalError> {
		self.read(|db| number_note(db, "watched_at"))
	}

	/// Takes in which accounts are watched in the final block of the time `at`. Says how many are new.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn set_watched(
		&mut self,
		accounts: &BTreeSet<ForeignAccount>,
		at: Moment,
	) -> Result<u64, JournalError> {
		let digest = accounts.encode();
		let is_same = self.read(|db| {
			Ok(note(db, "watched")?.as_deref() == Some(digest_of(&digest).as_slice()))
		})?;
		if is_same {
			self.write("watched", |db| set_note(db, "watched_at", &at.to_le_bytes()))?;
			return Ok(0);
		}
		self.write("watched", |db| {
			let since = number_note(db, "watched_at")?.unwrap_or(at);
			let mut known: BTreeSet<Vec<u8>> = {
				let mut query = db.prepare("SELECT account FROM watched")?;
				let rows = query.query_map([], |row| row.get(0))?;
				rows.collect::<Result<_, _>>()?
			};
			let mut new = 0u64;
			let mut insert = db.prepare(
				"INSERT INTO watched (account, rail, since, is_covered) VALUES (?1, ?2, ?3, 0)",
			)?;
			for account in accounts {
				let bytes = account.encode();
				if !known.remove(&bytes) {
					insert.execute((bytes, super::rail_name(account.rail()), since))?;
					new = new.saturating_add(1);
				}
			}
			let mut delete = db.prepare("DELETE FROM watched WHERE account = ?1")?;
			for gone in known {
				delete.execute([gone])?;
			}
			set_note(db, "watched", &digest_of(&digest))?;
			set_note(db, "watched_at", &at.to_le_bytes())?;
			Ok(new)
		})
	}
}

fn digest_of(bytes: &[u8]) -> Vec<u8> {
	use sha2::Digest;
	sha2::Sha256::digest(bytes).to_vec()
}

fn voted(db: &Connection, fact: &FactId, now: Moment) -> rusqlite::Result<u64> {
	let rows = db
		.prepare(
			"UPDATE facts SET state = 'voted', voted_at = ?2
			 WHERE fact = ?1 AND state IN ('seen', 'offered')",
		)?
		.execute((fact, now))?;
	Ok(rows as u64)
}

/// A fact that may be voted on anew is offered again, after those that were never offered.
fn dropped(db: &Connection, fact: &FactId) -> rusqlite::Result<u64> {
	db.prepare("DELETE FROM outcomes WHERE fact = ?1 AND outcome = 'disputed'")?.execute([fact])?;
	let rows = db
		.prepare(
			"UPDATE facts SET state = 'seen', round = round + 1, offered_at = NULL, voted_at = NULL,
			 settled_at = NULL WHERE fact = ?1 AND state = 'disputed'",
		)?
		.execute([fact])?;
	Ok(rows as u64)
}

/// An applied fact stays applied, whatever is told later.
fn settle(
	db: &Connection,
	fact: &FactId,
	outcome: Outcome,
	block: u64,
	revotes: u32,
	now: Moment,
	followed: &mut Followed,
) -> rusqlite::Result<()> {
	db.prepare(
		"INSERT INTO outcomes (fact, outcome, block) VALUES (?1, ?2, ?3)
		 ON CONFLICT (fact) DO UPDATE SET outcome = ?2, block = ?3 WHERE outcome <> 'applied'",
	)?
	.execute((fact, outcome.as_str(), block))?;
	let mut count = 0;
	if outcome == Outcome::Expired {
		count = db
			.prepare(
				"UPDATE facts SET state = 'seen', round = round + 1, expiries = expiries + 1,
				 offered_at = NULL, voted_at = NULL
				 WHERE fact = ?1 AND state IN ('seen', 'offered', 'voted') AND expiries < ?2
				 AND kind IN ('tron_deposit', 'ton_deposit')",
			)?
			.execute((fact, revotes))?;
		followed.again = followed.again.saturating_add(count as u64);
	}
	if count == 0 {
		count = db
			.prepare(
				"UPDATE facts SET state = ?2, settled_at = ?3
				 WHERE fact = ?1 AND state NOT IN ('applied', ?2)",
			)?
			.execute((fact, outcome.as_str(), now))?;
	}
	let sum = match outcome {
		Outcome::Applied => &mut followed.applied,
		Outcome::Expired => &mut followed.expired,
		Outcome::Disputed => &mut followed.disputed,
	};
	*sum = sum.saturating_add(count as u64);
	Ok(())
}
