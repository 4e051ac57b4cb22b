//! The list of accounts of other chains that are to be watched.

use crate::{
	chain::types::ForeignAccount,
	foreign::{self, ton::Network},
	keys::parse_address,
	rows,
};
use serde::Deserialize;
use std::{
	collections::{BTreeMap, btree_map::Entry},
	fs::File,
	io::Read,
	path::Path,
};
use subxt::utils::AccountId32;
use thiserror::Error;

/// The most accounts of one file: as many as are ever watched.
pub const MAX_ACCOUNTS: usize = 10_000;

/// An account, and whose it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
	/// Where it stands in the file, counted from 1, the header included.
	pub line: u64,
	/// The account.
	pub account: ForeignAccount,
	/// Who is credited.
	pub beneficiary: AccountId32,
	/// What for.
	pub purpose: u8,
}

/// A list that can't be read.
#[derive(Debug, Error)]
pub enum AccountsError {
	/// The file can't be opened.
	#[error("{file} can't be read: {reason}")]
	Unreadable {
		/// Which.
		file: String,
		/// Why.
		reason: std::io::Error,
	},
	/// A line of the file is wrong.
	#[error("line {line}: {what}")]
	BadLine {
		/// Which, counted from 1, the header included.
		line: u64,
		/// What is wrong.
		what: String,
	},
	/// More than are ever watched.
	#[error("these are {count} accounts; a file has at most {MAX_ACCOUNTS}")]
	TooMany {
		/// How many.
		count: usize,
	},
	/// Not one.
	#[error("the file has no line with an account")]
	Nothing,
}

/// A row of the file.
#[derive(Deserialize)]
struct Row {
	account: String,
	beneficiary: String,
	purpose: String,
}

/// The accounts of a CSV file with the columns `account`, `beneficiary` and `purpose`, in its order.
///
/// # Errors
/// See [`AccountsError`].
pub fn read_file(path: &Path, network: Network) -> Result<Vec<Watched>, AccountsError> {
	let unreadable =
		|reason| AccountsError::Unreadable { file: path.display().to_string(), reason };
	read(File::open(path).map_err(unreadable)?, network)
}

/// As [`read_file`], from anywhere.
///
/// # Errors
/// All [`AccountsError`]s but [`AccountsError::Unreadable`].
pub fn read(source: impl Read, network: Network) -> Result<Vec<Watched>, AccountsError> {
	let bad_line = |(line, what)| AccountsError::BadLine { line, what };
	let list = rows::read(source, |line, row| watched(line, &row, network)).map_err(bad_line)?;
	match list.len() {
		0 => return Err(AccountsError::Nothing),
		count if count > MAX_ACCOUNTS => return Err(AccountsError::TooMany { count }),
		_ => {}
	}
	let mut lines = BTreeMap::new();
	for Watched { line, account, .. } in &list {
		match lines.entry(*account) {
			Entry::Vacant(free) => free.insert(*line),
			Entry::Occupied(first) => {
				let what = format!("{account} stands in line {} already", first.get());
				return Err(AccountsError::BadLine { line: *line, what });
			}
		};
	}
	Ok(list)
}

fn watched(line: u64, row: &Row, network: Network) -> Result<Watched, String> {
	let account = foreign::read(&row.account, network).map_err(|error| error.to_string())?;
	let beneficiary = parse_address(&row.beneficiary).map_err(|error| error.to_string())?;
	let is_number = row.purpose.bytes().all(|byte| byte.is_ascii_digit());
	let purpose = is_number.then(|| row.purpose.parse().ok()).flatten();
	let purpose = purpose.ok_or_else(|| "the purpose is a number from 0 to 255".to_owned())?;
	Ok(Watched { line, account, beneficiary, purpose })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::foreign::tron;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const TRON: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
	const TON: &str = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs";

	fn list_of(rows: &str) -> Result<Vec<Watched>, AccountsError> {
		read(format!("account,beneficiary,purpose\n{rows}").as_bytes(), Network::Main)
	}

	fn wrong(rows: &str) -> String {
		list_of(rows).expect_err("it is wrong").to_string()
	}

	#[test]
	fn files_should_be_read_in_their_order() {
		let list = list_of(&format!("{TON},{ALICE},7\n {TRON} , {ALICE} , 255\n")).expect("sound");
		let of: Vec<_> = list.iter().map(|watched| (watched.line, watched.purpose)).collect();
		assert_eq!(of, [(2, 7), (3, 255)]);
		assert_eq!(list[0].account.to_string(), TON);
		assert_eq!(list[1].beneficiary.to_string(), ALICE);
	}

	#[test]
	fn files_that_are_wrong_should_be_refused_with_their_line() {
		let sound = format!("{TON},{ALICE},0\n");
		let mistyped = TRON.replace("6t", "6u");
		let text = wrong(&format!("{sound}{mistyped},{ALICE},0\n"));
		assert!(text.starts_with("line 3: ") && text.contains("checksum"), "{text}");
		assert!(wrong(&format!("{TON},Alice,0\n")).starts_with("line 2: "));
		for purpose in ["", "256", "-1", "+1", "1.0", "rent"] {
			let text = wrong(&format!("{TON},{ALICE},{purpose}\n"));
			assert_eq!(text, "line 2: the purpose is a number from 0 to 255", "{purpose}");
		}
		let raw = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe";
		let text = wrong(&format!("{sound}{raw},{ALICE},1\n"));
		assert_eq!(text, format!("line 3: {TON} stands in line 2 already"));
		assert!(wrong("").contains("no line"));
		assert!(wrong(&format!("{TON}\n")).contains("1 columns"));
	}

	#[test]
	fn files_should_be_as_long_as_accounts_are_watched() {
		let rows = |count: u32| -> String {
			let id = |number: u32| {
				let mut id = [1; 20];
				id[..4].copy_from_slice(&number.to_be_bytes());
				tron::Address(id)
			};
			(0..count).map(|number| format!("{},{ALICE},0\n", id(number))).collect()
		};
		assert_eq!(list_of(&rows(10_000)).expect("they fit").len(), MAX_ACCOUNTS);
		assert!(wrong(&rows(10_001)).contains("10001"));
	}
}
