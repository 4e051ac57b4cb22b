//! TRON as its endpoints show it.
//!
//! | module | what |
//! | --- | --- |
//! | [`address`] | accounts in base58check and hex |
//! | [`protobuf`] | transactions and block headers as they are hashed and signed |
//! | [`abi`] | what TRC-20 contracts are called with and what they log |
//! | [`node`] | a full node's HTTP interface |
//! | [`index`] | TronGrid's v1 index, which may lose rows |
//! | [`cursor`] | how far the sweep has come |
//! | [`deposits`] | which transfers of a block are deposits |
//! | [`rail`] | the rail: sweep by majority, and a look at the index |
//!
//! # Requests
//!
//! The sweep costs an endpoint two requests a block and two a step, however many accounts are
//! watched. TRON makes 28 800 blocks a day; a step every nine seconds is thus
//! 57 600 + 19 200 = 76 800 requests a day an endpoint. The index is asked about
//! [`Settings::accounts_per_step`](rail::Settings) accounts a step in turn: one a step makes 9 600
//! requests a day, and comes round 10 000 accounts every 25 hours. Together 86 400, below the
//! 100 000 a day that an API key of TronGrid has for nothing. What the index shows is read again
//! from the nodes, once a transaction and at most twenty a step.

pub mod abi;
pub use hotpot_cli::foreign::tron as address;
pub mod cursor;
pub mod deposits;
mod diagnosis;
pub mod index;
pub mod node;
pub mod protobuf;
pub mod rail;
mod second_look;
mod wire;
