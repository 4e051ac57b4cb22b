//! What the calls cost. The numbers come from `scripts/weights`, which benchmarks them on the
//! runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `convert` with `n` pairs.
	fn convert(n: u32) -> Weight;
	/// `set_consent`, the check before it included.
	fn set_consent() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
}

impl WeightInfo for () {
	fn convert(_: u32) -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_consent() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
}
