//! What the worker asks of another chain, whichever it is.

use crate::journal::rail_name;
use hotpot_primitives::observations::{Deposit, ForeignAccount, Rail as RailName};
use std::{collections::BTreeSet, future::Future, time::Duration};
use thiserror::Error;

/// How far a rail has come: opaque to everybody else, kept in the journal.
pub type Cursor = Vec<u8>;

/// What a rail found in one step. The journal keeps all of it at once or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
	/// Deposits to watched accounts that are final, in the order of their chain. May hold some that
	/// were found before.
	pub deposits: Vec<Deposit>,
	/// Where the next step goes on. Everything before it was seen.
	pub cursor: Cursor,
	/// What somebody should look at: endpoints that disagree, an endpoint that lies.
	pub alerts: Vec<String>,
	/// Whether there is more to be read at once.
	pub is_behind: bool,
}

/// Why a step came to nothing. The cursor stays where it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RailError {
	/// Not enough endpoints answered.
	#[error("not enough endpoints of {rail:?} answer: {reason}")]
	Unreachable {
		/// Of which chain.
		rail: RailName,
		/// What the last one said.
		reason: String,
	},
	/// An endpoint asks to be left alone.
	#[error("an endpoint asks to wait {0:?}")]
	TooManyRequests(Duration),
	/// An answer is not what its documentation says.
	#[error("{endpoint} answered something that is no answer: {reason}")]
	BadAnswer {
		/// Which endpoint.
		endpoint: String,
		/// What is wrong.
		reason: String,
	},
	/// Endpoints contradict one another.
	#[error("endpoints disagree about {0}")]
	Disagreement(String),
	/// What was read is undone, which can't happen to blocks that are final.
	#[error(
		"{reason}. Nothing more is read until somebody has looked. If the endpoints are right, stop the \
		 worker and run `hotpot-worker rewind --config FILE --rail {} --to-block N`, where N is a block \
		 before the change", rail_name(*rail)
	)]
	Undone {
		/// On which chain.
		rail: RailName,
		/// What is seen.
		reason: String,
	},
	/// The journal's cursor can't be read.
	#[error("the cursor in the journal is none of this rail: {0}")]
	BadCursor(String),
}

/// Another chain, as its endpoints show it.
pub trait Rail: Send {
	/// Which one.
	fn name(&self) -> RailName;

	/// Reads on from a cursor, or from now on if there is none. Bounded in time and in what it gives;
	/// dropping the future at any point loses nothing.
	///
	/// # Errors
	/// See [`RailError`].
	fn step(
		&mut self,
		watched: &BTreeSet<ForeignAccount>,
		cursor: Option<&Cursor>,
	) -> impl Future<Output = Result<Found, RailError>> + Send;

	/// Says in words whether its endpoints answer and agree, for `hotpot-worker check`.
	fn diagnose(&mut self) -> impl Future<Output = Vec<Result<String, String>>> + Send;
}
