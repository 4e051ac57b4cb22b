//! How the runtime sets up each pallet, one file a group.

#![deny(missing_docs)]

pub mod consensus;
pub mod economy;
pub mod franchise;
pub mod governance;
pub mod money;
pub mod outside;
pub mod people;
pub mod staking;
pub mod system;

use crate::{Runtime, types::AccountId};
use frame_support::{parameter_types, traits::EitherOfDiverse};
use frame_system::EnsureRoot;
use hotpot_primitives::traits::Role;
use pallet_kyc::EnsureRole;
use pallet_owner::EnsureOwner;

parameter_types! {
	/// Names the role of Compliance.
	pub const ComplianceRole: Role = Role::Compliance;
}

/// Whoever has the role of Compliance in the whole network (rule 10).
pub type ComplianceOrigin = EnsureRole<Runtime, ComplianceRole>;

/// The network owner, or Root on the owner's behalf after the delay (rule 41).
pub type NetworkOwnerOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureOwner<Runtime>>;
