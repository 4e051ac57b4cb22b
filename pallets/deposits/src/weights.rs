//! What the calls cost. The numbers come from `scripts/weights`, which benchmarks them on the
//! runtime; the unit type is for tests. What recording a deposit costs is part of the vote that
//! agrees on it.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `watch`, of an account that was retired.
	fn watch() -> Weight;
	/// `retire`.
	fn retire() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
}

impl WeightInfo for () {
	fn watch() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn retire() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
}
