//! SPOT that becomes THP.

use super::{ChainError, Refusal, State, compliance::REGISTER_PAGE};
use crate::chain::types::{Ceilings, Conversion, ConversionSettings, Quote};
use subxt::utils::AccountId32;

impl State {
	/// The governed settings of `Conversion`.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn conversion_settings(&self) -> Result<ConversionSettings, ChainError> {
		self.view("Conversion", "settings", ()).await
	}

	/// What may still be converted now.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn ceilings(&self) -> Result<Ceilings, ChainError> {
		self.view("Conversion", "ceilings", ()).await
	}

	/// What a conversion would come to now, or why it would be refused.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn preview_conversion(
		&self,
		pairs: Vec<(AccountId32, u32)>,
		rate: u32,
	) -> Result<Result<Quote, Refusal>, ChainError> {
		self.rehearsal("Conversion", "preview", (pairs, rate)).await
	}

	/// A page of the public log, from number `from` on.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn conversions(&self, from: u32) -> Result<Vec<(u32, Conversion)>, ChainError> {
		self.view("Conversion", "conversions", (from, REGISTER_PAGE)).await
	}

	/// How many conversions there were.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn conversion_count(&self) -> Result<u32, ChainError> {
		Ok(self.storage("Conversion", "NextConversionId", ()).await?.unwrap_or_default())
	}

	/// THP base units that conversions minted ever.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn minted_by_conversion(&self) -> Result<u128, ChainError> {
		self.view("Conversion", "minted_ever", ()).await
	}

	/// Whether a holder lets the owner convert its SPOT.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn consents(&self, account: &AccountId32) -> Result<bool, ChainError> {
		self.view("Conversion", "consents", (*account,)).await
	}

	/// The network reserve's account.
	///
	/// # Errors
	/// As [`Self::now`].
	pub fn reserve(&self) -> Result<AccountId32, ChainError> {
		self.constant("Checks", "ReserveAccount")
	}
}
