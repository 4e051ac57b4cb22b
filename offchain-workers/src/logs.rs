//! Logs: lines of `key=value` on standard error.

use std::io;
use tracing_subscriber::EnvFilter;

/// Starts logging what a filter lets through: a level, or targets with levels. `HOTPOT_WORKER_LOG`
/// comes in through the configuration.
///
/// # Errors
/// The filter is none.
pub fn start(filter: &str) -> Result<(), String> {
	let filter = EnvFilter::try_new(filter).map_err(|error| {
		format!("log: \"{filter}\" is no filter ({error}); it is error, warn, info, debug or trace")
	})?;
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_writer(io::stderr)
		.with_ansi(false)
		.try_init()
		.map_err(|error| error.to_string())
}
