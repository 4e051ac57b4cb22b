//! `hotpot-worker`: the daemon beside a validator. `hotpot-worker --help` explains it.

use clap::{Parser, Subcommand, ValueEnum};
use hotpot_primitives::observations::Rail;
use hotpot_worker::{
	check::check,
	config::{Config, EXAMPLE},
	failpoint::Failpoint,
	journal::Journal,
	logs,
	rewind::rewind,
	worker,
};
use std::{path::PathBuf, process::ExitCode};
use tokio::runtime::Builder;

const EXAMPLES: &str = "Examples:
  hotpot-worker config example > worker.toml
  hotpot-worker check --config worker.toml
  hotpot-worker run --config worker.toml
  hotpot-worker rewind --config worker.toml --rail tron --to-block 70000000";

/// Sees TRON, TON and streams, and tells the validator's node what to vote for.
#[derive(Debug, Parser)]
#[command(name = "hotpot-worker", version, after_help = EXAMPLES)]
struct Args {
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Runs until SIGTERM.
	Run {
		/// The configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
		/// Dies at a place that a test names.
		#[arg(long, hide = true)]
		fail_at: Option<String>,
	},
	/// Looks at a setup, and says what to do where it won't work. Ends with 1 if anything is wrong.
	Check {
		/// The configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
	},
	/// Has a rail read again what follows a block, while the worker is stopped. For when a rail says
	/// that blocks which it read are others now.
	///
	/// No deposit is forgotten, and none is offered twice.
	Rewind {
		/// The configuration.
		#[arg(long, value_name = "FILE")]
		config: PathBuf,
		/// Which one.
		#[arg(long)]
		rail: RailArg,
		/// A block before the change, for TON of the masterchain. The rail goes on after it, or after
		/// the newest place before it that the journal kept.
		#[arg(long, value_name = "N")]
		to_block: u64,
	},
	/// About the configuration.
	#[command(subcommand)]
	Config(ConfigCommand),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RailArg {
	Tron,
	Ton,
}

impl From<RailArg> for Rail {
	fn from(rail: RailArg) -> Self {
		match rail {
			RailArg::Tron => Self::Tron,
			RailArg::Ton => Self::Ton,
		}
	}
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
	/// Prints one to start from, with every key explained.
	Example,
}

fn main() -> ExitCode {
	match run(Args::parse().command) {
		Ok(code) => code,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		}
	}
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
	match command {
		Command::Config(ConfigCommand::Example) => print!("{EXAMPLE}"),
		Command::Run { config, fail_at } => {
			let config = Config::load(&config)?;
			logs::start(&config.log).map_err(anyhow::Error::msg)?;
			let failpoint = fail_at.as_deref().map(Failpoint::at).unwrap_or_default();
			runtime()?.block_on(worker::run(&config, failpoint))?;
		}
		Command::Check { config } => {
			let lines = match Config::load(&config) {
				Ok(config) => runtime()?.block_on(check(&config)),
				Err(error) => vec![Err(error.to_string())],
			};
			for line in &lines {
				match line {
					Ok(text) => println!("ok      {text}"),
					Err(text) => println!("failed  {text}"),
				}
			}
			if lines.iter().any(Result::is_err) {
				return Ok(ExitCode::FAILURE);
			}
		}
		Command::Rewind { config, rail, to_block } => {
			let config = Config::load(&config)?;
			let mut journal = Journal::open_existing(&config.journal, Failpoint::default())?;
			for line in rewind(&mut journal, rail.into(), to_block)? {
				println!("{line}");
			}
		}
	}
	Ok(ExitCode::SUCCESS)
}

/// Few threads: the worker mostly waits.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
	Builder::new_multi_thread().worker_threads(2).max_blocking_threads(4).enable_all().build()
}
