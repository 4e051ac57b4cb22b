//! Behaviour of the registry with the real clock and restaurants. Every test ends with `try_state`.

mod attest;
mod clear_hit;
mod expire;
mod free_calls;
mod genesis;
mod grant_role;
mod invariants;
mod link;
mod rebind;
mod register_verifier;
mod reinstate;
mod replay;
mod revoke;
mod revoke_role;
mod set_licence;
mod set_settings;
mod set_verifier_status;
mod state_size;
mod suspend;
mod views;
