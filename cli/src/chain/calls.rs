//! The calls of the runtime that this program and the tests submit.

use super::types::{CheckEntry, NodeProfile, Status, TillLimits, VoidReason};
use subxt::{
	dynamic,
	ext::scale_encode::EncodeAsType,
	tx::DynamicPayload,
	utils::{AccountId32, MultiAddress},
};

macro_rules! calls {
	($($(#[$doc:meta])* $pallet:literal $call:ident as $name:ident {
		$($(#[$field_doc:meta])* $field:ident: $type:ty,)*
	})*) => {$(
		#[doc = concat!("The arguments of `", $pallet, ".", stringify!($call), "`.")]
		#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
		#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
		pub struct $name {
			$($(#[$field_doc])* pub $field: $type,)*
		}

		$(#[$doc])*
		pub fn $call($($field: $type),*) -> DynamicPayload<$name> {
			dynamic::tx($pallet, stringify!($call), $name { $($field),* })
		}
	)*};
}

calls! {
	/// Opens a restaurant. Signed by the network owner.
	"Franchise" register_node as RegisterNode {
		/// Who runs it.
		franchisee: AccountId32,
		/// Who and where it is.
		profile: NodeProfile,
		/// THP base units a local day.
		daily_accrual_cap: u128,
	}

	/// Suspends, reactivates or closes a restaurant. Signed by the network owner.
	"Franchise" set_node_status as SetNodeStatus {
		/// The restaurant.
		node: u32,
		/// Its status from now on.
		status: Status,
	}

	/// Approves a till. Signed by the network owner.
	"Franchise" approve_till as ApproveTill {
		/// The restaurant.
		node: u32,
		/// The key that signs the till's batches.
		key: AccountId32,
		/// What it may record.
		limits: TillLimits,
	}

	/// Suspends, reactivates or closes a till. Signed by the network owner.
	"Franchise" set_till_status as SetTillStatus {
		/// The till.
		till: u32,
		/// Its status from now on.
		status: Status,
	}

	/// Records a batch of checks. Signed by the till's key.
	"Checks" record_checks as RecordChecks {
		/// 1 to 200 checks, numbers ascending.
		entries: Vec<CheckEntry>,
	}

	/// Claims a check's THP. Signed by the check's wallet.
	"Checks" claim as Claim {
		/// The till.
		till: u32,
		/// The till's number of the check.
		sequence: u32,
		/// Who gets the THP.
		destination: AccountId32,
	}

	/// Voids a check. Signed by the till's key or its franchisee.
	"Checks" void as Void {
		/// The till.
		till: u32,
		/// The till's number of the check.
		sequence: u32,
		/// Why.
		reason: VoidReason,
	}

	/// Sends POT, leaving the sender's account alive.
	"Balances" transfer_keep_alive as TransferKeepAlive {
		/// Who gets it.
		dest: MultiAddress<AccountId32, u32>,
		/// POT base units.
		value: u128,
	}
}
