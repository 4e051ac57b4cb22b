//! Steps of rails: where the next one begins, and what the last one found.

use super::{
	Conflict, Journal, JournalError, WorkerClaim,
	facts::{Added, add},
	rail_name,
};
use crate::rail::{Cursor, Found};
use codec::{Decode, Encode};
use hotpot_primitives::{
	Moment,
	observations::{ForeignAccount, Rail},
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// How far clocks of the two chains and of this machine may differ.
const SKEW: Moment = 60 * 1000;
/// How often a cursor is kept to go back to.
const KEEP_EVERY: Moment = 60 * 1000;
/// How long all of these are kept; older ones are thinned to one an hour.
const KEEP_ALL: Moment = 2 * 60 * 60 * 1000;
/// How long any is kept.
const KEEP: Moment = 7 * 24 * 60 * 60 * 1000;
const HOUR: Moment = 60 * 60 * 1000;

/// What a rail's next step is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
	/// Whose deposits count.
	pub watched: BTreeSet<ForeignAccount>,
	/// Where to go on.
	pub cursor: Option<Cursor>,
	/// Whether that is further back than where the last step ended, because accounts are watched that
	/// no step looked for.
	pub is_back: bool,
	/// Whether accounts are watched that no step looked for.
	pub has_new: bool,
}

/// What a step brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
	/// How many deposits were not known.
	pub new: u64,
	/// Deposits that contradict what is known.
	pub conflicts: Vec<Conflict>,
	/// How many deposits make no sense, or reached an account that nobody asked about.
	pub unsound: u64,
}

impl Journal {
	/// What a rail's next step is to do; nothing before it is known which accounts are watched.
	///
	/// When an account becomes watched, a deposit may reach it before the worker hears of it. So the
	/// step then goes back to where the rail was before the block since which the account may be
	/// watched. Deposits that are found twice are kept once.
	///
	/// Going back is kept before it begins, and all places after it are forgotten: an account that
	/// becomes watched meanwhile would else lead forward to one of them, past what is to be read again.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn plan(&mut self, rail: Rail) -> Result<Option<Plan>, JournalError> {
		let name = rail_name(rail);
		let planned = self.read(|db| {
			if super::number_note(db, "watched_at")?.is_none() {
				return Ok(None);
			}
			let watched = accounts(db, name)?;
			let cursor = db
				.prepare("SELECT cursor FROM cursors WHERE rail = ?1")?
				.query_row([name], |row| row.get(0))
				.optional()?;
			let since: Option<Moment> = db
				.prepare("SELECT min(since) FROM watched WHERE rail = ?1 AND NOT is_covered")?
				.query_row([name], |row| row.get(0))?;
			let past = match (&cursor, since) {
				(Some(_), Some(since)) => past_cursor(db, name, since.saturating_sub(SKEW))?,
				_ => None,
			};
			Ok(Some((watched, cursor, past, since.is_some())))
		})?;
		let Some((watched, cursor, past, has_new)) = planned else {
			return Ok(None);
		};
		let Some((at, past)) = past else {
			return Ok(Some(Plan { watched, cursor, is_back: false, has_new }));
		};
		if cursor.as_ref() != Some(&past) {
			self.set_back(rail, &past, Some(at))?;
		}
		Ok(Some(Plan { watched, cursor: Some(past), is_back: true, has_new }))
	}

	/// Has a rail go on from a place that is further back, and forgets places that were kept later than
	/// `at`; all of them if there is none. Facts stay.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn set_back(
		&mut self,
		rail: Rail,
		cursor: &Cursor,
		at: Option<Moment>,
	) -> Result<(), JournalError> {
		let name = rail_name(rail);
		self.write("back", |db| {
			db.prepare("UPDATE cursors SET cursor = ?2 WHERE rail = ?1")?
				.execute((name, cursor))?;
			db.prepare("DELETE FROM past_cursors WHERE rail = ?1 AND (?2 IS NULL OR at > ?2)")?
				.execute((name, at))
				.map(drop)
		})
	}

	/// Places to which a rail can go back, the newest first, each with when it was kept.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn past_cursors(&self, rail: Rail) -> Result<Vec<(Moment, Cursor)>, JournalError> {
		self.read(|db| {
			let mut query =
				db.prepare("SELECT at, cursor FROM past_cursors WHERE rail = ?1 ORDER BY at DESC")?;
			let rows = query.query_map([rail_name(rail)], |row| Ok((row.get(0)?, row.get(1)?)))?;
			rows.collect()
		})
	}

	/// Keeps what a step found, and where it ended, at once.
	///
	/// `watched` is what the step was told to look for.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn record_step(
		&mut self,
		rail: Rail,
		watched: &BTreeSet<ForeignAccount>,
		found: &Found,
		now: Moment,
	) -> Result<Recorded, JournalError> {
		let name = rail_name(rail);
		self.write("step", |db| {
			let mut recorded = Recorded::default();
			for deposit in &found.deposits {
				let is_ours = deposit.token.rail() == rail && watched.contains(&deposit.to);
				if !is_ours || !deposit.is_sound() {
					recorded.unsound = recorded.unsound.saturating_add(1);
					continue;
				}
				let claim = WorkerClaim::Deposit(deposit.clone());
				match add(db, &claim, now)? {
					(Added::New, _) => recorded.new = recorded.new.saturating_add(1),
					(Added::Conflict, true) => {
						recorded.conflicts.push(Conflict { fact: claim.fact(), claim });
					}
					_ => {}
				}
			}
			db.prepare("INSERT OR REPLACE INTO cursors (rail, cursor, at) VALUES (?1, ?2, ?3)")?
				.execute((name, &found.cursor, now))?;
			keep_cursor(db, name, &found.cursor, now)?;
			let mut cover = db.prepare(
				"UPDATE watched SET is_covered = 1 WHERE account = ?1 AND NOT is_covered",
			)?;
			for account in watched {
				cover.execute([account.encode()])?;
			}
			Ok(recorded)
		})
	}

	/// Where a rail's last step ended.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn cursor(&self, rail: Rail) -> Result<Option<Cursor>, JournalError> {
		self.read(|db| {
			db.prepare("SELECT cursor FROM cursors WHERE rail = ?1")?
				.query_row([rail_name(rail)], |row| row.get(0))
				.optional()
		})
	}

	/// Every watched account.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn watched(&self, rail: Rail) -> Result<BTreeSet<ForeignAccount>, JournalError> {
		self.read(|db| accounts(db, rail_name(rail)))
	}
}

fn accounts(db: &Connection, rail: &str) -> rusqlite::Result<BTreeSet<ForeignAccount>> {
	let mut query = db.prepare("SELECT account FROM watched WHERE rail = ?1")?;
	let rows = query.query_map([rail], |row| row.get::<_, Vec<u8>>(0))?;
	let mut accounts = BTreeSet::new();
	for row in rows {
		accounts.extend(ForeignAccount::decode(&mut row?.as_slice()));
	}
	Ok(accounts)
}

/// The newest kept cursor that is not newer than this, and when it was kept; the oldest if all are.
fn past_cursor(
	db: &Connection,
	rail: &str,
	at: Moment,
) -> rusqlite::Result<Option<(Moment, Cursor)>> {
	db.prepare(
		"SELECT at, cursor FROM past_cursors WHERE rail = ?1
		 ORDER BY at > ?2, iif(at > ?2, at, -at) LIMIT 1",
	)?
	.query_row((rail, at), |row| Ok((row.get(0)?, row.get(1)?)))
	.optional()
}

fn keep_cursor(db: &Connection, rail: &str, cursor: &Cursor, now: Moment) -> rusqlite::Result<()> {
	let kept = db
		.prepare(
			"INSERT INTO past_cursors (rail, at, cursor) SELECT ?1, ?2, ?3 WHERE NOT EXISTS
			 (SELECT 1 FROM past_cursors WHERE rail = ?1 AND at > ?4)",
		)?
		.execute((rail, now, cursor, now.saturating_sub(KEEP_EVERY)))?;
	if kept > 0 {
		db.prepare("DELETE FROM past_cursors WHERE rail = ?1 AND at < ?2")?
			.execute((rail, now.saturating_sub(KEEP)))?;
		db.prepare(
			"DELETE FROM past_cursors WHERE rail = ?1 AND at < ?2 AND at NOT IN
			 (SELECT min(at) FROM past_cursors WHERE rail = ?1 GROUP BY at / ?3)",
		)?
		.execute((rail, now.saturating_sub(KEEP_ALL), HOUR))?;
	}
	Ok(())
}
