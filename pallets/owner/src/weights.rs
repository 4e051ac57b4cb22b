//! What the calls cost. The numbers come from `scripts/weights`, which benchmarks them on the
//! runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `enact`, without the call inside.
	fn enact() -> Weight;
	/// `cancel`.
	fn cancel() -> Weight;
	/// `transfer_ownership`.
	fn transfer_ownership() -> Weight;
	/// `accept_ownership`.
	fn accept_ownership() -> Weight;
}

impl WeightInfo for () {
	fn enact() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn transfer_ownership() -> Weight {
		Weight::zero()
	}
	fn accept_ownership() -> Weight {
		Weight::zero()
	}
}
