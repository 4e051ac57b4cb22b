//! What the calls and the steps of the hook cost. The numbers come from `scripts/weights`, which
//! benchmarks them on the runtime; the unit type is for tests.
//!
//! What a matured check costs here is part of what `pallet-checks` measures.

use frame_support::weights::Weight;

/// Weights of this pallet's calls and of the steps of its hook.
pub trait WeightInfo {
	/// `feed` with what somebody watched.
	fn feed_watched() -> Weight;
	/// `feed` with the likes of a post.
	fn feed_liked() -> Weight;
	/// `feed` with what somebody streamed.
	fn feed_streamed() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
	/// A search for sessions to close that finds none.
	fn close_empty() -> Weight;
	/// One session that is closed.
	fn close_session() -> Weight;
}

impl WeightInfo for () {
	fn feed_watched() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn feed_liked() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn feed_streamed() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn close_empty() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn close_session() -> Weight {
		Weight::from_parts(1, 0)
	}
}
