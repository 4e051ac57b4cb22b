//! What conversion asks (rule 18).

use crate::{Announced, Config, Pallet};
use hotpot_primitives::traits::RoundInspect;

impl<T: Config> RoundInspect for Pallet<T> {
	fn is_announced() -> bool {
		Announced::<T>::exists()
	}
}
