//! What the calls and the steps of the hook cost. The numbers come from `scripts/weights`, which
//! benchmarks them on the runtime; the unit type is for tests.

use frame_support::weights::Weight;

/// Weights of this pallet's calls and of the steps of its hook.
pub trait WeightInfo {
	/// `register_verifier`.
	fn register_verifier() -> Weight;
	/// `set_licence`.
	fn set_licence() -> Weight;
	/// `set_verifier_status`.
	fn set_verifier_status() -> Weight;
	/// `attest`, both checks of the signature included.
	fn attest() -> Weight;
	/// `clear_hit`.
	fn clear_hit() -> Weight;
	/// `suspend`.
	fn suspend() -> Weight;
	/// `reinstate`.
	fn reinstate() -> Weight;
	/// `revoke`.
	fn revoke() -> Weight;
	/// `link`, the check before it included, and whatever the account holds.
	fn link() -> Weight;
	/// `grant_role`.
	fn grant_role() -> Weight;
	/// `revoke_role`.
	fn revoke_role() -> Weight;
	/// `set_settings`.
	fn set_settings() -> Weight;
	/// A look at the queue when nobody is due.
	fn due_empty() -> Weight;
	/// One account that is given notice to or expires.
	fn due() -> Weight;
}

impl WeightInfo for () {
	fn register_verifier() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_licence() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_verifier_status() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn attest() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn clear_hit() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn suspend() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn reinstate() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn revoke() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn link() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn grant_role() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn revoke_role() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn set_settings() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn due_empty() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn due() -> Weight {
		Weight::from_parts(1, 0)
	}
}
