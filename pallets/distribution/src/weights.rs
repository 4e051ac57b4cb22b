//! What the calls cost. The numbers come from `scripts/weights`, which benchmarks them on the
//! runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `announce`.
	fn announce() -> Weight;
	/// `cancel`.
	fn cancel() -> Weight;
	/// `open`, with the last round's end.
	fn open() -> Weight;
	/// `claim`, the check before it included.
	fn claim() -> Weight;
	/// `push` of `n` holders, all of whom are paid.
	fn push(n: u32) -> Weight;
	/// `reclaim`.
	fn reclaim() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
}

impl WeightInfo for () {
	fn announce() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn cancel() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn open() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn claim() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn push(n: u32) -> Weight {
		Weight::from_parts(u64::from(n), 0)
	}
	fn reclaim() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
}
