//! Behaviour of the pallet with the real ledger of THP. Every test ends with `try_state`.

mod announce;
mod cancel;
mod claim;
mod cost;
mod holdings;
mod invariants;
mod open;
mod push;
mod reclaim;
mod rounds;
mod settings;
mod shares;
mod state_size;
mod views;
