//! The calls of `Observations`, without the votes: those are validators'.

use crate::chain::types::Kind;
use subxt::{dynamic, ext::scale_encode::EncodeAsType, tx::DynamicPayload};

calls! {
	/// Stops votes on a kind, or lets them go on. Signed by the network owner.
	"Observations" set_paused as SetPaused {
		/// Which kind.
		kind: Kind,
		/// Whether it is paused from now on.
		paused: bool,
	}

	/// Drops a disputed fact. Signed by the network owner.
	"Observations" drop_fact as DropFact {
		/// Which one.
		fact: [u8; 32],
	}
}
