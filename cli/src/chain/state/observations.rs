//! What validators agree on.

use super::{ChainError, PAGE, State};
use crate::chain::types::{AppliedFact, Kind, OpenFact, PauseCause, Tally};
use subxt::utils::AccountId32;

impl State {
	/// The session.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn session(&self) -> Result<u32, ChainError> {
		Ok(self.storage("Session", "CurrentIndex", ()).await?.unwrap_or_default())
	}

	/// The keys of those that vote in this session, by number.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn voting_keys(&self) -> Result<Vec<AccountId32>, ChainError> {
		self.view("Observations", "authorities", ()).await
	}

	/// Why a kind is paused, if it is.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn pause_of(&self, kind: Kind) -> Result<Option<PauseCause>, ChainError> {
		self.view("Observations", "pause_of", (kind,)).await
	}

	/// What an authority used of its limits.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn tally(&self, authority: &AccountId32, kind: Kind) -> Result<Tally, ChainError> {
		self.view("Observations", "tally", (*authority, kind)).await
	}

	/// A page of up to 100 open facts, behind `cursor`, in no order that means anything.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn open_facts(
		&self,
		cursor: Option<[u8; 32]>,
	) -> Result<Vec<([u8; 32], OpenFact)>, ChainError> {
		let limit = u32::try_from(PAGE).unwrap_or(u32::MAX);
		self.view("Observations", "open_facts", (cursor, limit)).await
	}

	/// The votes on a fact that is open.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn open_fact(&self, fact: &[u8; 32]) -> Result<Option<OpenFact>, ChainError> {
		self.view("Observations", "open_fact", (*fact,)).await
	}

	/// What is known of a fact that was agreed on.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn applied_fact(&self, fact: &[u8; 32]) -> Result<Option<AppliedFact>, ChainError> {
		self.view("Observations", "applied", (*fact,)).await
	}
}
