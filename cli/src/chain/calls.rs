//! The calls of the runtime that this program and the tests submit.

use super::types::{
	Attestation, CheckEntry, Licence, NodeProfile, Role, Rule, Scope, Status, TillLimits,
	VoidReason,
};
use subxt::{
	dynamic,
	ext::scale_encode::EncodeAsType,
	tx::DynamicPayload,
	utils::{AccountId32, MultiAddress, MultiSignature},
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

pub mod conversion;
pub mod deposits;
pub mod distribution;
pub mod loyalty;
pub mod observations;

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

	/// Collects deferred THP. Signed by the account whose checks they were.
	"Checks" collect as Collect {}

	/// Sends POT, leaving the sender's account alive.
	"Balances" transfer_keep_alive as TransferKeepAlive {
		/// Who gets it.
		dest: MultiAddress<AccountId32, u32>,
		/// POT base units.
		value: u128,
	}

	/// Registers a verifier. Signed by the network owner.
	"Kyc" register_verifier as RegisterVerifier {
		/// The verifier's key.
		verifier: AccountId32,
		/// What it may do.
		licence: Licence,
	}

	/// Changes what a verifier may do. Signed by the network owner.
	"Kyc" set_licence as SetLicence {
		/// The verifier's key.
		verifier: AccountId32,
		/// What it may do from now on.
		licence: Licence,
	}

	/// Stops a verifier, or lets it go on. Signed by the network owner.
	"Kyc" set_verifier_status as SetVerifierStatus {
		/// The verifier's key.
		verifier: AccountId32,
		/// Whether it may do anything from now on.
		is_active: bool,
	}

	/// Hands in what a verifier signed. Signed by anybody.
	"Kyc" attest as Attest {
		/// What the verifier signed.
		attestation: Attestation,
		/// The verifier's key.
		verifier: AccountId32,
		/// Its signature.
		signature: MultiSignature,
	}

	/// Clears a hit. Signed by a verifier that may clear.
	"Kyc" clear_hit as ClearHit {
		/// The account.
		account: AccountId32,
	}

	/// Holds an account. Signed by Compliance or the verifier that attested.
	"Kyc" suspend as Suspend {
		/// The account.
		account: AccountId32,
		/// Hash of the reason's document.
		reason: [u8; 32],
	}

	/// Ends a suspension. Signed by Compliance.
	"Kyc" reinstate as Reinstate {
		/// The account.
		account: AccountId32,
	}

	/// Takes back what an account had. Signed by Compliance or the verifier that attested.
	"Kyc" revoke as Revoke {
		/// The account.
		account: AccountId32,
		/// Hash of the reason's document.
		reason: [u8; 32],
	}

	/// Closes another account of the signer's person and moves everything it holds.
	"Kyc" link as Link {
		/// The account that is closed.
		old: AccountId32,
		/// Its signature.
		signature: MultiSignature,
	}

	/// Gives an account a role. Signed by the network owner or the restaurant's franchisee.
	"Kyc" grant_role as GrantRole {
		/// Who gets it.
		who: AccountId32,
		/// Which.
		role: Role,
		/// Where it holds.
		scope: Scope,
		/// When it ends, UNIX ms.
		expires_at: Option<u64>,
	}

	/// Takes a role back. Signed by whoever may give it.
	"Kyc" revoke_role as RevokeRole {
		/// From whom.
		who: AccountId32,
		/// Which.
		role: Role,
		/// Where it holds.
		scope: Scope,
	}

	/// Sends THP. Signed by the sender.
	"Compliance" transfer as Transfer {
		/// Who gets it.
		to: AccountId32,
		/// THP base units.
		amount: u128,
	}

	/// Freezes an account. Signed by Compliance.
	"Compliance" freeze as FreezeAccount {
		/// The account.
		who: AccountId32,
		/// Hash of the document that says why.
		reason: [u8; 32],
	}

	/// Lifts a freeze. Signed by Compliance.
	"Compliance" unfreeze as UnfreezeAccount {
		/// The account.
		who: AccountId32,
	}

	/// Freezes so much of what an account holds. Signed by Compliance.
	"Compliance" set_frozen_amount as SetFrozenAmount {
		/// The account.
		who: AccountId32,
		/// THP base units; 0 frees it.
		amount: u128,
	}

	/// Moves THP without asking its holder. Signed by Compliance.
	"Compliance" force_transfer as ForceTransfer {
		/// Who has it.
		from: AccountId32,
		/// Who gets it.
		to: AccountId32,
		/// THP base units.
		amount: u128,
		/// Hash of the document that says why.
		reason: [u8; 32],
	}

	/// Requests that a person's account be replaced. Signed by a verifier.
	"Compliance" request_recovery as RequestRecovery {
		/// The person's account.
		old: AccountId32,
		/// The person's new account.
		new: AccountId32,
		/// Hash of the document that says why.
		reason: [u8; 32],
	}

	/// Refuses the recovery of the signer's account.
	"Compliance" veto_recovery as VetoRecovery {
		/// When it was requested, UNIX ms: names the request.
		requested_at: u64,
	}

	/// Moves a person to its new account. Signed by anybody.
	"Compliance" complete_recovery as CompleteRecovery {
		/// The person's account.
		old: AccountId32,
	}

	/// Calls a recovery off. Signed by Compliance.
	"Compliance" cancel_recovery as CancelRecovery {
		/// The person's account.
		old: AccountId32,
	}

	/// Pauses all transfers, or lets them go on. Signed by the network owner or Compliance.
	"Compliance" set_paused as SetPaused {
		/// Whether they are paused from now on.
		paused: bool,
	}

	/// Changes what the law says of a country. Signed by the network owner or Compliance.
	"Compliance" set_jurisdiction as SetJurisdiction {
		/// The country.
		country: [u8; 2],
		/// What it says from now on; nothing forgets the country.
		rule: Option<Rule>,
	}
}
