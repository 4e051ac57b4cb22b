//! What the call costs, and what other pallets' calls and hooks cost by what they ask here. The
//! numbers come from `scripts/weights`, which benchmarks them on the runtime; the unit type is for
//! tests.

use frame_support::weights::Weight;

/// Weights of this pallet's call, and of what other pallets ask of it.
pub trait WeightInfo {
	/// `set_settings`.
	fn set_settings() -> Weight;
	/// `SpotMutate::award`.
	fn award() -> Weight;
	/// `SpotMutate::burn`.
	fn burn() -> Weight;
	/// `OnStanding::verified` or `unverified`.
	fn change_standing() -> Weight;
	/// `MoveHoldings::move_holdings`, the check in it included.
	fn move_holdings() -> Weight;
	/// `SpotSnapshots::take`.
	fn take_snapshot() -> Weight;
	/// `SpotSnapshots::release`.
	fn release_snapshot() -> Weight;
}

impl WeightInfo for () {
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn award() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn burn() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn change_standing() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn move_holdings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn take_snapshot() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn release_snapshot() -> Weight {
		Weight::from_parts(1, 0)
	}
}
