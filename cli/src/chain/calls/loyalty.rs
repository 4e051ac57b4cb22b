//! The calls of `Loyalty`. On networks for tests Root tells observations too.

use crate::chain::types::Observation;
use subxt::{dynamic, ext::scale_encode::EncodeAsType, tx::DynamicPayload};

/// What [`tell`] has Root do.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub enum AsRoot {
	/// A call of `Loyalty`.
	Loyalty(LoyaltyCall),
}

/// A call of `Loyalty` within another call.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[allow(non_camel_case_types, reason = "they are the runtime's names")]
pub enum LoyaltyCall {
	/// Tells an observation.
	feed {
		/// What was seen.
		observation: Observation,
	},
}

calls! {
	/// Has a call made by Root. Signed by the Sudo key, which only networks for tests have.
	"Sudo" sudo as Sudo {
		/// The call.
		call: AsRoot,
	}
}

/// Tells what was seen outside the chain, as Root.
pub fn tell(observation: Observation) -> DynamicPayload<Sudo> {
	sudo(AsRoot::Loyalty(LoyaltyCall::feed { observation }))
}
