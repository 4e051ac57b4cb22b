//! THP that did not come from checks (rule 3).

use crate::{Config, Minted, Pallet};
use hotpot_primitives::{Balance, traits::MintedThp};

impl<T: Config> MintedThp for Pallet<T> {
	fn minted() -> Balance {
		Minted::<T>::get()
	}
}
