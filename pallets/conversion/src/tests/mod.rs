//! Behaviour of the pallet with the real ledger and the real door. Every test ends with `try_state`.

mod calendar;
mod ceilings;
mod consent;
mod convert;
mod convert_bad;
mod invariants;
mod log;
mod settings;
mod state_size;
