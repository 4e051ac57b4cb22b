//! Tests of the pallet.

mod disputes;
mod expiry;
mod invariants;
mod limits;
mod refusals;
mod sessions;
mod settings;
mod state_size;
mod views;
mod voting;
mod worker;
