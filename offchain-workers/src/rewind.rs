//! `hotpot-worker rewind`: sets a rail back, so that it reads again what follows a block. For when
//! blocks that were final are others now: a test network that was begun anew, or the other chain's
//! worst day.

use crate::{
	journal::{Journal, JournalError, State, WorkerClaim, rail_name},
	rail::{Cursor, RailError},
	ton,
	tron::cursor::Swept,
};
use hotpot_primitives::observations::Rail;
use thiserror::Error;

/// Why a rail can't be set back.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RewindError {
	/// The journal can't be used; the worker may be running.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// What the journal holds is no place of this rail.
	#[error(transparent)]
	BadCursor(#[from] RailError),
	/// There is nothing to go back from.
	#[error("{} was never read with this journal", rail_name(*.0))]
	NeverRead(Rail),
	/// That would leave blocks out.
	#[error(
		"{} was read up to block {read}; it can only be set back, to a block before that one",
		rail_name(*rail)
	)]
	NotBack {
		/// Which one.
		rail: Rail,
		/// Up to which block it was read.
		read: u64,
	},
	/// TON's blocks are numbered with 32 bits.
	#[error("TON has no block {0}")]
	NoBlock(u64),
}

/// Sets a rail back to block `to`, a masterchain block for TON, or to the newest place before it that
/// the journal kept. Facts stay, so nothing is offered twice or otherwise. Says what it did.
///
/// # Errors
/// See [`RewindError`]; then nothing is changed.
pub fn rewind(journal: &mut Journal, rail: Rail, to: u64) -> Result<Vec<String>, RewindError> {
	let name = rail_name(rail);
	let cursor = journal.cursor(rail)?.ok_or(RewindError::NeverRead(rail))?;
	let read = block(rail, &cursor)?;
	if to >= read {
		return Err(RewindError::NotBack { rail, read });
	}
	let mut kept = journal.past_cursors(rail)?.into_iter();
	let kept = kept.find(|(_, cursor)| block(rail, cursor).is_ok_and(|block| block <= to));
	let mut lines = vec![format!("{name} was read up to block {read}")];
	match kept {
		Some((at, place)) => {
			journal.set_back(rail, &place, Some(at))?;
			lines.push(format!(
				"it goes on after block {}, the newest place up to block {to} that was kept; if that is \
				 undone too, the rail says so: set it back further",
				block(rail, &place)?
			));
		}
		None => {
			journal.set_back(rail, &unknown(rail, &cursor, to)?, None)?;
			lines.push(format!(
				"it goes on after block {to}, of which nothing was kept: make sure that the change is not \
				 before it, for nothing else does"
			));
		}
	}
	let facts = journal.facts()?;
	let facts: Vec<_> = facts.iter().filter(|(_, claim, _)| is_of(claim, rail)).collect();
	let is_open = |state| matches!(state, State::Seen | State::Offered | State::Voted);
	let open = facts.iter().filter(|(_, _, state)| is_open(*state)).count();
	lines.push(format!(
		"its {} deposits stay, and {open} of them are still to be agreed on: what is found again is \
		 not offered twice, and what is found otherwise is not offered at all",
		facts.len()
	));
	Ok(lines)
}

/// The block up to which a cursor says that all was read.
fn block(rail: Rail, cursor: &Cursor) -> Result<u64, RailError> {
	Ok(match rail {
		Rail::Tron => Swept::from_cursor(cursor)?.number,
		Rail::Ton => ton::cursor::State::read(cursor)?.head.seqno.into(),
	})
}

/// A place of which nothing is known but its number.
fn unknown(rail: Rail, cursor: &Cursor, to: u64) -> Result<Cursor, RewindError> {
	Ok(match rail {
		Rail::Tron => Swept::from_cursor(cursor)?.back_to(to).to_cursor(),
		Rail::Ton => {
			let seqno = u32::try_from(to).map_err(|_| RewindError::NoBlock(to))?;
			ton::cursor::State::back_to(seqno).write()
		}
	})
}

fn is_of(claim: &WorkerClaim, rail: Rail) -> bool {
	matches!(claim, WorkerClaim::Deposit(deposit) if deposit.token.rail() == rail)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{failpoint::Failpoint, rail::Found, ton::cursor::Head};
	use hotpot_primitives::observations::{Comment, Deposit, ForeignAccount, Token};
	use std::collections::BTreeSet;
	use tempfile::TempDir;

	const MINUTE: u64 = 60_000;

	fn ours() -> ForeignAccount {
		ForeignAccount::Tron([1; 20])
	}

	fn deposit(transaction: u8, amount: u128) -> Deposit {
		Deposit {
			token: Token::UsdtTron,
			from: ours(),
			to: ours(),
			amount,
			transaction: [transaction; 32],
			index: 0,
			at: 1,
			comment: Comment::default(),
		}
	}

	fn open(folder: &TempDir) -> Journal {
		Journal::open(&folder.path().join("journal"), Failpoint::default()).expect("it opens")
	}

	fn swept(number: u64) -> Swept {
		let id = Some([u8::try_from(number / 10).expect("it is small"); 32]);
		Swept { since: 1, number, id, timestamp: number * 3000 }
	}

	fn record(journal: &mut Journal, number: u64, deposits: Vec<Deposit>) {
		let found = Found { deposits, cursor: swept(number).to_cursor(), ..Found::default() };
		let at = number * MINUTE;
		journal.record_step(Rail::Tron, &BTreeSet::from([ours()]), &found, at).expect("it writes");
	}

	/// Blocks 10, 20 … 100 were kept.
	fn read_up_to_100(folder: &TempDir) -> Journal {
		let mut journal = open(folder);
		journal.set_watched(&BTreeSet::from([ours()]), 1).expect("it writes");
		for number in 1..=10u8 {
			record(&mut journal, u64::from(number) * 10, vec![deposit(number, 5)]);
		}
		journal
	}

	fn place(journal: &Journal) -> Swept {
		let cursor = journal.cursor(Rail::Tron).expect("it reads").expect("it is there");
		Swept::from_cursor(&cursor).expect("it is TRON's")
	}

	#[test]
	fn a_rail_should_go_back_to_a_place_that_was_kept() {
		let folder = TempDir::new().expect("there is room");
		let mut journal = read_up_to_100(&folder);
		let said = rewind(&mut journal, Rail::Tron, 57).expect("it can go back").join("\n");
		assert!(said.contains("up to block 100") && said.contains("after block 50"), "{said}");
		assert!(said.contains("10 deposits stay, and 10 of them"), "{said}");
		drop(journal);
		let mut journal = open(&folder);
		assert_eq!(place(&journal), swept(50));
		rewind(&mut journal, Rail::Tron, 49).expect("it can go back further");
		assert_eq!(place(&journal), swept(40));
	}

	#[test]
	fn a_rail_should_go_back_to_any_block_when_nothing_so_old_was_kept() {
		let folder = TempDir::new().expect("there is room");
		let mut journal = read_up_to_100(&folder);
		let said = rewind(&mut journal, Rail::Tron, 3).expect("it can go back").join("\n");
		assert!(said.contains("after block 3, of which nothing was kept"), "{said}");
		assert_eq!((place(&journal).number, place(&journal).id), (3, None));
		assert_eq!(journal.past_cursors(Rail::Tron), Ok(vec![]));
	}

	#[test]
	fn what_is_found_again_should_not_be_offered_twice_or_otherwise() {
		let folder = TempDir::new().expect("there is room");
		let mut journal = read_up_to_100(&folder);
		let offered = |journal: &mut Journal| journal.offer(MINUTE).expect("it writes").offer;
		let before = offered(&mut journal);
		rewind(&mut journal, Rail::Tron, 5).expect("it can go back");
		record(&mut journal, 20, vec![deposit(1, 5), deposit(2, 6), deposit(11, 7)]);
		let claims: Vec<_> = offered(&mut journal).into_inner();
		assert_eq!(claims[..10], before[..]);
		assert_eq!(claims[10..], [WorkerClaim::Deposit(deposit(11, 7))]);
		assert_eq!(journal.conflicts(), Ok(1));
	}

	#[test]
	fn a_rail_should_not_go_forward() {
		let folder = TempDir::new().expect("there is room");
		let mut journal = read_up_to_100(&folder);
		for to in [100, 101, u64::MAX] {
			let error = rewind(&mut journal, Rail::Tron, to).expect_err("it leaves blocks out");
			assert_eq!(error, RewindError::NotBack { rail: Rail::Tron, read: 100 });
		}
		let error = rewind(&mut journal, Rail::Ton, 1).expect_err("it was never read");
		assert_eq!(error.to_string(), "ton was never read with this journal");
		assert_eq!(place(&journal), swept(100));
	}

	#[test]
	fn ton_should_go_back_by_masterchain_blocks() {
		let folder = TempDir::new().expect("there is room");
		let mut journal = open(&folder);
		let state = |seqno| ton::cursor::State {
			head: Head { seqno, lt: 7 },
			..ton::cursor::State::default()
		};
		for seqno in [10, 20] {
			let found = Found { cursor: state(seqno).write(), ..Found::default() };
			let at = u64::from(seqno) * MINUTE;
			journal.record_step(Rail::Ton, &BTreeSet::new(), &found, at).expect("it writes");
		}
		rewind(&mut journal, Rail::Ton, 15).expect("it can go back");
		assert_eq!(journal.cursor(Rail::Ton), Ok(Some(state(10).write())));
		rewind(&mut journal, Rail::Ton, 4).expect("it can go back");
		let unknown = ton::cursor::State::back_to(4).write();
		assert_eq!(journal.cursor(Rail::Ton), Ok(Some(unknown)));
	}
}
