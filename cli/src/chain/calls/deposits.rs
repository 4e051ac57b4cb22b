//! The calls of `Deposits`.

use crate::{accounts::Watched, chain::types::ForeignAccount};
use subxt::{dynamic, ext::scale_encode::EncodeAsType, tx::DynamicPayload, utils::AccountId32};

/// The most accounts of one batch.
pub const MAX_BATCH: usize = 100;

/// What [`watch_all`] has carried out.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub enum InBatch {
	/// A call of `Deposits`.
	Deposits(DepositsCall),
}

/// A call of `Deposits` within another call.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[allow(non_camel_case_types, reason = "they are the runtime's names")]
pub enum DepositsCall {
	/// Has an account watched.
	watch {
		/// Of another chain.
		account: ForeignAccount,
		/// Who is credited.
		beneficiary: AccountId32,
		/// What for.
		purpose: u8,
	},
}

calls! {
	/// Has an account of another chain watched. Signed by the network owner.
	"Deposits" watch as Watch {
		/// Which one.
		account: ForeignAccount,
		/// Who is credited.
		beneficiary: AccountId32,
		/// What for.
		purpose: u8,
	}

	/// Has an account of another chain watched no more. Signed by the network owner.
	"Deposits" retire as Retire {
		/// Which one.
		account: ForeignAccount,
	}

	/// Carries out all calls or none.
	"Utility" batch_all as BatchAll {
		/// The calls.
		calls: Vec<InBatch>,
	}
}

/// Has all of these accounts watched, or none. Signed by the network owner.
pub fn watch_all(accounts: &[Watched]) -> DynamicPayload<BatchAll> {
	let call = |watched: &Watched| {
		let Watched { account, beneficiary, purpose, .. } = *watched;
		InBatch::Deposits(DepositsCall::watch { account, beneficiary, purpose })
	};
	batch_all(accounts.iter().map(call).collect())
}
