//! How the pallets reach one another. A trait belongs to the domain that implements it; `XInspect`
//! reads, `OnX` is told. None panics.

mod compliance;
mod franchise;
mod kyc;
mod observations;
mod spot;

pub use compliance::{ThpPayout, ThpRoom};
pub use franchise::{FranchiseInspect, NodeInfo, Status, TillInfo, TillLimits};
pub use kyc::{
	FreeCalls, Identity, KycClock, KycInspect, KycMutate, Level, MoveHoldings, OnStanding,
	RiskBand, Role, RoleInspect, Scope, Standing,
};
pub use observations::{FeedLoyalty, OnObservation, WatchInspect};
pub use spot::{
	Award, AwardSource, MaturedCheck, MintedThp, ObservationFeed, OnCheck, RoundInspect,
	SnapshotId, SpotFigures, SpotInspect, SpotMutate, SpotSnapshots,
};
