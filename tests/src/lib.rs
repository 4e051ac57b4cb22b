//! What the end-to-end tests stand on: real nodes on this machine, the real command line, and a
//! restaurant with tills to work with.
//!
//! - [`network`]: starts, kills and restarts validators; [`health`] is the checker that every test
//!   ends with.
//! - [`rpc`]: a node's JSON-RPC without any library between, for what libraries would not send.
//! - [`command`]: the `hotpot` binary.
//! - [`restaurant`], [`csv`], [`transactions`]: somebody to sell, something to import, and
//!   transactions that no good client makes.
//! - [`recorder`]: a till that never stops recording, and remembers what it was told.
//!
//! Tests run for minutes; `HOTPOT_FULL=1` runs their long forms.

pub mod command;
pub mod csv;
pub mod health;
pub mod machine;
pub mod network;
pub mod node;
pub mod recorder;
pub mod restaurant;
pub mod rpc;
pub mod transactions;
pub mod wait;

/// Whether the long forms run: `HOTPOT_FULL=1`.
pub fn is_full() -> bool {
	std::env::var("HOTPOT_FULL").is_ok_and(|value| value == "1")
}
