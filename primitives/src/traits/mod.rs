//! How the pallets reach one another. A trait belongs to the domain that implements it; `XInspect`
//! reads, `OnX` is told. None panics.

mod compliance;
mod franchise;
mod kyc;

pub use compliance::ThpRoom;
pub use franchise::{FranchiseInspect, NodeInfo, Status, TillInfo, TillLimits};
pub use kyc::{
	FreeCalls, Identity, KycInspect, KycMutate, Level, MoveHoldings, OnStanding, RiskBand, Role,
	RoleInspect, Scope, Standing,
};
