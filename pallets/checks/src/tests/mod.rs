//! Behaviour of the pallet with its real neighbours. Every test ends with `try_state`.

mod claim;
mod defer;
mod expire;
mod invariants;
mod mature;
mod record_checks;
mod settings;
mod state_size;
mod views;
mod void;
