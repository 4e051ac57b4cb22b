//! SPOT and what earns it.

use super::{ChainError, State, compliance::REGISTER_PAGE};
use crate::chain::types::{
	AwardLine, HolderLine, LoyaltyProgress, Snapshot, SpotExplanation, SpotFigures, SpotHolder,
	SpotSettings,
};
use subxt::utils::AccountId32;

impl State {
	/// The governed settings of `Spot`.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn spot_settings(&self) -> Result<SpotSettings, ChainError> {
		self.view("Spot", "settings", ()).await
	}

	/// The verified accounts with SPOT now.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn spot_figures(&self) -> Result<SpotFigures, ChainError> {
		self.view("Spot", "figures", ()).await
	}

	/// What an account's SPOT is worth to it now.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn explain_spot(&self, account: &AccountId32) -> Result<SpotExplanation, ChainError> {
		self.view("Spot", "explain", (*account,)).await
	}

	/// What is kept of an account that has SPOT or a verified person.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn spot_holder(
		&self,
		account: &AccountId32,
	) -> Result<Option<SpotHolder>, ChainError> {
		self.view("Spot", "holder", (*account,)).await
	}

	/// A page of the register of holders of SPOT, behind `cursor`.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn spot_holders(
		&self,
		cursor: Option<AccountId32>,
	) -> Result<Vec<HolderLine>, ChainError> {
		self.view("Spot", "holders", (cursor, REGISTER_PAGE)).await
	}

	/// The award that this evidence was used for.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn award(&self, evidence: &[u8; 32]) -> Result<Option<AwardLine>, ChainError> {
		self.view("Spot", "award_line", (*evidence,)).await
	}

	/// Record dates that are remembered, in order.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn snapshots(&self) -> Result<Vec<Snapshot>, ChainError> {
		self.view("Spot", "snapshots", ()).await
	}

	/// How far an account is on the way to its next SPOT.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn loyalty_progress(
		&self,
		account: &AccountId32,
	) -> Result<LoyaltyProgress, ChainError> {
		self.view("Loyalty", "progress", (*account,)).await
	}
}
