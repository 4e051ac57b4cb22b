//! `hotpot-load`: puts a chain under load and says how it bore it.
//!
//! | command | what it measures |
//! |---|---|
//! | `transfers` | included transfers a second, on any Substrate chain with `Balances` |
//! | `checks` | recorded and finalized checks a second, on nodes of its own |
//! | `burst` | whether a flood of transfers holds up finality or guests' claims |
//!
//! It talks to this machine only: a load generator that reaches further is a weapon.

mod calls;
mod commands;
mod fleet;
mod follower;
mod funding;
mod lag;
mod lane;
mod ledger;
mod load;
mod loopback;
mod node;
mod numbers;
mod outcome;
mod progress;
mod random;
mod reader;
mod report;
mod shapes;
mod signing;
mod stats;
mod submit;
mod tills;
mod weigh;
mod window;

use anyhow::{Result, anyhow};
use clap::{Parser, Subcommand};
use commands::{burst, checks, transfers};
use report::Verdict;
use std::process::ExitCode;
use tokio::{
	select,
	signal::unix::{SignalKind, signal},
};

/// Exit code of a measurement that fell short.
const MISSED: u8 = 1;
/// Exit code when nothing could be measured.
const FAILED: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  hotpot-load transfers --rpc ws://127.0.0.1:9944 --count 20000 --pid 4711
  hotpot-load checks --bin target/release/hotpot-node --validators 3 --rate 1500
  hotpot-load burst --rpc ws://127.0.0.1:9944 --rpc ws://127.0.0.1:9945 --rpc ws://127.0.0.1:9946

Exit codes: 0 measured (and within the limits, if there are any), 1 short of a limit,
2 not measured.";

/// Puts a chain on this machine under load and says how it bore it.
#[derive(Debug, Parser)]
#[command(name = "hotpot-load", version, after_help = EXAMPLES)]
struct Cli {
	/// What to do.
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Transfers on any Substrate chain with Balances.
	Transfers(transfers::Options),
	/// Checks, recorded by many tills on nodes that this command starts and ends.
	Checks(checks::Options),
	/// A flood of transfers with guests' claims in the middle of it.
	Burst(burst::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
	let command = Cli::parse().command;
	let outcome = select! {
		outcome = run(command) => outcome,
		signal = stopped() => Err(anyhow!("stopped by {signal}")),
	};
	match outcome {
		Ok(Verdict::Met) => ExitCode::SUCCESS,
		Ok(Verdict::Missed) => ExitCode::from(MISSED),
		Err(error) => {
			eprintln!("error: {error:#}");
			ExitCode::from(FAILED)
		}
	}
}

async fn run(command: Command) -> Result<Verdict> {
	match command {
		Command::Transfers(options) => transfers::run(&options).await,
		Command::Checks(options) => checks::run(&options).await,
		Command::Burst(options) => burst::run(&options).await,
	}
}

/// Returns when the process is told to stop. What runs is then dropped, and nodes end with it.
async fn stopped() -> &'static str {
	let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hang_up)) = (
		signal(SignalKind::interrupt()),
		signal(SignalKind::terminate()),
		signal(SignalKind::hangup()),
	) else {
		return std::future::pending().await;
	};
	select! {
		_ = interrupt.recv() => "Ctrl-C",
		_ = terminate.recv() => "SIGTERM",
		_ = hang_up.recv() => "SIGHUP",
	}
}
