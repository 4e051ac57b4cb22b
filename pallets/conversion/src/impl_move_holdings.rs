//! What becomes of the consent of a person that changes its account (rules 8 and 13).

use crate::{Config, Consents, Pallet};
use hotpot_primitives::traits::MoveHoldings;
use sp_runtime::DispatchResult;

impl<T: Config> MoveHoldings<T::AccountId> for Pallet<T> {
	/// A consent ends with its account: it is what one key said, not what a person holds, and after a
	/// recovery that key may have been somebody else's.
	fn move_holdings(from: &T::AccountId, _: &T::AccountId) -> DispatchResult {
		if Consents::<T>::contains_key(from) {
			Self::put_consent(from.clone(), false);
		}
		Ok(())
	}
}
