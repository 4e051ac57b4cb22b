//! What the end-to-end tests stand on: real nodes on this machine, the real command line, and a
//! restaurant with tills to work with.
//!
//! - [`network`]: starts, kills and restarts validators; [`health`] is the checker that every test
//!   ends with.
//! - [`rpc`]: a node's JSON-RPC without any library between, for what libraries would not send.
//! - [`command`]: the `hotpot` binary.
//! - [`restaurant`], [`csv`], [`transactions`]: somebody to sell, something to import, and
//!   transactions that no good client makes.
//! - [`votes`]: validators' votes, real and forged, without a worker.
//! - [`doubles`], [`worker`]: TRON, TON, and the workers that watch them.
//! - [`recorder`]: a till that never stops recording, and remembers what it was told.
//! - [`process`]: what processes use.
//!
//! Tests run for minutes. Some have a long form, which runs with `HOTPOT_FULL=1` and which
//! `scripts/test --full` runs:
//!
//! | test | short | long |
//! |---|---|---|
//! | `burst` | 2 400 transfers, 50 claims | 24 000 transfers, 500 claims |
//! | `e2e`, chain rules | 200 failing claims | 10 000 failing claims |
//! | `e2e`, a day of sales | ends with maturing | and unclaimed checks expire |
//! | `faults`, three validators | one dies, finality stalls for 30 s | each dies, once for 10 minutes and longer than transactions live |
//! | `faults`, four validators | one dies, 40 s are watched | each dies, 5 minutes are watched |
//! | `votes`, what they cost | 100 observations | 300 observations |
//! | `votes`, forged | 1 000 in 4 blocks or more | 10 000 in 20 blocks or more, some for a past session |

pub mod command;
pub mod csv;
pub mod doubles;
pub mod health;
pub mod machine;
pub mod network;
pub mod node;
pub mod process;
pub mod recorder;
pub mod restaurant;
pub mod rpc;
pub mod transactions;
pub mod votes;
pub mod wait;
pub mod worker;

/// Whether the long forms run: `HOTPOT_FULL=1`.
pub fn is_full() -> bool {
	std::env::var("HOTPOT_FULL").is_ok_and(|value| value == "1")
}
