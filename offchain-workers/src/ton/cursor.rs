//! How far TON was read: for each account the last transaction of its chain that was seen.

use super::address::Address;
use crate::rail::{Cursor, RailError};
use codec::{Decode, DecodeAll, Encode};
use std::collections::BTreeMap;

/// Accounts that are remembered, watched or not.
pub const MAX_ACCOUNTS: usize = 65_536;
/// Of this file's form.
const VERSION: u8 = 1;

/// A masterchain block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Head {
	/// Its number.
	pub seqno: u32,
	/// Its first logical time.
	pub lt: u64,
}

/// How far an account was read.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Place {
	/// Everything up to this logical time was seen.
	pub seen: u64,
	/// The transaction at that time, which the next one must name; none before the first.
	pub hash: Option<[u8; 32]>,
	/// Where to look for the next one. Quiet accounts move on, so that they can be asked for together;
	/// should that have been too far, the next transaction names one that wasn't seen.
	pub from: u64,
	/// What is in this masterchain block or before is no deposit: nobody watched yet.
	pub after: u32,
}

/// How far all was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
	/// The last masterchain block that endpoints agreed on.
	pub head: Head,
	/// By account.
	pub accounts: BTreeMap<Address, Place>,
}

type Stored = (u8, Head, Vec<((i8, [u8; 32]), Place)>);

impl State {
	/// Reads what the journal keeps.
	///
	/// # Errors
	/// [`RailError::BadCursor`].
	pub fn read(cursor: &Cursor) -> Result<Self, RailError> {
		let bad = |reason: &str| RailError::BadCursor(reason.to_owned());
		let (version, head, accounts) =
			Stored::decode_all(&mut &cursor[..]).map_err(|error| bad(&error.to_string()))?;
		if version != VERSION {
			return Err(bad("it is of another version of the worker"));
		}
		let of = |((workchain, id), place)| (Address { workchain, id }, place);
		Ok(Self { head, accounts: accounts.into_iter().map(of).collect() })
	}

	/// Writes it for the journal.
	pub fn write(&self) -> Cursor {
		let of =
			|(account, place): (&Address, &Place)| ((account.workchain, account.id), place.clone());
		let accounts: Vec<_> = self.accounts.iter().map(of).collect();
		(VERSION, self.head, accounts).encode()
	}

	/// Set back to a masterchain block of which only the number is known: every account is read from
	/// its first transaction on, and what is in later blocks counts.
	pub fn back_to(seqno: u32) -> Self {
		Self { head: Head { seqno, lt: 0 }, ..Self::default() }
	}

	/// Takes up accounts that are watched now, each from the block that was the last one then.
	/// `margin` is how much earlier a transaction's logical time can be than its block's. Others are
	/// forgotten only if there are too many.
	pub fn watch(&mut self, watched: &[Address], margin: u64) {
		let lt = self.head.lt.saturating_sub(margin);
		for account in watched {
			self.accounts.entry(*account).or_insert(Place {
				seen: lt.saturating_sub(1),
				hash: None,
				from: lt,
				after: self.head.seqno,
			});
		}
		if self.accounts.len() > MAX_ACCOUNTS {
			self.accounts.retain(|account, _| watched.binary_search(account).is_ok());
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn state() -> State {
		let mut state = State { head: Head { seqno: 9, lt: 500 }, ..State::default() };
		state.watch(&[Address { workchain: -1, id: [4; 32] }], 100);
		state
	}

	#[test]
	fn what_is_written_should_be_read() {
		assert_eq!(State::read(&state().write()), Ok(state()));
	}

	#[test]
	fn anything_else_should_be_refused() {
		let good = state().write();
		let longer = [&good[..], &[0]].concat();
		for bad in [vec![], vec![7], good[1..].to_vec(), longer] {
			assert!(matches!(State::read(&bad), Err(RailError::BadCursor(_))), "{bad:?}");
		}
		let mut newer = good;
		newer[0] = 2;
		assert!(matches!(State::read(&newer), Err(RailError::BadCursor(_))));
	}

	#[test]
	fn a_new_account_should_be_read_from_the_last_block_and_an_old_one_from_where_it_was() {
		let mut state = state();
		let old = Address { workchain: -1, id: [4; 32] };
		let place = Place { seen: 399, hash: None, from: 400, after: 9 };
		assert_eq!(state.accounts[&old], place);
		state.head = Head { seqno: 20, lt: 900 };
		let new = Address { workchain: 0, id: [5; 32] };
		state.watch(&[old, new], 100);
		assert_eq!(state.accounts[&old], place);
		let later = Place { seen: 799, hash: None, from: 800, after: 20 };
		assert_eq!(state.accounts[&new], later);
	}

	#[test]
	fn accounts_should_be_read_from_their_beginning_when_all_is_set_back() {
		let mut state = State::back_to(7);
		let account = Address { workchain: 0, id: [5; 32] };
		state.watch(&[account], 100);
		let place = Place { seen: 0, hash: None, from: 0, after: 7 };
		assert_eq!(state.accounts[&account], place);
	}

	#[test]
	fn accounts_that_are_watched_no_more_should_be_kept_while_there_is_room() {
		let mut state = state();
		state.watch(&[], 0);
		assert_eq!(state.accounts.len(), 1);
		let many: Vec<_> = (0..u32::try_from(MAX_ACCOUNTS).expect("small"))
			.map(|index| {
				let mut id = [0; 32];
				id[..4].copy_from_slice(&index.to_be_bytes());
				Address { workchain: 0, id }
			})
			.collect();
		state.watch(&many, 0);
		assert_eq!(state.accounts.len(), MAX_ACCOUNTS);
		assert!(!state.accounts.contains_key(&Address { workchain: -1, id: [4; 32] }));
	}
}
