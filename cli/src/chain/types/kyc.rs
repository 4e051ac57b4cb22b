//! Persons, verifiers and roles: the types of `Kyc`.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use std::{fmt, str::FromStr};
use subxt::{
	events::DecodeAsEvent,
	ext::{codec::Encode, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

variants! {
	/// How thoroughly a person was examined; the least first (rule 8).
	Level {
		/// Document and liveness.
		Basic = "basic",
		/// Also the address.
		Enhanced = "enhanced",
		/// Also the source of funds.
		Premium = "premium",
	}

	/// What is left on chain of the risk score; the least first (rule 9).
	RiskBand {
		/// A score of at most 30.
		Low = "low",
		/// A score above 30.
		Medium = "medium",
		/// A score above 70: others must clear the person first.
		High = "high",
	}

	/// What a verifier found.
	Outcome {
		/// The person passed.
		Passed = "passed",
		/// The person passed, but a sanctions or PEP list has somebody like it.
		Hit = "hit",
		/// The person did not pass.
		Rejected = "rejected",
	}

	/// What an account is to the law, right now (rule 8).
	Standing {
		/// Nobody ever attested it, or it was closed.
		Unknown = "unknown",
		/// Attested, with a hit or a high risk that is not cleared.
		Pending = "pending",
		/// Attested and in force.
		Verified = "verified",
		/// A verifier refused it, or what it had was revoked.
		Rejected = "rejected",
		/// Its time is over.
		Expired = "expired",
		/// Held by Compliance or its verifier.
		Suspended = "suspended",
	}

	/// A power that an account may be given (rule 10).
	Role {
		/// Freezes, forces, suspends, reinstates.
		Compliance = "compliance",
		/// Acts for a restaurant's franchisee.
		FranchiseOwner = "franchise-owner",
		/// Looks after a restaurant's tills.
		PosOperator = "pos-operator",
		/// Works at a till.
		Cashier = "cashier",
		/// Works in the kitchen.
		Cook = "cook",
		/// Sees what investors may see.
		Investor = "investor",
		/// Reads, for a limited time.
		Auditor = "auditor",
		/// Runs a validator.
		Validator = "validator",
		/// Looks after the cameras.
		VideoManager = "video-manager",
		/// Looks at the security cameras.
		SecurityOfficer = "security-officer",
		/// Looks at what is not public, and changes nothing.
		Observer = "observer",
		/// Moves the network's own money.
		Treasury = "treasury",
	}
}

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum Scope {
	/// Everywhere.
	Network,
	/// In one restaurant.
	Node(u32),
}

impl fmt::Display for Scope {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Network => f.write_str("the whole network"),
			Self::Node(node) => write!(f, "restaurant {node}"),
		}
	}
}

/// Where an account's record stands; the clock is not applied.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum RecordState {
	/// A hit waits to be cleared.
	Pending {
		/// The numbers of the verifiers that cleared it so far.
		clearances: Vec<u32>,
	},
	/// In force.
	Verified,
	/// Refused, or revoked.
	Rejected,
	/// Held, until Compliance reinstates it.
	Suspended,
	/// Its time is over.
	Expired,
}

/// What a verifier signs about an account (rule 8).
///
/// The order of the fields is the runtime's: they are signed in it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, EncodeAsType)]
#[codec(crate = subxt::ext::codec)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub struct Attestation {
	/// The account.
	pub account: AccountId32,
	/// The person behind it.
	pub person: [u8; 32],
	/// How it ended.
	pub outcome: Outcome,
	/// How thoroughly the person was examined.
	pub level: Level,
	/// How risky the person is.
	pub risk: RiskBand,
	/// The country whose law applies.
	pub jurisdiction: [u8; 2],
	/// Salted commitment to the file in the vault.
	pub commitment: [u8; 32],
	/// When the attestation ends, UNIX ms.
	pub expires_at: u64,
	/// The person's nonce.
	pub nonce: u32,
}

shapes! {
	/// What a verifier may do.
	Licence {
		/// The highest level it may attest.
		max_level: Level,
		/// Whether it may clear hits that others found.
		may_clear: bool,
		/// The most accounts that its attestations may stand behind.
		max_persons: u32,
	}

	/// A verifier.
	Verifier {
		/// The key that signs its attestations.
		key: AccountId32,
		/// What it may do.
		licence: Licence,
		/// Whether it may do anything now.
		is_active: bool,
		/// How many accounts' records name it.
		persons: u32,
	}

	/// What is known of an account's person now.
	Identity {
		/// Who it is.
		person: [u8; 32],
		/// How thoroughly the person was examined.
		level: Level,
		/// How risky the person is.
		risk: RiskBand,
		/// The country whose law applies.
		jurisdiction: [u8; 2],
		/// What the account is right now.
		standing: Standing,
		/// When that ends unless it is renewed, UNIX ms.
		expires_at: u64,
	}

	/// The part of an account's record that the other views don't give.
	Record {
		/// The number of the verifier that attested it last.
		verifier: u32,
		/// Where it stands.
		state: RecordState,
	}

	/// What is kept of a person.
	Person {
		/// The one account that is the person's.
		account: AccountId32,
		/// What the next attestation must carry.
		nonce: u32,
		/// Whether a hit was found that nobody cleared yet.
		has_hit: bool,
	}

	/// A role that was given.
	Grant {
		/// Which.
		role: Role,
		/// Where it holds.
		scope: Scope,
		/// When it ends, UNIX ms.
		expires_at: Option<u64>,
		/// The franchisee who gave it; nobody if the network owner did.
		granted_by: Option<AccountId32>,
	}

	/// The governed settings of `Kyc`, as far as this program goes by them.
	KycSettings {
		/// How long an attestation may be in force, in ms.
		max_validity: u64,
		/// How many verifiers must clear a hit, besides the one that attested.
		clearances_needed: u8,
	}

	/// Event of `Kyc`.
	Attested {
		/// The account.
		account: AccountId32,
		/// What it is from now on.
		standing: Standing,
		/// When that ends, UNIX ms.
		expires_at: u64,
	}

	/// Event of `Kyc`.
	HitCleared {
		/// The account.
		account: AccountId32,
		/// How many more verifiers must clear it.
		missing: u8,
	}

	/// Event of `Kyc`.
	Reinstated {
		/// The account.
		account: AccountId32,
		/// What it is from now on.
		standing: Standing,
	}
}

events! {
	"Kyc" Attested;
	"Kyc" HitCleared;
	"Kyc" Reinstated;
}
