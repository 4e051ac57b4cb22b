//! Tests of the pallet.

mod invariants;
mod recording;
mod settings;
mod state_size;
mod watching;
