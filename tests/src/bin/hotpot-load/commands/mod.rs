//! The commands.

pub mod burst;
pub mod checks;
pub mod transfers;
