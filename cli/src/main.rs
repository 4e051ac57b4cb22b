//! `hotpot`: the operator's command line of The Hot Pot Spot network. `hotpot --help` explains it.

mod args;
mod commands;
mod exit;
mod output;

use anyhow::Context;
use args::{Args, Command};
use clap::Parser;
use commands::{
	checks, compliance, conversion, demo, deposits, distribution, franchise, import, keys, kyc,
	network, observations, roles, settings, spot, verify,
};
use output::Output;
use std::process::ExitCode;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
	let args = Args::parse();
	let output = Output::new(args.json);
	let outcome = Runtime::new()
		.context("the system gives no threads")
		.and_then(|runtime| runtime.block_on(run(args, &output)));
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => exit::report(&error, &output),
	}
}

async fn run(args: Args, output: &Output) -> anyhow::Result<()> {
	let node = commands::Node { url: args.url, until: args::until(args.finalized) };
	match args.command {
		Command::Network(command) => network::run(&command, &node, output).await,
		Command::Franchise(command) => franchise::run(command, &node, output).await,
		Command::Checks(args::Checks::Import(options)) => import::run(options, &node, output).await,
		Command::Checks(command) => checks::run(command, &node, output).await,
		Command::Kyc(command) => kyc::run(command, &node, output).await,
		Command::Compliance(command) => compliance::run(command, &node, output).await,
		Command::Role(command) => roles::run(command, &node, output).await,
		Command::Spot(command) => spot::run(command, &node, output).await,
		Command::Loyalty(command) => spot::run_loyalty(command, &node, output).await,
		Command::Conversion(command) => conversion::run(command, &node, output).await,
		Command::Distribution(command) => distribution::run(command, &node, output).await,
		Command::Deposits(command) => deposits::run(command, &node, output).await,
		Command::Observations(command) => observations::run(command, &node, output).await,
		Command::Verify(command) => verify::run(command, &node, output).await,
		Command::Settings(command) => settings::run(command, &node, output).await,
		Command::Keys(command) => keys::run(command, output),
		Command::Demo(command) => demo::run(command, &node, output).await,
	}
}
