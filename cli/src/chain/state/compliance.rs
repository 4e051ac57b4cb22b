//! The door for THP: what stands against a transfer, freezes, recoveries, registers.

use super::{ChainError, State};
use crate::chain::types::{
	Action, Emission, Freeze, Holder, Limits, Obstacle, RecoveryStatus, Rule,
};
use subxt::utils::AccountId32;

/// The most entries in a page of a register (rule 14).
pub const REGISTER_PAGE: u32 = 500;

impl State {
	/// Everything that stands against a transfer of so many THP base units now; nothing exactly if
	/// it would pass.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn why_not_transfer(
		&self,
		from: &AccountId32,
		to: &AccountId32,
		amount: u128,
	) -> Result<Vec<Obstacle>, ChainError> {
		self.view("Compliance", "why_not", (*from, *to, amount)).await
	}

	/// What an account may still send and receive now.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn limits_of(&self, account: &AccountId32) -> Result<Limits, ChainError> {
		self.view("Compliance", "limits_of", (*account,)).await
	}

	/// What of an account can't be sent.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn freeze_of(&self, account: &AccountId32) -> Result<Freeze, ChainError> {
		self.view("Compliance", "freeze_of", (*account,)).await
	}

	/// The open recovery of an account.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn recovery_of(
		&self,
		old: &AccountId32,
	) -> Result<Option<RecoveryStatus>, ChainError> {
		self.view("Compliance", "recovery_of", (*old,)).await
	}

	/// Every country with a rule, by its letters.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn jurisdictions(&self) -> Result<Vec<([u8; 2], Rule)>, ChainError> {
		self.view("Compliance", "jurisdictions", ()).await
	}

	/// Whether all transfers are paused.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn is_paused(&self) -> Result<bool, ChainError> {
		self.view("Compliance", "is_paused", ()).await
	}

	/// A page of the register of holders, behind `cursor`.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn holders(&self, cursor: Option<AccountId32>) -> Result<Vec<Holder>, ChainError> {
		self.view("Compliance", "holders", (cursor, REGISTER_PAGE)).await
	}

	/// A page of the register of corporate actions, from number `from` on.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn actions(&self, from: u64) -> Result<Vec<(u64, Action)>, ChainError> {
		self.view("Compliance", "actions", (from, REGISTER_PAGE)).await
	}

	/// A page of the register of emissions, from number `from` on.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn emissions(&self, from: u32) -> Result<Vec<(u32, Emission)>, ChainError> {
		self.view("Compliance", "emissions", (from, REGISTER_PAGE)).await
	}
}
