//! What the calls cost. The numbers come from `scripts/weights`, which benchmarks them on the
//! runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `register_node`.
	fn register_node() -> Weight;
	/// `set_node_status`.
	fn set_node_status() -> Weight;
	/// `set_daily_accrual_cap`.
	fn set_daily_accrual_cap() -> Weight;
	/// `approve_till`.
	fn approve_till() -> Weight;
	/// `set_till_limits`.
	fn set_till_limits() -> Weight;
	/// `set_till_status`.
	fn set_till_status() -> Weight;
}

impl WeightInfo for () {
	fn register_node() -> Weight {
		Weight::zero()
	}
	fn set_node_status() -> Weight {
		Weight::zero()
	}
	fn set_daily_accrual_cap() -> Weight {
		Weight::zero()
	}
	fn approve_till() -> Weight {
		Weight::zero()
	}
	fn set_till_limits() -> Weight {
		Weight::zero()
	}
	fn set_till_status() -> Weight {
		Weight::zero()
	}
}
