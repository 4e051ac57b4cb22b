//! TON: deposits of its coin and of USDT, as several endpoints of toncenter v3 show them (rule 28).
//!
//! # Whose word counts
//!
//! Every transaction of a watched account is a candidate, and each endpoint votes on it with all that
//! a deposit is made of: account, logical time, hash, predecessor, sender, value, body. What more than
//! half of all configured endpoints say is so. A transaction that they deny is none; where neither
//! side has a majority, the account waits. Names and symbols of jettons are never looked at.
//!
//! Beyond that, transactions of an account are a chain, each naming the one before it, and the cursor
//! goes along that chain: rows that every endpoint lacks leave a gap, and the account waits at it.
//!
//! # What it costs
//!
//! A step asks each endpoint once for the last masterchain block and up to
//! [`rail::Settings::pages`] times for transactions, plus once in a lifetime for the jetton wallet
//! of an account that receives something. A page holds up to [`rail::GROUP`] accounts and
//! [`rail::PAGE`] transactions, so for `n` quiet accounts a round takes `n / 32` requests:
//!
//! | watched accounts | requests a round | without a key, 1/s | with a key, 10/s |
//! | --- | --- | --- | --- |
//! | up to 32 | 2 | 2 s | at once |
//! | 1 000 | 33 | 35 s | 4 s |
//! | 10 000 | 321 | 6 min | 35 s |
//!
//! That is for each endpoint, and endpoints are asked beside one another. An account with many
//! deposits takes a page for each 128 of them. So the recommended mode is **few wallets and a comment
//! that names the invoice**: a round is then one page, and the deposit is seen in the block after it.
//! An address for each deal works, at the price of the round above; accounts take turns, and none is
//! starved.
//!
//! Watched wallets should be deployed: money sent to an address without a contract arrives only if
//! the sender forbade bouncing.

pub use hotpot_cli::foreign::ton as address;
pub mod boc;
pub mod cell;
pub mod center;
pub mod comment;
pub mod cursor;
pub mod deposit;
pub mod jetton;
pub mod rail;
pub mod row;
pub mod vote;
