//! Hears of what validators agreed on.

use crate::{Config, Pallet};
use hotpot_primitives::{observations::Claim, traits::OnObservation};
use sp_runtime::DispatchResult;

impl<T: Config> OnObservation<T::AccountId> for Pallet<T> {
	/// Records deposits; of nothing else it takes notice.
	///
	/// # Errors
	/// `Unsound`, `AlreadyRecorded`, `NotWatched`, `Overflow`. The caller's storage layer must undo
	/// everything then.
	fn observed(claim: &Claim<T::AccountId>) -> DispatchResult {
		match claim {
			Claim::Deposit(deposit) => Self::record(claim.fact(), deposit),
			Claim::Watched { .. } | Claim::Liked { .. } | Claim::Streamed { .. } => Ok(()),
		}
	}
}
