//! Behaviour of the pallet. Every test ends with `try_state`.

mod feed;
mod invariants;
mod link;
mod posts;
mod sessions;
mod sessions_bad;
mod settings;
mod state_size;
mod visits;
mod watching;
