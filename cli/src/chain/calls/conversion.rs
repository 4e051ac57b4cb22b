//! The calls of `Conversion`.

use subxt::{dynamic, ext::scale_encode::EncodeAsType, tx::DynamicPayload, utils::AccountId32};

calls! {
	/// Burns SPOT of the holders and gives them THP for it. Signed by the network owner.
	"Conversion" convert as Convert {
		/// Holders, none twice, and how much SPOT of each to burn.
		pairs: Vec<(AccountId32, u32)>,
		/// SPOT for one THP.
		rate: u32,
	}

	/// Lets the owner convert the signer's SPOT, or no longer.
	"Conversion" set_consent as SetConsent {
		/// Whether it may.
		consents: bool,
	}
}
