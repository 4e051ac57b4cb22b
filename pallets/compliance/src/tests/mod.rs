//! Behaviour of the pallet with the real ledger of THP. Every test ends with `try_state`.

mod deciding;
mod force_transfer;
mod freeze;
mod invariants;
mod jurisdictions;
mod limits;
mod link;
mod outflow;
mod pause;
mod pay_out;
mod reads;
mod recovery;
mod recovery_bad;
mod registers;
mod settings;
mod state_size;
mod transfer;
