//! Behaviour of the pallet with the real ledger of SPOT. Every test ends with `try_state`.

mod award;
mod burn;
mod days;
mod figures;
mod histogram;
mod model;
mod model_run;
mod move_holdings;
mod reads;
mod replay;
mod set_settings;
mod snapshots;
mod standing;
mod state_size;
mod views;
