//! How the runtime sets up each pallet, one file a group.

#![deny(missing_docs)]

pub mod consensus;
pub mod franchise;
pub mod governance;
pub mod money;
pub mod staking;
pub mod system;

use crate::{Runtime, types::AccountId};
use frame_support::traits::EitherOfDiverse;
use frame_system::EnsureRoot;
use pallet_owner::EnsureOwner;

/// The network owner, or Root on the owner's behalf after the delay (rule 41).
pub type NetworkOwnerOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureOwner<Runtime>>;
