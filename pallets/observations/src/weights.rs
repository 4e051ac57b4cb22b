//! What the calls and the steps of the hook cost. The numbers come from `scripts/weights`, which
//! benchmarks them on the runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls and of the steps of its hook.
pub trait WeightInfo {
	/// What is decided about a vote before it is in a block, its signature included.
	fn authorize_vote() -> Weight;
	/// `vote` for a deposit that a quorum agrees on by it.
	fn vote_deposit() -> Weight;
	/// `vote` for what somebody watched, that a quorum agrees on by it.
	fn vote_watched() -> Weight;
	/// `vote` for likes that a quorum agrees on by it.
	fn vote_liked() -> Weight;
	/// `vote` for what somebody streamed, that a quorum agrees on by it.
	fn vote_streamed() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
	/// `set_paused`.
	fn set_paused() -> Weight;
	/// `drop_fact`.
	fn drop_fact() -> Weight;
	/// A look at whether any fact is open.
	fn sweep_base() -> Weight;
	/// One open fact that is looked at, and closed.
	fn sweep_fact() -> Weight;
	/// A look at whether an applied fact is to be forgotten.
	fn forget_base() -> Weight;
	/// One applied fact that is forgotten.
	fn forget_fact() -> Weight;
}

impl WeightInfo for () {
	fn authorize_vote() -> Weight {
		Weight::from_parts(7, 0)
	}
	fn vote_deposit() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn vote_watched() -> Weight {
		Weight::from_parts(11, 0)
	}
	fn vote_liked() -> Weight {
		Weight::from_parts(12, 0)
	}
	fn vote_streamed() -> Weight {
		Weight::from_parts(13, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_paused() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn drop_fact() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn sweep_fact() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn forget_base() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn forget_fact() -> Weight {
		Weight::from_parts(1, 0)
	}
}
