//! What the calls and the steps of the hook cost. The numbers come from `scripts/weights`, which
//! benchmarks them on the runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls and of the steps of its hook.
pub trait WeightInfo {
	/// `record_checks` with `n` entries of `d` days, the check before it included.
	fn record_checks(n: u32, d: u32) -> Weight;
	/// `claim`, the check before it included.
	fn claim() -> Weight;
	/// `void`, the check before it included.
	fn void() -> Weight;
	/// `quarantine`.
	fn quarantine() -> Weight;
	/// `lift_quarantine`.
	fn lift_quarantine() -> Weight;
	/// `close_gap`.
	fn close_gap() -> Weight;
	/// `post_z_total`.
	fn post_z_total() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
	/// `collect`, the check before it included.
	fn collect() -> Weight;
	/// A minute in which nothing matures.
	fn mature_empty() -> Weight;
	/// One check that matures, or is postponed.
	fn mature() -> Weight;
	/// A search for expired checks that finds no till.
	fn expire_empty() -> Weight;
	/// A till at which nothing expires.
	fn expire_till() -> Weight;
	/// One check that expires, its part of the minting included.
	fn expire_check() -> Weight;
}

impl WeightInfo for () {
	fn record_checks(_: u32, _: u32) -> Weight {
		Weight::from_parts(1, 0)
	}
	fn claim() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn void() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn quarantine() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn lift_quarantine() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn close_gap() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn post_z_total() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn collect() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn mature_empty() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn mature() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn expire_empty() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn expire_till() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn expire_check() -> Weight {
		Weight::from_parts(1, 0)
	}
}
