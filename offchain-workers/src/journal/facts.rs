//! Facts: what was found, what is offered, how many there are.

use super::{Journal, JournalError};
use codec::{Decode, Encode};
use hotpot_primitives::{
	Moment,
	observations::{Claim, FactId, Kind, MAX_OFFER, Offer},
};
use rusqlite::{Connection, OptionalExtension};

/// An account of the chain, as claims hold it.
pub type AccountId = [u8; 32];
/// A claim of this chain.
pub type WorkerClaim = Claim<AccountId>;

/// After how long an offered claim that nobody voted for gives way to others.
const PATIENCE: Moment = 10 * 60 * 1000;

/// Where a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
	/// Found or reported.
	Seen,
	/// The node has asked for it.
	Offered,
	/// Our validator's vote is final.
	Voted,
	/// Validators agreed.
	Applied,
	/// They did not agree in time.
	Expired,
	/// They can't agree any more.
	Disputed,
}

impl State {
	/// Every one.
	pub const ALL: [Self; 6] =
		[Self::Seen, Self::Offered, Self::Voted, Self::Applied, Self::Expired, Self::Disputed];

	/// How it is written.
	pub const fn as_str(self) -> &'static str {
		match self {
			Self::Seen => "seen",
			Self::Offered => "offered",
			Self::Voted => "voted",
			Self::Applied => "applied",
			Self::Expired => "expired",
			Self::Disputed => "disputed",
		}
	}

	pub(super) fn read(text: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|state| state.as_str() == text)
	}
}

/// What adding a claim came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
	/// Nothing was known of this fact.
	New,
	/// This very claim was known.
	Known,
	/// Another claim about the fact was known, and stays.
	Conflict,
}

/// Two claims about one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
	/// About what.
	pub fact: FactId,
	/// The claim that was not taken.
	pub claim: WorkerClaim,
}

/// What is to be voted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
	/// The claims.
	pub offer: Offer<AccountId>,
	/// How many were offered for long without a vote, and now give way to others.
	pub overdue: u64,
}

/// How many facts of a kind are in a state.
pub type Counts = Vec<(String, State, u64)>;

/// How a kind is written in the journal, in metrics and in logs.
pub(super) const fn kind_name(kind: Kind) -> &'static str {
	match kind {
		Kind::TronDeposit => "tron_deposit",
		Kind::TonDeposit => "ton_deposit",
		Kind::Watched => "watched",
		Kind::Liked => "liked",
		Kind::Streamed => "streamed",
	}
}

/// Adds a claim, unless something is known about its fact. `was_new` says whether a conflict was not
/// known before either.
pub(super) fn add(
	db: &Connection,
	claim: &WorkerClaim,
	now: Moment,
) -> rusqlite::Result<(Added, bool)> {
	let (fact, bytes) = (claim.fact(), claim.encode());
	let known: Option<Vec<u8>> = db
		.prepare("SELECT claim FROM facts WHERE fact = ?1")?
		.query_row([fact], |row| row.get(0))
		.optional()?;
	match known {
		Some(known) if known == bytes => Ok((Added::Known, false)),
		Some(_) => {
			let is_new = db
				.prepare(
					"INSERT OR IGNORE INTO conflicts (fact, claim, seen_at) VALUES (?1, ?2, ?3)",
				)?
				.execute((fact, bytes, now))?
				> 0;
			Ok((Added::Conflict, is_new))
		}
		None => {
			db.prepare(
				"INSERT INTO facts (fact, kind, claim, state, seen_at, settled_at)
				 SELECT ?1, ?2, ?3, coalesce(outcome, 'seen'), ?4, iif(outcome IS NULL, NULL, ?4)
				 FROM (SELECT 1) LEFT JOIN outcomes ON fact = ?1 AND outcome <> 'expired'",
			)?
			.execute((fact, kind_name(claim.kind()), bytes, now))?;
			Ok((Added::New, true))
		}
	}
}

impl Journal {
	/// What our node's validator should vote for: at most 64 claims, of every kind as many as there is
	/// room for, the oldest first. They count as offered from now on, and before this returns.
	///
	/// A claim that was offered for ten minutes without a vote gives way to others, so that claims
	/// which the chain does not take don't stand before those that it would.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn offer(&mut self, now: Moment) -> Result<Offering, JournalError> {
		let overdue = self.read(|db| {
			db.prepare("SELECT count(*) FROM facts WHERE state = 'offered' AND offered_at < ?1")?
				.query_row([now.saturating_sub(PATIENCE)], |row| row.get::<_, u64>(0))
		})?;
		let chosen = self.read(|db| choose(db, overdue > 0, now))?;
		if overdue > 0 || chosen.iter().any(|(_, _, is_new)| *is_new) {
			self.write("offer", |db| {
				db.prepare(
					"UPDATE facts SET round = round + 1, state = 'seen', offered_at = NULL
					 WHERE state = 'offered' AND offered_at < ?1",
				)?
				.execute([now.saturating_sub(PATIENCE)])?;
				let mut mark = db.prepare(
					"UPDATE facts SET state = 'offered', offered_at = ?2 WHERE id = ?1 AND state = 'seen'",
				)?;
				for (id, ..) in &chosen {
					mark.execute((id, now))?;
				}
				Ok(())
			})?;
		}
		let claims: Vec<_> = chosen
			.iter()
			.filter_map(|(_, bytes, _)| WorkerClaim::decode(&mut bytes.as_slice()).ok())
			.collect();
		Ok(Offering { offer: Offer::truncate_from(claims), overdue })
	}

	/// How many facts of each kind are in each state.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn counts(&self) -> Result<Counts, JournalError> {
		self.read(|db| {
			let mut query =
				db.prepare("SELECT kind, state, count(*) FROM facts GROUP BY state, kind")?;
			let rows = query.query_map([], |row| {
				let state = State::read(&row.get::<_, String>(1)?).unwrap_or(State::Seen);
				Ok((row.get(0)?, state, row.get(2)?))
			})?;
			rows.collect()
		})
	}

	/// How many claims were not taken because another one about the same fact came first.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn conflicts(&self) -> Result<u64, JournalError> {
		self.read(|db| {
			db.prepare("SELECT count(*) FROM conflicts")?.query_row([], |row| row.get(0))
		})
	}

	/// Every fact with its claim and state, in the order in which they were found.
	///
	/// # Errors
	/// See [`JournalError`].
	pub fn facts(&self) -> Result<Vec<(FactId, WorkerClaim, State)>, JournalError> {
		self.read(|db| {
			let mut query = db.prepare("SELECT fact, claim, state FROM facts ORDER BY id")?;
			let rows = query.query_map([], |row| {
				let (claim, state) = (row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?);
				Ok((row.get(0)?, claim, state))
			})?;
			let mut facts = Vec::new();
			for row in rows {
				let (fact, claim, state) = row?;
				let claim = WorkerClaim::decode(&mut claim.as_slice());
				if let (Ok(claim), Some(state)) = (claim, State::read(&state)) {
					facts.push((fact, claim, state));
				}
			}
			Ok(facts)
		})
	}
}

/// The rows to offer, each with its claim and whether it was not offered before. Kinds take turns;
/// within a kind those come first that were offered in vain less often, then the older ones.
fn choose(
	db: &Connection,
	is_overdue: bool,
	now: Moment,
) -> rusqlite::Result<Vec<(i64, Vec<u8>, bool)>> {
	let late = if is_overdue { now.saturating_sub(PATIENCE) } else { 0 };
	let mut query = db.prepare(
		"SELECT id, claim, state = 'seen' OR offered_at < ?1 FROM (
			SELECT id, claim, state, offered_at, row_number() OVER (
				PARTITION BY kind
				ORDER BY round + (state = 'offered' AND offered_at < ?1), id
			) AS turn
			FROM facts WHERE state IN ('seen', 'offered')
		) ORDER BY turn, id LIMIT ?2",
	)?;
	let rows =
		query.query_map((late, MAX_OFFER), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
	let mut rows: Vec<_> = rows.collect::<Result<_, _>>()?;
	rows.sort_unstable_by_key(|(id, ..)| *id);
	Ok(rows)
}
