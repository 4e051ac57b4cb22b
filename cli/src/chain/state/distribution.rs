//! The distribution of unused checks.

use super::{ChainError, Refusal, State};
use crate::chain::types::{Announcement, DistributionSettings, Round, Share, ShareReason};
use subxt::{error::DispatchError, ext::scale_value::scale::encode_as_type, utils::AccountId32};

impl State {
	/// The governed settings of `Distribution`.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn distribution_settings(&self) -> Result<DistributionSettings, ChainError> {
		self.view("Distribution", "settings", ()).await
	}

	/// The round that is announced.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn announcement(&self) -> Result<Option<Announcement>, ChainError> {
		self.view("Distribution", "announcement", ()).await
	}

	/// The moment, UNIX ms, for which a round can be announced now at the earliest.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn earliest_opening(&self) -> Result<u64, ChainError> {
		self.view("Distribution", "earliest_opening", ()).await
	}

	/// The number of the round that was opened last.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn last_round(&self) -> Result<Option<u32>, ChainError> {
		self.view("Distribution", "last_round", ()).await
	}

	/// A round that was opened.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn round(&self, round: u32) -> Result<Option<Round>, ChainError> {
		self.view("Distribution", "round", (round,)).await
	}

	/// An account's share of a round; nothing if there is no such round.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn share_of(
		&self,
		round: u32,
		account: &AccountId32,
	) -> Result<Option<Share>, ChainError> {
		self.view("Distribution", "share_of", (round, *account)).await
	}

	/// The pool's account.
	///
	/// # Errors
	/// As [`Self::now`].
	pub fn pool(&self) -> Result<AccountId32, ChainError> {
		self.constant("Distribution", "PoolAccount")
	}

	/// Why a share is not paid, as the error that a claim of it fails with.
	pub fn share_refusal(&self, reason: &ShareReason) -> Refusal {
		match reason {
			ShareReason::PayoutRefused { error } => {
				let metadata = self.at.metadata();
				let mut bytes = Vec::new();
				let encoded = metadata.dispatch_error_ty().is_some_and(|id| {
					encode_as_type(error, id, metadata.types(), &mut bytes).is_ok()
				});
				let decoded = DispatchError::decode_from(bytes, self.at.metadata());
				match decoded {
					Ok(error) if encoded => Refusal::read(&error, &metadata),
					_ => self.refusal("Distribution", reason.name()),
				}
			}
			_ => self.refusal("Distribution", reason.name()),
		}
	}
}
