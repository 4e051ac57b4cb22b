//! The list of a conversion: holders, and how much SPOT of each to burn (rule 18).

use crate::{keys::parse_address, rows};
use serde::Deserialize;
use std::{fs::File, io::Read, path::Path};
use subxt::utils::AccountId32;
use thiserror::Error;

/// The most pairs of one conversion.
pub const MAX_PAIRS: usize = 500;

/// A holder, and how much of its SPOT.
pub type Pair = (AccountId32, u32);

/// A list that can't be read.
#[derive(Debug, Error)]
pub enum PairsError {
	/// Not an account, an equals sign and a number.
	#[error("\"{text}\" is no pair; write an account and how much SPOT, like 5F…=20")]
	NotAPair {
		/// What stood there.
		text: String,
	},
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
	/// More than one conversion takes.
	#[error("these are {count} pairs; one conversion takes at most {MAX_PAIRS}")]
	TooMany {
		/// How many.
		count: usize,
	},
}

/// A row of the file.
#[derive(Deserialize)]
struct Row {
	account: String,
	spot: String,
}

/// A pair as it is written in a command line: `5F…=20`.
///
/// # Errors
/// [`PairsError::NotAPair`].
pub fn parse(text: &str) -> Result<Pair, PairsError> {
	let pair = text.split_once('=').and_then(|(account, spot)| pair_of(account, spot).ok());
	pair.ok_or_else(|| PairsError::NotAPair { text: text.to_owned() })
}

/// The pairs of a CSV file with the columns `account` and `spot`, in its order.
///
/// # Errors
/// [`PairsError::Unreadable`], [`PairsError::BadLine`].
pub fn read_file(path: &Path) -> Result<Vec<Pair>, PairsError> {
	let unreadable = |reason| PairsError::Unreadable { file: path.display().to_string(), reason };
	read(File::open(path).map_err(unreadable)?)
}

/// As [`read_file`], from anywhere.
///
/// # Errors
/// [`PairsError::BadLine`].
pub fn read(source: impl Read) -> Result<Vec<Pair>, PairsError> {
	rows::read(source, |_, Row { account, spot }| pair_of(&account, &spot))
		.map_err(|(line, what)| PairsError::BadLine { line, what })
}

/// Whether one conversion takes so many.
///
/// # Errors
/// [`PairsError::TooMany`].
pub const fn check_count(pairs: &[Pair]) -> Result<(), PairsError> {
	if pairs.len() > MAX_PAIRS {
		return Err(PairsError::TooMany { count: pairs.len() });
	}
	Ok(())
}

fn pair_of(account: &str, spot: &str) -> Result<Pair, String> {
	let account = parse_address(account).map_err(|error| error.to_string())?;
	let is_number = !spot.is_empty() && spot.bytes().all(|byte| byte.is_ascii_digit());
	let spot = is_number.then(|| spot.parse().ok()).flatten();
	spot.map(|spot| (account, spot)).ok_or_else(|| "SPOT is a whole number".to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	fn alice() -> AccountId32 {
		parse_address(ALICE).expect("it is an address")
	}

	fn wrong(text: &str) -> String {
		read(text.as_bytes()).expect_err("it is wrong").to_string()
	}

	#[test]
	fn pairs_should_be_accounts_and_whole_numbers() {
		assert_eq!(parse(&format!("{ALICE}=20")).ok(), Some((alice(), 20)));
		let key = format!("0x{}=4294967295", "01".repeat(32));
		assert_eq!(parse(&key).ok(), Some((AccountId32([1; 32]), u32::MAX)));
		for spot in ["", "=", "=-1", "=+1", "=1.5", "= 1", "=4294967296", "=1=2", "=ten"] {
			assert!(parse(&format!("{ALICE}{spot}")).is_err(), "{spot}");
		}
		assert!(parse("Alice=20").is_err() && parse("").is_err());
	}

	#[test]
	fn files_should_be_read_in_their_order_whatever_the_order_of_columns() {
		let other = AccountId32([2; 32]);
		let text = format!("account,spot\n{ALICE},20\n {other} , 10\n");
		assert_eq!(read(text.as_bytes()).ok(), Some(vec![(alice(), 20), (other, 10)]));
		let text = format!("name,spot,account\nNino,30,{ALICE}\n");
		assert_eq!(read(text.as_bytes()).ok(), Some(vec![(alice(), 30)]));
		assert_eq!(read("account,spot\n".as_bytes()).ok(), Some(Vec::new()));
	}

	#[test]
	fn files_that_are_wrong_should_be_refused_with_their_line() {
		let text = wrong(&format!("account,spot\n{ALICE},20\n{ALICE},2.5\n"));
		assert_eq!(text, "line 3: SPOT is a whole number");
		assert!(wrong("account,spot\nAlice,20\n").starts_with("line 2: "));
		let text = wrong(&format!("account,points\n{ALICE},20\n"));
		assert!(text.contains("line 2: ") && text.contains("spot"), "{text}");
		assert!(wrong(&format!("account,spot\n{ALICE}\n")).contains("1 columns"));
	}

	#[test]
	fn lists_should_be_as_long_as_one_call_takes() {
		assert!(check_count(&vec![(alice(), 1); MAX_PAIRS]).is_ok());
		let error = check_count(&vec![(alice(), 1); 501]).expect_err("they are too many");
		assert!(error.to_string().contains("501"));
	}
}
