//! What the calls and the hook cost. The numbers come from `scripts/weights`, which benchmarks them
//! on the runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls and of its hook.
pub trait WeightInfo {
	/// `transfer`, the check before it included.
	fn transfer() -> Weight;
	/// `freeze`.
	fn freeze() -> Weight;
	/// `unfreeze`.
	fn unfreeze() -> Weight;
	/// `set_frozen_amount`.
	fn set_frozen_amount() -> Weight;
	/// `force_transfer`.
	fn force_transfer() -> Weight;
	/// `request_recovery`.
	fn request_recovery() -> Weight;
	/// `veto_recovery`, the check before it included.
	fn veto_recovery() -> Weight;
	/// `complete_recovery`, with everything that the runtime's `Holdings` move.
	fn complete_recovery() -> Weight;
	/// `cancel_recovery`.
	fn cancel_recovery() -> Weight;
	/// `set_paused`.
	fn set_paused() -> Weight;
	/// `set_jurisdiction`.
	fn set_jurisdiction() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
	/// The hook after a block that neither minted nor burned.
	fn emission_unchanged() -> Weight;
	/// The hook after a block that did.
	fn emission_changed() -> Weight;
}

impl WeightInfo for () {
	fn transfer() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn freeze() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn unfreeze() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_frozen_amount() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn force_transfer() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn veto_recovery() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn complete_recovery() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn cancel_recovery() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_paused() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_jurisdiction() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn emission_unchanged() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn emission_changed() -> Weight {
		Weight::from_parts(1, 0)
	}
}
