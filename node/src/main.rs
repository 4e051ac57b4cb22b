//! `hotpot-node`: a node of The Hot Pot Spot chain.
//!
//! BABE makes blocks, GRANDPA finalizes them, authority discovery lets the validators find each
//! other. The same binary is validator, full node and RPC node; it also makes chain
//! specifications, keeps the database and measures weights. `hotpot-node --help` lists it all.

#![allow(
	clippy::result_large_err,
	reason = "the SDK's error types are large; they pass through once, when the node stops"
)]

mod benchmarking;
mod chain_spec;
mod cli;
mod command;
mod rpc;
mod rpc_endpoints;
mod service;
mod worker_url;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		}
	}
}
