//! Tells other pallets which kinds are paused.

use crate::{Config, Pallet, Pauses};
use hotpot_primitives::{observations::Kind, traits::ObservationPause};

impl<T: Config> ObservationPause for Pallet<T> {
	fn is_paused(kind: Kind) -> bool {
		Pauses::<T>::contains_key(kind)
	}
}
