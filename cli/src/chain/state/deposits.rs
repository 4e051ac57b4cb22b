//! Money that reached accounts of other chains.

use super::{ChainError, State, compliance::REGISTER_PAGE};
use crate::chain::types::{DepositLine, DepositSums, ForeignAccount, Token, WatchedAccount};
use subxt::utils::AccountId32;

impl State {
	/// A page of watched accounts, behind `cursor`, in no order that means anything.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn watched_accounts(
		&self,
		cursor: Option<ForeignAccount>,
	) -> Result<Vec<(ForeignAccount, WatchedAccount)>, ChainError> {
		self.view("Deposits", "watched_accounts", (cursor, REGISTER_PAGE)).await
	}

	/// Accounts that were watched and are no more.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn retired_accounts(
		&self,
	) -> Result<Vec<(ForeignAccount, WatchedAccount)>, ChainError> {
		self.entries("Deposits", "RetiredAccounts").await
	}

	/// How many accounts can be watched at a time.
	///
	/// # Errors
	/// As [`Self::now`].
	pub fn max_watched(&self) -> Result<u32, ChainError> {
		self.constant("Deposits", "MaxWatched")
	}

	/// What a beneficiary was deposited ever of a token.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn deposited(
		&self,
		beneficiary: &AccountId32,
		token: Token,
	) -> Result<DepositSums, ChainError> {
		self.view("Deposits", "balance_of", (*beneficiary, token)).await
	}

	/// How many lines a beneficiary has.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn deposit_count(&self, beneficiary: &AccountId32) -> Result<u32, ChainError> {
		let found = self.storage("Deposits", "LineCounts", (beneficiary.0,)).await?;
		Ok(found.unwrap_or_default())
	}

	/// A page of a beneficiary's lines, from number `from` on.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn deposit_lines(
		&self,
		beneficiary: &AccountId32,
		from: u32,
	) -> Result<Vec<(u32, DepositLine)>, ChainError> {
		self.view("Deposits", "lines", (*beneficiary, from, REGISTER_PAGE)).await
	}

	/// Where a deposit stands: beneficiary, number, line.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn deposit_of(
		&self,
		fact: &[u8; 32],
	) -> Result<Option<(AccountId32, u32, DepositLine)>, ChainError> {
		self.view("Deposits", "line_of", (*fact,)).await
	}
}
