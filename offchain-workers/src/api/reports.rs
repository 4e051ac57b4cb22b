//! Reports of what guests watched, liked and streamed, as JSON.
//!
//! ```json
//! { "reports": [
//!   { "kind": "watched", "who": "5Grw…", "stream": "0x…", "from": 1700000000000, "to": 1700000060000 },
//!   { "kind": "liked", "who": "5Grw…", "post": "0x…", "likes": 50 },
//!   { "kind": "streamed", "who": "5Grw…", "node": 1, "table": 7, "from": 1700000000000, "to": 1700001000000 }
//! ] }
//! ```
//!
//! Times are UNIX ms. A report about a known thing must say the same as before: a module reports a
//! stretch of watching when it is over, and likes when they reach what pays, not again and again.

use crate::journal::WorkerClaim;
use hotpot_primitives::{Moment, NodeId, observations::Claim};
use serde::Deserialize;
use std::str::FromStr;
use subxt::utils::AccountId32;
use thiserror::Error;

/// Most reports of a request.
pub const MAX_REPORTS: usize = 100;
/// How far a reporter's clock may be ahead.
const AHEAD: Moment = 5_000;
/// How old a report may be.
const OLDEST: Moment = 24 * 60 * 60 * 1000;
/// The longest stretch of watching.
const LONGEST_WATCH: Moment = 24 * 60 * 60 * 1000;
/// The longest session from a table: the chain closes it then (rule 16).
const LONGEST_STREAM: Moment = 45 * 60 * 1000;
/// Accounts of this network begin with it, before base58.
const SS58_PREFIX: u8 = 42;

/// Why reports are not taken. None of a request is, then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReportError {
	/// Not the JSON that is described above.
	#[error("the request is not what it should be: {0}")]
	Unclear(String),
	/// None, or more than [`MAX_REPORTS`].
	#[error("a request has 1 to {MAX_REPORTS} reports, and this one {0}")]
	Count(usize),
	/// A report makes no sense.
	#[error("report {index}: {problem}")]
	Wrong {
		/// Which one, from 0.
		index: usize,
		/// What is wrong with it.
		problem: String,
	},
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
	reports: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Report {
	Watched { who: String, stream: String, from: Moment, to: Moment },
	Liked { who: String, post: String, likes: u32 },
	Streamed { who: String, node: u32, table: u32, from: Moment, to: Moment },
}

/// Reads the reports of a request, each with its text.
pub(super) fn read(body: &[u8], now: Moment) -> Result<Vec<(WorkerClaim, String)>, ReportError> {
	let Request { reports } =
		serde_json::from_slice(body).map_err(|error| ReportError::Unclear(error.to_string()))?;
	if reports.is_empty() || reports.len() > MAX_REPORTS {
		return Err(ReportError::Count(reports.len()));
	}
	let read = |(index, report): (usize, serde_json::Value)| {
		let text = report.to_string();
		let claim = serde_json::from_value(report)
			.map_err(|error| error.to_string())
			.and_then(|report: Report| report.into_claim(now));
		claim.map(|claim| (claim, text)).map_err(|problem| ReportError::Wrong { index, problem })
	};
	reports.into_iter().enumerate().map(read).collect()
}

impl Report {
	fn into_claim(self, now: Moment) -> Result<WorkerClaim, String> {
		Ok(match self {
			Self::Watched { who, stream, from, to } => {
				check_times(from, to, LONGEST_WATCH, now)?;
				Claim::Watched { who: account(&who)?, stream: hash("stream", &stream)?, from, to }
			}
			Self::Liked { who, post, likes } => {
				if likes == 0 {
					return Err("likes: a post without likes is nothing to report".to_owned());
				}
				Claim::Liked { who: account(&who)?, post: hash("post", &post)?, likes }
			}
			Self::Streamed { who, node, table, from, to } => {
				check_times(from, to, LONGEST_STREAM, now)?;
				if node == 0 {
					return Err("node: restaurants are numbered from 1".to_owned());
				}
				Claim::Streamed { who: account(&who)?, node: NodeId(node), table, from, to }
			}
		})
	}
}

fn check_times(from: Moment, to: Moment, longest: Moment, now: Moment) -> Result<(), String> {
	let problem = if from >= to {
		"from: the end must come after the beginning".to_owned()
	} else if to > now.saturating_add(AHEAD) {
		"to: the end has not come yet; is a clock wrong?".to_owned()
	} else if from < now.saturating_sub(OLDEST.saturating_add(longest))
		|| to < now.saturating_sub(OLDEST)
	{
		"to: that ended more than a day ago; are the times in ms?".to_owned()
	} else if to.saturating_sub(from) > longest {
		format!("to: it can't last longer than {} min", longest / 60_000)
	} else {
		return Ok(());
	};
	Err(problem)
}

fn account(text: &str) -> Result<[u8; 32], String> {
	let wrong =
		|| "who: an account of this network begins with 5 and is written in base58".to_owned();
	let account = AccountId32::from_str(text).map_err(|_| wrong())?;
	let bytes = bs58::decode(text).into_vec().map_err(|_| wrong())?;
	if bytes.first() == Some(&SS58_PREFIX) { Ok(account.0) } else { Err(wrong()) }
}

fn hash(field: &str, text: &str) -> Result<[u8; 32], String> {
	text.strip_prefix("0x")
		.and_then(|digits| hex::decode(digits).ok())
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| format!("{field}: 0x and 64 hexadecimal digits"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{Value, json};

	const NOW: Moment = 1_700_000_000_000;
	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	fn one(report: &Value) -> Result<WorkerClaim, String> {
		let body = json!({ "reports": [report] }).to_string();
		let read = read(body.as_bytes(), NOW).map_err(|error| error.to_string())?;
		Ok(read.into_iter().next().expect("there is one").0)
	}

	fn watched() -> Value {
		json!({ "kind": "watched", "who": ALICE, "stream": format!("0x{}", "ab".repeat(32)),
			"from": NOW - 60_000, "to": NOW })
	}

	fn with(mut report: Value, field: &str, value: Value) -> Value {
		report[field] = value;
		report
	}

	#[test]
	fn each_kind_should_become_its_claim() {
		let post = format!("0x{}", "cd".repeat(32));
		assert!(matches!(
			one(&watched()),
			Ok(Claim::Watched { stream: [0xab, ..], from, to: NOW, .. }) if from == NOW - 60_000
		));
		let liked = json!({ "kind": "liked", "who": ALICE, "post": post, "likes": 50 });
		assert!(matches!(one(&liked), Ok(Claim::Liked { likes: 50, post: [0xcd, ..], .. })));
		let streamed = json!({ "kind": "streamed", "who": ALICE, "node": 1, "table": 7,
			"from": NOW - 900_000, "to": NOW });
		assert!(matches!(one(&streamed), Ok(Claim::Streamed { node: NodeId(1), table: 7, .. })));
		assert!(one(&with(liked, "likes", json!(0))).is_err());
		assert!(one(&with(streamed.clone(), "node", json!(0))).is_err());
		assert!(one(&with(streamed, "from", json!(NOW - 46 * 60_000))).is_err());
	}

	#[test]
	fn what_makes_no_sense_should_be_named() {
		let cases = [
			("who", json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ"), "who: "),
			("who", json!("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"), "who: "),
			("who", json!(""), "who: "),
			("stream", json!("0xab"), "stream: 0x and 64"),
			("stream", json!("ab".repeat(32)), "stream: 0x and 64"),
			("to", json!(NOW + 60_000), "not come yet"),
			("to", json!(NOW - 60_000), "after the beginning"),
			("to", json!(NOW / 1000), "after the beginning"),
			("from", json!(-1), "invalid value"),
			("from", json!(0), "more than a day ago"),
			("kind", json!("danced"), "unknown variant"),
			("more", json!(1), "unknown field"),
		];
		for (field, value, says) in cases {
			let error = one(&with(watched(), field, value)).expect_err(field);
			assert!(error.starts_with("report 0: ") && error.contains(says), "{field}: {error}");
		}
		let old = with(with(watched(), "from", json!(1)), "to", json!(2));
		assert!(one(&old).expect_err("it is old").contains("a day ago"));
	}

	#[test]
	fn requests_should_have_some_reports_and_not_too_many() {
		let of = |count: usize| {
			let body = json!({ "reports": vec![watched(); count] }).to_string();
			read(body.as_bytes(), NOW)
		};
		assert_eq!(of(0).err(), Some(ReportError::Count(0)));
		assert_eq!(of(101).err(), Some(ReportError::Count(101)));
		assert!(of(100).is_ok());
		for body in ["", "[]", "{}", "{\"reports\":{}}", "{\"reports\":[]} x", "\u{0}"] {
			assert!(read(body.as_bytes(), NOW).is_err(), "{body}");
		}
	}
}
