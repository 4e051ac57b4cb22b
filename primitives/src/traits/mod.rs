//! How the pallets reach one another. A trait belongs to the domain that implements it; `XInspect`
//! reads, `OnX` is told. None panics.

mod accounts;
mod franchise;

pub use accounts::SufficientReferences;
pub use franchise::{FranchiseInspect, NodeInfo, Status, TillInfo, TillLimits};
