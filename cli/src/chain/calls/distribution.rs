//! The calls of `Distribution`.

use subxt::{dynamic, ext::scale_encode::EncodeAsType, tx::DynamicPayload, utils::AccountId32};

calls! {
	/// Announces the next round. Signed by the network owner.
	"Distribution" announce as Announce {
		/// From when on the owner may open it, UNIX ms.
		opens_at: u64,
	}

	/// Takes the announcement back. Signed by the network owner.
	"Distribution" cancel as Cancel {}

	/// Opens the announced round. Signed by the network owner; by anybody some time later.
	"Distribution" open as Open {}

	/// Pays the signer's share.
	"Distribution" claim as Claim {
		/// Of which round.
		round: u32,
	}

	/// Pays the shares of holders. Signed by anybody.
	"Distribution" push as Push {
		/// Of which round.
		round: u32,
		/// To whom, 1 to 100.
		holders: Vec<AccountId32>,
	}

	/// Closes a round whose time is over. Signed by anybody.
	"Distribution" reclaim as Reclaim {
		/// Which one.
		round: u32,
	}
}
